"""Departments of government in running text, alone or listed with the level printed once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from luoshi_reader.extract.names import Name
from luoshi_reader.facts import Category
from luoshi_reader.lexicon.departments import KINDS, fields
from luoshi_reader.lexicon.divisions import names
from luoshi_reader.lexicon.words import alternation

_LEVEL: Final = r"(?:国家|自治区|省|市(?!场)|县|区)(?:人民政府|政府|委)?"
#: A field and a kind that go on are part of other words: 教育部分, 财政厅级.
_GOES_ON: Final = "分门署级长理法事证点里位队件落"
#: Committees that the level and one character name: 市科委.
_BRIEF: Final = r"(?:省|市(?!场)|区|县)(?:[科教建农经交体]|建管|建交|经信|商旅|农水)委(?![员派托])"
#: Bodies of the people beside it: 市总工会, 县妇联.
_PEOPLES: Final = "总工会|妇联|残联|科协|工商联|文联|侨联|贸促会|红十字会|供销社"
_MASS: Final = rf"(?:全国|省|市(?!场)|区|县)(?:{_PEOPLES})(?![办干部会员])|团[省市区县]委(?!会)"
_IS_MASS: Final = re.compile(f"(?:{_PEOPLES})$|^团")
#: The government of a level, not one of many nor what it does: 报县政府, not 各区政府, 市政府采购.
_RULES: Final = (
    r"(?:自治区|省|市|县|区)(?:人民)?政府(?:办公[厅室]"
    r"|(?=[，。；、）]|$|同意|批准|审|予|授|备|研究|报|统一|负责|确定|决定|认定|和|与|及|常务))"
)
_ALONE: Final = re.compile(r"(?:^|[^一-龥]|[报经由向请和与及受])$")
_AREA: Final = re.compile(r"自治区|省|市|县|区")
_LONGEST_AREA: Final = 6
#: What a ministry's name does not follow: 各级财政部, 企业教育部.
_SHARED: Final = ("级", "业", "县", "区", "市", "省", "校", "院")
_JOINTS: Final = frozenset("、和与及，")
_LEAST: Final = 2


@lru_cache(maxsize=1)
def _office() -> re.Pattern[str]:
    known = [each for each in fields() if len(each) >= _LEAST]
    first = f"(?=[国自省市县区团全{''.join({each[0] for each in known})}])"
    return re.compile(
        f"{first}(?:({_BRIEF}|{_MASS}|{_RULES})|({_LEVEL})?(?:{alternation(known)})(?:{alternation(KINDS)})(?![{_GOES_ON}]))"
    )


@lru_cache(maxsize=1)
def _close() -> re.Pattern[str]:
    """Return what every department ends in: most paragraphs are passed by at a glance."""
    last = "".join(sorted({each[-1] for each in fields()}))
    # Each branch begins with a character of its own: the engine runs over all other places.
    ends = "|".join(f"{kind}(?<=[{last}]{kind})" for kind in KINDS)
    return re.compile(f"{ends}|委(?<=[科教建农经交体管信旅水]委)|政府|国务院|中央|{_PEOPLES}")


#: Bodies of the state that no field names: 经国务院同意, 中央…委员会.
_STATE: Final = re.compile(
    r"(?<=[经报由向])国务院(?=同意|批准|审|备案|决定|报告|负责|[，。；])|(?<!党)中央[一-龥]{2,10}?委员会(?!委)"
    r"|(?<!建立)(?<!组建)(?<!成立)(?:国务院|(?<!党)中央)[一-龥]{2,14}?(?:领导小组|(?:部际)?联席会议|(?<!党)委员会(?!委))(?:办公室)?|"
    r"(?<=[在经由])(?:党)?中央(?:科技委|网信办|财办|农办|编办)(?=[，。；、领统])"
)
#: What stands in a list of departments of one level is of it as well: 区公安分局, 区大数据中心.
_BESIDE: Final = re.compile(
    r"(?P<level>[省市区县])[一-龥]{2,7}?(?:分局|局|办|中心|支队|总队|委)(?=[、等和，。；]|$)"
)


def offices(text: str) -> Iterator[Name]:
    """Yield the departments that a paragraph names.

    省发展改革委、财政厅 gives both, 商务部 and 市科委 themselves; 市县财政部门 none.
    """
    if not _close().search(text):
        return
    if "国务院" in text or "中央" in text:
        for state in _STATE.finditer(text):
            yield Name(state.start(), state.end(), "government")
    matches = list(_office().finditer(text))
    named = [_is_named(text, match) for match in matches]
    for at in range(1, len(matches)):
        named[at] = named[at] or (named[at - 1] and _listed(text, *matches[at - 1 : at + 1]))
    for at in range(len(matches) - 1, 0, -1):
        listed = not matches[at][2] and _listed(text, *matches[at - 1 : at + 1])
        named[at - 1] = named[at - 1] or (named[at] and listed and not matches[at][1])
    for match, sure in zip(matches, named, strict=True):
        if sure:
            kind: Category = "association" if _IS_MASS.search(match[0]) else "government"
            yield Name(_with_area(text, match.start()), match.end(), kind)
            if match[2]:
                yield from _beside(text, match)


def _beside(text: str, match: re.Match[str]) -> Iterator[Name]:
    """Yield what follows a department in its list, of its level and named like one."""
    end = match.end()
    while text[end : end + 1] == "、":
        found = _BESIDE.match(text, end + 1)
        if found is None or found["level"] != match[2][0]:
            return
        if _office().match(text, end + 1):
            return
        yield Name(found.start(), found.end(), "government")
        end = found.end()


def _is_named(text: str, match: re.Match[str]) -> bool:
    """Whether a department stands by itself: by its level, or as a ministry."""
    if match[1] and "政府" in match[1]:
        placed = _with_area(text, match.start()) < match.start()
        return placed or _ALONE.search(text[: match.start()][-1:]) is not None
    if match[2] and text.endswith(("省", "市", "县", "各", "辖", "关", "级"), 0, match.start()):
        return _with_area(text, match.start()) < match.start()  # 市县财政局 are many
    ministry = match[0].endswith(("部", "总局")) and not text.endswith(_SHARED, 0, match.start())
    return bool(match[1] or match[2]) or ministry


def _listed(text: str, before: re.Match[str], match: re.Match[str]) -> bool:
    return before.end() + 1 == match.start() and text[before.end()] in _JOINTS


def _with_area(text: str, start: int) -> int:
    """Return where a department's name begins with the area printed: 云溪|市科委 has none."""
    level = _AREA.match(text, start)
    if level is None:
        return start
    for size in range(min(_LONGEST_AREA, start), 1, -1):
        if text[start - size : level.end()] in names():
            return start - size
    return start
