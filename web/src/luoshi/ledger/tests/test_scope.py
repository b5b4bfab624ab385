"""Everyone sees what the post allows, on every read (SEC-13, SEC-14)."""

from __future__ import annotations

from typing import Any

import pytest

from luoshi.accounts.api import scope_of
from luoshi.ledger import queries
from luoshi.ledger.models import Item
from luoshi.ledger.tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("henan")]


def _titles(person: Any) -> set[str]:
    return set(queries.items(scope_of(person)).filter(kind="task").values_list("title", flat=True))


def test_only_the_province_sees_what_is_undecided(cast: Any) -> None:
    factories.plan()

    assert len(_titles(cast.editor)) == len(_titles(cast.viewer)) == 3
    for who in (cast.department, cast.city, cast.other_city, cast.system):
        assert not queries.items(scope_of(who)).exists()


def test_reviewed_items_are_seen_by_the_agencies_they_name_and_no_others(cast: Any) -> None:
    plan = factories.plan()
    factories.accept_all(plan, by=cast.editor)

    assert _titles(cast.department) == {"强化技术改造"}
    assert _titles(cast.city) == {"扩大出口"}
    assert _titles(cast.other_city) == {"扩大出口"}
    assert _titles(cast.system) == set()


def test_counts_and_the_matrix_are_of_the_scope(cast: Any) -> None:
    plan = factories.plan()
    factories.accept_all(plan, by=cast.editor)

    assert queries.counts(scope_of(cast.department))["task"] == 1
    rows = _matrix(cast.department)
    assert [row.name for row in rows] == [cast.department.posts.get().agency.name]
    assert (rows[0].led, rows[0].joined) == (1, 0)


def _matrix(person: Any) -> list[Any]:
    scope = scope_of(person)
    return list(queries.matrix(scope, queries.plans_with_tasks(scope)))


def test_a_city_cannot_open_another_agencys_page(cast: Any) -> None:
    own = cast.city.posts.get().agency
    other = cast.other_city.posts.get().agency

    allowed = queries.agencies(scope_of(cast.city))
    assert allowed.filter(pk=own.pk).exists()
    assert not allowed.filter(pk=other.pk).exists()


def test_the_matrix_adds_up_to_the_rows(cast: Any) -> None:
    factories.plan()

    rows = _matrix(cast.editor)
    (plan,) = queries.plans_with_tasks(scope_of(cast.editor))
    assert sum(row.led for row in rows) == sum(getattr(row, f"led_{plan.pk}") for row in rows) == 3
    assert sum(row.joined for row in rows) == 3


def test_withdrawn_items_are_seen_by_nobody(cast: Any) -> None:
    factories.plan()
    Item.objects.update(state=Item.State.WITHDRAWN)

    assert not queries.items(scope_of(cast.editor)).exists()
