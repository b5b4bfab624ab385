"""Who issued a plan, for which year, and for which territory."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from luoshi_reader.lexicon.provinces import FULL_NAMES, PROVINCES
from luoshi_reader.structure.lines import Line
from luoshi_reader.structure.regions import Region, organ_above, signature

_YEARS: Final = re.compile(
    r"((?:19|20)[0-9]{2})(?:年|[-—–~～至])(?:度|[-—–~～至]{0,2}((?:19|20)[0-9]{2})年?)?"
)
_DATED: Final = re.compile(r"(?:19|20)[0-9]{2}")
_DATE: Final = re.compile(r" *[（(]?(?:19|20)[0-9]{2}(?:年|[-—–~～至.]).*$")
_BEFORE_ABOUT: Final = re.compile(r"^(.{2,30}?)(?:关于|印发)")
_ORGAN: Final = re.compile(r"(?:国务院|委|政府|办公[厅室]|部|厅|局|会|署|院|办|中心|处|公司|小组)$")
_STATE: Final = re.compile(r"^(?:国务院|中共中央|中央|国家|全国|.{2,12}(?<!工信)部(?:$|关于|印发))")
_NATION: Final = "全国"
_REGION: Final = re.compile(
    r"([^，。、（）《》“”各全本我在关国院]{2,7}?(?:自治[州县旗]|地区|[州盟市县区旗]))"
)
_PROVINCE_SHORT: Final = re.compile("(?:" + "|".join(PROVINCES) + ")")
_PROVINCE_FULL: Final = re.compile("(?:" + "|".join(FULL_NAMES) + ")")
_NO_REGION: Final = re.compile(
    r"园区|社区|城区|地区生|产业|开发|片区|山区|校区|库区|城市|都市|上市|超市|小区|景区|功能|自治区|新区|特区|农|灾|老区|经济|示范|试验|高新|保税|合作|聚集|集聚"
)
_SAMPLE: Final = 4000


def year_of(region: Region) -> int | None:
    """Return the plan's year: the last one in its title, else that of byline, number or date."""
    title = region.title_text
    for line in (title, region.byline.text if region.byline else ""):
        if years := _DATED.findall(line):
            return int(years[-1])
    _, dated = signature(region.after)
    if dated is None:
        _, dated = signature(region.before)
    if dated and (year := _DATED.search(dated)):
        return int(year[0])
    for line in (*region.before, *region.after):
        if (line.is_number or line.is_note) and (years := _DATED.findall(line.text)):
            return int(years[-1])
    return None


def issuer_of(region: Region) -> str | None:
    """Return the body of the byline, of the title's head, above the title, or of the signature."""
    if region.byline:
        organ = _DATE.sub("", region.byline.text.strip("（）()")).strip()
        if organ and _ORGAN.search(organ):
            return organ
    about = _BEFORE_ABOUT.match(region.title_text)
    if about and _ORGAN.search(about[1]):
        return about[1]
    if organ := organ_above(region):
        return organ
    return signature(region.after)[0] or signature(region.before)[0]


def area_of(region: Region, issuer: str | None) -> str | None:
    """Return the territory the plan is made for: 河南省, 普陀区, 全国; None when unknown."""
    title = region.title_text
    above = [line.text for line in region.before if line.is_plain]
    for text in (title, issuer or "", *above):
        if area := _area_in(text):
            return area
    if any(_STATE.match(text) for text in (issuer or "", title) if text):
        return _NATION
    return _area_in_text(region.body, [line.text for line in region.before])


def _area_in(text: str) -> str | None:
    """Return the narrowest territory at the head of a title or of a body's name."""
    text = re.sub(r"^(?:关于)?(?:印发|转发)?《?(?:(?:19|20)[0-9]{2}年)?(?:中共)?", "", text)
    province = _PROVINCE_FULL.match(text)
    if province is None:
        return _narrow(text)
    inner = _narrow(text[province.end() :])
    return inner or province[0]


def _narrow(text: str) -> str | None:
    best = None
    while found := _REGION.match(text):
        name = found[1]
        if _NO_REGION.search(name):
            return best
        best = name
        text = text[found.end() :]
    return best


def _area_in_text(body: list[Line], before: list[str]) -> str | None:
    """Return the province named most often, where the text speaks of 我省 or 全省."""
    text = "".join([*before, *[line.text for line in body]])[:_SAMPLE]
    names = Counter(_PROVINCE_FULL.findall(text))
    if names:
        return names.most_common(1)[0][0]
    short = Counter(_PROVINCE_SHORT.findall(text))
    for name, _ in short.most_common(1):
        return PROVINCES[name]
    return None
