"""Random lives of a report, played on a real database against a model of a few lines (T3).

Three levels: a department hands a target to two cities, each to a county; counties send, cities
and the province accept, return, unlock; everybody tries what is not theirs. The model knows only
what was said and who stands by it. After every step: nobody sees foreign reports; every total is
the sum of the versions its agency stands by; the trail has one entry an act; numbers are
continuous; no version that was sent has changed; none breaks a hard rule or leaves a soft one
unexplained.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from luoshi.accounts.api import Person, scope_of
from luoshi.config.bench.house import House
from luoshi.dispatch.api import Assignment, Given, Part, assign, dispatch_plan, hand_down, sign
from luoshi.kernel.models import Entry
from luoshi.kernel.periods import Period
from luoshi.kernel.refusals import Refusal
from luoshi.monitoring.api import Reading
from luoshi.reporting.actions import accept, send_back, submit, unlock, withdraw
from luoshi.reporting.actions.cycles import close_cycle, open_cycle
from luoshi.reporting.actions.forms import make_form
from luoshi.reporting.models import Cycle, Duty, Figure, Finding, Line, Rule, Step, Submission
from luoshi.reporting.queries.filling import visible
from luoshi.reporting.rules.checks import explains
from luoshi.reporting.rules.content import Content, FigureInput, Header

PERIOD: Final = Period.month(2016, 6)
HEADER: Final = Header(phone="0371-65500000", responsible="刘主任")
_STRANGERS: Final = (
    "A.editor", "B.editor", "P.editor", "a.editor", "b.editor", "a.reviewer", "b.reviewer",
)  # fmt: skip
_AMOUNTS = st.decimals(min_value=1, max_value=500, places=2, allow_nan=False)
_WHY: Final = "本月集中交付上年结转订单，数值高于往月。"
#: What a hard and a soft rule of the form allow at most.
_MOST, _USUAL = 450, 250
#: The acts of which each leaves exactly one entry in the trail.
_COUNTED: Final = (
    "dispatch.plan.dispatched",
    "dispatch.assignment.handed_down",
    "reporting.cycle.opened",
    "reporting.cycle.closed",
    "reporting.submission.sent",
    "reporting.submission.accepted",
    "reporting.submission.returned",
    "reporting.submission.withdrawn",
    "reporting.submission.unlocked",
)


@dataclass
class Version:
    """What the model knows of a version: its figure, who accepts it, whether and how it is over."""

    value: Decimal
    pk: int
    accepted: list[str] = field(default_factory=list)
    over: str = ""


class History(RuleBasedStateMachine):
    """One life, from dispatch to the closed round; undone in the database when it ends."""

    house: House
    lives = 0
    steps_played = 0

    def __init__(self) -> None:
        """Begin inside a transaction that is never committed."""
        super().__init__()
        type(self).lives += 1
        self._atomic = transaction.atomic()
        self._atomic.__enter__()
        self.prepare()

    def prepare(self) -> None:
        """Begin the model: nothing said yet."""
        self.said: dict[str, list[Version]] = {"a": [], "b": []}
        self.duties: dict[str, Duty] = {}
        self.line: Line | None = None
        self.cycle: Cycle | None = None
        self.closed = False
        self.acts: Counter[str] = Counter()
        self.begun = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        for person in self.house.people.values():
            vars(person).pop("_scope", None)

    def teardown(self) -> None:
        """Undo everything."""
        transaction.set_rollback(True)
        self._atomic.__exit__(None, None, None)

    def _person(self, key: str) -> Person:
        return self.house.people[key]

    def _done(self, act: str, number: int = 1) -> None:
        type(self).steps_played += 1
        self.acts[act] += number

    def _refused(self, act: Callable[[], Any]) -> None:
        """See the act refused, and nothing written."""
        type(self).steps_played += 1
        before = (Step.objects.count(), Submission.objects.count(), Figure.objects.count())
        try:
            with transaction.atomic():
                act()
        except Refusal:
            after = (Step.objects.count(), Submission.objects.count(), Figure.objects.count())
            assert before == after
            return
        msg = "what should have been refused was done"
        raise AssertionError(msg)

    @initialize(whole=_AMOUNTS, part=_AMOUNTS)
    def hand_down_and_open(self, whole: Decimal, part: Decimal) -> None:
        """Dispatch the plan; the department hands on to cities, they to counties; June opens."""
        self._dispatch()
        self._hand("D", ("A", "B"), max(whole, part))
        for county in ("a", "b"):
            self._hand(county.upper(), (county,), min(whole, part))
        self._open()

    def _dispatch(self) -> None:
        editor, department = self._person("P.editor"), self.house.agencies["D"]
        dispatch_plan(plan_id=self.house.plan.pk, client_key=uuid.uuid4(), by=editor)
        held = Assignment.objects.filter(item=self.house.item, agency=department)
        if not held.exists():
            assign(item_id=self.house.item.pk, agency_id=department.pk, role="lead", by=editor)
        sign(ids=list(held.values_list("pk", flat=True)), by=self._person("D.editor"))
        self._done("dispatch.plan.dispatched")

    def _hand(self, holder: str, receivers: tuple[str, ...], amount: Decimal) -> None:
        agencies = self.house.agencies
        held = Assignment.objects.get(item=self.house.item, agency=agencies[holder])
        parts = [Given(agencies[key].pk, Part(amount=amount, unit="亿元")) for key in receivers]
        made = hand_down(assignment_id=held.pk, parts=parts, by=self._person(f"{holder}.editor"))
        for each in made:
            key = next(key for key, agency in agencies.items() if agency.pk == each.agency_id)
            sign(ids=[each.pk], by=self._person(f"{key}.editor"))
        self._done("dispatch.assignment.handed_down", len(made))

    def _open(self) -> None:
        editor = self._person("P.editor")
        form = make_form(plan_id=self.house.plan.pk, by=editor)
        self.cycle = open_cycle(form_id=form.pk, period=PERIOD, by=editor)
        self.line = Line.objects.get(form=form, item=self.house.item, kind=Line.Kind.FIGURE)
        for severity, most in ((Rule.Severity.HARD, _MOST), (Rule.Severity.SOFT, _USUAL)):
            Rule.objects.create(
                form=form, code=f"{severity}", left=f"[{self.line.code}]", operator="≤",
                right=str(most), severity=severity, words="数额偏大",
            )  # fmt: skip
        for key in ("a", "b"):
            self.duties[key] = Duty.objects.get(
                cycle=self.cycle, agency=self.house.agencies[key], enterprise=None
            )
        self._done("reporting.cycle.opened")

    @precondition(lambda self: not self.closed and any(self.said.values()))
    @rule()
    def close_round(self) -> None:
        """Close it: from now on only what came back may be sent."""
        assert self.cycle is not None
        close_cycle(cycle_id=self.cycle.pk, by=self._person("P.editor"))
        self.closed = True
        self._done("reporting.cycle.closed")

    @rule(county=st.sampled_from("ab"), value=_AMOUNTS)
    def go_on(self, county: str, value: Decimal) -> None:
        """Do what comes next in an orderly life: send, accept in turn, correct what is final."""
        last = self.said[county][-1] if self.said[county] else None
        if last is None or last.over or len(last.accepted) == len(self.house.chain(county)):
            self.send(county=county, value=value)
        else:
            self.accept_it(county=county, agency=self.house.chain(county)[len(last.accepted)])

    def _may_send(self, county: str) -> bool:
        """Whether the model lets a county send now."""
        last = self.said[county][-1] if self.said[county] else None
        if last is not None and last.over == "returned":
            return True
        waits = last is not None and not last.over and not last.accepted
        return not waits and not self.closed

    @rule(county=st.sampled_from("ab"), value=_AMOUNTS, explained=st.booleans())
    def send(self, county: str, value: Decimal, *, explained: bool = True) -> None:
        """Let a county send a figure; in vain while one waits, and past what the rules allow."""
        assert self.line is not None
        line, versions, duty = self.line, self.said[county], self.duties[county]

        def act() -> Any:
            return submit(
                duty_id=duty.pk, client_key=uuid.uuid4(), by=self._person(f"{county}.editor"),
                content=Content((FigureInput(line.pk, value=value),)),
                based_on=len(versions), header=HEADER,
                explanations={("soft", line.pk): _WHY} if explained else {},
            )  # fmt: skip

        passes = value <= (_MOST if explained else _USUAL)
        if not passes or not self._may_send(county):
            self._refused(act)
            return
        receipt = act()
        assert receipt.number == len(versions) + 1
        versions.append(Version(value, receipt.submission.pk))
        self._done("reporting.submission.sent")

    @precondition(lambda self: any(self.said.values()))
    @rule(county=st.sampled_from("ab"))
    def take_back(self, county: str) -> None:
        """Let a county take its report back; in vain once somebody has accepted it."""
        if not self.said[county]:
            return
        last = self.said[county][-1]

        def act() -> Any:
            return withdraw(submission_id=last.pk, by=self._person(f"{county}.editor"))

        if last.over or last.accepted:
            self._refused(act)
            return
        act()
        last.over = "withdrawn"
        self._done("reporting.submission.withdrawn")

    @precondition(lambda self: any(self.said.values()))
    @rule(county=st.sampled_from("ab"), agency=st.sampled_from("APB"))
    def accept_it(self, county: str, agency: str) -> None:
        """Let an agency accept: only in its turn, and never what is not below it."""
        if not self.said[county]:
            return
        last, chain = self.said[county][-1], self.house.chain(county)
        fine = not last.over and agency in chain and chain.index(agency) == len(last.accepted)
        if self._decide(accept, last, agency, fine=fine, named={}):
            last.accepted.append(agency)
            self._done("reporting.submission.accepted")

    @precondition(lambda self: any(self.said.values()))
    @rule(county=st.sampled_from("ab"), agency=st.sampled_from("APB"))
    def return_it(self, county: str, agency: str) -> None:
        """Let one that has not accepted return it, which undoes what was accepted below."""
        if not self.said[county]:
            return
        last, chain = self.said[county][-1], self.house.chain(county)
        fine = not last.over and agency in chain and chain.index(agency) >= len(last.accepted)
        if self._decide(send_back, last, agency, fine=fine, named={"note": "请核实单位后重报"}):
            last.accepted.clear()
            last.over = "returned"
            self._done("reporting.submission.returned")

    @precondition(lambda self: any(self.said.values()))
    @rule(county=st.sampled_from("ab"), agency=st.sampled_from("APB"))
    def unlock_it(self, county: str, agency: str) -> None:
        """Let the topmost agency that accepted take its acceptance back."""
        if not self.said[county]:
            return
        last = self.said[county][-1]
        fine = not last.over and bool(last.accepted) and last.accepted[-1] == agency
        if self._decide(unlock, last, agency, fine=fine, named={"note": "口径有误，退回更正"}):
            last.accepted.pop()
            self._done("reporting.submission.unlocked")

    def _decide(
        self, act: Callable[..., Any], version: Version, agency: str, *, fine: bool,
        named: dict[str, str],
    ) -> bool:  # fmt: skip
        """Try a decision; return whether it was done, which must be as the model has it."""

        def tried() -> Any:
            return act(
                submission_id=version.pk, agency_id=self.house.agencies[agency].pk,
                by=self._person(f"{agency}.reviewer"), **named,
            )  # fmt: skip

        if not fine:
            self._refused(tried)
            return False
        tried()
        return True

    @precondition(lambda self: any(self.said.values()))
    @rule(county=st.sampled_from("ab"), who=st.sampled_from(_STRANGERS))
    def trespass(self, county: str, who: str) -> None:
        """Nobody but a reviewer of the chain decides, and nobody but the county takes back."""
        if not self.said[county] or who == f"{county}.editor":
            return
        last, chain = self.said[county][-1], self.house.chain(county)
        city = self.house.agencies[chain[0]].pk
        by = self._person(who)
        self._refused(lambda: withdraw(submission_id=last.pk, by=by))
        self._refused(lambda: accept(submission_id=last.pk, agency_id=city, by=by))

    # What must hold after every step.

    @invariant()
    def totals_are_the_sums_of_what_is_stood_by(self) -> None:
        """REL-14: every total equals the accepted leaves."""
        if self.line is None:
            return
        wanted: dict[str, Decimal] = defaultdict(Decimal)
        for county, versions in self.said.items():
            for agency in self.house.chain(county):
                stood = [each.value for each in versions if agency in each.accepted]
                if stood:
                    wanted[agency] += stood[-1]
                    if agency != "P":
                        wanted[county] += stood[-1]
        rows = Reading.objects.filter(
            series=self.line.series_id, period_code=PERIOD.code, parts__gt=0
        )
        names = {agency.pk: key for key, agency in self.house.agencies.items()}
        found = {names[agency]: value for agency, value in rows.values_list("agency", "value")}
        assert found == dict(wanted)

    @invariant()
    def the_trail_has_one_entry_an_act(self) -> None:
        """SEC-21: as many entries as acts, of each kind."""
        rows = Entry.objects.filter(pk__gt=self.begun, action__in=_COUNTED)
        assert Counter(rows.values_list("action", flat=True)) == +self.acts

    @invariant()
    def versions_are_numbered_without_gaps_and_never_change(self) -> None:
        """REL-05, REL-13: what was said stands as it was said."""
        for county, versions in self.said.items():
            if not versions:
                continue
            rows = Figure.objects.filter(submission__duty=self.duties[county].pk)
            found = list(
                rows.order_by("submission__number").values_list("submission__number", "value")
            )
            assert found == [(n, each.value) for n, each in enumerate(versions, start=1)]

    @invariant()
    def what_was_sent_passed_its_checks(self) -> None:
        """GOV-14: no hard finding was ever sent, and every soft one with its explanation."""
        if self.line is None:
            return
        rows = Finding.objects.filter(submission__duty__cycle=self.cycle)
        found = list(rows.values_list("submission", "severity", "explanation"))
        odd = [
            each.pk for versions in self.said.values() for each in versions if each.value > _USUAL
        ]
        assert sorted(pk for pk, _severity, _why in found) == sorted(odd)
        assert all(severity == "soft" and explains(why) for _pk, severity, why in found)

    @invariant()
    def nobody_sees_foreign_reports(self) -> None:
        """SEC-14: a county sees its own, a city what is below it, the province all."""
        if not self.duties:
            return
        for key in ("a", "b", "A", "B", "P"):
            by = self._person(f"{key}.editor")
            rows = Duty.objects.filter(visible(by), cycle=self.cycle)
            own = self.house.agencies[key].path
            assert scope_of(by).paths
            assert all(path.startswith(own) for path in rows.values_list("agency__path", flat=True))
            seen = set(rows.values_list("pk", flat=True))
            assert (self.duties["a"].pk in seen) == (key in ("a", "A", "P"))
            assert (self.duties["b"].pk in seen) == (key in ("b", "B", "P"))
