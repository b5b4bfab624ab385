"""What happened to things of the register of firms, for their history pages (row 88)."""

from __future__ import annotations

from typing import Final

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.api import May, require
from luoshi.enterprises.queries import enterprises
from luoshi.kernel import history
from luoshi.kernel.history import Told
from luoshi.kernel.http import Request

WORDS: Final = {
    "enterprises.code.set": _("登记统一社会信用代码"),
    "enterprises.enterprise.added": _("新增企业"),
    "enterprises.enterprise.merged": _("合并企业"),
    "enterprises.enterprise.placed": _("修改企业所在地、行业、产业链和规上日期"),
    "enterprises.merge.undone": _("撤销合并"),
    "enterprises.name.split": _("拆出企业名称"),
    "enterprises.representative.named": _("指定或撤换企业填报人"),
    "enterprises.suggestion.decided": _("处理合并建议"),
    "enterprises.suggestion.reopened": _("重新打开合并建议"),
    "enterprises:agency": _("所在地"),
    "enterprises:industry": _("行业"),
    "enterprises:chain": _("产业链"),
}


def _enterprise(request: Request, key: int) -> Told:
    scope = require(request.user, May.ENTERPRISE_READ)
    found = get_object_or_404(enterprises(scope), pk=key)
    return Told(found.name, found.url)


def register() -> None:
    """Give firms their history pages."""
    history.words(WORDS)
    history.told("enterprises.enterprise", _enterprise)
