"""The bench of many documents, on few."""

from __future__ import annotations

import shutil
from itertools import islice
from pathlib import Path

import pytest
from luoshi_reader import read_plan
from luoshi_reader.bench import many, namespaces
from luoshi_reader.bench.recombining import Material
from luoshi_reader.bench.rows import NotMeasurable

from reader.tests.many.conftest import TEXTS


@pytest.fixture(scope="module")
def material() -> Material:
    return Material(path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt")))


def test_recombined_plans_are_plans_no_two_alike_and_the_same_each_time(
    material: Material,
) -> None:
    made = list(material.plans(40))

    assert len(set(made)) == 40
    assert made == list(material.plans(40))
    assert made != list(material.plans(40, seed=1))
    assert all(read_plan(text).plans for text in made)


def test_their_paragraphs_are_those_of_the_plans_they_are_made_of(material: Material) -> None:
    printed = {line for _, paragraphs in material.sections for line in paragraphs}

    for text in islice(material.plans(10), 10):
        body = [line for line in text.splitlines()[3:] if line[1:2] != "、"]
        assert set(body) <= printed


def test_the_race_gives_the_pool_beside_the_bare_processes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(many, "RACE", 20)
    monkeypatch.setattr(many, "ROUNDS", 1)

    pool, share = many._race(sorted(TEXTS.glob("*.txt")))

    assert pool.bar == 0.9
    assert pool.value
    assert pool.ratio
    assert share.value
    assert "two bare processes" in (pool.against or "")


def test_memory_is_that_of_the_end_beside_that_of_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(many, "LONG", 1000)
    monkeypatch.setattr(many, "_SETTLED", 0)

    end, most = many._memory(sorted(TEXTS.glob("*.txt")))

    assert end.at_most
    assert end.ratio
    assert (most.value or 0) >= (end.value or 0) > 0


def test_what_lacks_is_named_and_no_bar_is_reached_without_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(many, "find_spec", lambda _: None)

    rows = many.rows()

    assert [row.against for row in rows] == ["luoshi-reader[corpus] 未安装"] * 3
    assert not any(row.ok for row in rows)


def test_without_the_right_to_make_networks_the_row_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: "/bin/false")

    with (
        pytest.raises(NotMeasurable, match="不允许建网络命名空间"),
        namespaces.cluster(2, tmp_path),
    ):
        pass
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(NotMeasurable, match="请安装 iproute2"), namespaces.cluster(2, tmp_path):
        pass
