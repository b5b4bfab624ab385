"""What happened to a plan: its document, its facts and doubts, told from the trail (row 88)."""

from __future__ import annotations

from typing import Final

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.api import May, require
from luoshi.kernel import history
from luoshi.kernel.history import Told
from luoshi.kernel.http import Request
from luoshi.plans.models import Doubt, Fact, Version
from luoshi.plans.queries import plan_to_read

WORDS: Final = {
    "plans.decisions.carried": _("新版本沿用原版本的审定、补录和存疑处理"),
    "plans.document.imported": _("导入文件"),
    "plans.document.reread": _("重新识读"),
    "plans.doubt.reopened": _("重新打开存疑"),
    "plans.doubt.settled": _("处理存疑"),
    "plans.fact.accepted": _("采纳事实"),
    "plans.fact.added": _("补录事实"),
    "plans.fact.corrected": _("修改事实"),
    "plans.fact.merged": _("合并事实"),
    "plans.fact.rejected": _("否决事实"),
    "plans.fact.split": _("拆分事实"),
    "plans.fact.undone": _("撤销审定"),
    "plans.facts.accepted": _("批量采纳"),
    "plans.facts.rejected": _("批量否决"),
    "plans.reading.adopted": _("采用重新识读的结果"),
    "plans.reading.dismissed": _("不采用重新识读的结果"),
    "plans.second.asked": _("请模型补读"),
    "plans.second.failed": _("模型补读未成"),
    "plans.second.proposed": _("模型提议事实"),
    "plans.second.withdrawn": _("撤回未审提议"),
}
#: What only the province sees: proposals and their review.
_REVIEW: Final = (
    "plans.decisions.",
    "plans.doubt.",
    "plans.fact",
    "plans.reading.",
    "plans.second.",
)


def _plan(request: Request, key: int) -> Told:
    """Return a plan with its version; its review is the province's alone."""
    scope = require(request.user, May.PLAN_READ)
    found = plan_to_read(key)
    if found is None:
        raise Http404
    belonging: history.Belonging = {"plans.version": Version.objects.filter(plans=found)}
    url = reverse("plans:read", args=[key])
    if May.PROPOSAL_READ in scope.may:
        belonging["plans.fact"] = Fact.objects.filter(plan=found)
        belonging["plans.doubt"] = Doubt.objects.filter(plan=found)
        return Told(found.title, url, belonging)
    others = tuple(word for word in history.known_words() if not word.startswith(_REVIEW))
    return Told(found.title, url, belonging, others)


def register() -> None:
    """Give plans their history pages."""
    history.words(WORDS)
    history.told("plans.plan", _plan)
