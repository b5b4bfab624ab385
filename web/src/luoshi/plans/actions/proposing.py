"""The job that asks the second reader, and stores what it proposes: all of it or nothing."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luoshi.kernel import clock, outbox
from luoshi.kernel.refusals import Refusal
from luoshi.kernel.trail import record
from luoshi.plans.actions.refusals import NotPossible
from luoshi.plans.actions.storing import store_facts, touch_stored
from luoshi.plans.models import Fact, Plan, SecondReading, Version
from luoshi.plans.queries import effective_fields
from luoshi.plans.queries.second import JOB, is_configured, is_still
from luoshi.plans.rules.carrying import same_words
from luoshi.plans.rules.reading import ReadFact, ReadingError
from luoshi.plans.rules.second import Proposed, Service, numbered, proposed, says_the_same

_State: Final = SecondReading.State
_LONGEST: Final = 500
_LONGEST_NAME: Final = 200
_AT_THE_END: Final = (
    "model", "state", "why", "ended_at", "refused", "unanswered", "proposed",
)  # fmt: skip
_REPLACED: Final = "补读期间该文件有了新版本，提议没有保存。请到新版本中再请模型补读。"


class _SupersededError(Exception):
    """The asking was ended meanwhile: nobody waits for its answers."""


def service_of_the_house() -> Service:
    """Return the service that the office has set up.

    Raises:
        NotPossible: there is none, or what is set up is no address.

    """
    if not is_configured():
        raise NotPossible("没有配置第二识读。", next_step="需要使用的，请与系统管理员联系。")
    try:
        return Service(
            settings.SECOND_READER_URL,
            settings.SECOND_READER_MODEL,
            settings.SECOND_READER_KEY,
            settings.SECOND_READER_SECONDS,
        )
    except ReadingError as error:
        raise NotPossible(error.message, next_step=error.next_step) from error


def read_second(*, reading: int) -> str:
    """Ask about a text and store the proposals; a run that was killed begins again.

    What the service refuses is told on the page and not tried again by itself.
    """
    row = _taken(reading)
    if row is None:
        return ""
    try:
        return _take_in(row, _asked(row))
    except _SupersededError:
        return ""
    except (ReadingError, Refusal) as error:
        return _fail(row, str(error))
    except Exception:
        # The job is tried again later; until then nobody is at it.
        SecondReading.objects.filter(pk=row.pk, state=_State.RUNNING).update(state=_State.WAITING)
        raise


@transaction.atomic
def _taken(reading: int) -> SecondReading | None:
    """Take an asking that waits, or whose worker was lost; nothing where it is in other hands."""
    row = SecondReading.objects.select_for_update().filter(pk=reading).first()
    if row is None or row.state not in SecondReading.OPEN:
        return None
    if row.state == _State.RUNNING and not is_still(row):
        return None
    row.state, row.told_at, row.done, row.total = _State.RUNNING, clock.now(), 0, 0
    row.save(update_fields=["state", "told_at", "done", "total"])
    return row


def _asked(row: SecondReading) -> Proposed:
    """Ask stretch by stretch, and say after each how far it is."""

    def progress(done: int, total: int) -> None:
        mine = SecondReading.objects.filter(pk=row.pk, state=_State.RUNNING)
        if not mine.update(done=done, total=total, told_at=clock.now()):
            raise _SupersededError

    service, version = service_of_the_house(), row.version
    row.model = service.model[:_LONGEST_NAME]
    return proposed(version.text, version.pieces, service, progress)


def ended(row: SecondReading, state: str, why: str = "") -> None:
    """Write down that an asking is over."""
    row.state, row.why, row.ended_at = state, why[:_LONGEST], clock.now()
    row.save(update_fields=_AT_THE_END)


@transaction.atomic
def _fail(row: SecondReading, why: str) -> str:
    version = _locked(row)
    if not _is_mine(row):
        return ""
    _fail_with(row, version, why)
    return why


def _fail_with(row: SecondReading, version: Version, why: str) -> None:
    ended(row, _State.FAILED, why)
    data = {"reading": row.pk, "model": row.model, "reason": why}
    record("plans.second.failed", by=row.by, on=version, data=data, result="failed")
    _tell(row, version, _("《%(title)s》的第二识读未成，请查看原因。"))


@transaction.atomic
def _take_in(row: SecondReading, found: Proposed) -> str:
    """Store what is proposed and not there yet, with its entry, and tell who asked."""
    version = _locked(row)
    if not _is_mine(row):
        return ""
    if not version.current:
        _fail_with(row, version, _REPLACED)
        return _REPLACED
    row.refused, row.unanswered = dict(found.refused), found.unanswered
    row.proposed = _store(row, found.facts)
    ended(row, _State.DONE, found.why)
    data = {
        "reading": row.pk,
        "model": row.model,
        "facts": row.proposed,
        "refused": row.refused,
        "unanswered": len(row.unanswered),
    }
    record("plans.second.proposed", by=row.by, on=version, data=data)
    _tell(row, version, _("《%(title)s》的第二识读已完成，请查看模型提议。"))
    words = ngettext("提议 %(n)s 条", "提议 %(n)s 条", row.proposed)
    return words % {"n": row.proposed}


def _locked(row: SecondReading) -> Version:
    """Lock the text and then the asking, in the order of every act on them."""
    rows = Version.objects.select_for_update(of=("self",)).defer("text", "pieces")
    return rows.get(pk=row.version_id)


def _is_mine(row: SecondReading) -> bool:
    """Whether the asking is still under way; it is locked."""
    rows = SecondReading.objects.select_for_update().filter(pk=row.pk, state=_State.RUNNING)
    return rows.first() is not None


def _store(row: SecondReading, found: list[ReadFact]) -> int:
    """Store proposals with the plans they stand in; return how many were new."""
    stored = 0
    rest = _not_rejected(row, found)
    plans = list(Plan.objects.filter(version=row.version_id).order_by("ordinal"))
    for plan in plans:
        inside = [fact for fact in rest if plan.start <= fact.start and fact.end <= plan.end]
        rest = [fact for fact in rest if fact not in inside]
        if inside:
            stored += _store_in(plan, inside, row)
    _count(row, "place", len(rest))  # an older reader parted the plans otherwise
    return stored


def _not_rejected(row: SecondReading, found: list[ReadFact]) -> list[ReadFact]:
    """Leave out what a person said of the text's former versions is no fact."""
    document = row.version.document_id
    rejected = Fact.objects.filter(
        plan__version__document=document, origin=Fact.Origin.SECOND, state=Fact.State.REJECTED
    ).exclude(plan__version=row.version_id)
    again = [one for _, one in same_words(rejected, found)]
    _count(row, "known", len(again))
    return [one for one in found if not any(one is other for other in again)]


def _count(row: SecondReading, why: str, number: int) -> None:
    if number:
        row.refused[why] = row.refused.get(why, 0) + number


def _store_in(plan: Plan, found: list[ReadFact], row: SecondReading) -> int:
    """Store what a plan does not state yet; what was withdrawn before is proposed again."""
    there = list(plan.facts.select_related("decision").order_by("pk"))
    standing: dict[str, list[Fact]] = defaultdict(list)
    for fact in there:
        if _stands(fact):
            standing[fact.type].append(fact)
    withdrawn = [fact for fact in there if _is_withdrawn(fact)]
    taken = {fact.key for fact in there}
    fresh: list[ReadFact] = []
    again: list[Fact] = []
    for one in found:
        if any(_same(fact, one) for fact in standing[one.type]):
            _count(row, "known", 1)
        elif (old := next((fact for fact in withdrawn if _equal(fact, one)), None)) is not None:
            withdrawn.remove(old)
            again.append(old)
        else:
            fresh.append(numbered(one, taken))
            taken.add(fresh[-1].key)
    Fact.objects.filter(pk__in=[fact.pk for fact in again]).update(
        state=Fact.State.PROPOSED, proposer=row.model
    )
    last = plan.facts.aggregate(last=Max("sequence"))["last"] or 0
    made = store_facts(plan, fresh, after=last, proposer=row.model)
    touch_stored(plan, [*again, *made])
    return len(again) + len(made)


def _is_withdrawn(fact: Fact) -> bool:
    return fact.origin == Fact.Origin.SECOND and fact.state == Fact.State.WITHDRAWN


def _stands(fact: Fact) -> bool:
    """Whether a fact is there to be seen, whatever was decided of it: it is not proposed again."""
    gone = fact.reading == Fact.Reading.GONE and fact.state == Fact.State.UNREVIEWED
    return fact.state != Fact.State.WITHDRAWN and not gone


def _same(fact: Fact, one: ReadFact) -> bool:
    """Whether a fact states it already, as it was read or as a person put it."""
    return any(
        says_the_same(fact, fields, one, one.fields)
        for fields in (fact.fields, effective_fields(fact))
    )


def _equal(fact: Fact, one: ReadFact) -> bool:
    told = (fact.type, fact.start, fact.end, fact.fields)
    return told == (one.type, one.start, one.end, one.fields)


def _tell(row: SecondReading, version: Version, words: str) -> None:
    outbox.notify(
        key=f"{JOB}:{row.pk}",
        to=[row.by],
        title=words % {"title": version.document.title},
        url=reverse("plans:document", args=[version.document_id]),
    )
