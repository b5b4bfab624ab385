"""What the code itself shows: where it writes, what it risks, what it stands on, who can run it."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import django
import pytest

from web.tests.test_house import CONTEXTS, JUSTIFIED, ROOT, SOURCE, modules, text_of, tracked

#: What writes rows, on whatever it is called: managers, querysets, related managers, rows.
WRITES: Final = frozenset(
    ("create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "save", "delete",
     "add_child", "add_root")
)  # fmt: skip
#: Files outside the actions with such a call, and why they may.
ELSEWHERE: Final = {
    "accounts/models/people.py": "folds the login whoever saves; the row is written by its caller",
    "accounts/sessions.py": "when a session was last seen; no business data",
    "config/bench/histories.py": "plays in a test database and undoes it",
    "config/bench/house.py": "a house of its own in a test database",
    "config/bench/rollup.py": "fills a database made for the measurement",
    "config/demo/finishing.py": "a simulated year, made whole under one entry",
    "config/demo/people.py": "a simulated year, made whole under one entry",
    "config/demo/sending.py": "a simulated year, made whole under one entry",
    "config/demo/year.py": "a simulated year, made whole under one entry",
    "kernel/background.py": "cleans up what is past its keeping",
    "kernel/chain.py": "the seals over the trail",
    "kernel/checkup.py": "what was found, as rows; the run leaves its entry",
    "kernel/jobs.py": "runs are their own record",
    "kernel/outbox.py": "notices are told by the act that writes them",
    "kernel/purging.py": "parts with what is past its keeping, with an entry",
    "kernel/reads.py": "the log of reads, which is no business data",
    "kernel/schedule.py": "the tick of the schedule",
    "kernel/sheets/keeping.py": "keeps a file between preview and confirmation",
    "kernel/papers.py": "saves a Word file",
    "kernel/preferences.py": "how a person wants pages to look; no business data",
    "kernel/trail.py": "the trail itself",
    "config/commands/importing.py": "moves a progress bar",
    "plans/views/documents.py": "fills in a form",
}
#: Parts of acts: written inside an act that leaves its own entry.
PARTS: Final = {
    "plans.write",
    "plans.insert",
    "plans.keep",
    "plans.store_facts",
    "plans.store_doubts",
    "plans.touch",
    "plans.touch_stored",
    # Of an asking that is over: how it ended leaves its own.
    "plans.ended",
    "plans.facts_changed",
    "plans.keep_comparisons",
    "ledger.project_facts",
    "ledger.write_uses",
    "ledger.write_details",
    "ledger.assign",
    # Of a sending: its figures freeze their indicators, the draft follows what was sent.
    "ledger.freeze_indicators",
    "reporting.follow",
    # Of an offer of a file, which leaves an entry of its own.
    "plans.clear_forgotten",
    # Of a change of a breakdown, and of making a form: both leave entries of their own.
    "reporting.follow_breakdown",
    "reporting.break_down",
    # When a token was last used; what it does leaves entries of its own.
    "accounts.note_use",
    # How far a minute is used up: a number, and what is asked for leaves its own.
    "accounts.spend",
    # Of an acceptance, its reopening, and of judging a period: all leave their own.
    "monitoring.roll_up",
    "monitoring.add",
    "monitoring.found_or_made",
    "monitoring.write",
    "monitoring.take_accepted",
    "monitoring.take",
    "monitoring.take_period",
    "monitoring.light_reopened",
    "monitoring.light_up",
    "monitoring.first_rule",
}
#: What Chromium 90 does not know: in style sheets, and in scripts.
TOO_NEW: Final = {
    ".css": r":has\(|@container|container-(?:type|name)|@layer|@scope|@property|@starting-style|"
    r"color-mix\(|oklch\(|light-dark\(|\bsubgrid\b|[0-9][sld]v[hwib]\b|text-wrap|^\s*&|"
    r"^\s*(?:translate|rotate|scale)\s*:|:user-(?:in)?valid|animation-timeline",
    ".js": r"structuredClone|Object\.hasOwn|\.findLast|\.toSorted|\.toReversed|Object\.groupBy|"
    r"\]\.at\(|Array\.fromAsync|\.showPopover|\.withResolvers|\bstatic \{|AbortSignal\.timeout",
}


def _writes(node: ast.AST) -> bool:
    """Whether a call writes rows; `update` only with the names of fields, as querysets take it."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    return node.func.attr in WRITES or (node.func.attr == "update" and bool(node.keywords))


def test_rows_are_written_in_actions_and_nowhere_else() -> None:
    """SEC-22: bulk paths included, whatever they are called on; raw SQL is SEC-29's list."""
    found = {
        name
        for name, tree in modules()
        if "/actions" not in name and any(_writes(node) for node in ast.walk(tree))
    }

    assert found == set(ELSEWHERE)


@cache
def acts(context: str) -> dict[str, ast.FunctionDef | ast.ClassDef]:
    """Return what the actions of a context define, by name."""
    return {
        node.name: node
        for name, tree in modules()
        if name.startswith((f"{context}/actions/", f"{context}/actions.py"))
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }


def _reached(context: str, name: str, seen: set[str]) -> Iterator[ast.AST]:
    """Yield everything that an act does, itself or through others of its context."""
    if name in seen or name not in acts(context):
        return
    seen.add(name)
    for node in ast.walk(acts(context)[name]):
        yield node
        if isinstance(node, ast.Name | ast.Attribute):
            called = node.id if isinstance(node, ast.Name) else node.attr
            yield from _reached(context, called, seen)


def test_every_act_that_writes_leaves_its_entry() -> None:
    """SEC-22, SEC-25: no act without a trail; parts of acts are named, and only they go without."""
    silent = set()
    for context in CONTEXTS:
        for name, node in acts(context).items():
            if name.startswith("_") or isinstance(node, ast.ClassDef):
                continue
            done = list(_reached(context, name, set()))
            calls = {one.func.id for one in done if isinstance(one, ast.Call)
                     and isinstance(one.func, ast.Name)}  # fmt: skip
            if any(_writes(one) for one in done) and not calls & {"record", "record_all"}:
                silent.add(f"{context}.{name}")

    assert silent == PARTS


def test_risky_calls_stand_only_where_they_are_justified() -> None:
    """SEC-29: what bandit calls medium or worse."""
    done = subprocess.run(
        [sys.executable, "-m", "bandit", "-q", "-r", "-ll", "-f", "json",
         "-x", "*/tests/*", "web/src", "reader/src"],
        cwd=ROOT, capture_output=True, check=False, text=True,
    )  # fmt: skip
    results = json.loads(done.stdout)["results"]

    found = {Path(one["filename"]).as_posix().split("src/luoshi/")[-1] for one in results}
    assert found <= set(JUSTIFIED), found - set(JUSTIFIED)
    assert not [one for one in results if one["issue_severity"] == "HIGH"]


@pytest.mark.parametrize("suffix", TOO_NEW)
def test_nothing_is_newer_than_the_oldest_browser(suffix: str) -> None:
    """USE-14: Chromium 90."""
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked(f"web/src/*{suffix}")
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if re.search(TOO_NEW[suffix], line)
    ]

    assert not found


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_dependency_is_pinned_with_its_hashes(name: str) -> None:
    """SEC-47: so `pip install --require-hashes`, as `make setup` does, takes nothing else."""
    lock = text_of(ROOT / name).replace("\\\n", " ")
    wanted = [line for line in lock.splitlines() if line and not line.lstrip().startswith("#")]

    assert len(wanted) > 20
    assert [
        line for line in wanted if not re.match(r"\S+==\S+.* --hash=sha256:[0-9a-f]{64}", line)
    ] == []
    assert text_of(ROOT / "Makefile").count("--require-hashes -r requirements") == 3


def test_django_is_of_the_line_with_long_support() -> None:
    """SEC-47."""
    assert django.VERSION[:2] == (5, 2)


def test_the_bill_of_materials_names_what_is_installed(tmp_path: Path) -> None:
    """SEC-47: CycloneDX, by the tool that SECURITY.md names."""
    target = tmp_path / "bill.json"
    subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "cyclonedx_py", "environment", "-o", str(target)],
        check=True, capture_output=True,
    )  # fmt: skip

    bill = json.loads(target.read_text(encoding="utf-8"))
    assert bill["bomFormat"] == "CycloneDX"
    named = {(part["name"].lower(), part["version"]) for part in bill["components"]}
    assert ("django", django.get_version()) in named
    assert "cyclonedx-py environment" in text_of(ROOT / "SECURITY.md")


def test_every_context_has_its_place_in_the_layers_and_layers_of_its_own() -> None:
    """A new context without them fails: the outer contract is exhaustive, the inner names it."""
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))
    contracts = {one["name"]: one for one in project["tool"]["importlinter"]["contracts"]}
    outer, inner = contracts["Contexts of the platform"], contracts["Inside a context"]
    places = {part.strip(" ()") for row in outer["layers"] for part in row.split("|")}

    assert outer["exhaustive"] is True
    assert set(CONTEXTS) <= places
    assert {f"luoshi.{name}" for name in CONTEXTS} == {
        *inner["containers"],
        "luoshi.kernel",
        "luoshi.config",
    }


def test_every_context_says_what_it_owns() -> None:
    silent = [
        name
        for name in CONTEXTS
        if name != "config" and not re.search(r"\bOwns\b", text_of(SOURCE / name / "README.md"))
    ]

    assert not silent


def test_a_locked_row_is_not_joined_with_rows_that_are_not() -> None:
    """REL-08: after waiting for a lock, PostgreSQL reads the locked row anew but not its join."""
    joined = []
    for name, tree in modules():
        for node in ast.walk(tree):
            words = set(_chain(node))
            if {"select_for_update", "select_related"} <= words:
                joined.append(f"{name}:{getattr(node, 'lineno', 0)}")
    assert joined == []


def _chain(node: ast.AST) -> Iterator[str]:
    """Yield the names of a chain of calls, the last first."""
    while isinstance(node, ast.Call | ast.Attribute):
        if isinstance(node, ast.Attribute):
            yield node.attr
            node = node.value
        else:
            node = node.func
