"""`luoshi.toml`: which rules are asked, how grave they are, and the waivers beside a text."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Final, cast

from luoshi_reader.cli.files import Unreadable, refusal
from luoshi_reader.doubts import Doubt, Severity
from luoshi_reader.exports.labels import SEVERITIES
from luoshi_reader.plan import Document
from luoshi_reader.source import Span
from luoshi_reader.waivers import Waived, Waiver, is_code

NAME: Final = "luoshi.toml"
#: Beside 计划.txt the waivers stand in 计划.waivers.toml.
WAIVERS: Final = ".waivers.toml"
_KEYS: Final = ("select", "ignore", "severity", "per-file", "fail-on")
_GRAVITY: Final[dict[str, int]] = {"error": 2, "warning": 1, "note": 0}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a drafting office asks of its plans.

    A finding counts when the longest of the codes that head its own stands in `select`; the same
    in `ignore` outweighs it. From `fail_on` upwards findings make the exit status 1.
    """

    select: tuple[str, ...] = ("LS",)
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    per_file: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fail_on: Severity = "note"
    folder: Path | None = None

    def asked(self, code: str, path: Path) -> bool:
        """Whether a rule is asked of a file."""
        ignored = [*self.ignore, *self._ignored_in(path)]
        return _longest(code, self.select) > _longest(code, ignored)

    def _ignored_in(self, path: Path) -> list[str]:
        names = {path.name, path.as_posix()}
        if self.folder and path.resolve().is_relative_to(self.folder):
            names.add(path.resolve().relative_to(self.folder).as_posix())
        return [
            code
            for pattern, codes in self.per_file.items()
            if any(fnmatch(name, pattern) for name in names)
            for code in codes
        ]

    def judged(self, doubts: Sequence[Doubt], path: Path) -> tuple[Doubt, ...]:
        """Return the findings that are asked for, each as grave as the settings have it."""
        return tuple(self._weighed(doubt) for doubt in doubts if self.asked(doubt.code, path))

    def waived(self, waived: Sequence[Waived], path: Path) -> tuple[Waived, ...]:
        """Return the waived findings that are asked for."""
        return tuple(each for each in waived if self.asked(each[0].code, path))

    def _weighed(self, doubt: Doubt) -> Doubt:
        heads = [code for code in self.severity if doubt.code.startswith(code)]
        if not heads:
            return doubt
        return replace(doubt, severity=self.severity[max(heads, key=len)])

    def fails(self, doubts: Sequence[Doubt]) -> bool:
        """Whether one of the findings is grave enough for the exit status."""
        least = _GRAVITY[self.fail_on]
        return any(_GRAVITY[doubt.severity] >= least for doubt in doubts)


def _longest(code: str, heads: Sequence[str]) -> int:
    return max((len(head) for head in heads if code.startswith(head)), default=0)


def settings_for(path: Path, given: Path | None = None) -> Settings:
    """Return the settings given, or those of the nearest `luoshi.toml` at or above a file."""
    if given is not None:
        return _settings(given)
    for folder in path.resolve().parents:
        if (folder / NAME).is_file():
            return _settings(folder / NAME)
    return Settings()


def _settings(path: Path) -> Settings:
    table = _loaded(path).get("check", {})
    if not isinstance(table, dict):
        raise Unreadable("[check] 应是一个表。", path=path)
    for key in table:
        if key not in _KEYS:
            sentence = f"[check] 中没有“{key}”这一项，可用：{'、'.join(_KEYS)}。"
            raise Unreadable(sentence, path=path)
    severity = _table(table, "severity", path)
    per_file = _table(table, "per-file", path)
    fail_on = table.get("fail-on", "note")
    for code, grave in [*severity.items(), ("LS", fail_on)]:
        _known([code], path)
        if grave not in SEVERITIES:
            sentence = f"程度“{grave}”应为 error、warning 或 note。"
            raise Unreadable(sentence, path=path)
    return Settings(
        select=_codes(table.get("select", ["LS"]), path),
        ignore=_codes(table.get("ignore", []), path),
        severity=cast("dict[str, Severity]", severity),
        per_file={pattern: _codes(codes, path) for pattern, codes in per_file.items()},
        fail_on=cast("Severity", fail_on),
        folder=path.resolve().parent,
    )


def _loaded(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as failed:
        raise Unreadable(refusal(failed), path=path) from failed
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        sentence = f"不是正确的TOML（{wrong}）。"
        raise Unreadable(sentence, path=path) from wrong


def _table(table: Mapping[str, Any], key: str, path: Path) -> dict[str, Any]:
    found = table.get(key, {})
    if not isinstance(found, dict):
        sentence = f"“{key}”应是一个表。"
        raise Unreadable(sentence, path=path)
    return found


def _codes(given: object, path: Path) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(code, str) for code in given):
        raise Unreadable('代码应写成列表，如 ["LS1", "LS301"]。', path=path)
    _known(given, path)
    return tuple(given)


def _known(codes: Sequence[str], path: Path) -> None:
    for code in codes:
        if not is_code(code):
            sentence = f"没有代码“{code}”，用 luoshi check --rules 列出全部代码。"
            raise Unreadable(sentence, path=path)


def with_waivers_beside(document: Document, path: Path) -> Document:
    """Return a document with the waivers of the file beside it, where there is one."""
    beside = path.with_suffix(WAIVERS)
    if not beside.is_file():
        return document
    entries = _loaded(beside).get("waive", [])
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise Unreadable("豁免应写成 [[waive]]，各有 code、quote、reason。", path=beside)
    found = tuple(_waiver(entry, document, beside) for entry in entries)
    return replace(document, waivers=(*document.waivers, *found))


def _waiver(entry: Mapping[str, object], document: Document, path: Path) -> Waiver:
    words = {key: entry.get(key, "") for key in ("code", "quote", "reason")}
    if set(entry) - set(words) or not all(isinstance(word, str) for word in words.values()):
        raise Unreadable("[[waive]] 只有 code、quote、reason 三项，都是文字。", path=path)
    code, quote, reason = map(str, words.values())
    text = document.source.text
    scopes = []
    at = text.find(quote) if quote else -1
    while at >= 0:
        scopes.append(Span(at, at + len(quote)))
        at = text.find(quote, at + len(quote))
    start = len(text) - len(text.lstrip())
    here = Span(start, min(len(text), start + 1))
    return Waiver((code,) if code else (), reason.strip(), tuple(scopes), here, external=True)
