"""Simulated years kept from one measurement to the next: made again when what makes them changed.

They live in a folder of their own (`LUOSHI_BENCH_DIR`) and, for PostgreSQL, in a database named
for the scale. What makes them is the program without its pages; a note beside the data keeps its
digest, and how long the making took.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from luoshi_reader.bench.gold import HENAN

from luoshi.config.bench.databases import environments, run, settle
from luoshi.config.bench.serving import PROGRAM

FOLDER: Final = Path(os.environ.get("LUOSHI_BENCH_DIR", "data-bench"))
#: The parts of the program that leave something in the data.
_MAKERS: Final = ("actions", "rules", "migrations", "demo", "models.py")

Minutes = dict[str, Any]


def worlds(scale: int) -> Iterator[tuple[str, dict[str, str], Minutes]]:
    """Yield each database with its year: its name, its environment, the minutes of the making."""
    wanted = _digest()
    for label, environment, fresh in environments(FOLDER, f"luoshi_bench_year_x{scale}"):
        place = Path(environment["LUOSHI_DATA_DIR"])
        note = place / "made.json"
        made = json.loads(note.read_text()) if note.exists() else {}
        if made.get("of") != wanted:
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True)
            fresh()
            made = {"of": wanted, **_made(scale, environment)}
            settle(environment)
            note.write_text(json.dumps(made))
        yield label, environment, made


def _made(scale: int, environment: dict[str, str]) -> Minutes:
    begun, used = time.monotonic(), _processor()
    words = ["demo", "--scale", str(scale), "--example", str(HENAN)]
    run([sys.executable, "-c", PROGRAM, *words], environment)
    return {
        "wall": round((time.monotonic() - begun) / 60, 1),
        "cpu": round((_processor() - used) / 60, 1),
    }


def _processor() -> float:
    """Return the seconds of processor time that our children have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _digest() -> str:
    """Return what the data depend on."""
    root = Path(__file__).parents[2]
    found = hashlib.sha256(HENAN.read_bytes())
    for path in sorted(root.rglob("*.py")):
        if set(path.relative_to(root).parts) & set(_MAKERS):
            found.update(path.read_bytes())
    return found.hexdigest()
