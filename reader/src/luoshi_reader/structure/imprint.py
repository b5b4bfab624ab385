"""Who issued a plan, for which year, and for which territory."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from luoshi_reader.lexicon.divisions import ORDINARY, Division, names
from luoshi_reader.structure.lines import Line
from luoshi_reader.structure.regions import Region, organ_above, signature
from luoshi_reader.text.periods import five_years_named
from luoshi_reader.text.places import find_places, main_province, place_at

_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}(?![0-9])")
_DATE: Final = re.compile(r" {0,8}(?:19|20)[0-9]{2}(?:年|[-—–~～至.]).*$")
_BEFORE_ABOUT: Final = re.compile(r"(.{2,30}?)(?:关于|印发)")
_ORGAN: Final = re.compile(
    r"(?:国务院|委|政府|办公[厅室]|部|厅|局|会|署|院|办|中心|处|公司|小组)(?:等.{1,4}部门)?$"
)
#: 发文机关：, as portals print it.
_ISSUED_BY: Final = re.compile("^(?:发文|制定|发布|印发)(?:单位|机关|机构)[：:]")
_REPORT: Final = re.compile(r"政府工作报告$")
#: ——2021年2月5日在某县第十六届人民代表大会第五次会议上: when and before whom a report is given.
_HELD: Final = re.compile(
    "(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日在?[^，。]{2,30}(?:大会|会议)"
)
_STATE: Final = re.compile(r"(?:国务院|中共中央|中央|国家|全国|.{2,10}部(?:$|关于|印发|等))")
_GOVERNED: Final = re.compile("([^，。、]{2,10}?[省市县区州盟旗])(?:人民政府|政府工作报告)")
_NATION: Final = "全国"
_HEAD: Final = re.compile(
    r"(?:关于)?(?:印发|转发)?[《〈]?(?:(?:19|20)[0-9]{2}年)?(?:中共|中国共产党)?"
)
#: How a text speaks of its own territory when it does not name it.
_OWN: Final = {
    "county": re.compile("[我全本]县|县(?:委|政府|直)"),
    "city": re.compile("[我全本]市|市(?:委|政府|直)"),
    "province": re.compile("[我全本]省|省(?:委|政府|直)|自治区党?委"),
}
_SAMPLE: Final = 6000
_AT_LEAST: Final = 2


def year_of(region: Region) -> int | None:
    """Return the plan's year: the last of its title, else of byline, date, number, session.

    “十四五”规划 is for the years up to 2025.
    """
    title = region.title_text
    if (named := five_years_named(title)) and not _YEAR.search(title):
        return named
    heads = (title, region.byline.text if region.byline else "")
    dates = [signature(lines)[1] or "" for lines in (region.after, region.matter, region.before)]
    around = (*region.matter, *region.before, *region.after)
    notes = [line.text for line in around if line.is_number or line.is_note]
    held = [line.text for line in region.matter if _HELD.search(line.text)]
    for text in (*heads, *dates, *notes, *held[:1]):
        if years := _YEAR.findall(text):
            return int(years[-1])
    return None


def issuer_of(region: Region, area: str | None) -> str | None:
    """Return the body of the byline, of the title's head, above the title, or of the signature."""
    issuer = _issuer(region, area)
    return _ISSUED_BY.sub("", issuer) if issuer else None


def _issuer(region: Region, area: str | None) -> str | None:
    if region.byline:
        organ = _DATE.sub("", region.byline.text.strip("（）()")).strip()
        if _ORGAN.search(organ):
            return organ
    about = _BEFORE_ABOUT.match(region.title_text)
    if about and _ORGAN.search(about[1]):
        return about[1]
    signed = [signature(lines)[0] for lines in (region.after, region.matter, region.before)]
    found = next(filter(None, (organ_above(region), *signed)), None)
    if not found and area and _REPORT.search(region.title_text):
        return f"{area}人民政府"
    return found


def area_of(region: Region) -> str | None:
    """Return the territory that title, byline or signature name: 河南省, 普陀区, 全国."""
    signed = [signature(lines)[0] or "" for lines in (region.after, region.matter, region.before)]
    above = [line.text for line in (*region.before, *region.matter) if line.is_plain]
    byline = region.byline.text.strip("（）()") if region.byline else ""
    named = (region.title_text, byline, *signed, *above)
    for text in named:
        if area := _area_at_head(text):
            return area
    for text in named:
        head = _HEAD.match(text)
        if governed := _GOVERNED.match(text, head.end() if head else 0):
            return governed[1]
    return _NATION if any(_STATE.match(text) for text in named) else None


def area_in(lines: list[Line]) -> str | None:
    """Return the territory a text names most, of the level that it calls its own (我县, 全市)."""
    text = "\n".join([line.text for line in lines])[:_SAMPLE]
    calls = {level: len(words.findall(text)) for level, words in _OWN.items()}
    level = max(calls, key=lambda each: calls[each])
    if not calls[level] or level == "province":
        return main_province(text)
    home = main_province(text)
    places = Counter(
        division.name
        for place in find_places(text, home)
        for division in place.divisions[:1]
        if division.level == level or (level == "city" and _is_municipality(division))
    )
    if not places and level == "county":
        return _county_in(text)
    return places.most_common(1)[0][0] if places else None


def _county_in(text: str) -> str | None:
    """Return the county that a text names most by its short name, where no province is named."""
    counts = {
        each.name: count
        for name, divisions in names().items()
        for each in divisions[:1]
        if each.level == "county"
        and name not in ORDINARY
        and (count := text.count(name)) >= _AT_LEAST
    }
    return max(counts, key=lambda each: counts[each]) if counts else None


def _area_at_head(text: str) -> str | None:
    """Return the narrowest of the territories that follow one another at the head of a text."""
    head = _HEAD.match(text)
    at = head.end() if head else 0
    found: Division | None = None
    while place := place_at(text, at, found.province if found else None):
        within = [each for each in place.divisions if found and each.province == found.province]
        if found and not within:
            break
        found = (within or list(place.divisions))[0]
        at = place.end
    return found.name if found else None


def _is_municipality(division: Division) -> bool:
    return division.level == "province" and division.name.endswith("市")
