"""How sure a fact is: counted, smoothed, and measured on plans left out."""

import json
from pathlib import Path

import pytest
from luoshi_reader import confidence, read_plan
from luoshi_reader.bench import calibration, gold
from luoshi_reader.bench.scoring import judged, score
from luoshi_reader.cli import main
from luoshi_reader.confidence import SURE, form_of, measured, smoothed
from luoshi_reader.facts import Citation, Heading, Organisation, as_record
from luoshi_reader.source import Span

PLACE = Span(0, 1)


def test_a_cell_met_seldom_leans_on_its_kind_and_nothing_is_certain() -> None:
    known = smoothed({"project:work": (1, 1), "project:bare": (99, 50), "heading": (1000, 1000)})

    assert known["project:bare"] < known["project:work"] < 0.7
    assert known["heading"] == 0.99
    assert 0.5 < known[""] < 1


def test_a_kind_that_was_never_counted_has_the_confidence_of_all() -> None:
    known = smoothed({"heading": (10, 9)})

    assert "citation" not in known
    assert 0 < known[""] < 0.9


@pytest.mark.parametrize(
    ("fact", "form"),
    [
        (Heading(span=PLACE, level=4, number=None, title_text="甲"), "heading:label"),
        (Heading(span=PLACE, level=1, number=None, title_text="甲"), "heading"),
        (Citation(span=PLACE, title_text="甲"), "citation"),
        (
            Organisation(span=PLACE, name_text="云溪集团", category="enterprise"),
            "organisation:firm",
        ),
        (
            Organisation(span=PLACE, name_text="云溪", category="enterprise"),
            "organisation:short firm",
        ),
    ],
)
def test_the_form_tells_what_a_fact_can_be_trusted_by(fact: Heading, form: str) -> None:
    assert form_of(fact) == form


def test_every_fact_read_has_a_confidence_and_the_record_of_the_guide_has_none() -> None:
    document = read_plan(gold.HENAN.read_text(encoding="utf-8"))

    assert all(fact.confidence and 0 < fact.confidence < 1 for fact in document.facts)
    assert len({fact.confidence for fact in document.facts}) > 5
    assert "confidence" not in as_record(document.facts[0], document.source)


def test_the_shipped_tables_are_what_calibrating_gives(tmp_path: Path) -> None:
    made = calibration.calibrate()
    shipped = confidence.CELLS.read_text(encoding="utf-8")
    counts = {
        cell: (int(read), int(right))
        for cell, read, right in (
            line.split("\t") for line in shipped.splitlines() if not line.startswith("#")
        )
    }

    assert counts == made.counts, "run `luoshi-reader calibrate --write` after changing rules"
    assert measured(SURE) == made.measured[0]
    assert set(made.names) == {*gold.KEPT_APART, *gold.MET_LAST}


def test_what_may_be_taken_over_in_bulk_was_right_on_plans_left_out() -> None:
    sure = measured(SURE)

    assert sure.read > 300
    assert sure.error_rate <= 1 - SURE


def test_a_floor_that_was_not_measured_promises_nothing() -> None:
    assert measured(0.123).error_rate == 1


def test_a_fact_is_judged_right_when_the_bench_finds_no_fault_with_it() -> None:
    case = gold.cases()[0]
    document = read_plan(case.text)
    records = [as_record(fact, document.source) for fact in document.facts]

    told = judged(case.facts, records)
    scored = score(case.facts, records)

    wrong = sum(1 for each in told if each is False)
    extra = sum(1 for fault in scored.faults if not fault.what.startswith("missed"))
    assert wrong == extra
    assert sum(1 for each in told if each is not None) == sum(
        tally.read for kind, tally in scored.tallies.items() if kind != "link"
    ) + sum(1 for r, t in zip(records, told, strict=True) if r["type"] == "link" and t is not None)


def test_the_command_prints_counts_and_error_rates_and_writes_only_when_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = confidence.CELLS.read_bytes()

    assert main(["calibrate"]) == 0

    assert confidence.CELLS.read_bytes() == before
    out = capsys.readouterr().out
    assert "assignment:text" in out
    assert "≥ 0.95" in out


def test_a_folder_without_gold_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["calibrate", "--gold", str(tmp_path)]) == 2
    assert "没有标注文件" in capsys.readouterr().err


def test_the_records_on_the_command_line_say_how_sure_they_are(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("云岭2026年行动计划\n一、总体要求\n二、重点工作\n办好服装节。\n")
    out = tmp_path / "facts.jsonl"

    assert main(["read", str(plan), "--facts", str(out)]) == 0

    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert all(0 < row["confidence"] < 1 for row in rows)
