"""What happened to things of the ledger, for their history pages (row 88)."""

from __future__ import annotations

from typing import Final

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.api import May, require
from luoshi.kernel import history
from luoshi.kernel.history import Told
from luoshi.kernel.http import Request
from luoshi.ledger import queries
from luoshi.ledger.models import Responsibility

WORDS: Final = {
    "ledger.dimension.added": _("增设分组"),
    "ledger.dimension.totalled": _("修改分组的总数怎样得出"),
    "ledger.option.added": _("增设分项"),
    "ledger.option.renamed": _("分项更名"),
    "ledger.option.retired": _("停用分项"),
    "ledger.group.confirmed": _("确认“有关……”所指的单位"),
    "ledger.indicator.added": _("登记计划没有写到的指标"),
    "ledger.indicator.defined": _("填写或修改指标口径"),
    "ledger.indicator.measured": _("修改指标的计量单位、填报口径和汇总办法"),
    "ledger.item.amended": _("调整目标值或完成时限"),
    "ledger.letter.exported": _("导出单位任务函"),
    "ledger.resolution.added": _("会议议定事项列入台账"),
    "ledger.term.set": _("规定或停用折算系数"),
    "ledger.term.undone": _("撤销一版折算系数"),
    "ledger.terms.imported": _("从表格导入折算系数"),
    "ledger.unit.named": _("指认牵头、参加单位"),
    "ledger:value": _("目标值"),
    "ledger:count": _("数量"),
    "ledger:definition": _("口径"),
    "ledger:formula": _("公式"),
    "ledger:dimension": _("分组"),
    "ledger:option": _("分项"),
    "ledger:total": _("总数"),
    "ledger:since": _("启用日期"),
    "ledger:until": _("停用日期"),
    "ledger:source": _("来源指标"),
    "ledger:undone": _("撤销的版次"),
    "ledger:unit": _("计量单位"),
}


def _item(request: Request, key: int) -> Told:
    scope = require(request.user, May.LEDGER_READ)
    found = get_object_or_404(queries.items(scope), pk=key)
    units = Responsibility.objects.filter(item=found)
    url = reverse("ledger:item", args=[key])
    return Told(found.title, url, {"ledger.responsibility": units})


def _indicator(request: Request, key: int) -> Told:
    scope = require(request.user, May.LEDGER_READ)
    found = get_object_or_404(queries.indicators(scope), pk=key)
    return Told(found.name, reverse("ledger:indicator", args=[key]))


def register() -> None:
    """Give items and indicators their history pages."""
    history.words(WORDS)
    history.told("ledger.item", _item)
    history.told("ledger.indicator", _indicator)
