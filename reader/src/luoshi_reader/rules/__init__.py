"""Every rule of the plan linter, registered once: code, slug, severity, names and messages.

Codes stand in ranges by subject: 0xx reading, 1xx arithmetic, 2xx responsibility, 3xx names,
4xx time, 5xx measurability, 6xx numbering and layout, 7xx references. A code that was given is
never given again. What a rule is for, with an example, stands on its page (`explain`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from luoshi_reader.doubts import Doubt, Severity
from luoshi_reader.rules.contents import CONTENTS
from luoshi_reader.rules.rule import Rule
from luoshi_reader.rules.wording import WORDING
from luoshi_reader.source import Span

__all__ = ["RULES", "SUBJECTS", "Rule", "explain", "raised"]

#: The subjects by the first digit of their codes.
SUBJECTS: Final = {
    "LS0": "识读",
    "LS1": "数字勾稽",
    "LS2": "责任分工",
    "LS3": "名称",
    "LS4": "时间",
    "LS5": "可考核性",
    "LS6": "序号与版式",
    "LS7": "引用与附件",
}
_PAGES: Final = Path(__file__).parents[1] / "pages"

#: Every rule by its code, in the order of the codes.
RULES: Final[Mapping[str, Rule]] = {rule.code: rule for rule in (*CONTENTS, *WORDING)}


def raised(
    code: str,
    span: Span,
    related: tuple[Span, ...] = (),
    *,
    case: str = "",
    severity: Severity | None = None,
    **words: object,
) -> Doubt:
    """Return a finding of a rule: its message filled in, its severity unless another is given."""
    rule = RULES[code]
    return Doubt(
        code=code,
        severity=severity or rule.severity,
        message=rule.messages[case].format_map(words),
        span=span,
        related=related,
    )


def explain(code: str) -> str:
    """Return the page of a rule: what, why, example, how to fix, in Chinese and English."""
    return (_PAGES / f"{code}.md").read_text(encoding="utf-8")
