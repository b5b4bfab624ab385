"""Places in text, and the list of divisions behind them."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luoshi_reader.lexicon.divisions import divisions, names
from luoshi_reader.text.places import find_places, main_province, place_at

from reader.tests.counting import LINEAR, growth

HENAN = "河南省"


def found(text: str, home: str | None = HENAN) -> list[str]:
    return [place.name for place in find_places(text, home)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("郑州、洛阳等市", ["郑州", "洛阳"]),
        ("郑州市二七区", ["郑州市", "二七区"]),
        ("民权产业集聚区", ["民权"]),
        ("前郭尔罗斯县", ["前郭尔罗斯县"]),
        ("西双版纳州", ["西双版纳州"]),
        ("在内蒙古、新疆、甘肃等地", ["内蒙古", "新疆", "甘肃"]),
        ("滑县、浚县", ["滑县", "浚县"]),
        ("长垣县和长垣市", ["长垣县", "长垣市"]),
        ("襄樊市", ["襄樊市"]),
        ("合作市、公安县", ["合作市", "公安县"]),
        ("临夏、合作、玛曲", ["临夏", "合作", "玛曲"]),
    ],
)
def test_places_are_found_in_full_and_short(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "加强合作，依法公开",
        "中心城区和矿区",
        "大理石制品",
        "确保定期检查",
        "相应城市",
        "扩大连锁经营",
        "推广安全技术",
        "最美新乡村",
        "阿里巴巴平台",
        "长治久安",
        "建成县级平台",
        "投资源头企业",
    ],
)
def test_ordinary_words_are_no_places(text: str) -> None:
    assert found(text) == []


def test_a_place_is_read_from_the_left_so_that_the_next_word_keeps_its_own() -> None:
    assert found("河南阳光油脂") == ["河南"]


def test_a_county_of_another_province_needs_its_full_name_or_a_list() -> None:
    assert found("固安产业园", HENAN) == []
    assert found("固安产业园", "河北省") == ["固安"]
    assert found("廊坊、固安等地", HENAN) == ["廊坊", "固安"]


def test_the_place_at_a_point_begins_there() -> None:
    place = place_at("支持郑州市建设", 2)

    assert place is not None
    assert (place.name, place.end) == ("郑州市", 5)
    assert place_at("支持郑州市建设", 3) is None


def test_the_main_province_is_the_one_most_named() -> None:
    assert main_province("郑州、洛阳承接上海产业转移") == HENAN
    assert main_province("没有地名") is None


def test_every_division_stands_under_one_of_the_list() -> None:
    known = {division.name for division in divisions()}

    assert all(division.parent in known for division in divisions() if division.parent)
    assert sum(division.level == "province" for division in divisions()) == 34
    assert {"许昌县", "许昌", "建安区"} <= names().keys()
    assert not next(each for each in divisions() if each.name == "许昌县").current


@given(st.text(alphabet="郑州洛阳市县区合作、和河南阳光山西安全大连", max_size=60))
def test_places_stand_where_they_say_and_never_overlap(text: str) -> None:
    places = find_places(text, HENAN)

    assert all(text[place.start : place.end] == place.name for place in places)
    assert all(a.end <= b.start for a, b in itertools.pairwise(places))


def test_work_grows_with_the_length() -> None:
    text = "支持郑州、洛阳加强合作，建设产业集聚区。"

    assert len(find_places(text * 300, HENAN)) == 600
    assert growth(lambda each: find_places(each, HENAN), text) < LINEAR


def test_a_district_is_named_in_short_only_in_the_papers_of_its_city_and_its_own() -> None:
    assert found("支持松江、嘉定发展", "上海市") == ["松江", "嘉定"]
    assert found("支持番禺发展", "广州市") == found("支持番禺发展", "番禺区") == ["番禺"]
    assert found("支持松江、嘉定发展") == []
    assert found("新建项目、城西片区", "西宁市") == []
