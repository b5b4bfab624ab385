"""What the dispatch context refuses, and what to do instead."""

from __future__ import annotations

from typing import Any, ClassVar

from luoshi.kernel.refusals import Conflict, Refusal


class NothingNew(Refusal):
    """Everything that can be handed down has been."""

    code: ClassVar[str] = "dispatch.nothing_new"


class CountChanged(Conflict):
    """What would be handed down is no longer what the person confirmed."""

    code: ClassVar[str] = "dispatch.count_changed"


class NotOpen(Conflict):
    """The assignment was returned or taken back meanwhile."""

    code: ClassVar[str] = "dispatch.not_open"


class ReasonMissing(Refusal):
    """The act needs a reason."""

    code: ClassVar[str] = "dispatch.reason_missing"


class NotHandedDown(Refusal):
    """Only who leads, and has signed, hands down."""

    code: ClassVar[str] = "dispatch.not_yours_to_split"


class NotBelow(Refusal):
    """The receiver does not stand below the agency."""

    code: ClassVar[str] = "dispatch.not_below"


class AlreadyHeld(Conflict):
    """The agency already holds the item, with another part or from somebody else."""

    code: ClassVar[str] = "dispatch.already_held"


class TooMuch(Refusal):
    """The parts exceed the whole, and nobody says why."""

    code: ClassVar[str] = "dispatch.too_much"


class PartWrong(Refusal):
    """A part that cannot stand: `errors` has the sentence for each receiver by key."""

    code: ClassVar[str] = "dispatch.part_wrong"

    def __init__(self, errors: dict[str, str]) -> None:
        """Keep the errors; the sentence counts them."""
        super().__init__(
            f"有{len(errors)}处填写有误：{'；'.join(errors.values())}。",
            next_step="请改正后再下达，本次没有下达任何单位。",
        )
        self.errors = errors


class Stale(Conflict):
    """What was agreed has changed since it was seen: what it was, what is asked, what it is now."""

    code: ClassVar[str] = "dispatch.stale"

    def __init__(self, *, base: Any, mine: Any, theirs: Any) -> None:
        """Keep the three values for whoever has to decide again."""
        super().__init__(
            f"申请依据的原值是“{base}”，现已改为“{theirs}”，拟改为“{mine}”的申请不能按旧值办理。",
            next_step="请按现值重新提出申请。",
        )
        self.base, self.mine, self.theirs = base, mine, theirs


class TooLate(Refusal):
    """A change is asked for before the due date, or not at all."""

    code: ClassVar[str] = "dispatch.too_late"


class ChangeWrong(Refusal):
    """A request that says nothing, or nothing that could be done."""

    code: ClassVar[str] = "dispatch.change_wrong"


class SamePerson(Refusal):
    """Nobody decides what that person asked for."""

    code: ClassVar[str] = "dispatch.same_person"
    status: ClassVar[int] = 403


class MilestoneWrong(Refusal):
    """A milestone that cannot stand as it is."""

    code: ClassVar[str] = "dispatch.milestone_wrong"


class ConferenceStale(Conflict):
    """Somebody else wrote down the meeting meanwhile."""

    code: ClassVar[str] = "dispatch.conference_stale"


class TopicWrong(Refusal):
    """A point of the agenda that says nothing."""

    code: ClassVar[str] = "dispatch.topic_wrong"
