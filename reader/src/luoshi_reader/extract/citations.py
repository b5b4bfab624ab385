"""Documents cited: 《…》 with the number in brackets behind it, once per plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.facts import Citation
from luoshi_reader.structure.outline import Paragraph, PlanText

#: A number in brackets behind a title: （国发〔2015〕28号）, (财税[2015]117号，以下简称…).
_NUMBER: Final = re.compile(
    r"[（(](?P<number>[^（）()《》，。；〔［\[【]{0,16}[〔［\[【（(]?"
    r"(?:19|20)[0-9]{2}[〕］\]】）)]? ?第?[0-9]{1,5} ?号)"
    r"(?:[，,；][^（）()]{0,40})?(?P<close>[）)])"
)
#: Documents yet to be written: the verb that governs a title, or the list it stands in.
_TO_BE: Final = re.compile(
    r"(?:制定|制订|出台|编制|起草|草拟|拟定|拟订|编写|编印|修订|修改|修编|完善|印发|发布|颁布|制作|研究提出|形成|完成)"
    r"(?:和|并|、|了|实施|落实|印发|发布|出台|完善|修订|报送|上报|相应的|我省|我市|全省|全市|省级|"
    r"市级|本市|新的|好){0,4}$"
)
_DONE: Final = re.compile(
    r"(?:(?:已|已经|新近|近期|前期|相继|先后|去年|前年)[^，。；]{0,6}|国务院|党中央|国家|持续|进一步|不断)$"
)
_ISSUED: Final = re.compile(
    r"(?:按照|根据|依据|落实|贯彻|对照|执行|结合|围绕|依照|遵照)[^，。；《]{0,30}$"
)
_LISTED: Final = re.compile(r"(?:、|和|及|与|以及)$")
#: What a document's title ends with, a bracket or letters behind it left aside. Films, songs and
#: papers stand in the same marks and are no documents.
_DOCUMENT: Final = re.compile(
    r"(?:法|条例|规定|办法|细则|意见|决定|决议|通知|计划|方案|规划|纲要|建议|目录|清单|名录|标准|"
    r"规范|规程|规则|准则|指南|指引|导则|措施|政策|报告|公告|通告|批复|函|公报|[白蓝]皮书|公约|条约|"
    r"协定|协议|议定书|宣言|倡议|章程|制度|预案|要点|大纲|草案|备忘录|责任书|合同|行动|战略|安排|"
    r"讲话|条|要求|手册|指标|体系|议程|路线图|图集|通则|定额|分工|纪要|框架|承诺书|倡议书|任务书|名单|汇编|[0-9]{4})$"
)
_TAIL: Final = re.compile(r"(?:[（(〔][^（）()]{1,20}[）)〕]|[A-Za-z]{2,8}|〉)$")
_SHORT: Final = re.compile(r"(?:以下|下)(?:简)?称[：:]?$")
_GENERIC: Final = re.compile(
    r".{0,4}(?:方案|意见|规划|纲要|办法|条例|通知|计划|决定|目录|指南|措施|草案|"
    r"建议|要点)"
)
_GENERIC_LENGTH: Final = 4
#: 《土地管理法》及我省《实施办法》: the second is named by the first, however short.
_OURS: Final = re.compile("(?:、|和|及|与|以及)(?:我|本)?(?:省|市|县|区|自治区)的?")
_MARKS: Final = re.compile("[《》]")
_BEFORE: Final = 40


def citations(plan: PlanText) -> Iterator[Citation]:
    """Yield each document cited, at its first mention in the running text.

    《关于…的通知》（财税〔2015〕117号） gives the title and the number. The plan's own title,
    a short form announced by 以下简称, and documents yet to be written (制定《…》) are none.
    """
    seen = {_bare(plan.title_text)}
    for paragraph in plan.paragraphs:
        if "《" in paragraph.text:
            for citation in _of_paragraph(paragraph):
                title = _bare(citation.title_text)
                if title not in seen:
                    seen.add(title)
                    yield citation


def _bare(title: str) -> str:
    return title.replace(" ", "").strip("《》")


def _of_paragraph(paragraph: Paragraph) -> Iterator[Citation]:
    text = paragraph.text
    at = 0
    to_be = False
    last = 0
    while (start := text.find("《", at)) >= 0:
        end = _closing(text, start)
        if end is None:
            return
        at = end
        before = text[max(last, start - _BEFORE) : start]
        joined = bool(last) and (not before or _LISTED.fullmatch(before.strip()) is not None)
        to_be = to_be if joined else _is_to_be(before)
        short = _SHORT.search(before) is not None or (
            _is_generic(text[start + 1 : end - 1]) and not (last and _OURS.fullmatch(before))
        )
        last = end
        number = _NUMBER.match(text, end)
        if to_be or short or not (number or _is_document(text[start + 1 : end - 1])):
            continue
        stop = number.end() if number else end
        at = last = max(at, stop)
        yield Citation(
            span=paragraph.folded.back(start, stop),
            title_text=paragraph.folded.words(start + 1, end - 1),
            doc_no=paragraph.folded.words(*number.span("number")).replace(" ", "")
            if number
            else None,
        )


def _closing(text: str, start: int) -> int | None:
    """Return the offset after the 》 that closes the title, titles within it kept."""
    depth = 0
    for found in _MARKS.finditer(text, start):
        depth += 1 if found[0] == "《" else -1
        if not depth:
            return found.end()
    return None


def _is_to_be(before: str) -> bool:
    verb = _TO_BE.search(before)
    if verb is None:
        return False
    head = before[: verb.start()]
    if "了" in verb[0]:
        return False
    return not (_DONE.search(head) or _ISSUED.search(head))


def _is_generic(title: str) -> bool:
    """Whether a title is the short form of one given in full elsewhere: 《意见》, 《规划纲要》."""
    bare = _TAIL.sub("", title)
    return len(bare) <= _GENERIC_LENGTH and _GENERIC.fullmatch(bare) is not None


def _is_document(title: str) -> bool:
    return _DOCUMENT.search(_TAIL.sub("", title)) is not None
