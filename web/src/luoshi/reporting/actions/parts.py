"""The lines of breakdowns: made for forms, added up and compared in what is said (row 12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from django.db import transaction
from django.db.models import Q

from luoshi.kernel import clock
from luoshi.ledger.api import Dimension, Indicator, Option
from luoshi.reporting.models import Form, Line, Series
from luoshi.reporting.queries.filling import asked_of
from luoshi.reporting.rules import parts as rules
from luoshi.reporting.rules.checks import HARD, SOFT, Found
from luoshi.reporting.rules.content import Content, FigureInput
from luoshi.reporting.wording import parts_words, words_of

Key = tuple[int, str, str, int]
_ADDING_UP = (Indicator.Adding.SUM, Indicator.Adding.RATIO)


@transaction.atomic
def follow_breakdown(*, indicator_id: int) -> None:
    """Bring the lines of all forms up to how an indicator is broken down now.

    Fills the slot `ledger.breakdown_changed`.
    """
    forms = Form.objects.filter(retired_at=None)
    break_down(Line.objects.filter(form__in=forms, series__indicator=indicator_id))


def break_down(lines: Iterable[Line]) -> int:
    """Give the totals among figure lines a line for each part; return how many were added.

    A part that was renamed changes the name of its line. A fixed number of statements.
    """
    keys = [line.pk for line in lines]
    found = Line.objects.filter(pk__in=keys, kind=Line.Kind.FIGURE, part_of=None, retired_at=None)
    totals = list(found.select_related("series").order_by("form_id", "position", "pk"))
    options = _options({line.series.indicator_id for line in totals if line.series})
    if not options:
        return 0
    there = {
        (row.part_of_id, row.series.option_id): row
        for row in Line.objects.filter(part_of__in=totals).select_related("series")
        if row.series
    }
    wanted = [
        (line, line.series, option)
        for line in totals
        if line.series
        for option in options[line.series.indicator_id]
    ]
    lacking = [each for each in wanted if (each[0].pk, each[2].pk) not in there]
    series = _series([(of, option) for _line, of, option in lacking])
    Line.objects.bulk_create(
        Line(
            form_id=line.form_id,
            item_id=line.item_id,
            part_of=line,
            kind=Line.Kind.FIGURE,
            series=series[_key(of, option)],
            title=_title(option),
            code=f"{line.code}.{option.dimension.number}.{option.number}",
            position=line.position,
        )
        for line, of, option in lacking
    )
    renamed = []
    for line, _of, option in wanted:
        row = there.get((line.pk, option.pk))
        if row is not None and row.title != _title(option):
            row.title = _title(option)
            renamed.append(row)
    Line.objects.bulk_update(renamed, ["title"])
    return len(lacking)


def _options(indicators: set[int]) -> dict[int, list[Option]]:
    """Return the parts in use of indicators that have any, in order."""
    today = clock.today()
    rows = Option.objects.filter(
        Q(until=None) | Q(until__gte=today), dimension__indicator__in=indicators
    ).select_related("dimension")
    found: dict[int, list[Option]] = defaultdict(list)
    for row in rows.order_by("dimension__number", "number"):
        found[row.dimension.indicator_id].append(row)
    return found


def _title(option: Option) -> str:
    """Return what the line of a part is called on a form."""
    return f"其中（{option.dimension}）：{option}"


def _key(of: Series, option: Option) -> Key:
    return of.indicator_id, of.breakdown, of.said_by, option.pk


def _series(wanted: Sequence[tuple[Series, Option]]) -> dict[Key, Series]:
    """Return the series of parts, made where there are none."""
    keys = {_key(of, option): of.unit for of, option in wanted}
    Series.objects.bulk_create(
        [
            Series(indicator_id=one, breakdown=whose, said_by=by, option_id=option, unit=unit)
            for (one, whose, by, option), unit in sorted(keys.items())
        ],
        ignore_conflicts=True,
    )
    rows = Series.objects.filter(option__in={option.pk for _of, option in wanted})
    return {
        (row.indicator_id, row.breakdown, row.said_by, row.option_id): row
        for row in rows
        if row.option_id
    }


def complete(lines: Mapping[int, Line], content: Content) -> tuple[Content, list[Found]]:
    """Return a content with the totals that follow from their parts, and what contradicts them."""
    figures = {row.line_id: row for row in content.figures}
    wrong, following = [], {}
    for total, parts in _wholes(lines):
        if parts.dimension.total != Dimension.Total.COMPUTED:
            continue
        ratio = asked_of(total).ratio
        said = figures.get(total.pk) or FigureInput(total.pk)
        summed = rules.added([figures.get(line.pk) for line in parts.lines], ratio=ratio)
        for name in rules.columns(ratio=ratio):
            given = getattr(said, name)
            if given is not None and given != summed.get(name):
                wrong.append(Found("computed", HARD, total.pk, f"{total}：{words_of('computed')}"))
        following[total.pk] = replace(
            said,
            value=summed.get("value"),
            numerator=summed.get("numerator"),
            denominator=summed.get("denominator"),
        )
    kept = [following.pop(row.line_id, row) for row in content.figures]
    return replace(content, figures=(*kept, *following.values())), wrong


def parted(lines: Mapping[int, Line], content: Content) -> Iterator[Found]:
    """Yield the totals that do not go together with their parts, as hard or soft as set."""
    figures = {row.line_id: row for row in content.figures}
    for total, parts in _wholes(lines):
        assert total.series is not None
        if total.series.indicator.over_places not in _ADDING_UP:
            continue
        said = [figures.get(line.pk) for line in parts.lines]
        judged = rules.judge(figures.get(total.pk), said, ratio=asked_of(total).ratio)
        if judged is not None:
            soft = parts.dimension.total == Dimension.Total.SOFT
            words = f"{total}：{parts_words(parts.dimension.name, judged)}"
            code = f"parts{parts.dimension.number}"
            yield Found(code, SOFT if soft else HARD, total.pk, words)


class _Parts:
    """The lines of one dimension of a total."""

    def __init__(self, dimension: Dimension) -> None:
        self.dimension = dimension
        self.lines: list[Line] = []


def _wholes(lines: Mapping[int, Line]) -> Iterator[tuple[Line, _Parts]]:
    """Yield every total among the lines asked, with the parts of each of its dimensions."""
    found: dict[tuple[int, int], _Parts] = {}
    for line in lines.values():
        option = line.series.option if line.series else None
        if option is not None and line.part_of_id is not None and line.part_of_id in lines:
            key = line.part_of_id, option.dimension_id
            found.setdefault(key, _Parts(option.dimension)).lines.append(line)
    for (total, _dimension), parts in found.items():
        yield lines[total], parts
