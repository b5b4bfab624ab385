"""The interface's second language: gathers what is to be translated, and compiles it.

`python tools/messages.py` compiles every .po (make setup does); `… update` first brings the .po up
to the sources: new words without a translation, words no longer there gone, translations kept.
Debian's gettext is not needed.
"""

from __future__ import annotations

import ast
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

SOURCE = Path(__file__).parents[1] / "web" / "src" / "luoshi"
PO = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "_n"}
HEADER = (
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Language: en\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\n"
)
#: (msgid, plural or "") to its translations: one, or singular and plural.
Catalogue = dict[tuple[str, str], list[str]]


def main(arguments: list[str]) -> int:
    """Update if asked, then compile."""
    if arguments == ["update"]:
        PO.parent.mkdir(parents=True, exist_ok=True)
        PO.write_text(written(wanted(), read(PO)), encoding="utf-8")
    compile_all()
    return 0


def compile_all() -> None:
    """Write the .mo beside every .po whose text is newer."""
    for po in SOURCE.rglob("*.po"):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            mo.write_bytes(compiled(read(po)))


def wanted() -> dict[tuple[str, str], str]:
    """Return everything to be translated, with the context where it is first used."""
    found: dict[tuple[str, str], str] = {}
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html")]):
        name = path.relative_to(SOURCE)
        if "tests" in name.parts or "migrations" in name.parts:
            continue
        text = path.read_text(encoding="utf-8")
        for key in _of_template(text) if path.suffix == ".html" else _of_module(text):
            found.setdefault(key, name.parts[0])
    return found


def _of_module(text: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and node.args:
            function = node.func
            name = getattr(function, "id", "") or getattr(function, "attr", "")
            words = [
                each.value
                for each in node.args[:2]
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            ]
            if name in CALLS and words:
                yield words[0], words[1] if name.startswith(("ngettext", "_n")) else ""


def _of_template(text: str) -> Iterator[tuple[str, str]]:
    yield from _of_module(_calls(templatize(text)))


def _calls(source: str) -> str:
    """Return the calls in a templatized source, one a line."""
    string = r"""u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*\""""
    pattern = rf"\b(n?gettext|_)\((\s*(?:{string})\s*(?:,\s*(?:{string})\s*,\s*\w+)?)\)"
    found = (f"{match[1]}({match[2]})" for match in re.finditer(pattern, source))
    return "\n".join(re.sub(r"\s*\n\s*", " ", call) for call in found)


def read(path: Path) -> Catalogue:
    """Return the translations of a .po; an absent file has none."""
    catalogue: Catalogue = {}
    entry: dict[str, str] = {}
    field = ""

    def close() -> None:
        if entry.get("msgid"):
            texts = [entry[key] for key in sorted(entry) if key.startswith("msgstr")]
            catalogue[entry["msgid"], entry.get("msgid_plural", "")] = texts
        entry.clear()

    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        match = re.fullmatch(r'(?:(msgid_plural|msgid|msgstr(?:\[\d\])?) )?(".*")', line.strip())
        if match is None:
            continue
        if match[1] == "msgid":
            close()
        field = match[1] or field
        entry[field] = entry.get(field, "") + ast.literal_eval(match[2])
    close()
    return catalogue


def written(wishes: dict[tuple[str, str], str], known: Catalogue) -> str:
    """Return the text of a .po: grouped by context, sorted, translations kept."""
    parts = [f'msgid ""\nmsgstr ""\n{_quoted_lines(HEADER)}']
    for (single, plural), context in sorted(wishes.items(), key=lambda wish: (wish[1], wish[0])):
        texts = known.get((single, plural), ["", ""] if plural else [""])
        lines = [f"#. {context}", f"msgid {_quoted(single)}"]
        if plural:
            lines.append(f"msgid_plural {_quoted(plural)}")
            lines += [f"msgstr[{number}] {_quoted(text)}" for number, text in enumerate(texts)]
        else:
            lines.append(f"msgstr {_quoted(texts[0])}")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _quoted_lines(text: str) -> str:
    return "\n".join(_quoted(line) for line in text.splitlines(keepends=True))


def compiled(catalogue: Catalogue) -> bytes:
    """Return a catalogue in the form that gettext reads."""
    pairs = {b"": HEADER.encode()}
    for (single, plural), texts in catalogue.items():
        if all(texts):
            key = f"{single}\0{plural}" if plural else single
            pairs[key.encode()] = "\0".join(texts).encode()
    ids = sorted(pairs)
    count = len(ids)
    start = 7 * 4 + count * 16
    tables: list[list[int]] = [[], []]
    pool = b""
    for at, words in enumerate((ids, [pairs[key] for key in ids])):
        for word in words:
            tables[at] += [len(word), start + len(pool)]
            pool += word + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + count * 8, 0, 0)
    return head + struct.pack(f"<{4 * count}I", *tables[0], *tables[1]) + pool


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
