"""What the rules of a form and the built-in checks find in a content (GOV-14, REL-15, row 37)."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

from luoshi.kernel.periods import Period
from luoshi.reporting.models import Duty, Line, Rule, Series
from luoshi.reporting.queries.known import known_of, rules_of
from luoshi.reporting.queries.projects import before_of, owners_named
from luoshi.reporting.rules import noticing, projects
from luoshi.reporting.rules.checks import HARD, SOFT, Found
from luoshi.reporting.rules.comparing import Check, check
from luoshi.reporting.rules.content import Content, ProgressInput, ProjectInput
from luoshi.reporting.rules.expressions import Expression, Missing
from luoshi.reporting.rules.known import Known
from luoshi.reporting.wording import (
    broken_words,
    noticed_words,
    project_open_words,
    project_owner_words,
    project_words,
)

_log = logging.getLogger(__name__)


def judged(duty: Duty, lines: Mapping[int, Line], content: Content) -> list[Found]:
    """Return what the form's rules in force and the built-in checks find, in three statements."""
    known = known_of(duty, lines, content)
    rules = readable(rules_of(duty))
    return [*broken(rules, lines, known), *_noticed(lines, known)]


Readable = tuple[Rule, Check]


def readable(rules: Iterable[Rule]) -> list[Readable]:
    """Return rules with their checks; one that cannot be read is left out, and the log says so."""
    found = []
    for rule in rules:
        try:
            one = check(rule.left, rule.operator, rule.right, rule.missing_left, rule.missing_right)
        except ValueError:
            _log.exception("check rule %s of form %s cannot be read", rule.code, rule.form_id)
            continue
        found.append((rule, one))
    return found


def broken(
    rules: Iterable[Readable], lines: Mapping[int, Line], known: Mapping[int, Known]
) -> Iterator[Found]:
    """Yield the rules that do not hold, each at the first line that it names."""
    codes = {line.code: line.pk for line in lines.values() if line.pk in known}
    for rule, one in rules:
        if not _concerns(one, codes):
            continue
        values = {
            reference: known[codes[reference.code]].value(reference.of)
            for reference in one.references()
            if reference.code in codes
        }
        judgement = one.judge(values)
        if judgement.holds is False:
            line = next(codes[code] for code in one.codes() if code in codes)
            words = broken_words(rule.words, one, values, judgement)
            yield Found(rule.code, rule.severity, line, words, rule.pk)


def _concerns(one: Check, codes: Mapping[str, int]) -> bool:
    """Whether a respondent fills the lines of a rule; where blanks are nought, any on that side."""
    sides = ((one.left, one.missing_left), (one.right, one.missing_right))
    return any(one.codes()) and all(_fills(side, missing, codes) for side, missing in sides)


def _fills(side: Expression, missing: Missing, codes: Mapping[str, int]) -> bool:
    there = [code in codes for code in side.codes()]
    return all(there) or (missing == Missing.ZERO and any(there))


def projects_judged(duty: Duty, lines: Mapping[int, Line], content: Content) -> Iterator[Found]:
    """Yield what is missing of projects, what does not fit, and whom nobody knows (rows 64–66)."""
    told = [row for row in content.projects if projects.is_said(row)]
    if not told:
        return
    words = {row.line_id: row for row in content.progress}
    before = before_of(duty, lines.values())
    owners = owners_named(row.owner for row in told)
    period = Period.parse(duty.cycle.period_code)
    for row in told:
        line = lines[row.line_id]
        if open_ := _open_fields(row, words.get(row.line_id)):
            yield Found("project", HARD, line.pk, project_open_words(line, row.stage, open_))
        if row.owner.strip() and row.owner.strip() not in owners:
            yield Found("owner", HARD, line.pk, project_owner_words(line, row.owner.strip()))
        for notice, numbers in projects.noticed(row, before[line.pk], period):
            said = project_words(line, notice, numbers)
            yield Found(notice.value, notice.severity, line.pk, said)


def _open_fields(row: ProjectInput, words: ProgressInput | None) -> tuple[str, ...]:
    """Return what must still be said of a project, the stage before all else."""
    if not row.stage:
        return ("stage",)
    done, problems = (words.done.strip(), words.problems.strip()) if words else ("", "")
    return projects.missing(row.stage, {**asdict(row), "done": done, "problems": problems})


def _noticed(lines: Mapping[int, Line], known: Mapping[int, Known]) -> Iterator[Found]:
    """Yield what the built-in checks ask about, at the lines they ask of."""
    for pk, one in known.items():
        for notice in noticing.noticed(one):
            yield _found(lines[pk], notice)
    for own, total in _pairs(lines, known):
        apart = noticing.running(known[own], known[total])
        if apart:
            yield _found(lines[total], apart)


def _found(line: Line, notice: noticing.Noticed) -> Found:
    return Found(notice.notice.value, SOFT, line.pk, noticed_words(line, notice))


def _pairs(lines: Mapping[int, Line], known: Mapping[int, Known]) -> Iterator[tuple[int, int]]:
    """Yield the lines of a period's figure and of its running total, where both are typed."""
    places = {
        _alike(line.series.indicator.name, line.series): pk
        for pk, line in lines.items()
        if line.series is not None and pk in known and not known[pk].runs and known[pk].how.adds
    }
    for pk, one in known.items():
        series = lines[pk].series
        if not one.runs or series is None:
            continue
        key = _alike(noticing.run_up(series.indicator.name), series)
        if key in places:
            yield places[key], pk


def _alike(name: str, series: Series) -> tuple[str, str, int | None, str]:
    """Return what two series have in common that say the same of a month and of a year."""
    return name, series.breakdown, series.option_id, series.unit
