"""What the columns of a table hold: told by their names, or by their cells where none has any."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final

from luoshi_reader.lexicon.departments import field_of, level_of
from luoshi_reader.lexicon.verbs import ACT, BUILD, COUNT
from luoshi_reader.lexicon.words import load_groups
from luoshi_reader.structure.marks import numeral

_WHOLE: dict[str, str] = {}
_ENDINGS: dict[str, str] = {}
for _role, _words in load_groups("columns"):
    for _word in _words:
        (_WHOLE if _word[0] == "=" else _ENDINGS)[_word.lstrip("=")] = _role
_LONGEST_ENDING: Final = max(map(len, _ENDINGS))
_LONGEST_NAME: Final = 20
_BLANK: Final = re.compile(r"[\s\u3000\xa0]")
_BRACKET: Final = re.compile(r"[（(〔\[【][^（()）〔〕\[\]【】]{0,20}[）)〕\]】]")
#: 2025年, 2024年目标, 到2025年底: the year that a column of numbers is for.
_OF_YEAR: Final = re.compile(
    r"(?:截至|到)?(?P<year>20[0-9]{2})年?[底末度]?"
    r"(?:目标|规划|现状|基期|实际|完成|预计|预期|计划|任务|指标)?[值数]?"
)
#: “十五五”: a plan of five years, for whose last year a column is: 十五 ended in 2005.
_OF_PLAN: Final = re.compile("“?十(?P<ones>[一二三四五六七])五”?(?:时期|期间|末)?")
_FIRST_PLAN: Final = 2005
_YEARS_OF_PLAN: Final = 5
_YEAR: Final = re.compile("20[0-9]{2}年")
#: 2024年计划投资, 年度投资: a part of what a project costs.
_PART_OF: Final = re.compile("20[0-9]{2}年|年度|本年|当年|今年|已|累计|完成|至")

_NUMBER: Final = re.compile(r"[0-9]{1,3}[.．、]?|[（(]?[一二三四五六七八九十]{1,3}[）)、]?")
_TIME: Final = re.compile(
    r"(?:20[0-9]{2}年|[0-9]{1,2}月|年[内底]|全年|今年|长期|持续|常年|每[年月季]|第?[一二三四]季度|[上下]半年|20[0-9]{2}[.-])"
    r"[^。；，]{0,16}"
)
_AMOUNT: Final = re.compile(
    r"[〔【\[（(]?[≥≤＞＜><=约超]{0,2}[0-9][0-9,，.]{0,12}[^，。；、0-9]{0,8}[〕】\])）]?|[—–/\\-]{1,3}"
)
_NATURE: Final = re.compile("(?:约束|预期|引导|指导)性(?:指标)?")
_JOINTS: Final = re.compile(r"[、，；,;/ \xa0\u3000]+|(?<=[委厅局办部府])[和及与]")
_OFFICE: Final = re.compile(
    r"(?:厅|委|局|办|部|署|府|政府|管委会|委员会|办公室|支队|大队|总队|公司|集团|银行|海关|法院|检察院|"
    r"工会|妇联|残联|科协|工商联|联合会|供电所|部门|单位|各?县区|各?区县|街道|乡镇|镇街|园区|开发区|区|县|院校)"
    r"(?:（[^（）]{1,16}）)?(?:牵头|配合|负责|参与|按职责分工负责|分别负责|等)?$"
)
_OPENS: Final = re.compile("各|有关|相关|国家|中国|国网|省|市(?!场)|区(?!域)|县(?!域)|州")
_VERBS: Final = tuple(ACT | BUILD | COUNT)
_LONGEST_UNIT: Final = 24
_MOST: Final = 0.6
_FEWEST_ROWS: Final = 2
#: What is told in words.
_WORDY: Final = frozenset({"task", "project", "content", "owner"})


def squeezed(name: str) -> str:
    """Return the name of a column without blanks: 责 任 单 位 is 责任单位."""
    return _BLANK.sub("", name)


@lru_cache(maxsize=1024)
def role_of(name: str) -> str:
    """Return what stands in a column of that name, "" where the name tells nothing.

    序号 is `number`, 重点任务 `task`, 牵头单位 `lead`, 责任单位 `answering`, 2025年目标值 `value`.
    """
    words = squeezed(name)
    if not words or len(words) > _LONGEST_NAME:
        return ""
    if role := _WHOLE.get(words) or _WHOLE.get(bare := _BRACKET.sub("", words)):
        return role
    if _OF_YEAR.fullmatch(bare):
        return "value"
    for length in range(min(_LONGEST_ENDING, len(bare)), 1, -1):
        if role := _ENDINGS.get(bare[-length:]):
            break
    else:
        return ""
    if role == "investment" and _PART_OF.search(bare[:-length]):
        return "note"
    if role in {"task", "goal"} and _YEAR.match(bare):
        return "goal"
    return role


def year_in(name: str) -> int | None:
    """Return the year that a column is for: 2025 of 2025年目标值, and of “十四五”完成值."""
    words = squeezed(name)
    if found := _OF_YEAR.match(words):
        return int(found["year"])
    plan = _OF_PLAN.match(words)
    return _FIRST_PLAN + _YEARS_OF_PLAN * numeral(plan["ones"]) if plan else None


def is_period(name: str) -> bool:
    """Whether a name tells only when: the upper half of “十五五” over 目标值."""
    return _OF_PLAN.fullmatch(squeezed(name)) is not None or _OF_YEAR.fullmatch(name) is not None


def names_columns(words: Sequence[str]) -> bool:
    """Whether the cells of a row are the names of columns."""
    filled = [word for word in words if word]
    named = [word for word in filled if role_of(word)]
    if len(filled) <= 1:
        return False
    begins = filled[:1] == named[:1] or not filled[0][0].isdigit()
    return (2 * len(named) > len(filled) and begins) or _names_places(filled)


def _names_places(words: Sequence[str]) -> bool:
    """Whether names of columns begin with that of places: those beside it name what they hold."""
    roles = [role_of(word) for word in words]
    first = next((role for role in roles if role != "number"), "")
    untold = [word for word, role in zip(words, roles, strict=True) if not role]
    return first == "place" and not any(form_of(word) == "amount" for word in untold)


def states_facts(roles: Collection[str]) -> bool:
    """Whether columns say who does what, what is aimed at, by whom, or what is built."""
    held = set(roles)
    if "indicator" in held:
        return not held.isdisjoint({"value", "growth", "lead", "answering"})
    if not held.isdisjoint({"lead", "answering"}):
        return not held.isdisjoint({"task", "project", "goal", "content", "group"})
    if "place" in held and "value" in held:
        return True
    return "project" in held and not held.isdisjoint({"investment", "owner", "content"})


def form_of(cell: str) -> str:
    """Return what a cell looks like: number, units, time, amount, nature, text; "" where blank."""
    if not cell:
        return ""
    if _NUMBER.fullmatch(cell):
        return "number"
    if _NATURE.fullmatch(cell):
        return "nature"
    if _AMOUNT.fullmatch(cell):
        return "amount"
    if _TIME.fullmatch(cell):
        return "time"
    return "units" if is_units(cell) else "text"


def is_units(cell: str) -> bool:
    """Whether a cell holds names of agencies and nothing else: 市发展改革委、财政局."""
    bare = _BRACKET.sub("", cell).strip("、，；。 ")
    members = [member for member in _JOINTS.split(bare) if member]
    return bool(members) and "。" not in cell[:-1] and all(map(_is_unit, members))


@lru_cache(maxsize=2048)
def _is_unit(name: str) -> bool:
    if len(name) > _LONGEST_UNIT or not _OFFICE.search(name):
        return False
    if _OPENS.match(name) or level_of(name) or field_of(name):
        return True
    return not name.startswith(_VERBS)


def as_held(role: str, cells: Sequence[str]) -> str:
    """Return what a column holds by its name, "" where its cells are numbers and no words.

    重大项目（个） above 12 and 7 counts projects and names none.
    """
    if role in _WORDY and _usual([form_of(cell) for cell in cells]) in {"amount", "number"}:
        return ""
    return role


def roles_by_cells(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return what the columns of a table without names hold, as far as their cells show it.

    A column of agencies beside one of tasks answers for them; of two, the first leads.
    """
    if len(rows) < _FEWEST_ROWS:
        return ()
    width = max(map(len, rows))
    forms = [_usual([form_of(row[at]) for row in rows if at < len(row)]) for at in range(width)]
    roles = ["number" if form == "number" and not at else "" for at, form in enumerate(forms)]
    units = [at for at, form in enumerate(forms) if form == "units"]
    texts = [at for at, form in enumerate(forms) if form == "text"]
    if not units or not texts or len(units) > len(("lead", "join")):
        return ()
    for at, role in zip(units, ("lead", "join") if units[1:] else ("answering",), strict=True):
        roles[at] = role
    for at in texts:
        roles[at] = "task"
    for at, form in enumerate(forms):
        roles[at] = "due" if form == "time" else roles[at]
    return tuple(roles)


def _usual(forms: Sequence[str]) -> str:
    """Return what most filled cells of a column look like."""
    filled = [form for form in forms if form]
    return next((form for form in set(filled) if filled.count(form) > _MOST * len(filled)), "")
