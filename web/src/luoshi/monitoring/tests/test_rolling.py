"""Totals: whatever was accepted, corrected and taken back, they equal what agencies stand by."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.agencies.api import Agency
from luoshi.enterprises.api import Enterprise
from luoshi.kernel.models import Entry
from luoshi.kernel.periods import Period
from luoshi.kernel.refusals import NotPermitted
from luoshi.ledger.api import DerivedTerm, Dimension, Indicator, Option
from luoshi.monitoring.actions.rebuilding import rebuild
from luoshi.monitoring.models import Counting, Reading
from luoshi.monitoring.queries.contributions import CHAIN, INDUSTRY, Name, Spot, name_of
from luoshi.monitoring.queries.recomputed import totals, totals_as_of
from luoshi.monitoring.rules.amounts import Amount
from luoshi.monitoring.tests.history import Cell, History, chain
from luoshi.monitoring.tests.totals import JUNE, reading, stored, value
from luoshi.reporting.models import Acceptance, Series, Stage, Submission

JULY = Period.month(2016, 7)
D = Decimal


@pytest.fixture
def vehicles(db: None) -> Indicator:
    return Indicator.objects.create(name="新能源汽车产量", unit="辆")


@pytest.fixture
def local(db: None) -> Indicator:
    """A ratio: share of parts bought here."""
    return Indicator.objects.create(
        name="本地配套率", unit="%", over_time="ratio", over_places="ratio"
    )


@pytest.fixture
def firm(tree: Any) -> Enterprise:
    return Enterprise.objects.create(
        name="示例客车公司", agency=tree.jinshui, industry="汽车", chain="新能源汽车"
    )


def parts_of(of: Indicator) -> list[Option]:
    """Break an indicator down in two parts."""
    dimension = Dimension.objects.create(indicator=of, number=1, name="车型")
    return [
        Option.objects.create(dimension=dimension, number=at, name=name, since=date(2016, 1, 1))
        for at, name in enumerate(("纯电动", "插电式"), start=1)
    ]


def test_a_total_grows_only_by_what_its_agency_accepted(tree: Any, vehicles: Indicator) -> None:
    """REL-14: the county's own and the city's at the city's acceptance; the province's later."""
    history = History.of([vehicles])
    sent = history.submit(history.duty(tree.jinshui, JUNE), {0: D(120)})
    history.accept(sent, tree.zhengzhou)
    assert value(vehicles, tree.jinshui) == value(vehicles, tree.zhengzhou) == 120
    assert value(vehicles, tree.province) is None
    history.accept(sent, tree.province)
    assert value(vehicles, tree.province) == 120
    city = history.submit(history.duty(tree.zhengzhou, JUNE), {0: D(30)})
    history.accept(city, tree.province)
    assert value(vehicles, tree.province) == value(vehicles, tree.zhengzhou) == 150


def test_a_correction_takes_the_place_of_what_it_corrects(tree: Any, vehicles: Indicator) -> None:
    history = History.of([vehicles])
    duty = history.duty(tree.luoyang, JUNE)
    history.accept(history.submit(duty, {0: D("100.5")}, Stage.FLASH), tree.province)
    row = reading(vehicles, tree.province)
    assert row is not None
    assert (row.parts, row.flash) == (1, 1)
    corrected = history.submit(duty, {0: D("99.9")}, Stage.REVISED)
    assert value(vehicles, tree.province) == D("100.5"), "until it is accepted the old one stands"
    history.accept(corrected, tree.province)
    row = reading(vehicles, tree.province)
    assert row is not None
    assert (row.value, row.parts, row.flash) == (D("99.9"), 1, 0)
    history.take_back(corrected, tree.province)
    assert value(vehicles, tree.province) == D("100.5"), "it stands by the first again"
    history.take_back(duty.submissions.get(number=1), tree.province)
    row = reading(vehicles, tree.province)
    assert row is not None
    assert (row.value, row.parts) == (None, 0)
    assert not Counting.objects.exists()


def test_a_ratio_is_recomputed_from_its_parts_and_a_blank_is_no_nought(
    tree: Any, local: Indicator, vehicles: Indicator
) -> None:
    """Rows 29 and 32: 1/2 and 1/8 make 2/10, never the mean of the rates."""
    history = History.of([local, vehicles])
    for agency, cell in ((tree.zhengzhou, (D(1), D(2))), (tree.luoyang, (D(1), D(8)))):
        sent = history.submit(history.duty(agency, JUNE), {0: cell, 1: None})
        history.accept(sent, tree.province)
    assert value(local, tree.zhengzhou) == 50
    assert value(local, tree.province) == 20
    assert reading(vehicles, tree.province) is None


def test_an_average_is_that_of_all_who_said_one(tree: Any) -> None:
    load = Indicator.objects.create(
        name="产能利用率", unit="%", over_time="average", over_places="average"
    )
    history = History.of([load])
    for agency, cell in ((tree.zhengzhou, D(80)), (tree.luoyang, D(60)), (tree.industry, None)):
        history.accept(history.submit(history.duty(agency, JUNE), {0: cell}), tree.province)
    assert value(load, tree.province) == 70


def test_what_does_not_add_over_places_is_said_of_one_place_only(tree: Any) -> None:
    rank = Indicator.objects.create(name="全国位次", over_time="latest", over_places="none")
    history = History.of([rank])
    first = history.submit(history.duty(tree.zhengzhou, JUNE), {0: D(3)})
    history.accept(first, tree.province)
    assert value(rank, tree.province) == 3
    history.accept(history.submit(history.duty(tree.luoyang, JUNE), {0: D(5)}), tree.province)
    assert value(rank, tree.province) is None
    assert value(rank, tree.zhengzhou) == 3
    history.take_back(first, tree.province)
    assert value(rank, tree.province) == 5


def test_standard_vehicles_follow_from_buses_and_lorries_in_the_same_act(tree: Any) -> None:
    """Row 104: Σ factor × source, and what is derived of the derived."""
    buses, lorries = (Indicator.objects.create(name=name, unit="辆") for name in ("客车", "货车"))
    standard, weighted = (Indicator.objects.create(name=name) for name in ("标准车", "加权产量"))
    terms = ((standard, buses, "2"), (standard, lorries, "1.5"), (weighted, standard, "0.1"))
    for derived, source, factor in terms:
        DerivedTerm.objects.create(indicator=derived, source=source, factor=D(factor))
    history = History.of([buses, lorries])
    one = history.submit(history.duty(tree.jinshui, JUNE), {0: D(10), 1: D(4)})
    other = history.submit(history.duty(tree.zhengzhou, JUNE), {0: D(1)})
    history.accept(one, tree.zhengzhou)
    assert (value(standard, tree.jinshui), value(weighted, tree.zhengzhou)) == (26, D("2.6"))
    history.accept(other, tree.province)
    assert (value(standard, tree.zhengzhou), value(standard, tree.province)) == (28, 2)
    history.take_back(one, tree.zhengzhou)
    assert (value(standard, tree.zhengzhou), value(standard, tree.jinshui)) == (2, None)
    assert rebuild(by="命令行")[0].corrected == 0


def test_a_firm_counts_in_its_industry_and_leaves_from_where_it_was_counted(
    tree: Any, vehicles: Indicator, firm: Enterprise
) -> None:
    """Rows 12 and 97: a firm that changes its industry takes nothing along of what was counted."""
    history = History.of([vehicles], said_by=Series.Said.ENTERPRISE)
    sent = history.submit(history.duty(tree.jinshui, JUNE, firm), {0: D(7)})
    history.accept(sent, tree.jinshui)
    history.accept(sent, tree.zhengzhou)
    said = {"said_by": "enterprise"}
    car, bus = (f"{INDUSTRY}{name}" for name in ("汽车", "客车"))
    assert value(vehicles, tree.jinshui, breakdown=f"{CHAIN}新能源汽车", **said) == 7
    assert value(vehicles, tree.zhengzhou, breakdown=car, **said) == 7
    assert value(vehicles, tree.zhengzhou, **said) == 7
    assert value(vehicles, tree.zhengzhou) is None, "firms' figures are a series of their own"
    firm.industry = "客车"
    firm.save()
    assert rebuild(by="命令行")[0].corrected == 0
    better = history.submit(Submission.objects.get(pk=sent.pk).duty, {0: D(8)})
    history.accept(better, tree.jinshui)
    assert value(vehicles, tree.jinshui, breakdown=car, **said) is None
    assert value(vehicles, tree.jinshui, breakdown=bus, **said) == 8
    assert value(vehicles, tree.zhengzhou, breakdown=car, **said) == 7


def test_the_parts_of_a_firms_figure_count_where_their_total_does(
    tree: Any, vehicles: Indicator, firm: Enterprise
) -> None:
    """Row 12: up the tree, in its industry and chain; standard vehicles follow from totals."""
    standard = Indicator.objects.create(name="标准车", unit="辆")
    DerivedTerm.objects.create(indicator=standard, source=vehicles, factor=D(2))
    electric, plug_in = parts_of(vehicles)
    history = History.of([vehicles], said_by=Series.Said.ENTERPRISE, options=[electric, plug_in])
    sent = history.submit(history.duty(tree.jinshui, JUNE, firm), {0: D(7), 1: D(4), 2: D(3)})
    history.accept(sent, tree.jinshui)
    history.accept(sent, tree.zhengzhou)

    def said(breakdown: str, option: Option) -> Decimal | None:
        name = Name(vehicles.pk, breakdown, "enterprise", option.pk)
        amount = stored().get(Spot(name, tree.zhengzhou.pk))
        return amount.value if amount else None

    assert [said("", one) for one in (electric, plug_in)] == [4, 3]
    assert said(f"{INDUSTRY}汽车", electric) == 4
    assert said(f"{CHAIN}新能源汽车", plug_in) == 3
    assert value(standard, tree.zhengzhou, said_by="enterprise") == 14
    assert not [
        spot for spot in stored() if spot.name.option and spot.name.indicator == standard.pk
    ]
    assert stored() == totals(JUNE.code)
    history.take_back(sent, tree.zhengzhou)
    assert said("", electric) is None


def test_figures_stay_where_an_agency_leaves_the_tree(tree: Any, vehicles: Indicator) -> None:
    """Row 97: a county that goes to another city leaves what it had said behind."""
    history = History.of([vehicles])
    sent = history.submit(history.duty(tree.jinshui, JUNE), {0: D(12)})
    history.accept(sent, tree.zhengzhou)
    Agency.objects.move(tree.jinshui, tree.luoyang, "sorted-child")
    assert rebuild(by="命令行")[0].corrected == 0
    history.take_back(Submission.objects.get(pk=sent.pk), tree.zhengzhou)
    assert stored() == {}


Act = tuple[str, int, Cell, Cell, Stage]
CELLS = st.one_of(
    st.none(),
    st.decimals(min_value=-9999, max_value=999999, places=4, allow_nan=False, allow_infinity=False),
)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["submit", "submit", "accept", "accept", "accept", "take back"]),
        st.integers(0, 4),
        CELLS,
        CELLS,
        st.sampled_from([Stage.FLASH, Stage.FINAL]),
    ),
    min_size=1,
    max_size=24,
)


def play(history: History, acts: list[Act]) -> list[tuple[datetime, dict[Spot, Amount]]]:
    """Play what is possible of random acts; return every moment with what then stood."""
    seen = []
    for act, at, one, other, stage in acts:
        duty = history.duties[at % len(history.duties)]
        last = duty.submissions.order_by("-number").first()
        stands = dict(Acceptance.objects.filter(duty=duty).values_list("agency", "submission"))
        above = chain(duty)
        if act == "submit":
            cells = {0: one, 1: other, 2: (D(at), D(3)), 3: other, 4: one}
            history.submit(duty, cells, stage)
        elif last is not None and act == "accept":
            waiting = [agency for agency in above if stands.get(agency.pk) != last.pk]
            if waiting:
                history.accept(last, waiting[0])
        elif last is not None:
            accepted = [agency for agency in above if stands.get(agency.pk) == last.pk]
            if accepted:
                history.take_back(last, accepted[-1])
        seen.append((history.moment, stored()))
    return seen


def brute() -> dict[int, dict[Name, Decimal]]:
    """Add up by hand: agency → series → sum of what the agency stands by, in plain Python."""
    sums: dict[int, dict[Name, Decimal]] = defaultdict(lambda: defaultdict(D))
    for row in Acceptance.objects.select_related("duty__agency"):
        nearest = chain(row.duty)[0]
        places = {row.agency_id}
        if nearest.pk == row.agency_id and not row.duty.enterprise_id:
            places.add(row.duty.agency_id)
        for figure in row.submission.figures.select_related("series"):
            for place in places:
                if figure.value is not None:
                    sums[place][name_of(figure.series)] += figure.value
    return sums


@given(acts=ACTS)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_totals_equal_what_stands_after_any_history_to_the_last_digit(
    tree: Any, acts: list[Act]
) -> None:
    """REL-14, T3, row 12: stored = added up by hand = rebuilt = recomputed as of every moment.

    Parts of a breakdown, of agencies and of firms, as much as totals.
    """
    with transaction.atomic():
        one, other = (Indicator.objects.create(name=name) for name in ("甲", "乙"))
        ratio = Indicator.objects.create(name="丙", over_time="ratio", over_places="ratio")
        derived = Indicator.objects.create(name="丁")
        for source, factor in ((one, "2"), (other, "0.5")):
            DerivedTerm.objects.create(indicator=derived, source=source, factor=D(factor))
        history = History.of([one, other, ratio], options=parts_of(one))
        firm = Enterprise.objects.create(name="某公司", agency=tree.jianxi, industry="汽车")
        for agency in (tree.jinshui, tree.zhengzhou, tree.jianxi, tree.industry):
            history.duty(agency, JUNE)
        history.duty(tree.jianxi, JUNE, firm)
        seen = play(history, acts)
        now = stored()
        assert now == totals(JUNE.code)
        for agency, sums in brute().items():
            for name, total in sums.items():
                assert now[Spot(name, agency)].value == total
        assert not [spot for spot in now if spot.name.option and spot.name.indicator != one.pk]
        for spot, amount in now.items():
            if spot.name.indicator == derived.pk:
                parts = (
                    now.get(spot._replace(name=spot.name._replace(indicator=source.pk)))
                    for source in (one, other)
                )
                weighed = zip((D(2), D("0.5")), parts, strict=True)
                assert amount.value == sum((f * p.value for f, p in weighed if p), D(0))
        for moment, then in seen:
            assert totals_as_of(JUNE.code, moment) == then
        transaction.set_rollback(True)


def test_rebuilding_sets_right_what_was_spoilt_and_says_so(
    tree: Any, vehicles: Indicator, cast: Any
) -> None:
    """REL-14: twice does nothing more; nobody but the keeper of jobs may."""
    history = History.of([vehicles])
    history.accept(history.submit(history.duty(tree.luoyang, JUNE), {0: D(5)}), tree.province)
    right = stored()
    Reading.objects.filter(agency=tree.province).update(value=D(6))
    Reading.objects.filter(agency=tree.luoyang).delete()
    with pytest.raises(NotPermitted):
        rebuild(by=cast.editor)
    assert [(each.readings, each.corrected) for each in rebuild(by=cast.system)] == [(2, 2)]
    assert stored() == right
    assert [each.corrected for each in rebuild(by=cast.system)] == [0]
    entries = Entry.objects.filter(action="monitoring.readings.rebuilt").order_by("id")
    assert [entry.data["corrected"] for entry in entries] == [2, 0]
