"""What offices do in the year beside reporting: milestones, changes, a meeting, standing in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from django.db.models import Count, QuerySet

from luoshi.accounts.actions import delegate, revoke_delegation
from luoshi.accounts.api import Post
from luoshi.agencies.api import Agency
from luoshi.config.demo.people import Staff
from luoshi.config.demo.world import World
from luoshi.dispatch.actions import (
    Asked,
    Written,
    add_milestone,
    add_topic,
    ask_change,
    decide_change,
    finish_milestone,
    hold,
    resolve,
    set_contact,
)
from luoshi.dispatch.api import Assignment, ChangeRequest, Milestone, dispatch_plan
from luoshi.dispatch.queries import changeable, value_now, version_now
from luoshi.kernel import clock
from luoshi.ledger.api import Item, Responsibility

_KIND = Post.Kind
_DUE = ChangeRequest.Field.DUE
_TARGET = ChangeRequest.Field.TARGET
#: How many assignments have a named leader and milestones.
_FOLLOWED: Final = 24
_STEPS: Final = (
    ("制定实施方案并印发", 3, 31),
    ("完成中期调度和督导", 7, 15),
    ("完成总结验收", 11, 30),
)
_SHOWN: Final = "已印发文件，佐证材料留存备查。"
_MINUTES: Final = (
    "会议听取了各牵头单位上半年进展情况汇报，分析了进度滞后事项的原因，研究了下一步措施。"
    "会议要求，各单位对照台账逐项销号，按月报送进展，滞后事项由牵头单位主要负责同志负责。"
)
_RESOLVED: Final = "建立进度滞后事项周调度制度"


@dataclass(frozen=True, slots=True)
class Office:
    """The acts of offices, month by month."""

    world: World
    staff: Staff

    def act(self, month: int) -> None:
        """Do what falls into a month, at nine in the morning of its tenth day."""
        act = {
            2: self._follow, 4: self._stand_in, 5: self._ask_for_time, 7: self._meet,
            8: self._finish, 11: self._ask_for_less,
        }.get(month)  # fmt: skip
        if act is not None:
            with clock.standing_at(datetime(self.world.year, month, 10, 1, tzinfo=UTC)):
                act()

    def away_today(self) -> None:
        """Let somebody be away at present: a visitor sees a delegation in force."""
        city = self.staff.at(Agency.Level.CITY)[0]
        self._put(city, _KIND.REVIEWER, _KIND.VIEWER, days=10, reason="参加省委党校培训")

    def _follow(self) -> None:
        """Name leaders and set milestones where departments lead tasks."""
        led = self._led(Item.Kind.TASK, Item.Kind.COMMITMENT)
        for row in led.order_by("item", "pk")[:_FOLLOWED]:
            by = self.staff.of(row.agency, _KIND.EDITOR)
            leader = self.world.person("leader", row.agency.code)
            phone = self.world.phone(row.agency.code)
            set_contact(ids=[row.pk], leader=leader, contact=by.name, phone=phone, by=by)
            for title, month, day in _STEPS:
                due = date(self.world.year, month, day)
                add_milestone(assignment_id=row.pk, title=title, due_on=due, by=by)

    def _finish(self) -> None:
        """Confirm most of the milestones that are due."""
        due = Milestone.objects.filter(done_on=None, due_on__lt=clock.today())
        for row in due.select_related("assignment__agency").order_by("pk"):
            draw = self.world.draw("milestone", row.assignment_id, row.title)
            if draw.random() < 0.85:  # noqa: PLR2004 - some are late
                done = row.due_on - timedelta(days=draw.randint(0, 6))
                by = self.staff.of(row.assignment.agency, _KIND.EDITOR)
                finish_milestone(milestone_id=row.pk, done_on=done, evidence=_SHOWN, by=by)

    def _ask_for_time(self) -> None:
        """Ask for two later dates before they are over; one is granted."""
        end = date(self.world.year, 12, 31)
        led = self._led(Item.Kind.PROJECT).filter(
            item__due_on__gt=clock.today(), item__due_on__lt=end
        )
        asked: list[Assignment] = []
        for row in led.order_by("item", "pk"):
            if not asked or asked[-1].item_id != row.item_id:
                asked.append(row)
        for place, row in enumerate(asked[:2]):
            new = date(self.world.year, 9, 30) if place == 0 else end
            request = self._ask(
                row, _DUE, new.isoformat(), "用地报批手续尚未办结，开工时间推迟，按期完成有困难。"
            )
            note = "同意，请倒排工期。" if place == 0 else "前期工作可并行推进，不同意延期到年底。"
            self._decide(request, accept=place == 0, note=note)

    def _ask_for_less(self) -> None:
        """Ask for a smaller target late in the year; nobody has decided yet."""
        for row in self._led(Item.Kind.TARGET).order_by("item", "pk"):
            if _TARGET in changeable(row) and row.item.target.now:
                less = (row.item.target.now * 95 / 100).normalize()
                why = "受市场需求下降影响，主要产品价格回落，全年预计完成目标的95%。"
                self._ask(row, _TARGET, f"{less:f}{row.item.target.unit}", why)
                return

    def _ask(self, row: Assignment, what: str, new: str, why: str) -> ChangeRequest:
        asked = Asked(
            field=what, seen=value_now(row, what), new=new, version=version_now(row),
            reason=why, paper="省政府专题会议纪要（模拟）",
        )  # fmt: skip
        by = self.staff.of(row.agency, _KIND.EDITOR)
        return ask_change(assignment_id=row.pk, asked=asked, by=by)

    def _decide(self, request: ChangeRequest, *, accept: bool, note: str) -> None:
        by = self.staff.of(self.staff.province, _KIND.REVIEWER)
        decide_change(request_id=request.pk, accept=accept, note=note, by=by)

    def _meet(self) -> None:
        """Hold a joint meeting on the plan with the most leads, and hand down what it resolved."""
        by = self.staff.of(self.staff.province, _KIND.EDITOR)
        counted = self._led().values_list("item__plan").annotate(n=Count("pk"))
        plan = counted.order_by("-n", "item__plan").values_list("item__plan", flat=True).first()
        if plan is None:
            return
        written = Written(
            held_on=clock.today(), place="省政府第二会议室", minutes=_MINUTES,
            chair=self.world.person("chair"),
        )  # fmt: skip
        meeting = hold(plan_id=plan, written=written, by=by)
        led = list(self._led().filter(item__plan=plan).order_by("item", "pk"))
        for number in dict.fromkeys(row.item.number for row in led[:6]):
            add_topic(conference_id=meeting.pk, item_number=number, by=by)
        add_topic(conference_id=meeting.pk, text="下半年重点工作安排", by=by)
        joined = tuple(dict.fromkeys(row.agency_id for row in led[1:8]))
        resolve(
            conference_id=meeting.pk, title=_RESOLVED, leads=(led[0].agency_id,), joined=joined,
            due_on=date(self.world.year, 9, 30), by=by,
        )  # fmt: skip
        dispatch_plan(plan_id=plan, client_key=self.world.key("meeting", plan), by=by)

    def _stand_in(self) -> None:
        """Let two be away in spring, one of whom comes back early."""
        cities = self.staff.at(Agency.Level.CITY)
        for place, city in enumerate(cities[:2]):
            row = self._put(city, _KIND.REVIEWER, _KIND.VIEWER, days=7, reason="赴外省考察学习")
            if place:
                revoke_delegation(delegation_id=row, by=self.staff.of(city, _KIND.REVIEWER))

    def _put(self, agency: Agency, kind: str, to: str, *, days: int, reason: str) -> int:
        giver, today = self.staff.of(agency, kind), clock.today()
        post = giver.posts.get(agency=agency, kind=kind)
        taker = self.staff.of(agency, to)
        made = delegate(
            posts=[post.pk], to=taker, since=today, until=today + timedelta(days=days),
            reason=reason, by=giver,
        )  # fmt: skip
        return made[0].pk

    def _led(self, *kinds: str) -> QuerySet[Assignment]:
        """Return what departments lead and have signed for."""
        rows = Assignment.objects.filter(
            role=Responsibility.Role.LEAD, agency__level=Agency.Level.DEPARTMENT, parent=None,
            signed_at__isnull=False, returned_at=None, withdrawn_at=None,
        ).select_related("agency", "item__target", "item__commitment")  # fmt: skip
        return rows.filter(item__kind__in=kinds) if kinds else rows
