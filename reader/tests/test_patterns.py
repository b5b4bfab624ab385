"""Compiled patterns that are kept: the same patterns, whatever befalls the file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from luoshi_reader import patterns
from luoshi_reader.patterns import kept_patterns

_WORDS = r"(?P<count>[0-9一二三]{1,3})个(?:[一-鿿，]+?)(?P<end>项目|工程)?"
_TEXT = "建设12个重点，三年内建成项目"


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    return str(tmp_path / "module.py")


def _compiled(module: str, words: str = _WORDS, flags: int = re.MULTILINE) -> re.Pattern[str]:
    re.purge()
    with kept_patterns(module):
        return re.compile(words, flags)


def _file(module: str) -> Path:
    (file,) = Path(module).parent.glob("__pycache__/*.bin")
    return file


def _never(*_: object) -> None:
    pytest.fail("compiled although it was kept")


def test_a_kept_pattern_is_the_pattern(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = re.compile(_WORDS, re.MULTILINE)
    first = _compiled(module)
    monkeypatch.setattr(patterns, "_compile", _never)
    again = _compiled(module)
    for one in (first, again):
        assert (one.pattern, one.flags) == (plain.pattern, plain.flags)
        assert (one.groups, dict(one.groupindex)) == (plain.groups, dict(plain.groupindex))
        found, same = one.search(_TEXT), plain.search(_TEXT)
        assert found is not None
        assert same is not None
        assert (found.span(), found.groupdict(), found.lastgroup) == (
            same.span(),
            same.groupdict(),
            same.lastgroup,
        )


def test_other_words_and_other_flags_are_other_patterns(module: str) -> None:
    assert _compiled(module, "a.b", re.DOTALL).search("a\nb")
    assert not _compiled(module, "a.b", 0).search("a\nb")
    assert _compiled(module, "a.c", re.DOTALL).search("a\nc")


def test_what_is_no_longer_compiled_is_no_longer_kept(module: str) -> None:
    _compiled(module, "甲+")
    _compiled(module, "乙+")
    assert list(patterns._read(_file(module))) == [("乙+", re.MULTILINE.value)]


@pytest.mark.parametrize("spoilt", [b"", b"spoilt", b"\xe9\x00\x00\x00\x00", b"N"])
def test_a_spoilt_file_is_made_anew(module: str, spoilt: bytes) -> None:
    _compiled(module)
    sound = _file(module).read_bytes()
    _file(module).write_bytes(spoilt)
    assert _compiled(module).search(_TEXT)
    assert _file(module).read_bytes() == sound


def test_another_build_compiles_for_itself(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _compiled(module)
    monkeypatch.setattr(patterns, "_BUILD", "3.99.0 (another)")
    assert patterns._read(_file(module)) == {}
    assert _compiled(module).search(_TEXT)


def test_nothing_is_written_where_python_writes_nothing(
    module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert _compiled(module).search(_TEXT)
    assert not list(Path(module).parent.iterdir())


def test_a_folder_nobody_may_write_in_is_no_hindrance(module: str) -> None:
    (Path(module).parent / "__pycache__").write_text("a file, so that no folder can stand here")
    assert _compiled(module).search(_TEXT)


def test_an_interpreter_without_the_compiler_compiles_as_ever(
    module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "re._compiler", None)
    with kept_patterns(module):
        pass
    assert not list(Path(module).parent.iterdir())


def test_patterns_of_bytes_and_faulty_ones_go_the_usual_way(module: str) -> None:
    re.purge()
    with kept_patterns(module):
        assert re.compile(b"a+").search(b"caa")
        with pytest.raises(re.error):
            re.compile("[a")
    assert not list(Path(module).parent.iterdir())


def test_afterwards_the_compiler_is_its_own_again(module: str) -> None:
    _compiled(module, "甲+")
    re.compile("乙+乙")
    assert list(patterns._read(_file(module))) == [("甲+", re.MULTILINE.value)]


def test_every_pattern_of_the_package_is_found_again(tmp_path: Path) -> None:
    """A pattern whose words come in another order each time would be compiled each time."""
    kept = [_kept_by_a_run(tmp_path, seed) for seed in ("1", "2")]
    assert kept[0] == kept[1]


def _kept_by_a_run(tmp_path: Path, seed: str) -> bytes:
    """Return the file that a process leaves behind whose sets have an order of their own."""
    paths = [str(Path(patterns.__file__).parents[1]), *sys.path]
    subprocess.run(
        [sys.executable, "-c", "import luoshi_reader"],
        check=True,
        env={
            "PYTHONPATH": os.pathsep.join(paths),
            "PYTHONHASHSEED": seed,
            "PYTHONPYCACHEPREFIX": str(tmp_path),
        },
    )
    (file,) = tmp_path.rglob("patterns.*.bin")
    return file.read_bytes()
