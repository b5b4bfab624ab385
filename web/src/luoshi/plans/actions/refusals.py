"""What the plans context refuses, and what to do instead."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar

from django.utils import timezone, translation

from luoshi.kernel.refusals import Conflict, Refusal
from luoshi.plans.models import Decision, Doubt, Fact


def official(thing: Fact | Decision) -> str:
    """Return a fact's state or a decision's verb in Chinese, as refusals are."""
    with translation.override("zh-hans"):
        return thing.get_state_display() if isinstance(thing, Fact) else thing.get_verb_display()


class Unreadable(Refusal):
    """The file is no text that can be read; `reason` is the reader's own code."""

    code: ClassVar[str] = "plans.unreadable"
    reason: str = ""


class WrongKind(Refusal):
    """The file's name promises something other than what is in it."""

    code: ClassVar[str] = "plans.wrong_kind"
    status: ClassVar[int] = 415


class TooLarge(Refusal):
    """The file is larger than a plan can be."""

    code: ClassVar[str] = "plans.too_large"
    status: ClassVar[int] = 413
    #: Forty times the longest notice seen; a larger text is not a plan.
    MOST: ClassVar[int] = 5 * 2**20
    #: Files with pages carry pictures and type beside their words.
    MOST_WITH_PAGES: ClassVar[int] = 20 * 2**20
    PAGED: ClassVar[frozenset[str]] = frozenset({".docx", ".doc", ".wps", ".pdf", ".ofd", ".xlsx"})

    @classmethod
    def check(cls, size: int, filename: str) -> None:
        """Refuse a size above the limit of its kind, before anything is read."""
        paged = PurePath(filename).suffix.lower() in cls.PAGED
        most = cls.MOST_WITH_PAGES if paged else cls.MOST
        if size > most:
            message = f"文件有{size / 2**20:.1f} MB，超过{most // 2**20} MB的上限。"
            raise cls(message, next_step="请确认选对了文件；确是计划文本的，请拆分后分别导入。")


class NoPlanFound(Refusal):
    """The text was read and states nothing."""

    code: ClassVar[str] = "plans.no_plan_found"


class StorageFull(Refusal):
    """The disk or the database has no room; nothing was kept."""

    code: ClassVar[str] = "plans.storage_full"
    status: ClassVar[int] = 503


class UploadGone(Refusal):
    """The previewed file was cleared away before it was confirmed."""

    code: ClassVar[str] = "plans.upload_gone"
    status: ClassVar[int] = 410


class BadFields(Refusal):
    """Fields that cannot stand; `errors` has the sentence for each by name."""

    code: ClassVar[str] = "plans.bad_fields"

    def __init__(self, errors: dict[str, str]) -> None:
        """Keep the sentences by field."""
        super().__init__(
            "填写有误：" + "；".join(errors.values()) + "。", next_step="请改正后再提交。"
        )
        self.errors = errors


class NotPossible(Refusal):
    """The act makes no sense for these facts."""

    code: ClassVar[str] = "plans.not_possible"


class Stale(Conflict):
    """Somebody decided meanwhile; shows the other's decision, keeps it in force."""

    code: ClassVar[str] = "plans.stale"

    def __init__(self, fact: Fact, standing: Decision | None, name: str = "") -> None:
        """Keep the fact and the decision that stands; `name` is what the other is called."""
        self.fact = fact
        self.standing = standing
        if standing is None:
            message = f"“{fact.quote[:30]}”的审定已被撤销，现为“{official(fact)}”。"
        else:
            message = (
                f"“{fact.quote[:30]}”已由{name or standing.by}于"
                f"{timezone.localtime(standing.at):%Y-%m-%d %H:%M}{official(standing)}。"
            )
        super().__init__(message, next_step="您的审定未保存；请看过对方的审定后，再决定是否改动。")


class DoubtStale(Conflict):
    """Somebody settled the doubt, or opened it again, meanwhile."""

    code: ClassVar[str] = "plans.doubt_stale"

    def __init__(self, doubt: Doubt, name: str = "") -> None:
        """Say who settled it and how."""
        self.doubt = doubt
        message = (
            f"该存疑已由{name or doubt.settled_by}处理：{doubt.note}。"
            if doubt.settled_at
            else "该存疑已被重新打开。"
        )
        super().__init__(message, next_step="您的处理未保存；请看过对方的意见后，再决定是否改动。")
