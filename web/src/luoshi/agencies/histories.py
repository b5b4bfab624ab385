"""What happened to things of the tree, for their history pages (row 88)."""

from __future__ import annotations

from typing import Final

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from luoshi.agencies.models import Agency, Alias
from luoshi.agencies.queries import agency
from luoshi.kernel import access, history
from luoshi.kernel.history import Told
from luoshi.kernel.http import Request

WORDS: Final = {
    "agencies.agency.added": _("新增单位"),
    "agencies.agency.changed": _("由表格修改单位"),
    "agencies.agency.moved": _("调整单位的上级"),
    "agencies.agency.renamed": _("单位更名"),
    "agencies.agency.restructured": _("单位合并、划入、分设或撤销"),
    "agencies.alias.added": _("增加单位别名"),
    "agencies.alias.changed": _("修改单位别名"),
    "agencies.rename.undone": _("撤销当天的更名"),
    "agencies:short_name": _("简称"),
    "agencies:level": _("层级"),
    "agencies:valid_from": _("启用日期"),
    "agencies:above": _("上级代码"),
}


def _agency(request: Request, key: int) -> Told:
    """Return an agency; what others do to it is told to whoever has it in scope."""
    try:
        found = agency(request.user, key)
    except Agency.DoesNotExist as missing:
        raise Http404 from missing
    scope = access.scope_of(request.user)
    inside = Agency.objects.filter(scope.within("path"), pk=key).exists()
    belonging = {"agencies.alias": Alias.objects.filter(agency=found)}
    return Told(found.name, found.url, belonging, ("",) if inside else ("agencies.",))


def register() -> None:
    """Give agencies their history pages."""
    history.words(WORDS)
    history.told("agencies.agency", _agency)
