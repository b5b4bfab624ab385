"""Where a firm's figures count, its dates above the scale, and who reports for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.enterprises.actions import (
    Belonging,
    NoSuchPerson,
    ScaleWrong,
    project_facts,
    set_belonging,
    set_representative,
)
from luoshi.enterprises.models import Enterprise, Representative
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted
from luoshi.plans.tests.factories import a_fact

LogIn = Callable[[Any], Client]


@pytest.fixture
def firm(cast: Any) -> Enterprise:
    """Return a firm that a plan names and that belongs nowhere yet."""
    fields = {"name_text": "宇通客车股份有限公司", "category": "enterprise"}
    project_facts(facts=[a_fact(fields=fields)], by=cast.editor.login)
    return Enterprise.objects.get()


def test_a_firm_is_placed_once_with_both_states_in_the_trail(
    firm: Enterprise, cast: Any, tree: Any
) -> None:
    """GOV-17: 规上 is dated."""
    said = Belonging(tree.jinshui.pk, "汽车制造业", "新能源汽车", date(2016, 1, 1))

    set_belonging(enterprise_id=firm.pk, said=said, by=cast.editor)
    set_belonging(enterprise_id=firm.pk, said=said, by=cast.editor)

    firm.refresh_from_db()
    assert (firm.agency, firm.industry, firm.scale_from) == (
        tree.jinshui,
        "汽车制造业",
        date(2016, 1, 1),
    )
    entry = Entry.objects.get(action="enterprises.enterprise.placed")
    assert entry.data["before"]["scale_from"] is None
    assert entry.data["after"]["scale_from"] == "2016-01-01"


@pytest.mark.parametrize(
    ("enters", "leaves"), [(None, date(2016, 5, 1)), (date(2016, 5, 1), date(2016, 5, 1))]
)
def test_a_firm_leaves_the_scale_after_it_entered(
    firm: Enterprise, cast: Any, enters: date | None, leaves: date
) -> None:
    said = Belonging(scale_from=enters, scale_to=leaves)

    with pytest.raises(ScaleWrong):
        set_belonging(enterprise_id=firm.pk, said=said, by=cast.editor)

    assert not Entry.objects.filter(action="enterprises.enterprise.placed").exists()


def test_one_person_reports_for_a_firm_and_another_takes_over(firm: Enterprise, cast: Any) -> None:
    for login in ("qi", "qi", "jin"):
        set_representative(enterprise_id=firm.pk, login=login, by=cast.editor)

    now = Representative.objects.get(enterprise=firm, until=None)
    assert now.person == cast.county
    assert Representative.objects.filter(enterprise=firm).count() == 2
    assert Entry.objects.filter(action="enterprises.representative.named").count() == 2
    set_representative(enterprise_id=firm.pk, login="", by=cast.editor)
    assert not Representative.objects.filter(enterprise=firm, until=None).exists()


def test_a_wrong_account_leaves_everything_as_it_was(
    firm: Enterprise, cast: Any, tree: Any, log_in: LogIn
) -> None:
    """Half is impossible: the page places and names in one transaction."""
    url = reverse("enterprises:belonging", args=[firm.pk])

    answer = log_in(cast.editor).post(url, {"agency": tree.jinshui.pk, "login": "nobody"})

    firm.refresh_from_db()
    assert answer.status_code == 422
    assert firm.agency is None
    with pytest.raises(NoSuchPerson):
        set_representative(enterprise_id=firm.pk, login="nobody", by=cast.editor)


def test_the_page_places_a_firm_and_names_its_person(
    firm: Enterprise, cast: Any, tree: Any, log_in: LogIn
) -> None:
    url = reverse("enterprises:belonging", args=[firm.pk])
    client = log_in(cast.editor)

    said = {"agency": tree.jinshui.pk, "scale_from": "2016-01-01", "login": "qi"}
    assert client.post(url, said).status_code == 302

    firm.refresh_from_db()
    assert firm.agency == tree.jinshui
    assert client.get(url).context["form"].initial["login"] == "qi"


@pytest.mark.parametrize("role", ["viewer", "reviewer", "city", "county", "enterprise", "system"])
def test_only_the_provinces_editor_places_firms(firm: Enterprise, cast: Any, role: str) -> None:
    """SEC-13."""
    by = getattr(cast, role)

    with pytest.raises(NotPermitted):
        set_belonging(enterprise_id=firm.pk, said=Belonging(industry="汽车"), by=by)
    with pytest.raises(NotPermitted):
        set_representative(enterprise_id=firm.pk, login="qi", by=by)

    assert not Representative.objects.exists()
