"""Whether a port of this machine is free, and who holds it where not."""

from __future__ import annotations

import socket
from pathlib import Path


def taken(port: int) -> str | None:
    """Return who holds a port of this machine, as words; None where it is free."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return _holder(port) or "另一个程序"
    return None


def _holder(port: int) -> str:
    """Name the process that listens on a port, where Linux lets us see it."""
    try:
        lines = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
        fields = (line.split() for line in lines)
        inodes = {row[9] for row in fields if row[1].endswith(f":{port:04X}") and row[3] == "0A"}
        for link in Path("/proc").glob("[0-9]*/fd/*"):
            if link.is_symlink() and _inode(link) in inodes:
                process = link.parent.parent
                return f"进程 {process.name}（{(process / 'comm').read_text().strip()}）"
    except OSError:
        return ""
    return ""


def _inode(link: Path) -> str:
    try:
        return str(link.readlink()).removeprefix("socket:[").removesuffix("]")
    except OSError:
        return ""
