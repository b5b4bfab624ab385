"""What reporting says no to, in words an official can act on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext as _

from luoshi.kernel.refusals import Conflict, NotPermitted, Refusal
from luoshi.reporting.rules.chain import Wrong
from luoshi.reporting.rules.content import Cell

if TYPE_CHECKING:
    from luoshi.reporting.models import Submission
    from luoshi.reporting.rules.checks import Found


class NotFound(Refusal):
    """No such duty or submission in the person's scope; whether it exists is not told (SEC-13)."""

    code: ClassVar[str] = "reporting.not_found"
    status: ClassVar[int] = 404

    def __init__(self) -> None:
        """Say it in one way only."""
        super().__init__(_("没有这份报表，或不在您的范围内。"), next_step=_("请从“报送”重新进入。"))


class NotYours(NotPermitted):
    """The person sees the report but holds no post to fill or decide it."""

    code: ClassVar[str] = "reporting.not_yours"

    def __init__(self) -> None:
        """Say who may."""
        super().__init__(
            _("您不能代这个单位办理。"), next_step=_("请由该单位的经办或审核人员办理。")
        )


class Locked(Conflict):
    """The report cannot be changed as it stands."""

    code: ClassVar[str] = "reporting.locked"


class Stale(Conflict):
    """Somebody sent a newer version meanwhile: what both said, cell by cell (REL-05)."""

    code: ClassVar[str] = "reporting.stale"

    def __init__(self, *, number: int, cells: Sequence[Cell]) -> None:
        """Keep the number of the standing version and the cells that differ."""
        super().__init__(
            _("这份报表已有第 %(number)s 版，您改的是较早的一版，没有报出。") % {"number": number},
            next_step=_("请逐格对照后，在最新一版上修改再报。"),
        )
        self.number, self.cells = number, tuple(cells)


class KeyReused(Conflict):
    """The same sending arrived with other content (REL-03): both are shown."""

    code: ClassVar[str] = "reporting.key_reused"

    def __init__(self, *, stands: Submission, digest: str, cells: Sequence[Cell]) -> None:
        """Keep what stands and what came."""
        super().__init__(
            _("这次报送已收到过（第 %(number)s 版），但内容不同，没有再收。")
            % {"number": stands.number},
            next_step=_("请对照已报内容；确需修改的，请重新打开报表后再报。"),
        )
        self.stands, self.digest, self.cells = stands, digest, tuple(cells)


class CheckFailed(Refusal):
    """A check that blocks found something (GOV-14)."""

    code: ClassVar[str] = "reporting.check_failed"

    def __init__(self, found: Sequence[Found]) -> None:
        """Keep the findings."""
        super().__init__(
            _("有 %(count)s 处强制性审核不通过，没有报出。") % {"count": len(found)},
            next_step=_("请按提示改正后再报。"),
        )
        self.found = tuple(found)


class NeedsExplanation(Refusal):
    """A check asks for a true explanation (GOV-14)."""

    code: ClassVar[str] = "reporting.needs_explanation"

    def __init__(self, found: Sequence[Found]) -> None:
        """Keep the findings that are not explained."""
        super().__init__(
            _("有 %(count)s 处核实性审核没有如实说明，没有报出。") % {"count": len(found)},
            next_step=_("请逐条写明实际原因（不少于6个字，只写“核实无误”不算说明）。"),
        )
        self.found = tuple(found)


class StageWrong(Refusal):
    """The report cannot have this firmness now."""

    code: ClassVar[str] = "reporting.stage_wrong"


class WrongTransition(Conflict):
    """The act is not possible as the report stands; no state can be skipped (SEC-19)."""

    code: ClassVar[str] = "reporting.wrong_transition"

    def __init__(self, why: Wrong) -> None:
        """Say which rule forbids it."""
        message, step = _sentence(why)
        super().__init__(message, next_step=step)
        self.why = why


class Replaced(Conflict):
    """A newer version stands; what is decided must be decided of that one."""

    code: ClassVar[str] = "reporting.replaced"

    def __init__(self) -> None:
        """Say where to look."""
        super().__init__(_("这一版已被新的一版替换。"), next_step=_("请打开最新一版办理。"))


class NoReason(Refusal):
    """To return and to unlock need a reason."""

    code: ClassVar[str] = "reporting.no_reason"

    def __init__(self) -> None:
        """Ask for it."""
        super().__init__(_("没有写明原因。"), next_step=_("请写明退回或解锁的原因。"))


class WrongPeriod(Refusal):
    """The form is not asked for such a period (GOV-13)."""

    code: ClassVar[str] = "reporting.wrong_period"


class Closed(Conflict):
    """The round is over."""

    code: ClassVar[str] = "reporting.cycle_closed"


class LeaveWithoutReason(Refusal):
    """A leave without a reason, or until a time that is no later than the present one."""

    code: ClassVar[str] = "reporting.leave_without_reason"


class NothingToReport(Refusal):
    """A form without lines asks nothing."""

    code: ClassVar[str] = "reporting.nothing_to_report"


class BadRule(Refusal):
    """A check rule that cannot be kept: what is wrong, by field."""

    code: ClassVar[str] = "reporting.bad_rule"

    def __init__(self, wrong: Mapping[str, str]) -> None:
        """Keep what is wrong with each field."""
        super().__init__("".join(wrong.values()), next_step=_("请按提示修改后再保存。"))
        self.wrong = dict(wrong)


class RuleStale(Conflict):
    """Somebody else revised the rule meanwhile."""

    code: ClassVar[str] = "reporting.rule_stale"

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            _("这条公式刚被他人修订，没有保存。"), next_step=_("请打开最新一版对照后再改。")
        )


class NotFinished(Conflict):
    """A version does not say of an item that it is done."""

    code: ClassVar[str] = "reporting.not_finished"

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            _("这一版没有报送该事项办结，不需要撤销。"), next_step=_("请刷新后查看报送内容。")
        )


def _sentence(why: Wrong) -> tuple[str, str]:
    """Return the sentence and the next step for a transition that is not possible."""
    look = _("请刷新后查看流转情况。")
    return {
        Wrong.NOT_SENT: (_("这份报表还没有报送。"), look),
        Wrong.OVER: (_("这一版已撤回或退回。"), _("请等待重新报送。")),
        Wrong.NOT_IN_CHAIN: (_("这份报表不由本单位核报。"), look),
        Wrong.NOT_YOURS_YET: (_("下级还没有核报，不能越级核报。"), _("请待下级核报后办理。")),
        Wrong.ACCEPTED_ALREADY: (_("本单位已经核报。"), _("如需退回，请先解锁。")),
        Wrong.ACCEPTED_ABOVE: (_("上级已经核报，不能改动。"), _("如需改动，请由上级先解锁。")),
        Wrong.NOT_ACCEPTED: (_("本单位还没有核报，不需要解锁。"), look),
        Wrong.OWN_REPORT: (
            _("不能核报本人或互为委托的人填报的报表。"),
            _("请由本单位另一位审核人员办理。"),
        ),
    }[why]
