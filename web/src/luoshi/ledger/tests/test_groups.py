"""A printed unit means what a person says it means, once, wholly, and with its entry."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from luoshi.agencies.api import Agency
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted
from luoshi.ledger.actions import confirm_members, groups, name_agency
from luoshi.ledger.actions.groups import AlreadyNamed, NotAGroup
from luoshi.ledger.models import Responsibility
from luoshi.ledger.tests import factories

CODES = {"郑州": "410100", "开封": "410200", "新乡": "410700"}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("henan")]


def _row(printed: str) -> Responsibility:
    factories.plan()
    return Responsibility.objects.get(printed=printed, via=None, group=None)


def _cities(*names: str) -> list[int]:
    return list(
        Agency.objects.filter(code__in=[CODES[name] for name in names]).values_list("pk", flat=True)
    )


def test_confirmed_members_answer_for_the_item_and_for_what_it_carries(cast: Any) -> None:
    row = _row("有关省辖市政府")
    cities = _cities("开封", "新乡")
    assert len(cities) == 2

    confirm_members(responsibility_id=row.pk, agencies=cities, by=cast.editor)

    assert {member.agency_id for member in row.members.all()} == set(cities)
    carried = Responsibility.objects.filter(via=row.item, group__isnull=False)
    assert {each.agency_id for each in carried} == set(cities)
    entry = Entry.objects.get(action="ledger.group.confirmed")
    assert entry.actor == "wang"


def test_confirming_again_replaces_and_does_not_double(cast: Any) -> None:
    row = _row("有关省辖市政府")
    for names in (("开封", "新乡"), ("开封",), ("开封",)):
        confirm_members(responsibility_id=row.pk, agencies=_cities(*names), by=cast.editor)

    assert row.members.count() == 1


@pytest.mark.parametrize("who", ["viewer", "department", "city", "system"])
def test_nobody_but_a_province_editor_says_what_a_unit_means(cast: Any, who: str) -> None:
    row = _row("有关省辖市政府")

    with pytest.raises(NotPermitted):
        confirm_members(responsibility_id=row.pk, agencies=[], by=getattr(cast, who))

    assert not row.members.exists()


def test_members_of_a_unit_that_is_no_group_are_refused(cast: Any) -> None:
    row = _row("省财政厅")

    with pytest.raises(NotAGroup, match="不是成组单位"):
        confirm_members(responsibility_id=row.pk, agencies=[], by=cast.editor)


def test_a_name_is_given_its_agency_once(cast: Any) -> None:
    row = _row("省船舶检验总局")
    agency = Agency.objects.get(pk=_cities("郑州")[0])

    named = name_agency(responsibility_id=row.pk, agency_id=agency.pk, by=cast.editor)

    assert named.agency == agency
    with pytest.raises(AlreadyNamed, match="不能重复指定"):
        name_agency(responsibility_id=row.pk, agency_id=agency.pk, by=cast.editor)
    assert Entry.objects.filter(action="ledger.unit.named").count() == 1


def test_without_its_entry_the_change_does_not_happen(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEC-25."""
    row = _row("省船舶检验总局")

    def broken(*_: Any, **__: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(groups, "record", broken)
    with pytest.raises(OSError, match="full"):
        name_agency(responsibility_id=row.pk, agency_id=_cities("郑州")[0], by=cast.editor)

    row.refresh_from_db()
    assert row.agency is None


def test_a_confirmed_name_and_group_survive_the_next_decision(cast: Any) -> None:
    row, group = _row("省船舶检验总局"), None
    group = Responsibility.objects.get(printed="有关省辖市政府", via=None, group=None)
    name_agency(responsibility_id=row.pk, agency_id=_cities("郑州")[0], by=cast.editor)
    confirm_members(responsibility_id=group.pk, agencies=_cities("开封"), by=cast.editor)

    factories.accept_all(row.item.plan, by=cast.editor)

    row.refresh_from_db()
    assert row.agency is not None
    assert group.members.count() == 1


@pytest.mark.parametrize(("agency", "via"), [(0, 0), (1, 0), (0, 1), (1, 1)])
def test_nobody_answers_twice_on_either_database(agency: int, via: int) -> None:
    """Whatever is left open: neither database may take an empty agency for another one."""
    row = _row("有关省辖市政府")
    made = {
        "item": row.item, "role": row.role, "printed": "某单位",
        "agency": Agency.objects.get(code=CODES["郑州"]) if agency else None,
        "via": row.item if via else None,
    }  # fmt: skip
    Responsibility.objects.create(**made)

    with pytest.raises(IntegrityError), transaction.atomic():
        Responsibility.objects.create(**made)
    Responsibility.objects.create(**{**made, "printed": "另一单位"})
