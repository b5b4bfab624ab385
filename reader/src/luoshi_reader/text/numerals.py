"""A text that is one numeral and nothing else: its value, or a sentence saying what is wrong."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from luoshi_reader.text.numbers import numeral

_CHARS: Final = re.compile(
    "[-−－+负0-9.,，零〇○一二三四五六七八九两兩壹贰貳叁肆伍陆柒捌玖十拾百佰千仟万萬亿億兆点半分之/／]*"
)
_POINTS: Final = re.compile(r"[.点]{2}|点[^零〇○一二三四五六七八九壹贰貳叁肆伍陆柒捌玖]|[.点]$")
_HEADLESS: Final = re.compile("[-−－负]?(?:[百佰千仟]|[点.](?![0-9]))")


class Malformed(ValueError):  # noqa: N818 - it says what the text is
    """A text is no numeral; the message is the whole Chinese sentence for the person."""


def read_numeral(text: str) -> Decimal:
    """Return the value of a numeral that stands alone: 一百零一, 负三点五, 10.1万.

    Raises `Malformed` for 百十一 (a unit without its figure), 零点点, 十七十八 and other text.
    """
    printed = text.strip()
    if not printed.strip("-−－负"):
        raise Malformed("没有数字，请填写一个数，例如 一百二十 或 120。")
    if (odd := _CHARS.match(printed)) and odd.end() < len(printed):
        sentence = f"“{printed[odd.end()]}”不是数字，请改正后再填。"
        raise Malformed(sentence)
    if _POINTS.search(printed):
        raise Malformed("小数点用得不对，请写成 三点五 或 3.5。")
    if _HEADLESS.match(printed):
        raise Malformed("开头缺少数字，请写成 一百一十 而不是 百一十。")
    value = numeral(printed)
    if value is None:
        raise Malformed("这不是一个数，请核对各位的顺序，例如 一千零二十。")
    return value
