"""Where each plan of a document stands: its title, its body, and what is neither.

A notice carries a plan, or several: the notice's own words, its signature and the scraps of the
web page around them belong to no plan.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from luoshi_reader.structure.lines import Line
from luoshi_reader.structure.marks import Mark
from luoshi_reader.structure.tables import stands_alone

_SUFFIX: Final = re.compile(
    r"(?:计划|方案|规划|纲要|意见|措施|办法|细则|报告|要点|规定|条例|决定|政策|通知|通告|公报|建议|指引|规程|"
    r"行动|战略|[一二三四五六七八九十]条"
    r"|20[0-9]{2}年.{0,30}(?:实事(?:项目)?|[任工][务作]清单|任务分工|台账))$"
)
#: What follows a title's own words: （试行）, and the press's 来啦.
_TAIL: Final = re.compile(r"[（(〔\[][^（）()]{1,20}[）)〕\]]$|(?:来啦|来了|出炉)[！!]?$")
_NO_TITLE: Final = re.compile(r"[。；\t]|^[《“]?附件|：$|^\[|^- ")
_ORGAN: Final = re.compile(r"(?:国务院|委|政府|办公[厅室]|部|厅|局|会|署|院)$")
_CALL: Final = re.compile(r"(?:[：:]|^各位[^，]{2,8}[！：])$")
_TRAIL: Final = re.compile(
    r"相关报道|相关链接|责任编辑|【|】|-? ?\[|来源：|分享|扫一扫|返回|打印|关闭|"
    r"联系人：|联系电话：|抄送|更新时间|发布时间|发布日期"
)
_DUTY: Final = re.compile(r"(?:牵头|责任|负责|配合|主办)(?:单位|部门|主体)")
_NO_NAME: Final = re.compile(r"[，。：|｜> ]|[0-9]{2}:|[市省县区]长|书记|记者|次会议|[电讯]$")
_SHORTEST_TITLE: Final = 7
#: （2021-2023年）: the years of a plan on a line below its title belong to it.
_YEARS: Final = re.compile(r"[（(]20[0-9]{2}年?[-—–~～至到]{1,2}20[0-9]{2}年?度?[）)]$")
#: 2026年重点工作: what heads the measures of a report whose title is not printed above it.
_WORK_OF_YEAR: Final = re.compile(
    r"(?:20[0-9]{2}年|今年)(?:度)?(?:政府|全[省市区县]|主要|的)?"
    r"(?:重点工作|重点任务|主要任务|工作任务|主要工作|工作重点|目标任务)(?:任务|安排)?[：:]?$"
)
#: 发文机关：…, 索引号：…: what a portal tells of a document above its title.
_FIELD: Final = re.compile("[一-鿿]{2,6}[：:].")
_LABEL: Final = re.compile("(?:标 {0,4}题|文件名称|文件标题|信息名称)[：:]")
#: 新华社北京2月13日电: an agency's dateline above what it prints.
_WIRE: Final = re.compile(
    "(?:新华社|人民日报|本报)?[一-鿿]{2,6}[0-9]{1,2}月[0-9]{1,2}日(?:[电讯]|消息)"
)
_CAPTION: Final = re.compile(r"附件[0-9一二三四五六七八九十]{0,2}[：.．、 ]{1,2}(?![0-9])")
#: 现制定工作方案如下：, 提出以下意见：: the opening words of a text, no addressee.
_ANNOUNCES: Final = re.compile("(?:如下|以下[^，。：:]{2,8}|(?:制定|提出)[^，。：:]{2,20})[：:]$")
_PART: Final = 2
_MEASURE: Final = 3
_ITEM: Final = 4
_MOST_ATTACHMENTS: Final = 20
_TITLE_LINES: Final = 4
_LONG_TITLE: Final = 60
_SPACED: Final = 0.6
#: A title that heads no parts stands among the first lines of a text.
_FAR: Final = 12


@dataclass(slots=True)
class Region:
    """The lines of one plan, and those around it that belong to no plan.

    `before` stands above the title (for an attachment: the notice's own words), `matter` between
    title and body, `after` below the body.
    """

    title: list[Line]
    byline: Line | None = None
    body: list[Line] = field(default_factory=list)
    before: list[Line] = field(default_factory=list)
    matter: list[Line] = field(default_factory=list)
    after: list[Line] = field(default_factory=list)

    @property
    def title_text(self) -> str:
        """The title's words, its lines joined."""
        return "".join([line.text for line in self.title])


def regions_of(lines: list[Line]) -> list[Region]:
    """Return the plans of a document in order; none when the text is no plan."""
    lines = [_unlabelled(line) for line in lines]
    lines = [_uncaptioned(lines, at) for at in range(len(lines))]
    starts = _titles(lines)
    bounds = [first for first, _ in starts]
    regions = []
    opening = lines[: bounds[0]] if bounds else lines
    if _stands_alone(opening):
        regions.append(_region(opening, 0))
        opening = []
    before = list(opening)
    for (first, last), stop in zip(starts, [*bounds, len(lines)][1:], strict=True):
        region = _region(lines[first:stop], last - first)
        carries = stop < len(lines) or first > _FAR
        if carries and not region.byline and not _has_parts(region):
            before += lines[first:stop]
            continue
        region.before = before or (regions[0].before if regions else [])
        before = []
        regions.append(region)
    return [region for region in regions if region.body]


def _unlabelled(line: Line) -> Line:
    """Return a line without the label that a portal prints before a title: 标题：."""
    label = _LABEL.match(line.text)
    if label is None or line.is_row or label.end() == len(line.text):
        return line
    return replace(line, folded=line.folded.cut(label.end(), len(line.text)))


def _uncaptioned(lines: list[Line], at: int) -> Line:
    """Return a line; where 附件1： stands before the title of an attachment, the title alone."""
    line = lines[at]
    caption = _CAPTION.match(line.text)
    below = lines[at + 1] if at + 1 < len(lines) else None
    if caption is None or below is None or not line.names_attachment:
        return line
    opens = below.is_running or (below.mark and below.mark[:2] == (_PART, 1))
    if not opens or not _SUFFIX.search(_TAIL.sub("", line.text)):
        return line
    return replace(line, folded=line.folded.cut(caption.end(), len(line.text)), captioned=True)


def _titles(lines: list[Line]) -> list[tuple[int, int]]:
    """Return (first line, line after the last) of every title."""
    found: list[tuple[int, int]] = []
    body = False
    spaced = sum(line.apart for line in lines) > _SPACED * len(lines)
    for at, line in enumerate(lines):
        if not _is_title(line) or (found and at < found[-1][1]):
            body = body or line.mark is not None
            continue
        if found and not body and _names_more(line, lines[found[-1][1] - 1]):
            found.pop()  # 工作报告, a portal's column, above 云溪县2021年政府工作报告
        bylined = at + 1 < len(lines) and lines[at + 1].is_note and not line.mark
        fresh = line.captioned or (not found and not body)
        if not (bylined or fresh or _after_break(lines, at)):
            continue
        first = _first_line(lines, at, found[-1][1] if found else 0, spaced=spaced)
        found.append((first, at + (2 if _years_below(lines, at) else 1)))
        body = False
    return found


def _is_title(line: Line) -> bool:
    text = line.text
    if line.mark or line.is_row or len(text) > _LONG_TITLE or _NO_TITLE.search(text):
        return False
    return _SUFFIX.search(_TAIL.sub("", text)) is not None and not line.names_attachment


def _names_more(line: Line, above: Line) -> bool:
    """Whether a title ends in the whole of one above it, that names less or is said again."""
    return len(line.text) >= len(above.text) and line.text.endswith(above.text)


def _years_below(lines: list[Line], at: int) -> bool:
    """Whether the years that a title is for stand on the line below it: （2021-2023年）."""
    return at + 1 < len(lines) and _YEARS.match(lines[at + 1].text) is not None


def _after_break(lines: list[Line], at: int) -> bool:
    """Whether a signature, an attachment mark or a note closes what stands above a title."""
    for above in reversed(lines[max(0, at - _TITLE_LINES) : at]):
        if above.opens_attachment or above.is_date or above.is_note:
            return True
        if not above.is_plain:
            return False
    return False


def _first_line(lines: list[Line], at: int, floor: int, *, spaced: bool) -> int:
    """Return the line at which a title begins that ends with line `at`.

    In a text set with a blank line under every line, `spaced`, a blank line parts nothing.
    """
    first = at
    while first > max(floor, at - _TITLE_LINES + 1):
        above = lines[first - 1]
        if not _is_part_of_title(above):
            break
        if lines[first].apart and not (spaced and _may_be_title(above)):
            break
        first -= 1
    return first


def _is_part_of_title(line: Line) -> bool:
    other = line.is_date or line.is_note or line.opens_attachment or line.is_number
    other = other or _FIELD.match(line.text) is not None or _WIRE.fullmatch(line.text) is not None
    if other or line.is_scrap or not line.is_plain or _NO_TITLE.search(line.text):
        return False
    return _SUFFIX.search(_TAIL.sub("", line.text)) is None


def _stands_alone(lines: list[Line]) -> bool:
    """Whether lines without a title are a plan all the same.

    They have two parts or more, under bare titles too (1、 more than once), or begin with
    2026年重点工作 or with one part of many measures, or are a table of what is to be done, reached
    or built.
    """
    parts = sum(1 for line in lines if line.mark and line.mark.level <= _PART)
    if parts > 1 or not lines:
        return parts > 1
    if sum(1 for line in lines if line.mark and _begins_items(line, line.mark)) > 1:
        return True
    if (rows := [line for line in lines if line.is_row]) and stands_alone(rows):
        return len(rows) > 1
    first = lines[0]
    measures = sum(1 for line in lines if line.mark and line.mark.level == _MEASURE)
    if first.mark and first.mark.level <= _PART:
        return measures > 1
    return _WORK_OF_YEAR.match(first.text) is not None and any(line.is_running for line in lines)


def _begins_items(line: Line, mark: Mark) -> bool:
    """Whether a line is the first of the measures under a bare title: 1、实施强基工程."""
    return mark.level == _ITEM and mark.number == 1 and not line.is_running


def _has_parts(region: Region) -> bool:
    """Whether a region has numbered parts or rows: without them it only carries another."""
    return any(
        line.is_row or (line.mark and (line.mark.level <= _MEASURE or line.is_running))
        for line in region.body
    )


def _region(lines: list[Line], titles: int) -> Region:
    region = Region(lines[:titles])
    rest = lines[titles:]
    if titles and rest and rest[0].is_note:
        region.byline = rest.pop(0)
    start = 0
    while start < len(rest) and _is_matter(rest, start):
        start += 1
    stop = len(rest)
    while stop > start and _is_trail(rest[stop - 1]):
        stop -= 1
    stop = _before_attachments(rest, start, stop)
    region.matter = rest[:start]
    if not titles:
        region.title = [line for line in region.matter if _may_be_title(line)][:1]
    if not region.title and stop - start > 1 and rest[start].is_plain and rest[start + 1].is_row:
        region.title = [rest[start]]  # the caption of a table that is all there is
        start += 1
    region.body = rest[start:stop]
    region.after = rest[stop:]
    return region


def _before_attachments(lines: list[Line], start: int, stop: int) -> int:
    """Return where the list of attachments begins that closes a text: 附件：, 1.…, 2.…."""
    for at in range(stop - 1, max(start, stop - _MOST_ATTACHMENTS), -1):
        line = lines[at]
        if line.is_row or line.is_running:
            if line.opens_attachment:
                return at
            return stop
        if line.opens_attachment or line.names_attachment:
            return at
    return stop


def _is_matter(lines: list[Line], at: int) -> bool:
    """Whether a line between title and body is no body: number, addressee, date, speaker."""
    line = lines[at]
    if line.mark or line.is_row or line.rank > 1:
        return False
    if _heads_measures(lines, at):
        return False
    if line.is_plain and "，" not in line.text:
        follows = lines[at + 1] if at + 1 < len(lines) else None
        return not (follows and follows.is_row)
    called = _CALL.search(line.text) and not _ANNOUNCES.search(line.text)
    return bool(called) and "。" not in line.text and at < len("标题文号主送机关")


def _heads_measures(lines: list[Line], at: int) -> bool:
    """Whether a line heads the measures below it and is no title of parts: 2026年重点工作."""
    if not _WORK_OF_YEAR.match(lines[at].text):
        return False
    mark = next((line.mark for line in lines[at + 1 :] if line.mark), None)
    return mark is None or mark.level > _PART


def _may_be_title(line: Line) -> bool:
    """Whether a line above an untitled body can be its title: 某市夜经济发展蓝图."""
    other = line.is_date or line.is_number or line.is_note or line.opens_attachment
    words = line.text
    return (
        line.is_plain
        and len(words) >= _SHORTEST_TITLE
        and not (other or _ORGAN.search(words) or _TRAIL.match(words) or _NO_NAME.search(words))
    )


def _is_trail(line: Line) -> bool:
    """Whether a line at the end closes the document rather than belonging to it."""
    if line.mark or line.is_row or _DUTY.search(line.text):
        return False
    if line.names_attachment or _TRAIL.match(line.text):
        return True
    if line.is_date or line.is_note or line.opens_attachment:
        return True
    return line.is_plain and (line.is_scrap or _ORGAN.search(line.text) is not None)


def organ_above(region: Region) -> str | None:
    """Return the body that stands alone on the line above the title."""
    above = region.before[-1] if region.before else None
    return above.text if above and above.is_plain and _ORGAN.search(above.text) else None


def signature(lines: list[Line]) -> tuple[str | None, str | None]:
    """Return (first body, date) signed at the end of some lines, None where not there."""
    for at in range(len(lines) - 1, -1, -1):
        if lines[at].is_date:
            organ = None
            for above in reversed(lines[:at]):
                if not (above.is_plain and _ORGAN.search(above.text)):
                    break
                organ = above.text
            return organ, lines[at].text
    return None, None
