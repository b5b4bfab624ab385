"""An indicator broken down by the size of firms: the parts of what is said come to its total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from luoshi.accounts.api import Person
from luoshi.ledger.actions.dimensions import add_dimension, add_option
from luoshi.ledger.api import Dimension, Indicator
from luoshi.reporting.models import Form, Line
from luoshi.reporting.rules.content import FigureInput

if TYPE_CHECKING:
    from luoshi.config.demo.saying import Asked

#: The sizes of firms in official statistics, each with what it has of a whole; together one.
SIZES: Final = (
    ("大型企业", Decimal("0.5")),
    ("中型企业", Decimal("0.3")),
    ("小微企业", Decimal("0.2")),
)


#: Firms of each size have a part of what is earned, not of projects or places that are counted.
_MONEY: Final = "亿元"


def break_down_first(forms: Sequence[Form], year: int, by: Person) -> None:
    """Break down the first amount of money of the plans' forms that no firm is asked for.

    What firms report is a row a firm: broken down it would be three times as long.
    """
    firms = Line.objects.filter(form__in=[form.pk for form in forms if form.plan_id is None])
    adding = Line.objects.filter(
        form__in=[form.pk for form in forms if form.plan_id is not None],
        retired_at=None,
        series__unit=_MONEY,
        series__indicator__over_time=Indicator.Adding.SUM,
        series__indicator__over_places=Indicator.Adding.SUM,
    ).exclude(series__indicator__in=firms.values("series__indicator"))
    first = adding.select_related("series").order_by("form_id", "position", "pk").first()
    if first is None or first.series is None:
        return
    made = add_dimension(
        indicator_id=first.series.indicator_id,
        name="企业规模",
        total=Dimension.Total.HARD,
        by=by,
    )
    for revision, (name, _share) in enumerate(SIZES):
        add_option(
            dimension_id=made.pk, revision=revision, name=name, since=date(year, 1, 1), by=by
        )


def share_of(line: Line) -> Decimal | None:
    """Return what a part has of its total; None for a line that is no part."""
    if line.part_of_id is None or line.series is None or line.series.option is None:
        return None
    return SIZES[line.series.option.number - 1][1]


def with_parts(figures: Iterable[FigureInput], lines: Sequence[Asked]) -> tuple[FigureInput, ...]:
    """Return totals with their parts behind them; the last part is what is left of the total."""
    parts: dict[int, list[Asked]] = defaultdict(list)
    for asked in lines:
        if asked.share is not None:
            parts[asked.part_of].append(asked)
    own = {asked.line_id for of in parts.values() for asked in of}
    found: list[FigureInput] = []
    for row in figures:
        if row.line_id in own:
            continue
        below = parts.get(row.line_id, [])
        shares = [asked.share or Decimal(0) for asked in below]
        values, bases = _split(row.value, shares), _split(row.base, shares)
        found.append(row)
        found += [
            FigureInput(asked.line_id, value=value, base=base)
            for asked, value, base in zip(below, values, bases, strict=True)
        ]
    return tuple(found)


def _split(whole: Decimal | None, shares: Sequence[Decimal]) -> list[Decimal | None]:
    """Return the parts of an amount with its own decimals, together exactly the whole."""
    if whole is None or not shares:
        return [None for _share in shares]
    parts = [(whole * share).quantize(whole) for share in shares[:-1]]
    return [*parts, whole - sum(parts)]
