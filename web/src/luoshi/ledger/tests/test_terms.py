"""Conversion factors: kept on a page, dated, in versions with their reason, and undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from luoshi.kernel import slots
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted
from luoshi.ledger import queries
from luoshi.ledger.actions import TermSaid, add_term, change_term, undo_term
from luoshi.ledger.actions.terms import TermStale, TermWrong
from luoshi.ledger.models import DerivedTerm, Indicator

pytestmark = pytest.mark.django_db
D = Decimal
LogIn = Callable[[Any], Client]
JAN, MARCH, JUNE = date(2016, 1, 1), date(2016, 3, 1), date(2016, 6, 1)


@pytest.fixture
def standard(db: None) -> Indicator:
    """An indicator that somebody has defined, as the dictionary lists it."""
    return Indicator.objects.create(name="标准车产量", unit="辆", revision=1)


@pytest.fixture
def buses(db: None) -> Indicator:
    """A source of it."""
    return Indicator.objects.create(name="客车产量", unit="辆", revision=1)


def said(factor: str | None, since: date = JAN, reason: str = "折合标准车") -> TermSaid:
    """Return what is said of a term."""
    return TermSaid(D(factor) if factor else None, since, reason, "豫工信〔2016〕9号")


def factor(indicator: Indicator, on: date) -> Decimal | None:
    """Return the factor of the only term that counts on a day."""
    found = [one.factor for one in queries.terms(on) if one.indicator_id == indicator.pk]
    assert len(found) <= 1
    return found[0] if found else None


def test_a_term_is_kept_on_its_page_from_the_first_factor_to_the_last(
    cast: Any, log_in: LogIn, standard: Indicator, buses: Indicator
) -> None:
    """Add, change, end, undo; each in the trail with both values, the day, the paper."""
    client = log_in(cast.editor)
    words = {"reason": "折合标准车", "paper": "豫工信〔2016〕9号"}
    add = reverse("ledger:term_add", args=[standard.pk])
    client.post(add, {"source": buses.pk, "factor": "2", "since": "2016-01-01", **words})
    first = DerivedTerm.objects.get()
    change = reverse("ledger:term_change", args=[first.pk])
    assert "现行系数 2，自2016-01-01起" in client.get(change).text
    client.post(change, {"factor": "1.5", "since": "2016-03-01", **words})
    second = DerivedTerm.objects.get(number=2)
    end = reverse("ledger:term_end", args=[second.pk])
    client.post(end, {"since": "2016-06-01", **words})
    assert [factor(standard, day) for day in (JAN, MARCH, JUNE)] == [D(2), D("1.5"), None]
    third = DerivedTerm.objects.get(number=3)
    undo = reverse("ledger:term_undo", args=[third.pk])
    answer = client.post(undo, {"reason": "停用日期写错"}, follow=True)

    assert [factor(standard, day) for day in (JAN, MARCH, JUNE)] == [D(2), D("1.5"), D("1.5")]
    assert DerivedTerm.objects.count() == 4
    assert "停用日期写错" in answer.text
    assert answer.context["versions"][0].who == cast.editor.name
    assert "第4版" in answer.text
    entries = Entry.objects.filter(action__startswith="ledger.term.").order_by("pk")
    told = [(entry.action, entry.data["before"], entry.data["after"]) for entry in entries]
    assert told == [
        ("ledger.term.set", "", "2"),
        ("ledger.term.set", "2", "1.5"),
        ("ledger.term.set", "1.5", ""),
        ("ledger.term.undone", "", "1.5"),
    ]
    assert {entry.data["paper"] for entry in entries} == {"豫工信〔2016〕9号"}
    history = client.get(reverse("kernel:history", args=["ledger.indicator", standard.pk]))
    assert "撤销一版折算系数" in history.text


def test_what_is_said_later_of_an_earlier_day_leaves_the_days_after_it(
    cast: Any, standard: Indicator, buses: Indicator
) -> None:
    first = add_term(indicator_id=standard.pk, source_id=buses.pk, said=said("2"), by=cast.editor)
    june = change_term(term_id=first.pk, said=said("3", JUNE), by=cast.editor)
    march = change_term(term_id=june.pk, said=said("4", MARCH), by=cast.editor)
    assert [factor(standard, day) for day in (JAN, MARCH, JUNE)] == [D(2), D(4), D(3)]
    undo_term(term_id=march.pk, reason="改错", by=cast.editor)
    assert [factor(standard, day) for day in (JAN, MARCH, JUNE)] == [D(2), D(2), D(3)]


def test_the_same_twice_changes_nothing_and_two_editors_never_overwrite_each_other(
    cast: Any, standard: Indicator, buses: Indicator
) -> None:
    """An act done twice is one version; a version that is not the last is not changed."""
    pair: dict[str, Any] = {"indicator_id": standard.pk, "source_id": buses.pk, "by": cast.editor}
    first = add_term(said=said("2"), **pair)
    assert add_term(said=said("2"), **pair) == first
    second = change_term(term_id=first.pk, said=said("3", MARCH), by=cast.editor)
    assert change_term(term_id=first.pk, said=said("3", MARCH), by=cast.editor) == second
    with pytest.raises(TermStale, match="他人"):
        change_term(term_id=first.pk, said=said("5", MARCH), by=cast.editor)
    with pytest.raises(TermWrong, match="已经是"):
        add_term(said=said("5"), **pair)
    undo_term(term_id=second.pk, reason="改错", by=cast.editor)
    with pytest.raises(TermStale, match="不再起作用"):
        undo_term(term_id=second.pk, reason="改错", by=cast.editor)
    assert DerivedTerm.objects.count() == 3


def test_what_cannot_be_a_term_is_refused(cast: Any, standard: Indicator, buses: Indicator) -> None:
    """No factor above nought, no reason, no paper, a circle, or one that only comes later."""
    pair: dict[str, Any] = {"indicator_id": standard.pk, "source_id": buses.pk, "by": cast.editor}
    for wrong in (said("-1"), said("2", reason=" "), TermSaid(D(2), JAN, "折合", "")):
        with pytest.raises(TermWrong):
            add_term(said=wrong, **pair)
    lorries = Indicator.objects.create(name="货车产量", revision=1)
    add_term(indicator_id=buses.pk, source_id=lorries.pk, said=said("2", JUNE), by=cast.editor)
    add_term(said=said("2"), **pair)
    with pytest.raises(TermWrong, match="折算回来"):
        add_term(indicator_id=lorries.pk, source_id=standard.pk, said=said("1"), by=cast.editor)
    ever = DerivedTerm.objects.create(indicator=standard, source=lorries, factor=2)
    with pytest.raises(TermWrong, match="不能撤销"):
        undo_term(term_id=ever.pk, reason="改", by=cast.editor)


@pytest.mark.parametrize("who", ["viewer", "department", "city", "system"])
def test_nobody_but_a_province_editor_says_factors(
    cast: Any, standard: Indicator, buses: Indicator, who: str
) -> None:
    """SEC-13."""
    pair: dict[str, Any] = {"indicator_id": standard.pk, "source_id": buses.pk}
    first = add_term(**pair, said=said("2"), by=cast.editor)
    by = getattr(cast, who)
    for act, named in (
        (add_term, {**pair, "said": said("3")}),
        (change_term, {"term_id": first.pk, "said": said("3", MARCH)}),
        (undo_term, {"term_id": first.pk, "reason": "改"}),
    ):
        with pytest.raises(NotPermitted):
            act(**named, by=by)


def test_a_change_whose_totals_cannot_be_asked_for_is_not_made(
    cast: Any, standard: Indicator, buses: Indicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half is impossible: the version, its entry and the job stand together or not at all."""

    def powerless(**_named: object) -> None:
        msg = "the power went"
        raise RuntimeError(msg)

    monkeypatch.setattr(slots, "_filled", {"ledger.terms_changed": [powerless]})
    with pytest.raises(RuntimeError):
        add_term(indicator_id=standard.pk, source_id=buses.pk, said=said("2"), by=cast.editor)
    assert not DerivedTerm.objects.exists()
    assert not Entry.objects.filter(action="ledger.term.set").exists()


def test_the_page_says_what_is_not_derived_and_what_is_wrong_with_what_was_typed(
    cast: Any, log_in: LogIn, standard: Indicator
) -> None:
    client = log_in(cast.editor)
    assert "不由别的指标折算" in client.get(reverse("ledger:terms", args=[standard.pk])).text
    answer = client.post(reverse("ledger:term_add", args=[standard.pk]), {"factor": "0"})
    assert answer.status_code == 422


def test_the_pages_cost_the_same_for_any_number_of_versions(
    cast: Any,
    log_in: LogIn,
    standard: Indicator,
    buses: Indicator,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """One statement for the versions, however many; a viewer changes none."""
    client = log_in(cast.viewer)
    for at in range(12):
        source = buses if at == 0 else Indicator.objects.create(name=f"第{at}种车", revision=1)
        pair: dict[str, Any] = {"indicator_id": standard.pk, "source_id": source.pk}
        add_term(**pair, said=said("2"), by=cast.editor)
    url = reverse("ledger:terms", args=[standard.pk])
    client.get(url)

    with django_assert_num_queries(9):
        answer = client.get(url)
    assert "第11种车" in answer.text
    assert "改系数" not in answer.text
