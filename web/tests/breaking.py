"""For each probe of 配置体检 how to break a sound house so many times."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from luoshi.accounts.models import Delegation, Invitation, Person, Post
from luoshi.agencies.models import Agency, Succession, WorkDay
from luoshi.dispatch.models import Assignment, Milestone
from luoshi.enterprises.models import Enterprise, Representative
from luoshi.kernel import clock
from luoshi.ledger.models import DerivedTerm, Indicator, Item, Responsibility
from luoshi.monitoring.models import Curve, LightRule
from luoshi.plans.api import Plan
from luoshi.reporting.models import Base, Cycle, Line, Rule, Window
from luoshi.reporting.tests import factories

from web.conftest import person
from web.tests.soundness import LONG_AGO, World

_numbers = itertools.count(1)


def agency(world: World, *, name: str = "", above: Agency | None = None, **fields: Any) -> Agency:
    """Return one more body below the province."""
    code = f"4199{next(_numbers):02}"
    values = {"code": code, "name": name or f"第{code}局", "level": Agency.Level.DEPARTMENT}
    made: Agency = Agency.objects.add_child(
        above or Agency.objects.get(pk=world.tree.province.pk), create_kwargs={**values, **fields}
    )
    return made


def _ended(world: World, **fields: Any) -> Agency:
    return agency(world, valid_to=clock.today(), **fields)


def _item(world: World, **fields: Any) -> Item:
    """Return one more reviewed item of the plan."""
    values = {
        "kind": Item.Kind.RESOLUTION, "state": Item.State.LIVE, "plan": world.plan, "start": 0,
        "number": 500 + next(_numbers), "title": f"事项{next(_numbers)}", "updated_at": clock.now(),
    }  # fmt: skip
    made: Item = Item.objects.create(**{**values, **fields})
    return made


def _held(world: World, of: Item | None = None, at: Agency | None = None, **fields: Any) -> Any:
    values = {
        "item": of or _item(world), "agency": at or world.tree.industry, "role": "lead",
        "sent_at": clock.now(), "sent_by": "wang",
    }  # fmt: skip
    return Assignment.objects.create(**{**values, **fields})


def _person(world: World, kind: str = "", at: Agency | None = None) -> Person:
    login = f"new{next(_numbers)}"
    made = person(login, login, at or world.tree.jinshui, kind or Post.Kind.VIEWER)
    if not kind:
        made.posts.all().delete()
    return made


def _target(world: World, **fields: Any) -> Item:
    """Return a target of this year that the department holds, cut loose from its words."""
    seen = Item.objects.filter(kind=Item.Kind.TARGET).earliest("pk")
    fact = seen.words
    fact.pk, fact.key = None, f"{fact.key}-{next(_numbers)}"
    fact.save()
    made = _item(world, kind=Item.Kind.TARGET, fact=fact)
    target = seen.target
    target.item, target.year = made, clock.today().year
    for name, value in fields.items():
        setattr(target, name, value)
    target.save(force_insert=True)
    _held(world, made)
    return made


# -- one for each probe ---------------------------------------------------------------------------


def same_names(world: World) -> None:
    agency(world, name=world.tree.industry.name)


def left_below(world: World) -> None:
    agency(world, above=_ended(world))


def dead_heirs(world: World) -> None:
    old, new = _ended(world), _ended(world)
    Succession.objects.create(old=old, new=new, on=LONG_AGO, kind="absorbed", source="豫政")


def without_heir(world: World) -> None:
    _ended(world)


def no_calendar(world: World) -> None:
    WorkDay.objects.filter(on__year=WorkDay.objects.earliest("on").on.year).delete()


def both_hands(world: World) -> None:
    place = agency(world)
    for kind in (Post.Kind.EDITOR, Post.Kind.REVIEWER):
        Post.objects.create(person=world.cast.viewer, agency=place, kind=kind, since=LONG_AGO)


def missing_administrators(world: World) -> None:
    post = Post.objects.filter(kind__in=Post.ADMINISTRATORS).first()
    assert post is not None
    post.delete()


def dead_delegations(world: World) -> None:
    gone = _person(world, Post.Kind.EDITOR)
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    Delegation.objects.create(
        post=world.cast.county.posts.get(), to=gone, since=LONG_AGO, until=clock.today(),
        reason="出差", made_at=clock.now(),
    )  # fmt: skip


def posts_at_ended(world: World) -> None:
    _person(world, Post.Kind.VIEWER, _ended(world))


def without_post(world: World) -> None:
    _person(world)


def never_came(world: World) -> None:
    someone = _person(world, Post.Kind.VIEWER)
    Person.objects.filter(pk=someone.pk).update(password_set_at=None)
    Invitation.objects.create(person=someone, digest=someone.login, expires_at=clock.now())


def _firm(world: World, **fields: Any) -> Enterprise:
    made: Enterprise = factories.firm(world.tree.jinshui, world.cast.enterprise)
    Enterprise.objects.filter(pk=made.pk).update(scale_from=LONG_AGO, **fields)
    return made


def firms_at_ended(world: World) -> None:
    _firm(world, agency=_ended(world))


def firms_without_place(world: World) -> None:
    _firm(world, agency=None)


def firms_without_people(world: World) -> None:
    Representative.objects.filter(enterprise=_firm(world)).update(until=clock.today())


def ratios_without_parts(world: World) -> None:
    factories.indicator(over_time="ratio", over_places="ratio", numerator_text="甲")


def _term(source: Indicator, factor: int = 1, of: Indicator | None = None) -> DerivedTerm:
    of = of or factories.indicator()
    made: DerivedTerm = DerivedTerm.objects.create(indicator=of, source=source, factor=factor)
    return made


def _asked() -> Indicator:
    """Return an indicator that a form asks for."""
    line = Line.objects.filter(series__isnull=False, retired_at=None).first()
    assert line is not None
    assert line.series is not None
    return line.series.indicator


def factors_missing(world: World) -> None:
    _term(_asked(), 0)


def circles(world: World) -> None:
    first = _term(_asked())
    second = _term(first.indicator)
    _term(second.indicator, of=first.indicator)


def units_mixed(world: World) -> None:
    first = _term(_asked())
    _term(factories.indicator(unit="公斤"), of=first.indicator)


def without_lead(world: World) -> None:
    Responsibility.objects.create(item=_item(world), role="lead", printed="省某某局")


def held_by_ended(world: World) -> None:
    _held(world, at=_ended(world))


def held_by_nobody(world: World) -> None:
    _item(world)


def led_by_nobody(world: World) -> None:
    _held(world, role="participant")


def split_beyond(world: World) -> None:
    of = _target(world, value=Decimal(10), unit="辆")
    lead = of.assignments.get()
    for at in (world.tree.zhengzhou, world.tree.luoyang):
        _held(world, of, at, parent=lead, amount=Decimal(6), unit="辆")


def steps_too_late(world: World) -> None:
    lead = _held(world, due_on=LONG_AGO)
    Milestone.objects.create(
        assignment=lead, title="开工", due_on=LONG_AGO + timedelta(1), made_by="zhao"
    )


def parts_too_late(world: World) -> None:
    _held(world, _item(world, due_on=LONG_AGO), due_on=LONG_AGO + timedelta(1))


def nobody_in_charge(world: World) -> None:
    _held(world, signed_at=clock.now(), signed_by="zhao")


def asked_of_ended(world: World) -> None:
    gone = agency(world, valid_to=world.cycle.start)
    factories.duty(world.cycle, gone)


def _round(**fields: Any) -> Cycle:
    form = factories.form(**fields)
    factories.line(form, "L01")
    return factories.cycle(form)


def without_window(world: World) -> None:
    factories.duty(_round(retired_at=None, plan=_plan(world)), world.tree.jinshui)


def _plan(world: World) -> Plan:
    """Return one more plan of the same paper."""
    plan = Plan.objects.get(pk=world.plan.pk)
    plan.pk, plan.ordinal = None, 100 + next(_numbers)
    plan.save()
    return plan


def _line_of(world: World, code: str, **fields: Any) -> Line:
    return factories.line(world.form, f"{code}{next(_numbers):03}", **fields)


def withdrawn_items(world: World) -> None:
    _line_of(world, "W", item=_item(world))


def without_unit(world: World) -> None:
    _line_of(world, "U", said=factories.series(factories.indicator(unit="")))


def no_lines(world: World) -> None:
    factories.form(plan=_plan(world))


def no_sources(world: World) -> None:
    _term(factories.indicator())


def two_units(world: World) -> None:
    one = factories.indicator()
    for breakdown, unit in (("甲", "亿元"), ("乙", "万元")):
        said = factories.series(one, breakdown=breakdown, unit=unit)
        _line_of(world, "T", said=said)


def left_open(world: World) -> None:
    late = _round(plan=_plan(world))
    Window.objects.create(cycle=late, level="county", due_at=clock.now() - timedelta(days=61))


def retired_but_open(world: World) -> None:
    _round(retired_at=clock.now())


def strange_rules(world: World) -> None:
    Rule.objects.create(
        form=world.form, code=f"X{next(_numbers)}", left="[没有]", operator=">=", right="0",
        severity="soft", words="应大于零",
    )  # fmt: skip


def nobody_reports(world: World) -> None:
    factories.duty(world.cycle, agency(world))


def bad_rules(world: World) -> None:
    LightRule.objects.create(
        version=100 + next(_numbers), preset="yinchuan", thresholds={"red": "5", "yellow": "50"},
        since=LONG_AGO, made_at=clock.now(), made_by="wang",
    )  # fmt: skip


def bad_curves(world: World) -> None:
    Curve.objects.create(
        item=_item(world), kind="plan", shares=["0.5", "1"], made_at=clock.now(), made_by="wang"
    )


def growth_unjudged(world: World) -> None:
    _target(world, growth_pct=Decimal(9), base_value=None)
    known = _target(world, growth_pct=Decimal(9), base_value=None)
    line = _line_of(world, "B", item=known)
    assert line.series is not None
    start = date(clock.today().year - 1, 1, 1)
    Base.objects.create(
        series=line.series, agency=world.tree.province, period_code=f"{start.year}",
        start=start, end=start, published=Decimal(80), source="年鉴",
    )  # fmt: skip


#: Code of a probe → how to break one thing more, and the statements that looking costs.
BREAKS: Final[dict[str, tuple[Callable[[World], None], int]]] = {
    "AG01": (same_names, 1),
    "AG02": (left_below, 2),
    "AG03": (dead_heirs, 1),
    "AG04": (without_heir, 1),
    "AG05": (no_calendar, 1),
    "AC01": (both_hands, 1),
    "AC02": (missing_administrators, 1),
    "AC03": (dead_delegations, 1),
    "AC04": (posts_at_ended, 1),
    "AC05": (without_post, 1),
    "AC06": (never_came, 1),
    "EN01": (firms_at_ended, 1),
    "EN02": (firms_without_place, 1),
    "EN03": (firms_without_people, 1),
    "IN01": (ratios_without_parts, 1),
    "IN02": (factors_missing, 1),
    "IN03": (circles, 1),
    "IN04": (units_mixed, 1),
    "IT01": (without_lead, 1),
    "DI01": (held_by_ended, 1),
    "DI02": (held_by_nobody, 1),
    "DI03": (led_by_nobody, 1),
    "DI04": (split_beyond, 2),
    "DI05": (steps_too_late, 1),
    "DI06": (parts_too_late, 1),
    "DI07": (nobody_in_charge, 1),
    "RP01": (asked_of_ended, 1),
    "RP02": (without_window, 4),
    "RP03": (withdrawn_items, 1),
    "RP04": (without_unit, 1),
    "RP05": (no_lines, 1),
    "RP06": (no_sources, 2),
    "RP07": (two_units, 1),
    "RP08": (left_open, 1),
    "RP09": (retired_but_open, 1),
    "RU01": (strange_rules, 2),
    "RP10": (nobody_reports, 1),
    "LI01": (bad_rules, 1),
    "LI02": (bad_curves, 1),
    "LI03": (growth_unjudged, 1),
}
