"""配置体检: whether the house is set up so that its programme can run (row 43).

A context says in its `probes.py`, registered from `AppConfig.ready()`, what must not be: functions
under `Group.probe` that read a fixed number of statements whatever the size and yield every
offending row with the address where it is mended. Nightly and on demand all of them run behind the
page. What they found is kept with the day since when it has been so, and is seen by whoever may
mend it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, ClassVar, Final

from django.db import models, transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.kernel import access, clock, jobs, slots
from luoshi.kernel.models import Checkup, Flaw, JobRun, Probed
from luoshi.kernel.outbox import Message, notify_all
from luoshi.kernel.refusals import NotPermitted
from luoshi.kernel.trail import record

Label = str | Promise
JOB: Final = "kernel.checkup"
#: So many rows of one probe are kept; how many there are is counted in full.
MOST: Final = 200
_SYSTEM: Final = "system"
_BEGUN: Final = (JobRun.State.WAITING, JobRun.State.RUNNING, JobRun.State.RETRYING)
_LONGEST_ERROR: Final = 300


class Grade(models.TextChoices):
    """How grave it is: it will go wrong, it may, or it could be better."""

    ERROR = "error", gettext_lazy("错误")
    DOUBT = "doubt", gettext_lazy("疑点")
    HINT = "hint", gettext_lazy("提示")


class NothingToCheck(NotPermitted):
    """No post of the person mends anything that the checkup looks at."""

    code: ClassVar[str] = "kernel.nothing_to_check"


@dataclass(frozen=True, slots=True)
class Found:
    """An offending row: its key within the probe, what it is, and where it is mended."""

    thing: str
    words: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One thing that is looked at.

    `meaning` says in one sentence what is wrong, `remedy` what to do; `acts` are those of which a
    person who may do any sees it, because only they can mend it.
    """

    code: str
    group: Label
    grade: Grade
    title: Label
    meaning: Label
    remedy: Label
    acts: frozenset[str]
    find: Callable[[], Iterable[Found]]


_probes: dict[str, Probe] = {}


Find = Callable[[], Iterable[Found]]


class Group:
    """The probes of one group, all of them mended by whoever may do one of `acts`."""

    def __init__(self, label: Label, acts: Collection[str]) -> None:
        """Begin a group without probes."""
        self.label = label
        self.acts = frozenset(acts)
        self._probes: list[Probe] = []

    def probe(
        self, code: str, grade: Grade, *, title: Label, meaning: Label, remedy: Label
    ) -> Callable[[Find], Find]:
        """Make a function that finds offending rows a probe of the group."""

        def made(find: Find) -> Find:
            self._probes.append(
                Probe(
                    code=code,
                    group=self.label,
                    grade=grade,
                    title=title,
                    meaning=meaning,
                    remedy=remedy,
                    acts=self.acts,
                    find=find,
                )
            )
            return find

        return made

    def register(self) -> None:
        """Let the checkup run them; the same code again replaces the first."""
        _probes.update((one.code, one) for one in self._probes)


def probes() -> list[Probe]:
    """Return the probes in the order of their groups, as the contexts stand above one another."""
    return list(_probes.values())


def seen_by(person: Any) -> list[Probe]:
    """Return the probes whose findings the person may mend."""
    may = access.scope_of(person).may
    return [one for one in _probes.values() if not one.acts.isdisjoint(may)]


def may_see(person: Any) -> bool:
    """Whether the person may mend anything that is looked at."""
    return bool(seen_by(person))


def required(person: Any) -> list[Probe]:
    """Return the probes whose findings the person may mend, or refuse.

    Raises:
        NothingToCheck: there are none.

    """
    found = seen_by(person)
    if not found:
        raise NothingToCheck(
            _("您的岗位不管配置，不能查看配置体检。"), next_step=_("请与本单位系统管理员联系。")
        )
    return found


@transaction.atomic
def ask(*, by: Any) -> JobRun:
    """Ask for a checkup now; while one waits or runs, that is the one.

    Raises:
        NothingToCheck: the person may mend nothing that is looked at.

    """
    required(by)
    waiting = under_way()
    if waiting is not None:
        return waiting
    login = by.get_username()
    record("kernel.checkup.asked", by=login)
    key = f"{JOB}:{clock.now():%Y-%m-%dT%H:%M:%S}"
    return jobs.enqueue(JOB, key=key, asked_by=login)


def under_way() -> JobRun | None:
    """Return the checkup that waits or runs, if any does."""
    return JobRun.objects.filter(name=JOB, state__in=_BEGUN).order_by("pk").first()


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a probe gave: the rows, or why it could not look."""

    probe: Probe
    found: list[Found]
    failed: str = ""


def examine() -> str:
    """Run every probe and keep what was found: the job. One that fails hides no other."""
    answers = [_answer(one) for one in probes()]
    kept = _keep(answers, clock.now())
    words = {"errors": kept.errors, "doubts": kept.doubts, "hints": kept.hints}
    told = _("错误 %(errors)s 处，疑点 %(doubts)s 处，提示 %(hints)s 处") % words
    failed = [f"{one.probe.code} {one.failed}" for one in answers if one.failed]
    return "；".join([told, *failed])


def _answer(one: Probe) -> _Answer:
    try:
        with transaction.atomic():
            found = {row.thing: row for row in one.find()}
    except Exception as failure:  # noqa: BLE001 - whatever it was, it is shown beside the probe
        return _Answer(one, [], repr(failure)[:_LONGEST_ERROR])
    return _Answer(one, list(found.values()))


@transaction.atomic
def _keep(answers: list[_Answer], now: datetime) -> Checkup:
    """Write down what was found, end what is no more, and tell of new errors."""
    # Whoever comes second waits here, and then sees what the first one kept.
    Probed.objects.bulk_create(
        [Probed(code=one.probe.code, at=now) for one in answers], ignore_conflicts=True
    )
    list(Probed.objects.select_for_update().order_by("code").values_list("pk"))
    Probed.objects.bulk_create(
        [
            Probed(code=one.probe.code, at=now, found=len(one.found), failed=one.failed)
            for one in answers
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["at", "found", "failed"],
    )
    new = _write(answers, now)
    count = dict.fromkeys(Grade, 0)
    for one in answers:
        count[one.probe.grade] += len(one.found)
    kept = Checkup.objects.create(
        at=now,
        errors=count[Grade.ERROR],
        doubts=count[Grade.DOUBT],
        hints=count[Grade.HINT],
        failed=sum(bool(one.failed) for one in answers),
    )
    _tell(new, kept)
    data = {"errors": kept.errors, "doubts": kept.doubts, "hints": kept.hints}
    record("kernel.checkup.done", by=_SYSTEM, on=kept, data={**data, "failed": kept.failed})
    return kept


def _write(answers: Iterable[_Answer], now: datetime) -> dict[str, int]:
    """Keep the rows found and end those that are no more; return how many are new, by code."""
    looked = [one for one in answers if not one.failed]
    codes = [one.probe.code for one in looked]
    open_ = {
        (row.code, row.thing): row for row in Flaw.objects.filter(code__in=codes, ended_at=None)
    }
    rows, new, there = [], dict.fromkeys(codes, 0), set()
    for one in looked:
        code = one.probe.code
        there |= {(code, found.thing) for found in one.found}
        for found in one.found[:MOST]:
            before = open_.get((code, found.thing))
            new[code] += before is None
            if before is None or (before.words, before.url) != (found.words[:300], found.url):
                rows.append(_flaw(code, found, before.since if before else now))
    Flaw.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["code", "thing"],
        update_fields=["words", "url", "since", "ended_at"],
    )
    gone = [row.pk for key, row in open_.items() if key not in there]
    Flaw.objects.filter(pk__in=gone).update(ended_at=now)
    return new


def _flaw(code: str, found: Found, since: datetime) -> Flaw:
    return Flaw(code=code, thing=found.thing, words=found.words[:300], url=found.url, since=since)


def _tell(new: dict[str, int], kept: Checkup) -> None:
    """Tell those who may mend them of new errors, each group of them once a checkup."""
    wrong = [one for one in probes() if one.grade == Grade.ERROR and new.get(one.code)]

    def acts(one: Probe) -> list[str]:
        return sorted(one.acts)

    messages = []
    for those, group in groupby(sorted(wrong, key=acts), key=acts):
        rows = list(group)
        number = sum(new[one.code] for one in rows)
        messages.append(
            Message(
                key=f"kernel.checkup:{kept.pk}:{'+'.join(those)}",
                to=_people(those),
                title=_("配置体检新发现错误 %(n)s 处") % {"n": number},
                text="\n".join(f"{one.code} {one.title}：{new[one.code]}" for one in rows),
                url=reverse("kernel:checkup"),
                kind="kernel.checkup",
            )
        )
    notify_all(messages)


def _people(acts: Collection[str]) -> list[str]:
    """Return by login who may do any of the acts."""
    return [login for found in slots.call("kernel.people_who", frozenset(acts)) for login in found]
