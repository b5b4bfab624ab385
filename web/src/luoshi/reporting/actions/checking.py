"""Checks of a content before it is sent: the same for page, sheet and interface (SEC-28)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from luoshi.kernel import clock
from luoshi.reporting.actions.noticing import judged, projects_judged
from luoshi.reporting.actions.parts import complete, parted
from luoshi.reporting.models import Duty, Evidence, Line
from luoshi.reporting.queries.filling import (
    asked_of,
    drafts_of,
    evidence_of,
    is_project,
    lines_of,
)
from luoshi.reporting.rules.checks import HARD, Found
from luoshi.reporting.rules.content import (
    FIGURE_COLUMNS,
    NUMBER_COLUMNS,
    PROGRESS_COLUMNS,
    PROJECT_COLUMNS,
    PROJECT_NUMBERS,
    Content,
    FigureInput,
    ProgressInput,
    ProjectInput,
    cells_of_project,
)
from luoshi.reporting.rules.projects import UNIT
from luoshi.reporting.rules.typed import (
    LONGEST,
    LONGEST_TEXT,
    Unreadable,
    cell_wrong,
    day,
    number,
    size_wrong,
)
from luoshi.reporting.wording import words_of

Lines = Mapping[int, Line]


def check(*, duty_id: int, content: Content | None = None) -> list[Found]:
    """Return what the checks find in a content, or in the draft."""
    duty = Duty.objects.select_related("cycle__form", "agency", "enterprise", "current").get(
        pk=duty_id
    )
    lines = {line.pk: line for line in lines_of(duty)}
    found: list[Found] = []
    if content is None:
        content, found = from_drafts(duty, lines)
    content, wrong = complete(lines, content)
    return found + wrong + findings(duty, lines, content)


def from_drafts(duty: Duty, lines: Lines) -> tuple[Content, list[Found]]:
    """Return the draft as a content, and the cells that could not be read."""
    typed: dict[int, dict[str, str]] = {}
    for cell in drafts_of(duty):
        line = lines.get(cell.line_id)
        if line is None or not cell.text.strip():
            continue
        # What was typed before a total was computed is kept, and no longer said.
        if cell_wrong(asked_of(line), cell.column, cell.text) != "computed":
            typed.setdefault(cell.line_id, {})[cell.column] = cell.text.strip()
    figures, progress, projects, wrong = [], [], [], []
    for pk, columns in typed.items():
        line = lines[pk]
        if line.kind == Line.Kind.PROGRESS:
            said = {key: columns.get(key, "") for key in PROGRESS_COLUMNS}
            said["finished_on"] = _as_day(said["finished_on"])
            progress.append(ProgressInput(pk, **said))
            if is_project(line):
                project, unread = _project(line, columns)
                projects.append(project)
                wrong += unread
            continue
        figure, unread = _figure(line, columns)
        figures.append(figure)
        wrong += unread
    return Content(tuple(figures), tuple(progress), evidence_of(duty), tuple(projects)), wrong


def _as_day(text: str) -> str:
    """Return a day as a content keeps it; what is none stays as typed, and is found."""
    try:
        said = day(text)
    except Unreadable:
        return text
    return said.isoformat() if said else ""


def _figure(line: Line, columns: Mapping[str, str]) -> tuple[FigureInput, list[Found]]:
    """Read the cells of one figure; what cannot be read is found and left out."""
    values, wrong = _numbers(line, columns, NUMBER_COLUMNS, asked_of(line).unit)
    figure = FigureInput(
        line.pk,
        **values,
        blank_reason=columns.get("blank_reason", ""),
        explanation=columns.get("explanation", ""),
    )
    return figure, wrong


def _project(line: Line, columns: Mapping[str, str]) -> tuple[ProjectInput, list[Found]]:
    """Read the cells of one project; what cannot be read is found and left out."""
    values, wrong = _numbers(line, columns, PROJECT_NUMBERS, UNIT)
    said: dict[str, Any] = {key: columns.get(key, "") for key in PROJECT_COLUMNS}
    said["expected_on"] = _as_day(said["expected_on"])
    return ProjectInput(line.pk, **said | values), wrong


def _numbers(
    line: Line, columns: Mapping[str, str], names: Iterable[str], unit: str
) -> tuple[dict[str, Decimal | None], list[Found]]:
    """Read cells of numbers in a unit."""
    values: dict[str, Decimal | None] = {}
    wrong = []
    for column in names:
        try:
            values[column] = number(columns.get(column, ""), unit)
        except Unreadable as unread:
            wrong.append(_malformed(line, str(unread)))
    return values, wrong


def findings(duty: Duty, lines: Lines, content: Content) -> list[Found]:
    """Return all that the checks find in a content: the shape, then what the rules say.

    What has no right shape is not judged any further.
    """
    wrong = list(_shape(lines, content))
    found = [*wrong, *_required(lines, content), *_finished(duty, lines, content)]
    if wrong:
        return found
    return [
        *found,
        *parted(lines, content),
        *judged(duty, lines, content),
        *projects_judged(duty, lines, content),
    ]


def _shape(lines: Lines, content: Content) -> Iterator[Found]:
    """Yield what cannot be kept: foreign lines, lines said twice, numbers too long."""
    words: list[FigureInput | ProgressInput] = [*content.figures, *content.progress]
    for said in (words, content.projects):
        for pk, times in Counter(row.line_id for row in said).items():
            if pk not in lines:
                yield Found("line", HARD, None, words_of("line"))
            elif times > 1:
                yield Found("line", HARD, pk, _("%(code)s 重复填报。") % {"code": lines[pk].code})
    for row in (*words, *content.projects):
        line = lines.get(row.line_id)
        if line is None:
            continue
        for reason in dict.fromkeys(filter(None, _wrong_in(line, row))):
            yield _malformed(line, reason)


def _wrong_in(line: Line, row: FigureInput | ProgressInput | ProjectInput) -> Iterator[str]:
    """Yield the codes of what is wrong in one line of a content."""
    if isinstance(row, ProjectInput):
        asked = asked_of(line)
        yield from (
            cell_wrong(asked, column, text) for column, text in cells_of_project(row) if text
        )
        return
    kind = Line.Kind.FIGURE if isinstance(row, FigureInput) else Line.Kind.PROGRESS
    if line.kind != kind:
        yield "column"
        return
    ratio = asked_of(line).ratio
    for column in FIGURE_COLUMNS if isinstance(row, FigureInput) else PROGRESS_COLUMNS:
        value = getattr(row, column)
        if isinstance(value, str):
            if len(value) > LONGEST.get(column, LONGEST_TEXT):
                yield "long"
            elif column == "finished_on":
                yield cell_wrong(asked_of(line), column, value)
        elif value is not None:
            yield size_wrong(value)
            if column == "value" and ratio:
                yield "ratio"
            if column in ("numerator", "denominator") and not ratio:
                yield "parts"


def _malformed(line: Line, code: str) -> Found:
    words = f"{line}：{words_of(code)}"
    return Found("format", HARD, line.pk, words)


def _required(lines: Lines, content: Content) -> Iterator[Found]:
    """Yield required lines that are blank and do not say why (row 32: blank is not nought)."""
    told = {row.line_id for row in content.figures if row.blank_reason or _filled(row)}
    told |= {row.line_id for row in content.progress if row.done.strip()}
    for line in lines.values():
        if line.required and line.pk not in told:
            words = _("%(line)s：必填项没有填，也没有写明空缺原因。") % {"line": line}
            yield Found("required", HARD, line.pk, words)


def _finished(duty: Duty, lines: Lines, content: Content) -> Iterator[Found]:
    """Yield what lacks of those who say that an item is done: words, a file, a day that is past."""
    said = [row for row in content.progress if row.finished_on and row.line_id in lines]
    if not said:
        return
    files = Evidence.objects.filter(duty=duty, pk__in=content.evidence)
    proved = set(files.values_list("line", flat=True))
    for row in said:
        lacks = [
            _("请写明办结情况") if not row.done.strip() else "",
            _("请上传佐证材料") if row.line_id not in proved else "",
            _("办结日期不能晚于今天") if row.finished_on > clock.today().isoformat() else "",
        ]
        if any(lacks):
            words = _("%(line)s：报办结，%(lacks)s。") % {
                "line": lines[row.line_id],
                "lacks": "，".join(filter(None, lacks)),
            }
            yield Found("finished", HARD, row.line_id, words)


def _filled(row: FigureInput) -> bool:
    parts = row.numerator is not None and row.denominator is not None
    return row.value is not None or parts


def hard(found: Iterable[Found]) -> list[Found]:
    """Return the findings that block."""
    return [one for one in found if one.severity == HARD]
