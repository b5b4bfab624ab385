"""Which reader read: its number and a digest of its rules, so that any change of them shows."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable


@cache
def reader_version() -> str:
    """Return the reader's number and ten digits of the digest of its files: 0.1.0+5f3a…."""
    digest = hashlib.sha256()
    for path, data in sorted(_files(resources.files("luoshi_reader"), "")):
        digest.update(path.encode())
        digest.update(data)
    try:
        number = metadata.version("luoshi-reader")
    except metadata.PackageNotFoundError:
        number = "0"
    return f"{number}+{digest.hexdigest()[:10]}"


def _files(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for each in folder.iterdir():
        name = f"{path}/{each.name}"
        if each.is_dir():
            if each.name != "__pycache__":
                found += _files(each, name)
        elif not each.name.endswith(".pyc"):
            found.append((name, each.read_bytes()))
    return found
