"""Patterns compiled once for a build of Python, and kept where it keeps its compiled modules.

The rules hold some six hundred patterns; compiling them takes longer than reading a plan
(docs/adr/0017-compiled-patterns-are-kept.md).
"""

from __future__ import annotations

import marshal
import os
import sys
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, Final

#: By the words and flags of a pattern: all its flags, its code, its groups and their names.
_Kept = dict[tuple[str, int], tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]]
#: Code is good for the very build that made it.
_BUILD: Final = sys.version


@contextmanager
def kept_patterns(module: str = __file__) -> Iterator[None]:
    """Take what is compiled meanwhile from the patterns kept beside a module; keep new ones.

    Found by its own words and flags, none is ever stale. Where anything is amiss (another
    interpreter, no file, a folder nobody may write in) patterns are compiled as ever.
    """
    try:
        compiler: Any = import_module("re._compiler")
        usual, engine = compiler.compile, compiler._sre  # noqa: SLF001 - the ADR says why
        file = Path(cache_from_source(module)).with_suffix(".bin")
    except (ImportError, AttributeError, NotImplementedError):
        yield
        return
    known, used = _read(file), _Kept()

    def compiled(words: Any, flags: int = 0) -> Any:
        if not isinstance(words, str):
            return usual(words, flags)
        parts = known.get((words, flags)) or _compile(compiler, words, flags)
        used[words, flags] = parts
        shown, code, *groups = parts
        return engine.compile(words, shown, memoryview(code).cast("I").tolist(), *groups)

    compiler.compile = compiled
    try:
        yield
    finally:
        compiler.compile = usual
    if not used.keys() <= known.keys() and not sys.dont_write_bytecode:
        _write(file, used)


def _compile(compiler: Any, words: str, flags: int) -> Any:
    """Compile a pattern as `re` does, up to the object itself."""
    parsed = compiler._parser.parse(words, flags)  # noqa: SLF001 - as above
    code = array("I", compiler._code(parsed, flags)).tobytes()  # noqa: SLF001 - as above
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, group in state.groupdict.items():
        names[group] = name
    return flags | state.flags, code, state.groups - 1, state.groupdict, tuple(names)


def _read(file: Path) -> _Kept:
    """Return what this build has kept, nothing where there is no sound file of its making."""
    with suppress(OSError, EOFError, ValueError, TypeError):
        # As safe as the modules' own bytecode, which lies in the same folder.
        build, kept = marshal.loads(file.read_bytes())  # noqa: S302
        if build == _BUILD:
            return kept  # type: ignore[no-any-return]
    return {}


def _write(file: Path, kept: _Kept) -> None:
    """Put the file in its place whole: another process may be reading it."""
    fresh = file.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        fresh.write_bytes(marshal.dumps((_BUILD, kept)))
        fresh.replace(file)
