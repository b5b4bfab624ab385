"""The subjects in force while a paragraph is read: printed, governing, or found further back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from luoshi_reader.extract.classes import is_one_trade
from luoshi_reader.extract.owners import (
    AREA,
    WHOSE,
    Parted,
    area_of,
    begins_with_area,
    is_macro,
    is_narrow,
    within,
)
from luoshi_reader.source import Span
from luoshi_reader.structure.outline import Paragraph

_OWNER: Final = re.compile(rf"{AREA}[^，。；、]{{0,14}}?(?:企业|产业|行业|工业|业)(?!化)")
_PLACE: Final = re.compile(r"(?:谷|园区|集聚区|开发区|高新区|新区|集群|基地|示范区)\Z")
_KEEPS: Final = re.compile(r"(?:企业|公司|集团|园区?|区|谷|集群|板块|行业|领域|公共机构|改造)\Z")
_PARTS: Final = ("占比", "比重")
#: The territory a sentence opens with: 到2027年，全市建成….
_OPENS_WITH_AREA: Final = re.compile(
    rf"(?:\A|(?<=[，：。；]))(?:[今明]年|20[0-9]{{2}}年)?(?P<area>(?!全域){AREA})(?=[^，。；]{{2}})"
)
#: What a sentence or a heading is about: 做强低空产业, 新材料产业瞄准….
_TOPIC: Final = re.compile(
    r"(?:\A|(?<=[。；]))(?:——|[一二三四五六七八九十]是|（[^）]{1,3}）|[0-9]{1,2}[.．、])?"
    r"(?:加快|大力|重点|着力|持续|积极|全力|推动|推进|做[大强优精实]|壮大|发展|培育|提升|打造|构建)*"
    r"(?P<topic>[^，。；、：0-9做壮发培提打构]{2,12}?(?:产业链|产业|经济|制造业|工业|农业|服务业|集群))(?![化园集带])"
)
#: Totals that say of what only through the count before them: 新建10家工程中心，总规模达50家.
_TOTALS: Final = ("总规模", "总数", "总量")
_BEHIND: Final = re.compile(
    r"(?:新增|新建|建设|建成|培育|引进|组建|打造|认定|创建|发展|形成)(?P<before>[^，。；、0-9]{2,24}?)?"
    r"[0-9][0-9.]*万?[个家户名项所人](?:以上|左右|以内)?(?P<after>[^，。；、0-9]{2,24})?(?=[，。；、])"
)
#: How far back an owner named outside a figure is looked for.
_WINDOW: Final = 300


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose a figure is; `evidence` is where inherited words are printed."""

    text: str
    evidence: tuple[Span, ...]
    narrow: bool


@dataclass(frozen=True, slots=True)
class _InForce:
    text: str
    span: Span
    at: int


class Subjects:
    """The owners one paragraph has named so far."""

    def __init__(self, paragraph: Paragraph, title: str = "", area: str = "") -> None:
        self._paragraph = paragraph
        self._title = title
        self._territory = area
        self._owner: _InForce | None = None
        self._area: _InForce | None = None

    def printed(
        self, parted: Parted, indicator: str, *, among: bool, aside: bool, since: int
    ) -> Subject:
        """Return the subject a figure's own words name; what follows may inherit it.

        With `among` (其中) the governing words of the same sentence, which begins at `since`, are
        put before the part; `aside` in brackets governs nothing outside.
        """
        folded = self._paragraph.folded
        own = folded.words(parted.owner.start, parted.owner.end)
        place = folded.back(parted.owner.start, parted.owner.end)
        governing = self._owner
        if governing is not None and governing.at < since:
            governing = self._area
        text = own
        evidence: tuple[Span, ...] = ()
        if among and governing is not None:
            text, evidence = within(governing.text, own), (governing.span,)
        if begins_with_area(own):
            self._area = _InForce(area_of(own), place, parted.owner.start)
        sector = "、" in own or (indicator == "增加值" and not begins_with_area(own))
        joined = governing is not None and text == governing.text + own
        if not aside and not sector and own not in WHOSE and (joined or not among):
            self._owner = _InForce(text, place, parted.owner.start)
        narrow = is_narrow(text, own if among else "") or is_one_trade(text, self._title)
        return Subject(text, evidence, narrow and text != self._territory)

    def inherited(self, indicator: str, *, bare: bool, among: bool, at: int, since: int) -> Subject:
        """Return the subject of a figure that names none.

        What says only what is counted (主营业务收入, `bare`) needs its owner from elsewhere. A
        part (其中, …占比) and the figures of firms keep the owner of their own sentence, which
        begins at `since`; any other indicator is the territory's.
        """
        governing = self._owner
        if bare and indicator in _TOTALS and (counted := self._counted(since, at)):
            governing = counted
        elif bare:
            governing = governing or self._search(at)
        elif (
            governing is None
            or is_macro(indicator)
            or begins_with_area(governing.text)
            or governing.at < since
            or not (among or _KEEPS.search(governing.text) or indicator.endswith(_PARTS))
        ):
            governing = self._area
        if governing is None and not bare:
            governing = self._opening_area(since, at)
        if governing is None:
            return Subject("", (), narrow=False)
        narrow = is_narrow(governing.text, "") or is_one_trade(governing.text, self._title)
        narrow = narrow and governing.text != self._territory
        return Subject(governing.text, (governing.span,), narrow)

    def _counted(self, since: int, at: int) -> _InForce | None:
        """Return what the sentence last counted: 总规模 behind 新建10家工程中心."""
        found = None
        for match in _BEHIND.finditer(self._paragraph.text, max(since, at - _WINDOW), at):
            found = match
        name = "before" if found is not None and found["before"] else "after"
        if found is None or not found[name]:
            return None
        place = self._paragraph.folded.back(*found.span(name))
        return _InForce(found[name], place, found.start(name))

    def _search(self, end: int) -> _InForce | None:
        """Look back for an owner named outside a figure, then up to the heading."""
        found = None
        for match in _OWNER.finditer(self._paragraph.text, max(0, end - _WINDOW), end):
            found = match
        if found is not None:
            place = self._paragraph.folded.back(found.start(), found.end())
            return _InForce(found[0], place, found.start())
        heading = self._paragraph.section.heading
        if heading is not None and heading.title_text and _PLACE.search(heading.title_text):
            return _InForce(heading.title_text, heading.span, 0)
        for match in _TOPIC.finditer(self._paragraph.text, max(0, end - _WINDOW), end):
            found = match
        if found is not None:
            place = self._paragraph.folded.back(*found.span("topic"))
            return _InForce(found["topic"], place, found.start())
        if heading is not None and (found := _TOPIC.match(heading.title_text or "")):
            return _InForce(found["topic"], heading.span, 0)
        return None

    def _opening_area(self, since: int, at: int) -> _InForce | None:
        """Return the territory that the sentence from `since` on opens a clause with."""
        found = None
        for match in _OPENS_WITH_AREA.finditer(self._paragraph.text, max(since, at - _WINDOW), at):
            found = match
        if found is None:
            return None
        place = self._paragraph.folded.back(*found.span("area"))
        return _InForce(found["area"], place, found.start("area"))
