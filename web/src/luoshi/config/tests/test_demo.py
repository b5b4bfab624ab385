"""A simulated year: by the rules, the same for the same seed, whole or not at all, labelled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client

from luoshi.accounts.api import Person, Post
from luoshi.accounts.models import Delegation
from luoshi.config import tour
from luoshi.config.bench.house import PLAN
from luoshi.config.demo import finishing, handing, making, saying, year
from luoshi.config.demo.saying import Asked, said
from luoshi.config.demo.world import World
from luoshi.dispatch.api import Assignment, ChangeRequest, Conference, Milestone
from luoshi.kernel import clock, simulation
from luoshi.kernel.evidence.kinds import wrong
from luoshi.kernel.periods import Period
from luoshi.ledger.api import Item
from luoshi.monitoring.api import Light, Reading, rebuild
from luoshi.monitoring.models import Alert
from luoshi.plans.api import import_document
from luoshi.reporting.actions.noticing import judged, projects_judged
from luoshi.reporting.models import (
    Acceptance,
    DraftCell,
    Duty,
    Figure,
    Finding,
    Progress,
    Reopening,
    Rule,
    Step,
    Submission,
)
from luoshi.reporting.queries.filling import content_of, lines_by_agency, lines_of
from luoshi.reporting.queries.standing import states_of
from luoshi.reporting.rules.checks import explains
from luoshi.reporting.rules.content import Header, Spoken, digest
from luoshi.reporting.rules.noticing import Notice

FIRMS = 6
MONTHS = 3


@pytest.fixture(autouse=True)
def _a_short_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """Act out a quarter: the months differ in nothing but their number."""
    monkeypatch.setattr(year, "MONTHS", MONTHS)


@pytest.fixture
def plan(tree: Any) -> None:
    import_document(PLAN.encode(), "plan.txt", "operator")


def _make(seed: int = 96) -> None:
    making.make(year=2016, seed=seed, firms=FIRMS, deep=3, tell=lambda _what: None)


def _said() -> list[Any]:
    """Return what was said in the year, without the keys of rows, which go on counting."""
    words = ("submission__by", "submission__number", "submission__at", "line__title", "value")
    return sorted(Figure.objects.values_list(*words))


def test_a_handful_that_leaves_nobody_a_whole_one_stays_undivided(
    plan: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        handing,
        "_amounts",
        lambda _world, _item, _whole, weights, _step: [Decimal(0)] * len(weights),
    )

    _make()

    assert Assignment.objects.filter(parent=None).exists()
    assert not Assignment.objects.exclude(amount=None).exists()


def test_the_same_seed_makes_the_same_year_and_another_seed_another(plan: None) -> None:
    years = []
    for seed in (96, 96, 97):
        with transaction.atomic():
            _make(seed)
            years.append(_said())
            transaction.set_rollback(True)

    assert years[0]
    assert years[0] == years[1] != years[2]


def test_the_year_stands_as_if_everybody_had_sent_it(plan: None) -> None:
    """REL-13, REL-14: versions, states and totals are what the acts themselves would leave."""
    _make()

    assert {cycle for (cycle,) in Duty.objects.values_list("cycle__period_code")} == {
        f"2016-{month:02}" for month in range(1, MONTHS + 1)
    }
    states = states_of(Submission.objects.select_related("duty__agency"))
    assert {state.kind for state in states.values()} >= {"accepted"}
    for sent in Submission.objects.select_related("duty", "replaces"):
        why = {(one.code, one.line_id): one.explanation for one in sent.findings.all()}
        spoken = Spoken(content_of(sent), sent.stage, Header(sent.phone, "", ""), why)
        assert sent.digest == digest(spoken)
        assert sent.number == (sent.replaces.number + 1 if sent.replaces else 1)
        assert sent.late == (sent.at >= sent.duty.due_at)
    for duty in Duty.objects.exclude(current=None).select_related("current"):
        assert duty.current is not None
        assert duty.current.number == duty.submissions.count()
        now = states[duty.current.pk]
        assert (duty.standing, duty.got) == (now.kind, now.at)
        assert duty.first_at == duty.submissions.get(number=1).at
    assert Acceptance.objects.exists()
    assert Reading.objects.filter(parts__gt=0).exists()
    assert not [row for row in rebuild(by="operator") if row.corrected]
    assert Light.objects.filter(frozen=True).exists()
    assert not Light.objects.filter(period_code="2016-03", frozen=True).exists()
    _nobody_accepts_what_they_sent()
    _everybody_was_asked_what_a_form_asks()


def test_what_the_checks_ask_is_asked_and_answered_in_the_year(
    plan: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GOV-14, row 37: as if sent by hand; of the last month nothing has changed since."""
    monkeypatch.setattr(year, "MONTHS", 8)
    _make()

    sent = Submission.objects.filter(replaced_by=None, duty__cycle__period_code="2016-08")
    for one in sent.select_related("duty__cycle__form", "duty__agency"):
        lines = {line.pk: line for line in lines_of(one.duty)}
        content = content_of(one)
        found = [*judged(one.duty, lines, content), *projects_judged(one.duty, lines, content)]
        rows = one.findings.values_list("code", "line", "words")
        assert sorted(rows) == sorted((each.code, each.line_id, each.words) for each in found)
    assert Finding.objects.exists()
    assert all(explains(why) for (why,) in Finding.objects.values_list("explanation"))
    _parts_come_to_their_totals()
    assert Alert.objects.exclude(acknowledged_at=None).exists()
    asked = set(Finding.objects.values_list("code", flat=True))
    ruled = set(Finding.objects.exclude(rule=None).values_list("code", flat=True))
    assert ruled
    assert asked <= set(Notice) | set(Rule.objects.values_list("code", flat=True))
    assert set(Rule.objects.values_list("severity", flat=True)) == {"hard", "soft"}
    assert not Finding.objects.filter(severity="hard").exists()


def test_offices_do_in_the_year_what_offices_do(
    plan: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows 14, 33, 64, SEC-19: done and undone, changed, met on, stood in for; projects come on."""
    monkeypatch.setattr(year, "MONTHS", 11)
    monkeypatch.setattr(saying, "finished_in", lambda *_key: 9)
    monkeypatch.setattr(finishing, "UNDONE", 0)
    _make()

    done = Progress.objects.exclude(finished_on=None)
    assert done
    for row in done.select_related("submission__duty")[:50]:
        files = row.submission.evidence.filter(line=row.line_id, duty=row.submission.duty)
        assert files.count() == 1
    assert not wrong(finishing.NAME, finishing.PROOF)
    assert Light.objects.filter(numbers__has_key="finished_on").exists()
    monkeypatch.setattr(finishing, "UNDONE", 1)
    reviewer = Person.objects.get(login="410000-reviewer")
    finishing.undo_some(World(2016, 96), Period.month(2016, 9), reviewer)
    assert Reopening.objects.get().by == reviewer.login
    assert {row.accepted for row in ChangeRequest.objects.all()} >= {None}
    assert Milestone.objects.exclude(done_on=None).exists()
    assert Conference.objects.get().resolutions.count() == 1
    assert Delegation.objects.filter(until__gte=clock.today(), revoked_at=None).count() == 1
    assert Delegation.objects.exclude(revoked_at=None).count() == 1
    begun = DraftCell.objects.values_list("duty", flat=True).distinct()
    assert Duty.objects.get(pk__in=begun).current is None


def test_what_a_department_hands_on_is_not_reported_twice(plan: None) -> None:
    """REL-13: the year's promises below a target come to the target, not to a multiple of it."""
    _make()

    for target in Item.objects.filter(kind=Item.Kind.TARGET, state=Item.State.LIVE):
        rows = Assignment.objects.filter(item=target, role="lead").exclude(amount=None)
        leaves = [row.amount for row in rows if not row.children.exists() and row.unit != "%"]
        whole = target.target.now
        if leaves and whole:
            assert sum(amount for amount in leaves if amount) <= whole


def test_what_is_counted_comes_in_whole_numbers() -> None:
    world = World(2016, 96)
    asked = Asked(1, "item-1", Decimal(20), whole=True)

    months = [said(world, "410105", [asked], month).figures[0].value for month in range(1, 13)]

    assert all(value == int(value) for value in months if value is not None)
    assert sum(value or 0 for value in months) == round(20 * world.outcome("item-1", "410105"))


def _parts_come_to_their_totals() -> None:
    """Row 12: every version, corrected ones too; the firms' form is not broken down."""
    said: dict[tuple[int, int | None], Decimal] = defaultdict(Decimal)
    parts = Figure.objects.exclude(line__part_of=None)
    for sent, total, value in parts.values_list("submission", "line__part_of", "value"):
        said[sent, total] += value or 0
    wholes = Figure.objects.filter(line__parts__isnull=False).distinct()
    assert said
    assert said == {(row.submission_id, row.line_id): row.value for row in wholes}
    assert not parts.exclude(submission__duty__enterprise=None).exists()
    assert Reading.objects.exclude(series__option=None).filter(parts__gt=0).exists()


def _nobody_accepts_what_they_sent() -> None:
    """SEC-19."""
    steps = Step.objects.filter(act=Step.Act.ACCEPTED).values_list("submission__by", "by")
    assert steps
    assert not [pair for pair in steps if pair[0] == pair[1]]


def _everybody_was_asked_what_a_form_asks() -> None:
    """REL-13: the lines read for all agencies at once are those of each one's page."""
    duties = Duty.objects.filter(enterprise=None).select_related("cycle")
    asked: dict[int, dict[int, list[Any]]] = {}
    for duty in duties:
        form = duty.cycle.form_id
        if form not in asked:
            owing = duties.filter(cycle__form=form).values_list("agency", flat=True)
            asked[form] = lines_by_agency(duty.cycle, set(owing))
        assert asked[form][duty.agency_id] == list(lines_of(duty))
    assert asked


def test_half_a_year_is_impossible(plan: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: Any, **_named: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(making.Year, "act_out", broken)
    with pytest.raises(RuntimeError):
        _make()

    assert not Post.objects.exists()
    simulation.forget()
    assert not simulation.simulated()


def test_the_tour_names_one_account_for_each_post_and_lets_one_in(
    plan: None, settings: LazySettings, log_in: Callable[..., Client]
) -> None:
    settings.LOCAL = True
    _make()
    simulation.forget()
    assert simulation.simulated()
    assert Figure.objects.exists()
    client = log_in(None)

    page = client.get("/tour/").content.decode()
    stops = tour.stops()
    answer = client.post(f"/tour/{stops[0].post.pk}/")

    kinds = {(stop.post.agency.level, stop.post.kind) for stop in stops}
    assert len(kinds) == len(stops)
    assert {kind for _level, kind in kinds} == set(Post.Kind)
    assert all(stop.post.person.login in page for stop in stops)
    assert answer.status_code == 302
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("there", ["simulated data", "a local trial"])
def test_there_is_no_tour_of_what_is_not_made_up_or_not_local(
    cast: Any, settings: LazySettings, log_in: Callable[..., Client], there: str
) -> None:
    """SEC-01: no account of an office can be entered without its password."""
    settings.LOCAL = there == "a local trial"
    if not settings.LOCAL:
        simulation.mark(by="operator", year=2016, seed=96)
    simulation.forget()
    post = Post.objects.first()
    assert post is not None

    assert log_in(None).get("/tour/").status_code == 404
    assert log_in(None).post(f"/tour/{post.pk}/").status_code == 404


def test_a_tour_enters_nobody_but_its_own(
    plan: None, cast: Any, settings: LazySettings, log_in: Callable[..., Client]
) -> None:
    settings.LOCAL = True
    simulation.mark(by="operator", year=2016, seed=96)
    simulation.forget()
    shown = {stop.post.pk for stop in tour.stops()}
    other = Post.objects.exclude(pk__in=shown).first()
    assert other is not None

    assert log_in(None).post(f"/tour/{other.pk}/").status_code == 404


def test_a_year_of_the_world_adds_up_to_its_promise_within_its_outcome() -> None:
    world = World(2016, 96)
    asked = Asked(1, "item-1", Decimal(1200))
    values = [said(world, "410105", [asked], month).figures[0].value for month in range(1, 13)]

    whole = sum(value for value in values if value is not None)
    assert abs(whole - 1200 * world.outcome("item-1", "410105")) < 1
    assert sum(world.season("item-1")) == pytest.approx(1)


def test_a_mistaken_version_is_ten_times_too_large() -> None:
    world = World(2016, 96)
    lines = [Asked(1, "item-1", Decimal(1200)), Asked(2, "item-2", figure=False)]

    right = said(world, "410105", lines, 6)
    wrong = said(world, "410105", lines, 6, mistaken=True)

    assert wrong.figures[0].value == (right.figures[0].value or 0) * 10
    assert wrong.progress == right.progress


def test_what_several_lead_is_shared_out_in_whole_numbers() -> None:
    parts = [year.shared(Decimal(5), (rank, 7), whole=True) for rank in range(7)]

    assert parts == [1, 1, 1, 1, 1, 0, 0]
    assert year.shared(Decimal(5), (3, 4), whole=False) == Decimal("1.25")
