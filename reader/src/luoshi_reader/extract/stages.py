"""Later stages of works, and firms' works told by when they run: 云溪养殖二期, 沙岭饲料年内投产."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.builders import Owner, ends_in_trade
from luoshi_reader.extract.members import Work
from luoshi_reader.lexicon.vocabulary import strangeness
from luoshi_reader.lexicon.words import branches, load
from luoshi_reader.text.lists import split_list
from luoshi_reader.text.places import place_at

_HOW: Final = "加快|加速|积极|大力|全力|继续|抓紧|持续|全面|尽快|重点|高标准|高质量|年内|力争|确保"
_DOES: Final = (
    "启动|推进|推动|加快|加速|实施|建设|完成|开工|谋划|建成|续建|力促|抓好|做好|新建|投用|打造"
)
#: 启动云溪生猪养殖二期建设: the second stage of what the words name.
_STAGE: Final = re.compile(
    f"(?:{_DOES})(?:{_HOW}|{_DOES}){{0,3}}(?P<name>(?![的了])[一-鿿“”]{{3,18}}?(?:[二三四五]期(?:工程|项目)?|主体工程))"
    "(?=(?:建设|工作|扩建|投产|投用|建成|开工|落地|竣工|施工){0,3}(?:[，。；]|$))"
)
_NEXT: Final = re.compile("[二三四五]期|主体")
#: No work has such stages, or no single one.
_NEITHER: Final = re.compile(
    "[的等和与及各]|基金|学期|培训|规划|行动|计划|试点|一批|项目[二三四五]|企业|改造工程|产业|分[二三四五]期|课"
)
_WHEN: Final = "年内|年底前?|[上下]半年|[0-9]{1,2}月底?前?|全面|如期|尽快|早日|顺利|力争|正式|按期"
#: 确保云溪饲料建成投产, 沙岭药业年内投产: a firm by its trade, and when it is to run.
_RUNS: Final = re.compile(
    f"(?:(?<=[，。；])|^)(?:{_HOW}|推动|促进|力促|推进|支持){{0,3}}(?P<firm>[一-鿿]{{3,8}}?)(?:{_WHEN}){{0,3}}"
    "(?:建成|竣工|开工建设|开工|试)?(?:投产达效|投产|达产|投用|建成){1,2}(?=[，。；]|$)"
)
#: 云溪饲料, 沙岭肉牛: a firm by what it makes.
_GOODS: Final = re.compile(f"(?:{branches(load('goods'))})$")
_LEAST: Final = 2


def stages(text: str, home: str | None) -> Iterator[Work]:
    """Yield the later stages of works that stand alone behind a verb, and their main parts.

    启动云溪生猪养殖二期建设 gives 云溪生猪养殖二期; 设立产业基金二期 none.
    """
    if "期" not in text and "主体工程" not in text:
        return
    for found in _STAGE.finditer(text):
        if _NEITHER.search(found["name"]):
            continue
        start, end = found.span("name")
        place = place_at(text, start, home)
        yield Work(start, end, (start, end), _owner(text, start, end), place and place.name)


def _owner(text: str, start: int, end: int) -> tuple[Owner, ...]:
    """Return the firm that the stage names by its trade: 沙岭汽配|二期."""
    stage = _NEXT.search(text, start, end)
    stop = stage.start() if stage else end
    firm = ends_in_trade(text[start:stop]) and strangeness(text[start:stop]) >= _LEAST
    return (Owner(start, stop, stop, formal=False, sure=True),) if firm else ()


#: 启动甲、乙搬迁入园: firms that move.
_MOVES: Final = re.compile(
    f"(?:{_DOES}){{1,3}}(?P<firms>[一-鿿]{{2,6}}(?:[、和][一-鿿]{{2,6}}){{0,5}}?)等?(?P<thing>(?:整体)?(?:搬迁入园|退城入园|退城搬迁|搬迁改造))(?=[，。；、]|$|项目|工程)"
)
#: What so ends is a kind of firms or where people live, not one firm.
_KINDS: Final = ("企业", "区", "村", "户", "厂房", "工业", "行业")


def moving(text: str, home: str | None) -> Iterator[Work]:
    """Yield the move of each firm of a list: 启动云溪、沙岭搬迁入园."""
    if "搬迁" not in text and "退城" not in text:
        return
    for found in _MOVES.finditer(text):
        for each in split_list(text, *found.span("firms"), "、和"):
            firm = text[each.start : each.end]
            if strangeness(firm) < _LEAST or firm.endswith(_KINDS):
                continue
            if place_at(text, each.start, home):
                continue
            owner = Owner(each.start, each.end, each.end, formal=False, sure=True)
            begin, end = found.span("thing")
            last = each.end == begin  # the one that prints what the others share
            name = (each.start, end if last else each.end)
            yield Work(each.start, end, name, (owner,), None, None if last else (begin, end))


def running(text: str) -> Iterator[Work]:
    """Yield the works that a clause tells by a firm's short name and when they run."""
    if "投" not in text and "达产" not in text:
        return
    for found in _RUNS.finditer(text):
        start, end = found.span("firm")
        firm = found["firm"]
        traded = ends_in_trade(firm) or _GOODS.search(firm)
        if traded and strangeness(firm) >= _LEAST:
            owner = Owner(start, end, end, formal=False, sure=True)
            yield Work(start, end, (start, end), (owner,), None)
