"""Totals of derived indicators through changes of their factors, equal to those from scratch."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.kernel import clock
from luoshi.kernel.models import JobRun
from luoshi.kernel.periods import Period
from luoshi.ledger.actions import TermSaid, add_term, change_term, undo_term
from luoshi.ledger.api import Indicator
from luoshi.monitoring.actions.rebuilding import rebuild
from luoshi.monitoring.models import Reading
from luoshi.monitoring.queries.contributions import spot_of
from luoshi.monitoring.queries.recomputed import totals, totals_as_of
from luoshi.monitoring.queries.series import terms_of
from luoshi.monitoring.queries.values import amount_of
from luoshi.monitoring.tests.history import History
from luoshi.reporting.models import Series

pytestmark = pytest.mark.django_db
D = Decimal
MONTHS = [Period.month(2016, month) for month in (1, 2, 3, 4)]


def said(factor: str | None, month: int) -> TermSaid:
    """Return what is said of a term from the first of a month on."""
    since = date(2016, month, 1)
    return TermSaid(D(factor) if factor else None, since, "折合标准车", "豫工信〔2016〕9号")


def of(indicator: Indicator, agency: Any) -> list[Decimal | None]:
    """Return the readings of an indicator through the months."""
    rows = Reading.objects.filter(series__indicator=indicator, agency=agency)
    known = {row.period_code: row.value for row in rows}
    return [known.get(period.code) for period in MONTHS]


def all_equal() -> bool:
    """Whether what is stored of every month is what scratch says."""
    for period in MONTHS:
        rows = Reading.objects.filter(period_code=period.code).select_related("series")
        stored = {spot_of(row): amount_of(row) for row in rows}
        if {spot: amount for spot, amount in stored.items() if amount} != totals(period.code):
            return False
    return True


@pytest.fixture
def year(tree: Any) -> tuple[Indicator, Indicator, History]:
    """Buses of four months accepted by the province, and what will follow from them."""
    buses = Indicator.objects.create(name="客车", unit="辆")
    standard = Indicator.objects.create(name="标准车", unit="辆", revision=1)
    history = History.of([buses])
    for period in MONTHS:
        history.accept(
            history.submit(history.duty(tree.luoyang, period), {0: D(10)}), tree.province
        )
    return standard, buses, history


def test_a_new_factor_counts_from_its_day_on_and_old_months_keep_theirs(
    tree: Any, cast: Any, year: tuple[Indicator, Indicator, History]
) -> None:
    """Row 104: added, changed, ended and undone behind the page; always what scratch says."""
    standard, buses, _history = year
    pair = {"indicator_id": standard.pk, "source_id": buses.pk, "by": cast.editor}
    first = add_term(said=said("2", 1), **pair)
    assert of(standard, tree.province) == [20, 20, 20, 20]
    second = change_term(term_id=first.pk, said=said("1.5", 3), by=cast.editor)
    assert of(standard, tree.province) == [20, 20, 15, 15]
    third = change_term(term_id=second.pk, said=said(None, 4), by=cast.editor)
    assert of(standard, tree.province) == [20, 20, 15, None]
    undo_term(term_id=third.pk, reason="不停用", by=cast.editor)
    undo_term(term_id=second.pk, reason="不改", by=cast.editor)
    assert of(standard, tree.province) == [20, 20, 20, 15]
    assert all_equal()
    assert [each.corrected for each in rebuild(by="命令行")] == [0, 0, 0, 0]
    assert JobRun.objects.filter(name="monitoring.derive", state="done").count() == 5
    assert JobRun.objects.filter(key__startswith="monitoring.light_open:term:").count() == 5


def test_what_was_published_before_a_change_can_be_told_after_it(
    tree: Any, cast: Any, year: tuple[Indicator, Indicator, History]
) -> None:
    """As of a moment, the factors as they had been said by then."""
    standard, buses, _history = year
    pair = {"indicator_id": standard.pk, "source_id": buses.pk, "by": cast.editor}
    first = add_term(said=said("2", 1), **pair)
    before, then = totals(MONTHS[2].code), clock.now()
    change_term(term_id=first.pk, said=said("3", 1), by=cast.editor)
    assert totals_as_of(MONTHS[2].code, then) == before
    assert totals(MONTHS[2].code) != before


def test_what_is_typed_of_a_derived_indicator_does_not_count(tree: Any, cast: Any) -> None:
    """Its total follows from its terms; typed figures come back when it is derived no more."""
    buses, standard = (Indicator.objects.create(name=name) for name in ("客车", "标准车"))
    history = History.of([buses, standard])
    for period in MONTHS[:2]:
        sent = history.submit(history.duty(tree.luoyang, period), {0: D(10), 1: D(7)})
        history.accept(sent, tree.province)
    pair = {"indicator_id": standard.pk, "source_id": buses.pk, "by": cast.editor}
    first = add_term(said=said("2", 2), **pair)
    assert of(standard, tree.province)[:2] == [7, 20]
    better = history.submit(history.duty(tree.luoyang, MONTHS[1]), {0: D(11), 1: D(9)})
    history.accept(better, tree.province)
    assert of(standard, tree.province)[:2] == [7, 22]
    assert all_equal()
    change_term(term_id=first.pk, said=said(None, 2), by=cast.editor)
    assert of(standard, tree.province)[:2] == [7, 9]
    assert all_equal()


CHANGES = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(["0.5", "2", None]), st.integers(1, 4)),
    max_size=6,
)


@given(changes=CHANGES)
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_after_any_changes_of_any_terms_what_is_stored_is_what_scratch_says(
    tree: Any, cast: Any, changes: list[tuple[int, str | None, int]]
) -> None:
    """REL-14 with factors that change: two sources, and figures that come in between."""
    with transaction.atomic():
        one, other = (Indicator.objects.get_or_create(name=name)[0] for name in ("甲", "乙"))
        derived = Indicator.objects.get_or_create(name="丙", revision=1)[0]
        history = History.of([one, other])
        last: dict[int, int] = {}
        for at, (which, factor, month) in enumerate(changes):
            sent = history.submit(history.duty(tree.luoyang, MONTHS[at % 4]), {0: D(at), 1: D(3)})
            history.accept(sent, tree.province)
            source = (one, other)[which]
            if which in last:
                made = change_term(term_id=last[which], said=said(factor, month), by=cast.editor)
            elif factor:
                pair = {"indicator_id": derived.pk, "source_id": source.pk}
                made = add_term(**pair, said=said(factor, month), by=cast.editor)
            else:
                continue
            last[which] = made.pk
            assert all_equal()
        transaction.set_rollback(True)


def test_the_formula_of_a_month_is_the_one_that_counted_then(
    tree: Any, cast: Any, log_in: Any, year: tuple[Indicator, Indicator, History]
) -> None:
    standard, buses, _history = year
    pair = {"indicator_id": standard.pk, "source_id": buses.pk, "by": cast.editor}
    first = add_term(said=said("2", 1), **pair)
    change_term(term_id=first.pk, said=said("1.5", 3), by=cast.editor)
    series = Series.objects.get(indicator=standard)
    for period, factor in ((MONTHS[1], "2"), (MONTHS[2], "1.5")):
        assert [term.factor for term, _source in terms_of(series, period)] == [D(factor)]
    client: Client = log_in(cast.editor)
    answer = client.get(reverse("monitoring:series", args=[series.pk]))
    assert reverse("ledger:terms", args=[standard.pk]) in answer.text
