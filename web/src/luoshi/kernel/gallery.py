"""What the component gallery shows: every component in its states, with words of no plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.refusals import Conflict


class _Example(forms.Form):
    """A form with one right and one wrong field."""

    title = forms.CharField(label=_("名称"), help_text=_("与印发文件一致。"))
    note = forms.CharField(label=_("说明"), required=False, widget=forms.Textarea)


def gallery() -> dict[str, Any]:
    """Return the context of the gallery page."""
    form = _Example({"title": ""})
    form.full_clean()
    return {
        "lights": [
            ("red", _("红灯")),
            ("yellow", _("黄灯")),
            ("green", _("绿灯")),
            ("blue", _("临期")),
            ("none", _("未报")),
        ],
        "kinds": [
            ("figure", _("数"), _("指标")),
            ("chain", _("链"), _("产业链")),
            ("commitment", _("措"), _("工作措施")),
            ("project", _("项"), _("项目")),
            ("organisation", _("企"), _("企业与机构")),
            ("assignment", _("分"), _("任务分工")),
        ],
        "badges": [
            ("plain", _("未审")),
            ("done", _("已采纳")),
            ("doubt", _("存疑")),
            ("wrong", _("已否决")),
        ],
        "facts": [
            (_("指标"), _("主营业务收入")),
            (_("目标"), "= 12500 亿元"),
            (_("增长"), "9.6 %"),
        ],
        "tabs": [
            {"url": "#a", "label": _("全部"), "count": 1093, "here": True},
            {"url": "#b", "label": _("未审"), "count": 781, "here": False},
        ],
        "pages": [
            {"url": "#1", "label": "1", "here": False},
            {"url": "#2", "label": "2", "here": True},
            {"url": "", "label": "", "here": False},
            {"url": "#9", "label": "9", "here": False},
        ],
        "form": form,
        "empties": [
            ("nothing", _("还没有计划"), _("上传一份文件即可开始。"), _("上传文件")),
            ("denied", _("没有权限"), _("请与本单位系统管理员联系。"), _("返回")),
            ("filtered", _("没有符合条件的行"), _("可减少筛选条件。"), _("清除筛选")),
        ],
        "notes": [
            ("info", _("已读取。")),
            ("success", _("已采纳 12 条。")),
            ("warning", _("有 3 条存疑。")),
            ("error", _("没有保存。")),
        ],
        "refusal": Conflict(gettext("这一条刚被别人改过。"), next_step=gettext("请刷新后重试。")),
        "undo": _("已否决 1 条。"),
        "confirm_title": _("确认否决"),
        "confirm_text": _("将否决 12 条，可以撤销。"),
        "confirm_act": _("否决 12 条"),
    }
