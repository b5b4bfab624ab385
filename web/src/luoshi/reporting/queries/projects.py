"""What a respondent said of its projects before: last, and since January (row 33)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from luoshi.agencies.api import Agency, Resolver
from luoshi.kernel import clock
from luoshi.kernel.periods import Period
from luoshi.kernel.sheets.values import number
from luoshi.ledger.api import Item
from luoshi.reporting.models import Duty, Line, Progress, ProjectProgress
from luoshi.reporting.queries.earlier import Told, earlier_of, in_order, of_the_plan
from luoshi.reporting.queries.filling import is_project, lines_of
from luoshi.reporting.rules.content import (
    PROJECT_COLUMNS,
    ProjectInput,
    cells_of_project,
    text_of,
)
from luoshi.reporting.rules.projects import UNIT, Before, total

#: Counties and the departments of cities; whoever clears a blocker stands no lower.
_DEEPEST: Final = 3
#: Who answers for a project does so in the latest rounds, or nowhere.
_LOOKED_AT: Final = 4


def before_of(duty: Duty, lines: Iterable[Line], told: Told | None = None) -> dict[int, Before]:
    """Return what was said earlier of each project that a duty asks about, by line.

    What stands for this respondent now counts, corrections at once (`told`, where it is known).
    None of the statements where no project is asked about.
    """
    asked = {line.item_id: line for line in lines if is_project(line) and line.item_id}
    if not asked:
        return {}
    told = earlier_of(duty) if told is None else told
    form = duty.cycle.form
    told = of_the_plan(told, form, form.frequency)
    said: dict[int, dict[tuple[date, date], tuple[str, ProjectInput]]] = defaultdict(dict)
    columns = ("item", "line", *PROJECT_COLUMNS)
    for version, item, line, *values in in_order(ProjectProgress.objects.all(), told, *columns):
        one = told[version]
        cells = dict(zip(PROJECT_COLUMNS, values, strict=True))
        day = cells["expected_on"]
        cells["expected_on"] = day.isoformat() if day else ""
        said[item][one.start, one.end] = (one.code, ProjectInput(line, **cells))
    problems = in_order(Progress.objects.all(), told, "item", "problems")
    words = {item: text for _version, item, text in problems}
    plans = _planned(asked)
    period = Period.parse(duty.cycle.period_code)
    found = {}
    for item, line in asked.items():
        found[line.pk] = _before(said[item], words.get(item, ""), plans.get(item, ""), period)
    return found


def _before(
    said: Mapping[tuple[date, date], tuple[str, ProjectInput]],
    problems: str,
    planned: str,
    period: Period,
) -> Before:
    """Put together what is known of one project."""
    texts = {"investment_yi": planned} if planned else {}
    if not said:
        return Before(None, texts)
    latest = max(said, key=lambda days: days[1])
    code, last = said[latest]
    texts |= {column: text for column, text in cells_of_project(last) if text}
    texts |= {"problems": problems} if problems and last.blocker not in ("", "none") else {}
    year = [
        one.period_yi for (_start, end), (_code, one) in said.items() if end.year == period.end.year
    ]
    return Before(last, texts, total(year), code, latest[1])


def _planned(items: Iterable[int]) -> dict[int, str]:
    """Return what the plan says is to be invested in the whole, in 亿元; one statement."""
    rows = Item.objects.filter(pk__in=list(items), project__investment__isnull=False)
    found = {}
    for pk, value, unit in rows.values_list(
        "pk", "project__investment", "project__investment_unit"
    ):
        amount = _in_yi(value, unit)
        if amount is not None:
            found[pk] = text_of(amount)
    return found


def _in_yi(value: Decimal | None, unit: str) -> Decimal | None:
    """Return an amount of the plan in 亿元; none where it is no money of ours."""
    try:
        return (
            number(f"{value:f}{unit}", UNIT) if value is not None and unit.endswith("元") else None
        )
    except ValueError:
        return None


def owner_names() -> list[str]:
    """Return the agencies that can clear a blocker, in the order of the tree; one statement.

    A name that several bear has its territory before it: 郑州市金水区.
    """
    rows = Agency.objects.filter(depth__lte=_DEEPEST, valid_to=None).order_by("path")
    names = dict(rows.values_list("path", "name"))
    times = Counter(names.values())
    return [
        f"{names.get(path[: -Agency.steplen], '')}{name}" if times[name] > 1 else name
        for path, name in names.items()
    ]


def owners_named(names: Iterable[str]) -> dict[str, Agency]:
    """Return the agency that each name stands for; a name that is unsure is left out."""
    wanted = {name.strip() for name in names} - {""}
    if not wanted:
        return {}
    resolver = Resolver(on=clock.today())
    found = {name: resolver.resolve(name) for name in wanted}
    return {name: one.agency for name, one in found.items() if one.agency is not None and one.dated}


def asked_in_a_form(item_id: int) -> bool:
    """Whether a form in use asks about a project, so that it is reported there and nowhere else."""
    lines = Line.objects.filter(item=item_id, kind=Line.Kind.PROGRESS, retired_at=None)
    return lines.filter(form__retired_at=None).exists()


def duty_for_project(item_id: int, agencies: Iterable[int]) -> Duty | None:
    """Return the latest report in which one of some agencies answers for a project."""
    duties = Duty.objects.filter(
        agency__in=list(agencies),
        enterprise=None,
        cycle__form__in=Line.objects.filter(item=item_id, retired_at=None).values("form"),
        cycle__form__retired_at=None,
    ).select_related("cycle__form", "agency")
    for duty in duties.order_by("-cycle__end", "pk")[:_LOOKED_AT]:
        if any(is_project(line) for line in lines_of(duty).filter(item=item_id)):
            return duty
    return None
