"""Names as plans print them lead to bodies of the tree, to groups, or openly nowhere."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.db import OperationalError
from pytest_django import DjangoAssertNumQueries

from luoshi.agencies.api import Agency, Resolver, resolve, seed
from luoshi.agencies.rules import bare, group_of, key_of
from luoshi.kernel.models import Entry

NOTICE = Path(__file__).parents[5] / "examples" / "henan-2016.txt"
ISSUED = date(2016, 3, 4)
GROUP = re.compile(r"(?:有关|相关|各)省辖市(?:、(?:县（市、区）|省直管县（市）))?政府")


@pytest.fixture
def henan(db: None) -> Agency:
    """The seeded province."""
    seed()
    root: Agency = Agency.objects.get(code="410000")
    return root


def _units_of_the_tables() -> set[str]:
    """Return every unit of the last two columns of the ten tables, cut at 、 and ，."""
    found = set()
    for line in NOTICE.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) < 3 or ("工作" in cells[0] + cells[1][:4] and "牵头" in line):
            continue
        for cell in cells[-2:]:
            words = re.sub(r"\s", "", cell)
            found |= set(GROUP.findall(words))
            found |= {unit for unit in re.split("[、，]", GROUP.sub("", words)) if unit}
    return found


def test_every_unit_printed_in_the_98_rows_is_a_body_or_a_group(henan: Agency) -> None:
    """GOV-02."""
    resolver = Resolver(on=ISSUED, within=henan)

    found = {unit: resolver.resolve(unit) for unit in _units_of_the_tables()}

    assert len(found) > 50
    assert {unit for unit, one in found.items() if one.kind in {"unknown", "ambiguous"}} == set()
    assert {unit for unit, one in found.items() if not one.dated} == set()


def test_a_name_in_any_official_form_leads_to_its_body(henan: Agency) -> None:
    expected = {
        "省工业和信息化委": "410000-gxt",
        "工业和信息化委": "410000-gxt",
        "省工业信息化委": "410000-gxt",
        "河南省工业和信息化委员会": "410000-gxt",
        "省人力资源社会保　　障厅": "410000-rst",
        "省人力资源和社会保障厅": "410000-rst",
        "省政府": "410000",
        "河南省人民政府": "410000",
        "河南": "410000",
        "省政府办公厅": "410000-bgt",
        "郑州市政府": "410100",
        "郑州市人民政府": "410100",
        "郑州": "410100",
        "濮阳市": "410900",
        "新乡": "410700",
        "新乡县": "410721",
        "济源市政府": "419001",
        "长垣县": "410728",
        "长垣": "410728",
        "三门峡市陕州区": "411203",
        "郑州航空港经济综合实验区管委会": "410100-hkg",
        "电力公司": "410000-dlgs",
        "人行郑州中心支行": "410000-rmyh",
        "省委网信办": "410000-wxb",
    }
    resolver = Resolver(on=ISSUED, within=henan)

    found = {name: resolver.resolve(name) for name in expected}

    assert {name: one.agency and one.agency.code for name, one in found.items()} == expected
    assert all(one.kind == "agency" and one.dated for one in found.values())


def test_a_group_gives_its_members_for_a_person_to_choose_from(henan: Agency) -> None:
    some = resolve("有关省辖市、县（市、区）政府", on=ISSUED, within=henan)
    every = resolve("各省辖市、省直管县（市）政府", on=ISSUED, within=henan)

    assert (some.kind, some.every, len(some.candidates)) == ("group", False, 18 + 157)
    assert (every.kind, every.every, len(every.candidates)) == ("group", True, 18 + 10)


def test_what_nobody_knows_is_said_to_be_unknown(henan: Agency) -> None:
    found = resolve("省太空事务局", on=ISSUED, within=henan)

    assert (found.kind, found.agency, found.candidates) == ("unknown", None, ())


def test_a_name_of_another_time_is_found_and_said_to_be_so(henan: Agency) -> None:
    early = resolve("省工业和信息化厅", on=ISSUED, within=henan)
    late = resolve("省工业和信息化厅", on=date(2020, 1, 1), within=henan)

    assert early.agency == late.agency == Agency.objects.get(code="410000-gxt")
    assert (early.dated, late.dated) == (False, True)


def test_a_city_looks_only_below_itself(henan: Agency) -> None:
    luoyang = Agency.objects.get(code="410300")

    assert resolve("洛龙区", within=luoyang).kind == "agency"
    assert resolve("金水区", within=luoyang).kind == "unknown"


def test_two_bodies_of_one_name_are_not_guessed_between(henan: Agency) -> None:
    other = {"code": "410000-x", "name": "省电力公司", "level": Agency.Level.OTHER}
    Agency.objects.add_child(henan, create_kwargs=other)

    found = resolve("电力公司", on=ISSUED)

    assert found.kind == "ambiguous"
    assert len(found.candidates) == 2


def test_in_2016_henan_had_18_cities_and_158_units_of_county_rank(henan: Agency) -> None:
    day = date(2016, 6, 1)
    standing = [agency for agency in Agency.objects.all() if agency.stands_on(day)]

    assert sum(agency.level == "city" for agency in standing) == 18
    # Jiyuan is counted by the state among the counties and stands here as a city.
    assert sum(agency.level == "county" for agency in standing) + 1 == 158


def test_seeding_twice_changes_nothing_and_keeps_what_people_changed(henan: Agency) -> None:
    Agency.objects.filter(code="410100").update(note="改过")

    assert seed() == 0
    assert Agency.objects.get(code="410100").note == "改过"


def test_resolving_many_names_asks_the_database_three_times(
    henan: Agency, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        resolver = Resolver(on=ISSUED, within=henan)
        for unit in _units_of_the_tables():
            resolver.resolve(unit)


@pytest.mark.parametrize("name", ["市政府", "县政府", "省财政厅", "郑州市", "城区"])
def test_a_single_body_is_not_taken_for_a_group(name: str) -> None:
    assert group_of(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "相关省辖市政府",
        "各省辖市、省直管县（市）人民政府",
        "有关省辖市、县(市、区)政府",
        "各县（市、区）",
        "省直管县（市）政府",
        "有关部门",
    ],
)
def test_a_group_is_known_in_any_of_its_forms(name: str) -> None:
    assert group_of(name) is not None


def test_keys_and_short_names() -> None:
    assert key_of("省辖市") == "省辖市"
    assert bare("郑州市") == "郑州"
    assert bare("叶县") == ""


def test_seeding_says_in_the_trail_how_much_it_entered(henan: Agency) -> None:
    """SEC-20, SEC-21."""
    entry = Entry.objects.get(action="agencies.tree.seeded")

    assert (entry.actor, entry.result) == ("system", "ok")
    assert entry.data["agencies"] == Agency.objects.count()
    assert entry.data["names"] > 0


def test_without_its_entry_nothing_is_seeded(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """SEC-25."""

    def full(*_given: object, **_named: object) -> None:
        raise OperationalError("database or disk is full")

    before = Agency.objects.count()
    monkeypatch.setattr(Entry, "save", full)
    monkeypatch.setattr(Entry.objects, "bulk_create", full)

    with pytest.raises(OperationalError):
        seed()

    assert Agency.objects.count() == before
