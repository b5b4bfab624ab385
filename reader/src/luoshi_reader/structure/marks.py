"""Heading marks and titles: 一、 （一） 1. （1） 第一章 第一条, and labels without a number."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_HAN: Final = "一二三四五六七八九十百零〇两"
_MARK: Final = re.compile(
    rf"(?P<l2>[{_HAN}]{{1,4}}) ?(?:[、．﹑﹒]|[.](?![0-9]))"
    rf"|[（(] ?(?P<l3>[{_HAN}]{{1,4}}) ?[）)]、?"
    rf"|第 ?(?P<n>[{_HAN}]{{1,5}}|[0-9]{{1,3}}) ?(?P<of>[章编篇节条]|部分)"
    r"(?![规所的款第、，和至中])"
    r"|(?P<deep>[0-9]{1,2}(?:[.．][1-9][0-9]?){1,3})"
    r"(?=[ \u3000\t]{0,4}[一-龥])"
    r"(?![ \u3000\t]{0,4}[万亿千百元个年月日天倍吨公平米亩户家人名项版代])"
    r"|(?P<l4>[0-9]{1,3})(?:[.．、﹒﹑](?![0-9])|[.．﹒](?=20[0-9]{2}年))"
    r"|[（(] ?(?P<l5>[0-9]{1,2}) ?[）)]、?"
    r"|(?P<l5b>[0-9]{1,2})[）)]"
    r"|(?P<sign>[①-⑳⑴-⒇⒈-⒛㈠-㈩])[.、]?"
)
_LEVELS: Final = {"章": 2, "编": 2, "篇": 2, "部分": 2, "节": 3, "条": 4}
#: The signs that carry a number in one character: where the row starts, and its level.
_SIGNS: Final = ((0x2460, 5), (0x2474, 5), (0x2488, 4), (0x3220, 3))
#: 1.2 stands one level below a part, 1.2.3 two.
_PARTS: Final = 2
_DEEPEST: Final = 5
_NUMERALS: Final = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}

_SENTENCE: Final = re.compile(
    r"应当|必须|不得|是指|所称|可以|每年|万元|亿元|[；：;:]|[0-9.]%|^由|^对[^，]*，|^凡"
)
_LONG: Final = 45
_COMMAS: Final = 2
#: Who answers for a measure, in brackets behind its title.
_DUTY: Final = re.compile(
    r"[（【〔](?=[^（【〔]{0,12}(?:牵头|责任|负责|配合|主办)(?:单位|部门)|[^。]{2,60}(?:牵头|负责|配合)[）】〕])"
    r"[^。]{2,200}[）】〕]$"
)
#: A label that opens a paragraph in place of a number: 整机制造。
_LABEL: Final = re.compile(r"([^，：；。！？（）()《》\t]{2,20})。(?=[^（(【\\[])")
_NO_LABEL: Final = re.compile(
    r"^[^\u4e00-\u9fffA-Z0-9“]|^[一二三四五六七八九十]{1,3}是|^其[一二三四五六七八九]|是|我们|[已了将则]|[0-9]{2}|[0-9][万亿余]?[所个家项座条户名人台辆套亩]|^[第附—-]|年|同志|"
    r"记者|请遵照|具有|决定|作.*报告"
)
_ARTICLE: Final = re.compile(r"([^，：；。！？\t]{2,14})(?:。.|$)")
#: A label inside a paragraph, its line break lost; only a short noun is taken for one.
_LOST: Final = re.compile(r"(?<=。)([^，、：；。！？“”（）()《》0-9\t]{2,6})。(?=.)")
_VERBS: Final = re.compile(
    r"^[一二三四五六七八九十]{1,2}是|加|强|推|建|落|提|完|优|实|支|开|培|打|深|促|积|着|坚|做|争|引|是|力|要"
)


class Mark(NamedTuple):
    """A heading's mark: its level, its number and where the words after it begin."""

    level: int
    number: int
    end: int


def mark_of(text: str) -> Mark | None:
    """Return the heading mark a line begins with.

    一、 and 第一章 are level 2, （一） and 第一节 3, 1. and 第一条 4, （1） ⑴ ① 5.
    """
    found = _MARK.match(text)
    if found is None:
        return None
    kind = found.lastgroup
    end = found.end()
    while text[end : end + 1] in {" ", "\t", "\xa0"}:
        end += 1
    if kind == "of":
        number = found["n"]
        level = _LEVELS[found["of"]]
    elif kind == "deep":
        *above, last = re.split("[.．]", found["deep"])
        return Mark(min(_PARTS + len(above), _DEEPEST), int(last), end)
    elif kind == "sign":
        code = ord(found["sign"])
        first, level = next((low, lvl) for low, lvl in reversed(_SIGNS) if code >= low)
        return Mark(level, code - first + 1, end)
    else:
        number = found[str(kind)]
        level = int(str(kind)[1])
    return Mark(level, int(number) if number.isascii() else numeral(number), end)


def numeral(text: str) -> int:
    """Return the value of a numeral below a thousand: 二十一 is 21, 一百零五 is 105."""
    if text in _NUMERALS:
        return _NUMERALS[text]
    hundreds, found, rest = text.partition("百")
    if found:
        return _NUMERALS.get(hundreds, 1) * 100 + (numeral(rest.lstrip("零〇")) if rest else 0)
    tens, found, ones = text.partition("十")
    if not found:
        return int("".join(str(_NUMERALS.get(char, 0)) for char in text) or "0")
    return _NUMERALS.get(tens, 1) * 10 + _NUMERALS.get(ones, 0)


def title_end(text: str, at: int, *, heads: bool) -> int | None:
    """Return where the title of a numbered paragraph ends, or None when it has none.

    The title runs to the first 。 or fills the line. `heads` says whether the next line goes on
    under this one: a lone sentence that heads nothing is a task, not a title.
    """
    if text.startswith("第") and "条" in text[:at]:
        return _article_end(text, at)
    stop = text.find("。", at)
    if stop == at or len(text) == at:
        return None
    if duty := _DUTY.search(text, at, stop if stop > 0 else len(text)):
        return duty.start() if 0 < duty.start() - at <= _LONG else None
    if stop < 0:
        bare = text.rstrip(" ；;：:，、")
        return len(text) if len(bare) == len(text) and len(text) - at <= 2 * _LONG else None
    title = text[at:stop]
    if len(title) > _LONG or _SENTENCE.search(title) or title.count("，") > _COMMAS:
        return None
    alone = stop + 1 == len(text) or text[stop + 1] in "（【〔["
    return stop if heads or not alone else None


def _article_end(text: str, at: int) -> int | None:
    """Return where the title of an article ends: a short label and 。, or the whole short line."""
    found = _ARTICLE.match(text, at)
    return found.end(1) if found else None


def label_end(text: str) -> int | None:
    """Return where the label ends that opens a paragraph without a number, or None."""
    found = _LABEL.match(text)
    if found is None or _NO_LABEL.search(found[1]):
        return None
    return found.end(1)


#: A label of two halves, or with a bracket: 实施更新工程，美其颜。
_TWOFOLD: Final = re.compile(
    "([^，：；。！？（）()《》\t]{2,14}(?:，[^，：；。！？（）()《》\t]{2,10}|（[^（）]{1,6}）[^，：；。！？（）()《》\t]{2,14}))。(?=[^（(【\\[])"
)


def twofold_end(text: str) -> int | None:
    """Return where a label of two halves ends that opens a paragraph; it needs others like it."""
    found = _TWOFOLD.match(text)
    if found is None or _NO_LABEL.search(found[1]):
        return None
    return found.end(1)


def lost_labels(text: str) -> list[tuple[int, int]]:
    """Return the places of labels in mid-paragraph whose line breaks were lost."""
    return [found.span(1) for found in _LOST.finditer(text) if not _VERBS.search(found[1])]
