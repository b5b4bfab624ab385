"""The lists across all plans."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.tables import Column, Filter, Mark, Table
from luoshi.kernel.units import convert, split_unit
from luoshi.plans.models import Type
from luoshi.plans.queries import across, effective_fields, link_to
from luoshi.plans.rules.kinds import label_of
from luoshi.plans.rules.recurring import Group, measure_words
from luoshi.plans.rules.words import LETTERS, SIGNS, unwrapped
from luoshi.plans.views.tables import tone

_KINDS = (("target", _("目标")), ("actual", _("实绩")), ("estimate", _("预计")))

_ISSUER = Column("issuer", _("制定单位"), sort="issuer", width=12)
_PLAN = Column(
    "plan",
    _("行动计划"),
    sort="plan__title",
    value=lambda row: row.plan.title,
    url=lambda row: reverse("plans:read", args=[row.plan_id]),
    width=24,
)
_QUOTE = Column(
    "sentence",
    _("原文"),
    "words",
    sort="sentence",
    value=lambda row: unwrapped(row.sentence),
    url=link_to,
    width=44,
)
_STATE = Column(
    "state",
    _("审定"),
    "badge",
    sort="state",
    value=lambda row: Mark(tone(row), row.get_state_display()),
    shown=False,
    width=8,
)


def _bound(row: Any) -> str:
    """Return how the figure is bounded: ≥ 力争."""
    fields = effective_fields(row)
    op = fields.get("op") if fields.get("value") is not None else fields.get("growth_op")
    sign = SIGNS.get(op or "", "")
    return f"{sign} {gettext('力争')}".strip() if fields.get("hedge") else sign


def _same_rank(row: Any) -> str:
    """Return the address of those that a figure is ranked among, the largest first."""
    if row.place is None:
        return ""
    asked = {"indicator": row.indicator, "sector": row.sector, "year": row.year, "kind": row.kind}
    query = urlencode({key: value for key, value in asked.items() if value})
    return f"{reverse('plans:figures')}?{query}"


class Figures(Table):
    """The figures of every plan: the same indicator beside itself."""

    key = "plans.figures"
    title = _("指标比较")
    order = ("indicator",)
    nothing = (_("还没有可比较的指标"), _("导入文件后，各计划的指标按名称排在一起。"))
    columns = (
        Column(
            "indicator",
            _("指标"),
            sort=("spread", "indicator", "sector", "-year", "-kind", "bare", "-size", "-rate"),
            frozen=True,
            width=12,
        ),
        Column("subject", _("主体"), sort="sector", width=8),
        Column("year", _("年度"), sort="year", width=5),
        Column(
            "kind",
            _("性质"),
            sort="kind",
            value=lambda row: label_of("figure", "kind", row.kind, gettext),
            width=5,
        ),
        Column("bound", _("限定"), value=_bound, width=5),
        Column("value", _("数值"), "number", sort="size", width=8),
        Column("unit", _("计量单位"), sort="bare", value=lambda row: row.into, width=8),
        Column("growth", _("增速"), "number", sort="rate", unit="%", width=8),
        Column(
            "place",
            _("位次"),
            value=lambda row: "{} / {}".format(*row.place) if row.place else "",
            url=_same_rank,
            width=5,
        ),
        _ISSUER,
        _QUOTE,
        _PLAN,
        _STATE,
    )
    filters = (
        Filter("q", _("指标、主体或原文"), "text", fields=("indicator", "subject", "sentence")),
        Filter(
            "indicator",
            _("指标"),
            fields=("indicator",),
            choices=lambda table: [(word, f"{word}（{n}）") for word, n in table.indicators],
        ),
        Filter(
            "sector",
            _("主体"),
            fields=("sector",),
            choices=lambda table: across.distinct(table.figures, "sector"),
        ),
        Filter(
            "year",
            _("年度"),
            fields=("year",),
            choices=lambda table: across.distinct(table.figures, "year"),
        ),
        Filter("kind", _("性质"), fields=("kind",), choices=lambda _table: _KINDS),
        Filter(
            "issuer",
            _("制定单位"),
            fields=("issuer",),
            choices=lambda table: across.distinct(table.figures, "issuer"),
        ),
    )

    def queryset(self) -> QuerySet[Any]:
        """Return the figures that count and that the person may see."""
        return across.by_spread(self.figures, [word for word, _number in self.indicators])

    @cached_property
    def figures(self) -> QuerySet[Any]:
        """Return them as they are counted and compared."""
        return across.figures_across(self.scope)  # type: ignore[arg-type]  # a scope is a scope

    @cached_property
    def indicators(self) -> list[tuple[str, int]]:
        """Return the indicators that can be compared, those of the most plans first."""
        return across.indicators(self.figures)

    @cached_property
    def units(self) -> dict[str, str]:
        """Return the unit that values of a kind are shown in."""
        return across.common_units(self.figures)

    def decorate(self, rows: list[Any]) -> list[Any]:
        """Say values in one unit, and where they stand among their equals."""
        asked = [{"pk": row.pk, "indicator": row.indicator} for row in rows]
        places = across.places_of(self.figures, asked)
        for row in rows:
            stated = across.stated_decimal(row, "value")
            row.into = self.units.get(split_unit(row.unit)[1], row.unit)
            row.value = None if stated is None else convert(stated, row.unit, row.into)
            row.growth = across.stated_decimal(row, "growth_pct")
            place = places.get(row.pk)
            row.place = place if place and place[1] > 1 and row.indicator else None
        return rows


class Measures(Table):
    """The measures that stand in more than one plan."""

    key = "plans.measures"
    title = _("共性举措")
    order = ("common", "issuer")
    nothing = (
        _("还没有在多份计划中出现的举措"),
        _("至少有两份计划提出相近的举措时，在这里按相近程度归为一组。"),
    )
    columns = (
        Column("common", _("举措"), sort="group", frozen=True, width=16),
        Column("plans", _("计划数"), "number", sort="group", unit=_("份"), width=5),
        Column(
            "type",
            _("类型"),
            "kind",
            sort="type",
            value=lambda row: Mark(row.type, row.get_type_display(), LETTERS[row.type]),
            width=8,
        ),
        Column(
            "words",
            _("本计划的提法"),
            value=lambda row: measure_words(row.type, effective_fields(row)),
            url=link_to,
            width=24,
        ),
        _ISSUER,
        Column("year", _("年度"), sort="plan__year", value=lambda row: row.plan.year, width=5),
        _PLAN,
        _QUOTE,
        _STATE,
    )
    filters = (
        Filter("q", _("举措或原文"), "text", fields=("quote", "sentence")),
        Filter(
            "type",
            _("类型"),
            "many",
            fields=("type",),
            choices=lambda _table: [
                (kind.value, kind.label)
                for kind in (Type.COMMITMENT, Type.ASSIGNMENT, Type.HEADING)
            ],
        ),
        Filter(
            "year",
            _("年度"),
            fields=("plan__year",),
            choices=lambda table: across.distinct(table.rows_there, "plan__year"),
        ),
        Filter(
            "issuer",
            _("制定单位"),
            fields=("issuer",),
            choices=lambda table: across.distinct(table.rows_there, "issuer"),
        ),
    )

    @cached_property
    def groups(self) -> Sequence[Group]:
        """Return the groups of what the person may see, the widest first."""
        return across.recurring_measures(across.measures_across(self.scope))  # type: ignore[arg-type]  # a scope is a scope

    def queryset(self) -> QuerySet[Any]:
        """Return the members of the groups."""
        return across.in_groups(across.measures_across(self.scope), self.groups)  # type: ignore[arg-type]  # as above

    def decorate(self, rows: list[Any]) -> list[Any]:
        """Say what the measures of a group have in common, and in how many plans it stands."""
        for row in rows:
            group = self.groups[row.group - 1]
            row.common, row.plans = group.words, group.plans
        return rows
