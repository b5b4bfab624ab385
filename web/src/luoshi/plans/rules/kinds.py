"""The fields of each kind of fact: names of the guide, labels, kinds, choices.

One description serves the form, the API and the sheet (docs/facts.md has the meaning of each).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final


def _(words: str) -> str:
    """Mark words for translation; whoever shows them translates them."""
    return words


OPS: Final = (
    ("=", _("等于（达到、实现）")),
    (">=", _("不低于（以上）")),
    (">", _("超过（突破）")),
    ("~", _("左右（约）")),
    ("<=", _("不超过（以内）")),
    ("<", _("低于（不足）")),
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in the guide, its label, its kind and what it may hold."""

    name: str
    label: str
    kind: str = "text"
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""


def _ops(name: str, label: str) -> Field:
    return Field(name, label, "choice", choices=OPS)


_LINES: Final = _("每行一项")

FIELDS: Final[dict[str, tuple[Field, ...]]] = {
    "heading": (
        Field(
            "level", _("层级"), "integer", required=True, hint=_("1标题 2一、 3（一） 4 1. 5（1）")
        ),
        Field("number", _("序号"), "integer"),
        Field("title_text", _("标题")),
    ),
    "figure": (
        Field(
            "kind",
            _("性质"),
            "choice",
            required=True,
            choices=(("target", _("目标")), ("actual", _("实绩")), ("estimate", _("预计"))),
        ),
        Field("year", _("年度"), "year"),
        Field("subject_text", _("主体")),
        Field("indicator_text", _("指标"), required=True),
        _ops("op", _("限定")),
        Field("value", _("数值"), "number"),
        Field("value_to", _("至"), "number", hint=_("区间的上限")),
        Field("unit", _("计量单位")),
        _ops("growth_op", _("增速限定")),
        Field("growth_pct", _("增速（%）"), "number", hint=_("下降填负数")),
        Field("hedge", _("力争"), "flag"),
        Field(
            "scope",
            _("范围"),
            "choice",
            required=True,
            choices=(("province", _("全域")), ("sub", _("局部"))),
        ),
        Field(
            "nature",
            _("属性"),
            "choice",
            choices=(("binding", _("约束性")), ("expected", _("预期性"))),
        ),
    ),
    "commitment": (
        Field("action_text", _("动作"), required=True),
        Field("object_text", _("对象"), required=True),
        _ops("op", _("限定")),
        Field("count", _("数量"), "number"),
        Field("unit", _("量词")),
        Field("due_text", _("时限")),
        Field("documents", _("拟出台文件"), "list", hint=_LINES),
    ),
    "project": (
        Field("name_text", _("项目名称"), required=True),
        Field("owners", _("实施单位"), "list", hint=_LINES),
        Field("places", _("地点"), "list", hint=_LINES),
        Field(
            "capacities",
            _("规模"),
            "capacities",
            hint=_("每行一项：数值 单位 产品，如 20 万吨 铝板带"),
        ),
        Field("investment", _("投资"), "money", hint=_("数值 单位，如 11.3 亿元")),
        Field("due_text", _("时限")),
    ),
    "organisation": (
        Field("name_text", _("名称"), required=True),
        Field(
            "category",
            _("类别"),
            "choice",
            required=True,
            choices=(
                ("enterprise", _("企业")),
                ("institute", _("院所")),
                ("university", _("高校")),
                ("association", _("协会联盟")),
                ("government", _("政府机构")),
            ),
        ),
    ),
    "cluster": (
        Field("name_text", _("名称"), required=True),
        Field(
            "kind",
            _("类别"),
            "choice",
            required=True,
            choices=(
                ("cluster", _("集群")),
                ("base", _("基地")),
                ("park", _("园区")),
                ("centre", _("中心")),
            ),
        ),
        Field("places", _("地点"), "list", hint=_LINES),
        Field("industry_text", _("产业")),
        _ops("scale_op", _("规模限定")),
        Field("scale_yi", _("规模（亿元）"), "number"),
    ),
    "chain": (
        Field("name_text", _("名称")),
        Field("owner", _("主体")),
        Field("links", _("环节"), "list", required=True, hint=_("按先后每行一个环节")),
    ),
    "assignment": (
        Field("number", _("序号"), "integer"),
        Field("task_text", _("工作任务"), required=True),
        Field("leads", _("牵头单位"), "list", hint=_LINES),
        Field("participants", _("参加单位"), "list", hint=_LINES),
        Field("due_text", _("时限")),
    ),
    "citation": (
        Field("title_text", _("文件标题"), required=True),
        Field("doc_no", _("文号")),
    ),
    "link": (
        Field("assignment", _("分工序号"), "integer", required=True),
        Field(
            "headings", _("对应标题"), "headings", hint=_("每行一个，如 2.1 即二（一）；2 即二整节")
        ),
    ),
}


def _same(words: str) -> str:
    return words


def label_of(kind: str, name: str, value: Any, say: Callable[[str], str] = _same) -> str:
    """Return the word of a choice as `say` says it, or the value as text."""
    for field in FIELDS[kind]:
        if field.name == name:
            for key, label in field.choices:
                if key == value:
                    return say(label)
    return "" if value is None else str(value)
