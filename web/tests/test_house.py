"""Rules of the house that no other tool keeps."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from django.apps import apps
from luoshi.kernel.refusals import Refusal

ROOT: Final = Path(__file__).parents[2]
SOURCE: Final = ROOT / "web" / "src" / "luoshi"
CONTEXTS: Final = sorted(path.parent.name for path in SOURCE.glob("*/apps.py"))
#: The few places with hand-written SQL or marked-safe markup, and why they may (SEC-29).
JUSTIFIED: Final = {
    "accounts/migrations/0006_one_duty_a_person.py": "a trigger of our own constants",
    "config/bench/databases.py": "makes and drops a database whose name is our own constant",
    "config/handbooks.py": "our own handbooks, cleaned with an allow-list first",
    "config/startup.py": "reads PRAGMAs and server settings, whose names are our own constants",
    "kernel/backup.py": "counts our own tables in a copy that Django is not connected to",
    "kernel/channels.py": "posts to the address that the operator set, http or https only",
    "kernel/figures.py": "the digits of a decimal, many a page",
    "kernel/tables/markup.py": "thousands of cells a page; every part is escaped where it is made",
    "kernel/upkeep.py": "ANALYZE, and a PRAGMA with our own number",
    "ledger/panels.py": "an empty fragment",
    "monitoring/actions/rebuilding.py": "locks a table, whose name is our own constant",
    "reporting/markup.py": "a thousand cells a form; every part is escaped where it is made",
    "reader/src/luoshi_reader/patterns.py": "reads what lies with the bytecode, under its rules",
}


@cache
def tracked(*patterns: str) -> tuple[Path, ...]:
    """Return the files under version control that match."""
    listed = subprocess.run(  # noqa: S603 - our own words
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return tuple(ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file())


def text_of(path: Path) -> str:
    """Return a file's text; nothing for what is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Yield the platform's modules, tests and migrations left out."""
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if "/tests/" not in name and "/migrations/" not in name:
            yield name, ast.parse(text_of(path))


def test_a_fragment_says_first_what_it_needs() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in tracked("web/src/*.html")
        if path.name.startswith("_") and not text_of(path).startswith("{# ")
    ]

    assert not silent


def test_every_refusal_has_a_code_of_its_own() -> None:
    def below(kind: type[Refusal]) -> Iterator[type[Refusal]]:
        for sub in kind.__subclasses__():
            yield sub
            yield from below(sub)

    shipped = [kind for kind in below(Refusal) if ".tests." not in kind.__module__]
    codes = Counter(kind.code for kind in shipped)
    wrong = [
        f"{kind.__module__}.{kind.__name__}: {kind.code}"
        for kind in shipped
        if codes[kind.code] > 1 or kind.__module__.split(".")[1] != kind.code.split(".")[0]
    ]

    assert not wrong


def test_sql_and_safe_markup_stand_only_where_they_are_justified() -> None:
    """SEC-29."""
    pattern = re.compile(r"mark_safe|\|\s*safe\b|\.execute\(|\beval\(|shell=True|\bpickle\b|RawSQL")
    found = {
        path.relative_to(SOURCE).as_posix()
        for path in tracked("web/src/*.py", "web/src/*.html")
        if "/tests/" not in path.as_posix()
        and "/migrations/" not in path.as_posix()
        and pattern.search(text_of(path))
    }

    assert found <= set(JUSTIFIED), found - set(JUSTIFIED)


def test_pages_hold_no_script_and_no_style_of_their_own() -> None:
    """SEC-38: the policy would refuse them."""
    pattern = re.compile(r"""\s(?:style|on[a-z]+)\s*=\s*["']|<script(?![^>]*\bsrc=)|<style\b""")
    allowed = re.compile(r"""<script type="application/json\"""")
    found = [
        str(path.relative_to(ROOT))
        for path in tracked("web/src/*.html")
        if pattern.search(allowed.sub("", text_of(path)))
    ]

    assert not found


def settings_read() -> set[str]:
    """Return the names of the environment that the program reads."""
    found = set()
    for name, tree in modules():
        if not name.startswith("config/"):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(re.findall(r"^LUOSHI_[A-Z_]+$", node.value))
    return found


def test_the_sample_environment_explains_every_setting_and_no_other() -> None:
    sample = text_of(ROOT / ".env.sample")

    assert set(re.findall(r"^(LUOSHI_[A-Z_]+)=", sample, re.MULTILINE)) == settings_read()


def test_no_setting_of_the_manual_is_made_up() -> None:
    manual = text_of(ROOT / "docs" / "运维手册.md")
    named = set(re.findall(r"LUOSHI_[A-Z_]+", manual)) - {"LUOSHI_TEST_POSTGRES_URL"}

    assert named == settings_read()


def events() -> set[str]:
    """Return every event that the program writes into the trail; histories only tell of them."""
    pattern = re.compile(rf"(?:{'|'.join(CONTEXTS)})\.[a-z_]+\.[a-z_]+")
    return {
        node.value
        for name, tree in modules()
        if not name.endswith("/histories.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and pattern.fullmatch(node.value)
    }


def open_events() -> set[str]:
    """Return the beginnings of events whose last word is chosen as the program runs."""
    pattern = re.compile(rf"(?:{'|'.join(CONTEXTS)})\.[a-z_]+\.")
    return {
        node.values[0].value
        for _, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        and isinstance(node.values[0], ast.Constant)
        and isinstance(node.values[0].value, str)
        and pattern.fullmatch(node.values[0].value)
    }


def test_the_list_of_events_is_what_the_program_writes() -> None:
    """SEC-21: audit events, the document."""
    listed = re.findall(r"^\| `([a-z_.]+)` \|", text_of(ROOT / "docs" / "events.md"), re.MULTILINE)
    beginnings = tuple(open_events())
    chosen = {name for name in listed if name.startswith(beginnings)}

    assert set(listed) - chosen == {name for name in events() if not name.startswith(beginnings)}
    assert events() <= set(listed)
    assert all(any(name.startswith(one) for name in chosen) for one in beginnings)


def test_every_event_is_named_in_some_test() -> None:
    """SEC-21: audit events, each with its test."""
    listed = re.findall(r"^\| `([a-z_.]+)` \|", text_of(ROOT / "docs" / "events.md"), re.MULTILINE)
    tests = "".join(text_of(path) for path in tracked("web/*/test_*.py"))

    assert listed
    assert not [name for name in listed if f'"{name}"' not in tests]


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a registry's host", r"(?:pythonhosted|pypi|npmjs)\.(?:org|com)|deb\.debian\.org"),
        ("a path of one machine", r"(?<![\w.])/(?:work|farm|root)/"),
        ("a bare or unexplained exception to a rule", r"#\s*noqa(?!:)|#\s*type:\s*ignore(?!\[)"),
        ("a skipped test", r"pytest\.(?:skip|xfail|importorskip)|mark\.(?:skip|xfail)"),
        ("something left to do", r"\b(?:TOD[O]|FIXM[E]|XX[X])\b"),
    ],
)
def test_no_file_holds(what: str, pattern: str) -> None:
    here = Path(__file__).resolve()
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked(
            "*.py",
            "*.md",
            "*.toml",
            "*.html",
            "*.js",
            "*.css",
            "*.sample",
            "Makefile",
            ".ci/run",
            "*.lock",
            "tools/*",
        )
        if path.resolve() != here
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if re.search(pattern, line)
    ]

    assert not found, what


def test_documents_link_to_what_is_there() -> None:
    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in tracked("*.md")
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text_of(path))
        if not re.match(r"[a-z]+:", target) and not (path.parent / target).exists()
    ]

    assert not broken


def test_every_document_is_reached_from_the_readme_or_the_pages() -> None:
    """A document nobody can find is not there."""
    named = "".join(
        text_of(path)
        for path in tracked("README*.md", "CONTRIBUTING.md", "web/src/*.py", "docs/README.md")
    )
    lost = [
        str(path.relative_to(ROOT))
        for path in tracked("docs/*.md")
        if path.parent.name == "docs" and path.name not in named
    ]

    assert not lost


def test_no_rule_of_a_table_holds_on_one_database_alone() -> None:
    """SQLite knows no NULLS NOT DISTINCT: Django would leave the rule away there (models.W047)."""
    dropped = [
        rule.name
        for model in apps.get_models()
        for rule in model._meta.constraints
        if getattr(rule, "nulls_distinct", None) is not None
    ]
    assert dropped == []


def test_ofd_is_read_and_never_claimed_to_be_written() -> None:
    """USE-06: OFD is the archive form; what goes out is .docx, .xlsx, .csv and print."""
    words = re.compile(
        r"(?:下载|导出|输出|另存为|生成)[^，。；、]{0,8}OFD|\.ofd[\"']\s*\)", re.IGNORECASE
    )
    places = tracked("*.md", "web/src/*.html", "web/src/*.py")

    claims = [path.name for path in places if words.search(text_of(path))]

    assert claims == []
