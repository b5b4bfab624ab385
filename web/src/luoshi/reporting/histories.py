"""What happened to things of reporting, for their history pages (row 88)."""

from __future__ import annotations

from typing import Final

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.api import May, require, scope_of
from luoshi.kernel import history
from luoshi.kernel.history import Told
from luoshi.kernel.http import Request
from luoshi.reporting.models import Evidence, Progress, Rule, Submission
from luoshi.reporting.queries import rounds
from luoshi.reporting.queries.filling import duty_seen

WORDS: Final = {
    "reporting.base.set": _("补录或更正上年基数"),
    "reporting.bases.imported": _("从表格导入上年基数"),
    "reporting.cycle.closed": _("关闭报送期"),
    "reporting.cycle.opened": _("开放报送期"),
    "reporting.duties.made": _("生成应报名单"),
    "reporting.duty.reminded": _("催报"),
    "reporting.form.made": _("按台账建表"),
    "reporting.form.refreshed": _("按台账更新表行"),
    "reporting.leave.granted": _("准予延期或免报"),
    "reporting.draft.saved": _("保存填报草稿"),
    "reporting.submission.accepted": _("核报通过"),
    "reporting.submission.returned": _("退回报送"),
    "reporting.submission.sent": _("报送"),
    "reporting.submission.unlocked": _("解锁已核报的报送"),
    "reporting.submission.withdrawn": _("撤回报送"),
    "reporting.sheet.imported": _("从表格导入填报内容"),
    "reporting.evidence.added": _("添加佐证材料"),
    "reporting.evidence.removed": _("移除佐证材料"),
    "reporting.progress.reopened": _("撤销办结"),
    "reporting.rules.imported": _("从表格导入审核公式"),
    "reporting.rule.set": _("制定或修订审核公式"),
    "reporting.rule.retired": _("停用审核公式"),
    "reporting.rule.restored": _("恢复审核公式"),
    "reporting:value": _("完成值"),
    "reporting:numerator": _("分子"),
    "reporting:denominator": _("分母"),
    "reporting:base": _("上年同期"),
    "reporting:blank_reason": _("空缺原因"),
    "reporting:explanation": _("说明"),
    "reporting:done": _("进展"),
    "reporting:problems": _("问题"),
    "reporting:next_steps": _("下一步"),
    "reporting:finished_on": _("办结日期"),
    "reporting:stage": _("阶段"),
    "reporting:investment_yi": _("计划总投资"),
    "reporting:planned_yi": _("年度计划投资"),
    "reporting:period_yi": _("本期完成投资"),
    "reporting:total_yi": _("自开工累计完成投资"),
    "reporting:expected_on": _("预计竣工日期"),
    "reporting:leader": _("包联领导"),
    "reporting:blocker": _("困难类别"),
    "reporting:help": _("需协调事项"),
    "reporting:owner": _("由哪个单位解决"),
}

_DRAFTS: Final = ("reporting.draft.", "reporting.sheet.")


def _duty(request: Request, key: int) -> Told:
    """Return a report that is due, with its versions; a draft is its writers' alone."""
    found = duty_seen(key, request.user)
    scope = scope_of(request.user)
    own = found.agency_id in scope.at(May.REPORT_FILL) or May.FIRM_REPORT in scope.may
    others = tuple(one for one in WORDS if not one.startswith((*_DRAFTS, "reporting:")))
    belonging = {
        "reporting.submission": Submission.objects.filter(duty=found),
        "reporting.evidence": Evidence.objects.filter(duty=found),
        "reporting.progress": Progress.objects.filter(submission__duty=found),
    }
    title = f"{found.cycle.form.title} · {found.agency}"
    url = reverse("reporting:fill", args=[key])
    return Told(title, url, belonging, ("",) if own else others)


def _form(request: Request, key: int) -> Told:
    """Return a form with its check rules."""
    require(request.user, May.REPORT_READ)
    found = get_object_or_404(rounds.forms(), pk=key)
    belonging = {"reporting.rule": Rule.objects.filter(form=found)}
    return Told(found.title, reverse("reporting:form", args=[key]), belonging)


def _cycle(request: Request, key: int) -> Told:
    require(request.user, May.REPORT_READ)
    found = get_object_or_404(rounds.cycles(request.user), pk=key)
    return Told(str(found), reverse("reporting:cycle", args=[key]))


def register() -> None:
    """Give reports, forms and rounds their history pages."""
    history.words(WORDS)
    history.told("reporting.duty", _duty)
    history.told("reporting.form", _form)
    history.told("reporting.cycle", _cycle)
