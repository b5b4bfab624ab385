"""A measured figure beside its bar, and the ways figures are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from luoshi_reader.exports.width import pad, width

#: From here on decimals say nothing.
_WHOLE: Final = 1000
_HEADS: Final = ("项目", "指标", "数值", "对照", "倍数", "要求", "结果")


class NotMeasurable(Exception):  # noqa: N818 - it names the state of things, not a fault of ours
    """What a bench needs is not there; the text is a Chinese sentence that says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure of one bench.

    `value` in `unit` is what was measured, or None where it could not be. `against` names what
    it is held against and `ratio` is the value divided by it. The `bar` applies to the ratio
    where there is one, else to the value; `at_most` says from which side.
    """

    name: str
    metric: str
    value: float | None
    unit: str = ""
    against: str | None = None
    ratio: float | None = None
    bar: float | None = None
    at_most: bool = False

    @property
    def ok(self) -> bool:
        """Whether the bar is reached; a figure that could not be measured has not reached it."""
        measured = self.value if self.ratio is None else self.ratio
        if measured is None:
            return False
        if self.bar is None:
            return True
        return measured <= self.bar if self.at_most else measured >= self.bar

    @property
    def asked(self) -> str:
        """The bar as words: ≥ 0.99."""
        return "" if self.bar is None else f"{'≤' if self.at_most else '≥'} {_number(self.bar)}"

    def record(self) -> dict[str, Any]:
        """Return the row for machines."""
        return {
            "name": self.name,
            "metric": self.metric,
            "value": self.value,
            "unit": self.unit,
            "against": self.against,
            "ratio": self.ratio,
            "bar": self.bar,
            "ok": self.ok,
        }


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a text table."""
    cells = [_HEADS, *(_cells(row) for row in rows)]
    widths = [max(width(line[at]) for line in cells) for at in range(len(_HEADS))]
    lines = (
        "  ".join(pad(cell, wide) for cell, wide in zip(line, widths, strict=True)).rstrip()
        for line in cells
    )
    return "".join(f"{line}\n" for line in lines)


def markdown(rows: Iterable[Row]) -> str:
    """Return the rows as the page docs/bench.md."""
    lines = [
        "# Measured",
        "",
        "Written by `make bench`; do not edit. Times are those of the machine that measured, so",
        "speed is judged by the ratio to a peer that ran on the same text in the same run.",
        "",
        "| bench | metric | value | against | ratio | bar | reached |",
        "|---|---|--:|---|--:|--:|---|",
    ]
    for row in rows:
        name, metric, value, against, ratio, bar, _ = _cells(row)
        reached = "yes" if row.ok else "**no**"
        value = value if row.value is not None else "not measured"
        lines.append(f"| {name} | {metric} | {value} | {against} | {ratio} | {bar} | {reached} |")
    return "\n".join(lines) + "\n"


def _cells(row: Row) -> tuple[str, ...]:
    value = "未测" if row.value is None else f"{_number(row.value)} {row.unit}".rstrip()
    ratio = "" if row.ratio is None else _number(row.ratio)
    told = ("达到" if row.ok else "未达到") if row.bar is not None else ""
    return row.name, row.metric, value, row.against or "", ratio, row.asked, told


def _number(value: float) -> str:
    return f"{value:.4g}" if value < _WHOLE else f"{value:.0f}"
