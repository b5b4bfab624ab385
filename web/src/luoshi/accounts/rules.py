"""What a password must be, as presets with a version (SEC-03, SEC-04). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Policy:
    """A preset. Nothing is ever cut: up to `longest` characters are taken as typed."""

    version: str
    shortest: int
    classes: int
    max_age_days: int | None
    remembered: int
    longest: int = 256


POLICIES: Final[dict[str, Policy]] = {
    # 等级保护: length, kinds of characters, regular change, no return to recent ones.
    "dengbao": Policy("dengbao-1", shortest=10, classes=3, max_age_days=90, remembered=5),
    # ASVS: length and lists count, no rotation, no rules of composition.
    "asvs": Policy("asvs-1", shortest=15, classes=1, max_age_days=None, remembered=0),
}
# Words that anybody here would try first. Names of the person and units are added by the caller.
CONTEXT: Final = (
    "luoshi",
    "落实",
    "henan",
    "zhengzhou",
    "gongxin",
    "zhengfu",
    "admin",
    "password",
    "mima",
    "河南",
    "郑州",
    "工信",
    "政府",
    "密码",
    "口令",
)
_SHORT = 2  # context words below this length say nothing


def character_classes(password: str) -> int:
    """Count the kinds of characters: lower, upper, digit, everything else."""
    return sum(
        (
            any(character.islower() for character in password),
            any(character.isupper() for character in password),
            any(character.isdigit() for character in password),
            any(not character.isalnum() or character > "\u2e7f" for character in password),
        )
    )


def core(password: str, words: tuple[str, ...]) -> str:
    """Return what is left of a password without context words, years and runs of digits."""
    rest = password.casefold()
    for word in sorted({word.casefold() for word in words}, key=len, reverse=True):
        if len(word) >= _SHORT:
            rest = rest.replace(word, "")
    return "".join(character for character in rest if character.isalpha())


def faults(
    password: str, *, policy: Policy, words: tuple[str, ...], common: frozenset[str]
) -> list[str]:
    """Return everything wrong with a password, as sentences in official Chinese."""
    found: list[str] = []
    if len(password) < policy.shortest:
        found.append(f"口令不足 {policy.shortest} 位。")
    if len(password) > policy.longest:
        found.append(f"口令超过 {policy.longest} 位。")
    if character_classes(password) < policy.classes:
        found.append(f"口令应包含大写字母、小写字母、数字、符号中的至少 {policy.classes} 类。")
    if password.casefold() in common:
        found.append("口令过于常见，容易被猜到。")
    elif len(core(password, words)) < len(core(password, ())) and len(core(password, words)) < 4:  # noqa: PLR2004 - fewer letters than any word
        found.append("口令不能主要由姓名、登录名、单位、地名、系统名称及年份构成。")
    return found
