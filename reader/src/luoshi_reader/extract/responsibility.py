"""Responsibility printed in running text: （省发展改革委牵头，省财政厅配合）, 责任单位：…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypedDict

from luoshi_reader.extract.units import units_of
from luoshi_reader.facts import Assignment, Heading
from luoshi_reader.lexicon.departments import field_of, level_of
from luoshi_reader.source import Source, Span
from luoshi_reader.structure.marks import mark_of
from luoshi_reader.structure.outline import Paragraph, PlanText
from luoshi_reader.text.folding import fold

Shares = tuple[tuple[str, ...], tuple[str, ...]]

_HINT: Final = re.compile("牵头|负责|责任|配合|主办|协办")
_OPENING: Final = re.compile("[（(【〔\\[［]")
_PAIRS: Final = {"（": "）", "(": ")", "【": "】", "〔": "〕", "[": "]", "［": "］"}
_CLOSED: Final = tuple(_PAIRS.values())
_OFFICE: Final = "(?:责任|负责|落实|实施)?(?:单位|部门|主体|处室)"
_LABEL: Final = re.compile(
    f"(牵头|主办|承办|负责|责任|落实|实施|配合|参加|参与|协办|协同|协助|支持|支撑){_OFFICE}(?:及分工)?："
    "|(完成|办理|分管|牵头负责|牵头|负责|责任|包联|包保|挂点|联系)(?:时限|时间|期限|省?市?县?领导|负责人|人)："
    "|(部门|单位|职责|任务|责任|工作)分工："
)
_LINE: Final = re.compile(
    f"[【〔（]?(?:(?:牵头|主办|责任|负责|配合|参加|参与|协办|协同){_OFFICE}|(?:部门|单位|职责)分工)[：】〕]"
    "|[【〔（]?(?:分管|牵头负责|牵头|责任|包联|包保|挂点|联系)[省市县]?(?:领导|负责人)："
)
_LEAD: Final = re.compile("牵头|主办|承办")
_JOIN: Final = re.compile("配合|参加|参与|协办|协同|协助|支持|支撑")
_ROLE: Final = re.compile(
    "(?:(?:按照?|根据|依|结合)(?:各自)?(?:职责|职能)(?:分工)?|依法依规|在(?:各自)?职责范围内|分工|分别|共同|具体|统筹|组织){0,6}"
    "(?P<role>牵头|主办|负责|配合|参加|参与|协助|支持|协同|落实|实施|推进|抓好|办理|承担|开展)"
    "(?:负责|落实|实施|组织|推进|抓好|做好){0,6}$"
)
_TOGETHER: Final = re.compile("会同|商(?=[省市国])")
_FIRST_LEADS: Final = re.compile("(?:第一|首)(?:位|个)?(?:者|的)?[^。]{0,6}(?:为|是)[^。]{0,4}牵头")
_COMMA_LEADS: Final = re.compile("[逗顿]号(?:之)?前[^。]{0,8}牵头")
_BARE_UNIT: Final = re.compile(
    "(?:厅|委|局|办|部|院|署|政府|管委会|银行|公司|集团|支行|分局|国企|企业|科协|妇联|残联|总工会|工商联|供销社|分中心|总队|支队)$"
)
#: 各区, 相关区, 有关市县: a group among the units of a bracket.
_GROUP: Final = re.compile(
    "(?:各|有关|相关)(?:[省市州区县旗]|地区|地方|单位|部门|镇街|街镇|乡镇|街道|功能区|园区|开发区){1,3}|园区|街道|乡镇|开发区"
)
#: 各县（市、区）, 市发展改革委（市能源局）: what a bracket holds is no unit of the list.
_ASIDES: Final = re.compile("[（(][^（）()]*[）)]")
#: 各区人民政府（含新区管委会，下同）: what a group is to mean from there on.
_DEFINED: Final = re.compile(
    "[（(〈](?:(?:含|包括|以下|下称)[^（）()〈〉]*|[^（）()〈〉]*(?:下同|简称)[^（）()〈〉]*)[）)〉]"
)
#: ；完成时限：2023年12月底: until when, behind the units.
_TERM: Final = re.compile(
    "[；;，,]?(?:完成|办理)?(?:时限|时间|期限)[:：][^；;]*$|[，,；;][0-9][^，,；;、]{2,12}前?完成$"
    "|[，,；;](?:持续|长期|常年|全年|每年|常态化)[^，,；;、]{0,6}$"
)
#: 列第一位的为牵头单位，下同: the document's own convention; 2025年6月底前完成: until when.
_ASIDE: Final = re.compile("为牵头|下同|^(?:持续|长期|常年)[^、]{0,6}$|^[0-9][^、]{2,14}前?完成$")
_FIRST: Final = re.compile("[、，；]")
_LONGEST: Final = 400
_LONGEST_NAME: Final = 24
_STOPS: Final = "。；！？”"


class _Order(TypedDict):
    """How `shares_of` is to take the order of units."""

    first: bool
    comma: bool
    vague: bool


@dataclass(slots=True)
class _Convention:
    """What the document declares of the order of units, from there on."""

    first: bool = False
    comma: bool = False

    @property
    def order(self) -> _Order:
        return {"first": self.first, "comma": self.comma, "vague": False}

    def learn(self, text: str) -> None:
        self.first = self.first or _FIRST_LEADS.search(text) is not None
        self.comma = self.comma or _COMMA_LEADS.search(text) is not None


def printed_assignments(plan: PlanText) -> Iterator[Assignment]:
    """Yield the assignments that close a measure in brackets or stand on a line of their own."""
    convention = _Convention()
    before: Paragraph | None = None
    lines: list[Paragraph] = []
    for paragraph in plan.paragraphs:
        text = paragraph.text
        line = _is_line(text)
        if line and lines and paragraph.section is lines[0].section:
            lines.append(paragraph)
            continue
        yield from _of_lines(lines, before, convention)
        lines = [paragraph] if line else []
        if line:
            continue
        if _HINT.search(text) or text.endswith(_CLOSED):
            convention.learn(text)
            yield from _of_paragraph(paragraph, convention)
        before = paragraph
    yield from _of_lines(lines, before, convention)


def _is_line(text: str) -> bool:
    """Whether a paragraph does nothing but say who answers."""
    if not _LINE.match(text):
        return False
    return text[0] not in _PAIRS or (_closing(text, 0) or 0) >= len(text.rstrip("。；"))


def _of_lines(
    lines: list[Paragraph], before: Paragraph | None, convention: _Convention
) -> Iterator[Assignment]:
    """Yield what lines of their own say of the heading they stand under, or of the text above."""
    if not lines:
        return
    for line in lines:
        convention.learn(line.text)
    source = lines[0].folded.source
    heading = lines[0].section.heading
    if heading and heading.level > 1 and heading.title_text:
        task = _title(source, heading)
    elif before:
        task = before.folded.back(0, len(before.text))
    else:
        return
    shares = shares_of("；".join([line.text for line in lines]), **convention.order)
    last = lines[-1].folded
    yield from _assignment(source, task, last.back(0, len(last.text)).end, shares)


def _of_paragraph(paragraph: Paragraph, convention: _Convention) -> Iterator[Assignment]:
    since = 0
    for start, end in duty_places(paragraph.text):
        shares = shares_of(paragraph.text[start:end], **convention.order)
        task = _task(paragraph, since, start)
        since = end
        if task:
            close = paragraph.folded.back(end - 1, end).end
            yield from _assignment(paragraph.folded.source, task, close, shares)


def _assignment(source: Source, task: Span, close: int, shares: Shares) -> Iterator[Assignment]:
    leads, participants = shares
    if not (leads or participants):
        return
    folded = fold(source, task)
    yield Assignment(
        span=Span(task.start, close),
        number=None,
        task_text=folded.words(0, len(folded.text)).strip(),
        leads=leads,
        participants=participants,
        task=task,
    )


def duty_places(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each stretch that names who answers for what stands before it."""
    at = 0
    close = len(text.rstrip("。；"))
    while opening := _OPENING.search(text, at):
        start = opening.start()
        end = _closing(text, start)
        if end is None:
            at = start + 1
            continue
        at = end
        if _closes(text, start, end) and _names_units(text[start + 1 : end - 1], last=end >= close):
            yield start, end
    for label in _LINE.finditer(text, at):
        if label.start() and text[label.start() - 1] in _STOPS:
            yield label.start(), len(text)
            return


def _closing(text: str, start: int) -> int | None:
    """Return the offset after the bracket that closes the one at `start`."""
    depth = 0
    opening, closing = text[start], _PAIRS[text[start]]
    for at in range(start, min(len(text), start + _LONGEST)):
        if text[at] == opening:
            depth += 1
        elif text[at] == closing:
            depth -= 1
            if not depth:
                return at + 1
    return None


def _closes(text: str, start: int, end: int) -> bool:
    """Whether a bracket closes a sentence, or is the whole line."""
    if start == 0 or text[start - 1] in _STOPS:
        return True
    return end == len(text) or text[end] in "。；"


def _names_units(inner: str, *, last: bool) -> bool:
    if _LABEL.match(inner):
        return True
    if inner.startswith(("由", "以下", "含", "详见")):
        return False
    inner = _TERM.sub("", _DEFINED.sub("", inner))
    role = _ROLE.search(inner.split("。", maxsplit=1)[0])
    if role:
        inner = inner[: role.start()]
        return all(len(part) <= _LONGEST_NAME for part in _parts(inner))
    if not last:
        return False
    parts = _parts(_ASIDES.sub("", inner))
    named = [part for part in parts if _BARE_UNIT.search(part) or _GROUP.fullmatch(part)]
    of_level = any(level_of(part) or field_of(part) for part in parts[:1] + parts[-1:])
    return bool(named) and len(named) == len(parts) and of_level


def _parts(inner: str) -> list[str]:
    return [part for part in re.split("[、，；,;。]", inner) if part]


def shares_of(text: str, *, first: bool = False, comma: bool = False, vague: bool = True) -> Shares:
    """Return (leads, participants) of what names who answers for something.

    省发展改革委牵头，省财政厅、商务厅配合 gives one lead and two who take part. Where nobody is
    singled out all lead; `first` and `comma` are the document's own conventions.
    """
    text = _TERM.sub("", _DEFINED.sub("", _bare(text)))
    shares: dict[str, list[str]] = {"lead": [], "join": [], "": []}
    before = ""
    for role, part in _roles(text):
        shares[role].append(part)
        before = before or _FIRST.split(part, maxsplit=1)[0]
    leads, joins, plain = ("，".join(shares[role]) for role in ("lead", "join", ""))
    if not leads and comma and "，" in plain:
        leads, _, plain = plain.partition("，")

    def named(words: str) -> tuple[str, ...]:
        return units_of(words, after=before, vague=vague)

    if leads:
        return named(leads), named(f"{joins}，{plain}")
    everyone = named(plain)
    if first:
        return everyone[:1], (*everyone[1:], *named(joins))
    return everyone, named(joins)


def _bare(text: str) -> str:
    """Return words without the brackets around them; those of 各县（市、区） stay."""
    text = text.strip(" 。；").lstrip("".join(_PAIRS))
    opened = {close: opening for opening, close in _PAIRS.items()}
    while text and text.count(text[-1]) > text.count(opened.get(text[-1], text[-1])):
        text = text[:-1].rstrip(" 。；")
    return text


def _roles(text: str) -> Iterator[tuple[str, str]]:
    labels = list(_LABEL.finditer(text))
    if not labels:
        yield from _spoken(text)
        return
    if before := text[: labels[0].start()].strip(" ，；。、,;\u3000"):
        yield from _spoken(before)
    ends = [label.start() for label in labels[1:]] + [len(text)]
    for label, end in zip(labels, ends, strict=True):
        part = text[label.end() : end].strip(" ，；。、,;\u3000")
        if label[2]:
            continue
        if label[1] and _LEAD.match(label[1]):
            yield "lead", part
        elif label[1] and _JOIN.match(label[1]):
            yield "join", part
        else:
            yield from _spoken(part)


def _spoken(text: str) -> Iterator[tuple[str, str]]:
    """Yield (role, units) of 甲牵头，乙、丙配合: units without a verb share the next one's."""
    waiting: list[str] = []
    for sentence in re.split("[。；;]", text):
        for group in re.split("[，,]", sentence):
            if _ASIDE.search(group):
                continue
            role = _ROLE.search(group)
            if role is None:
                waiting.append(group)
                continue
            units = group[: role.start()].removeprefix("由")
            kind = (
                "lead" if _LEAD.match(role["role"]) else "join" if _JOIN.match(role["role"]) else ""
            )
            host = _TOGETHER.search(units)
            if host:
                yield "lead", "，".join([*waiting, units[: host.start()]])
                yield "join", units[host.end() :]
            else:
                yield kind, "，".join([*waiting, units])
            waiting = []
    if waiting:
        yield "", "，".join(waiting)


def _task(paragraph: Paragraph, since: int, start: int) -> Span | None:
    """Return the place of the words that a bracket closes."""
    text, source = paragraph.text, paragraph.folded.source
    while since < start and text[since] in "。；，、 ":
        since += 1
    heading = paragraph.section.heading
    if heading is None or heading.level == 1 or since > 0:
        return paragraph.folded.back(since, start) if since < start else None
    title = _title(source, heading)
    if start == 0:
        return title
    own = paragraph.folded.back(0, 1).start
    between = source.text[heading.span.end : own]
    goes_on = len(between) <= len("。 ") and "\n" not in between and "\r" not in between
    first = title.start if goes_on and heading.title_text else own
    return Span(first, paragraph.folded.back(start - 1, start).end)


def _title(source: Source, heading: Heading) -> Span:
    """Return the place of a heading's title, its number left out."""
    folded = fold(source, heading.span)
    mark = mark_of(folded.text)
    start = mark.end if mark and mark.end < len(folded.text) else 0
    return folded.back(start, len(folded.text))
