"""How a printed name is compared: pure, no database.

A key is a name without blanks, province prefix and 政府: 省财政厅, 河南省财政厅 and (after
省工业和信息化委、) 财政厅 have one key; so have 郑州市, 郑州市政府 and 郑州市人民政府.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_BRACKETS: Final = str.maketrans("()", "（）")
_HEADS: Final = ("河南省", "我省", "省")
_TAILS: Final = ("人民政府", "政府", "管理委员会", "管委会")
_TERRITORY: Final = frozenset("市县区")
_NOT_AFTER_HEAD: Final = ("辖", "直")  # 省辖市, 省直管县: the 省 belongs to the word
_SHORTEST: Final = 2

PROVINCE_KEY: Final = "省"
"""The key of the province itself (省政府, 河南省人民政府)."""


def printed(name: str) -> str:
    """Return a name as it was meant: without the blanks of a broken line, one kind of bracket."""
    return re.sub(r"\s+", "", name).translate(_BRACKETS)


def key_of(name: str) -> str:
    """Return the key of a name.

    省工业和信息化委 gives 工业和信息化委; 濮阳市政府 gives 濮阳市; 省政府 gives 省.
    """
    key = printed(name)
    for head in _HEADS:
        rest = key.removeprefix(head)
        if rest != key and not rest.startswith(_NOT_AFTER_HEAD):
            key = rest
            break
    for tail in _TAILS:
        if key.endswith(tail):
            key = key.removesuffix(tail)
            break
    return key or PROVINCE_KEY


def bare(key: str) -> str:
    """Return a territory's key without its last sign, if that leaves a name: 郑州市 gives 郑州."""
    return key[:-1] if key[-1] in _TERRITORY and len(key) > _SHORTEST else ""


@dataclass(frozen=True, slots=True)
class Group:
    """A group that a plan names instead of bodies: which kinds, and whether all of them."""

    kinds: tuple[str, ...]
    every: bool


_KINDS: Final = (
    ("省直管县（市）", "direct"),
    ("省直管县市", "direct"),
    ("省直管县", "direct"),
    ("县（市、区）", "county"),
    ("县（市）", "county"),
    ("县市区", "county"),
    ("县区", "county"),
    ("省辖市", "city"),
    ("设区市", "city"),
    ("地市", "city"),
    ("开发区", "park"),
    ("产业集聚区", "park"),
    ("部门", "department"),
    ("单位", "department"),
    ("市", "city"),
    ("县", "county"),
    ("区", "county"),
)
_KIND: Final = "|".join(re.escape(word) for word, _ in _KINDS)
_GROUP: Final = re.compile(
    r"(?P<which>各有关|各相关|有关|相关|全省各|各)?(?P<province>河南省|全省|省)?"
    rf"(?P<kinds>(?:{_KIND})(?:[、和及，]?(?:{_KIND}))*)(?:级)?(?:人民政府|政府|管委会)?"
)


def group_of(name: str) -> Group | None:
    """Return the group a name stands for, or nothing when it names a body.

    有关省辖市、县（市、区）政府 gives cities and counties, not all of them;
    各省辖市、省直管县（市）政府 gives all cities and all counties directly under the province.
    """
    found = _GROUP.fullmatch(printed(name))
    if found is None:
        return None
    words = re.findall(_KIND, found["kinds"])
    by_word = dict(_KINDS)
    if found["which"] is None and all(len(word) == 1 for word in words):
        return None
    kinds = tuple(dict.fromkeys(by_word[word] for word in words))
    return Group(kinds, every=found["which"] in {"各", "全省各"})
