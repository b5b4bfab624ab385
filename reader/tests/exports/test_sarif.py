"""SARIF 2.1.0, held to the published structure as far as it is used (row 101)."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from luoshi_reader import read_plan
from luoshi_reader.exports.records import Checked
from luoshi_reader.exports.sarif import write_findings
from luoshi_reader.rules import RULES

TEXT = """轻工业2026年行动计划
一、总体要求
（一）形势。2025年家具产业主营业务收入2674亿元。
（二）目标。2026年，家具产业主营业务收入达到3000亿元，增长30%。
（三）思路。质量,效益并重。【核查豁免 LS605：照印】
"""

#: Section of the standard: the object, what it must have, and all it may have here.
OBJECTS: dict[str, tuple[set[str], set[str]]] = {
    "log": ({"version", "runs"}, {"$schema"}),
    "run": ({"tool"}, {"language", "columnKind", "artifacts", "results"}),
    "driver": ({"name"}, {"version", "rules"}),
    "rule": ({"id"}, {"name", "shortDescription", "help", "defaultConfiguration"}),
    "result": (
        {"message"},
        {"ruleId", "ruleIndex", "level", "locations", "partialFingerprints"}
        | {"relatedLocations", "suppressions"},
    ),
    "location": (set(), {"id", "physicalLocation", "message"}),
    "physical": (set(), {"artifactLocation", "region"}),
    "region": (
        set(),
        {"startLine", "startColumn", "endLine", "endColumn", "charOffset", "charLength", "snippet"},
    ),
    "suppression": ({"kind"}, {"justification"}),
}


def holds(kind: str, value: dict[str, Any]) -> dict[str, Any]:
    must, may = OBJECTS[kind]
    assert must <= set(value) <= must | may, kind
    return value


@pytest.fixture
def log() -> dict[str, Any]:
    document = read_plan(TEXT)
    checked = Checked("计划 1.txt", document.source, document.doubts, document.waived)
    out = BytesIO()
    write_findings([checked], out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_the_log_has_the_structure_of_the_standard(log: dict[str, Any]) -> None:
    assert holds("log", log)["version"] == "2.1.0"
    (run,) = log["runs"]
    holds("run", run)
    assert run["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
    driver = holds("driver", run["tool"]["driver"])
    ids = [holds("rule", rule)["id"] for rule in driver["rules"]]
    assert ids == list(RULES)
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert {"text", "markdown"} == set(rule["help"])
        assert rule["defaultConfiguration"]["level"] in {"none", "note", "warning", "error"}
    for result in run["results"]:
        holds("result", result)
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"none", "note", "warning", "error"}
        for location in [*result["locations"], *result.get("relatedLocations", [])]:
            physical = holds("physical", holds("location", location)["physicalLocation"])
            where = physical["artifactLocation"]
            assert run["artifacts"][where["index"]]["location"]["uri"] == where["uri"]
            assert where["uri"].isascii()
            region = holds("region", physical["region"])
            assert min(region["startLine"], region["startColumn"], region["endColumn"]) >= 1
            start, end = region["charOffset"], region["charOffset"] + region["charLength"]
            assert TEXT[start:end] == region["snippet"]["text"]
            line = TEXT.splitlines()[region["startLine"] - 1]
            assert line[region["startColumn"] - 1 :].startswith(region["snippet"]["text"][:3])
        for suppression in result.get("suppressions", []):
            assert holds("suppression", suppression)["kind"] in {"inSource", "external"}


def test_both_places_of_a_clash_and_what_was_waived_are_in_the_log(log: dict[str, Any]) -> None:
    found = {result["ruleId"]: result for result in log["runs"][0]["results"]}

    assert set(found) == {"LS101", "LS605"}
    (related,) = found["LS101"]["relatedLocations"]
    assert "2674亿元" in related["physicalLocation"]["region"]["snippet"]["text"]
    assert found["LS605"]["suppressions"] == [{"kind": "inSource", "justification": "照印"}]


def test_a_fingerprint_stays_when_lines_are_put_in_above(log: dict[str, Any]) -> None:
    document = read_plan(TEXT.replace("一、总体要求", "一、总体要求\n困难不少，仍要发展。"))
    out = BytesIO()
    write_findings([Checked("甲.txt", document.source, document.doubts)], out)
    other = json.loads(out.getvalue())["runs"][0]["results"][0]
    here = next(each for each in log["runs"][0]["results"] if each["ruleId"] == "LS101")

    assert other["partialFingerprints"] == here["partialFingerprints"]
