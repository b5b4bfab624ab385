from __future__ import annotations

import pytest
from luoshi_reader.lexicon.departments import changes, field_of, fields, level_of, successors


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("省工信厅", "工业和信息化"),
        ("省工业和信息化委", "工业和信息化"),
        ("市发改委", "发展改革"),
        ("省发展和改革委员会", "发展改革"),
        ("市场监管局", "市场监管"),
        ("市市场监管局", "市场监管"),
        ("省政府国资委", "国资"),
        ("国务院", None),
        ("某某公司", None),
    ],
)
def test_a_department_is_known_by_its_field_in_every_wording(name: str, field: str | None) -> None:
    assert field_of(name) == field


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("省财政厅", "省"),
        ("省委网信办", "省"),
        ("省政府金融办", "省"),
        ("市市场监管局", "市"),
        ("市场监管局", None),
        ("区域合作办公室", None),
        ("财政厅", None),
        ("自治区财政厅", "自治区"),
    ],
)
def test_the_level_of_a_department_is_told_from_the_head_of_its_name(
    name: str, level: str | None
) -> None:
    assert level_of(name) == level


def test_reforms_lead_from_the_names_of_2016_to_those_of_today() -> None:
    assert successors("环境保护", since=2016, until=2024) == ("生态环境",)
    assert successors("食品药品监管", since=2016, until=2024) == ("市场监管", "药品监管")
    assert successors("银监", since=2016, until=2024) == ("金融监管",)
    assert successors("教育", since=2016, until=2024) == ("教育",)
    assert successors("环境保护", since=2016, until=2017) == ("环境保护",)


def test_every_reform_names_fields_of_the_list_and_its_source() -> None:
    usual = set(fields().values())

    for change in changes():
        assert change.field in usual
        assert set(change.successors) <= usual
        assert change.source
