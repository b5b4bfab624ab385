"""A backup is one file: the database, the files kept beside it, and a manifest of both.

The database is copied by its own online means (REL-23), never as a file; the manifest is written
last, so that a file cut short has none, and names every part with its hash, the rows of every
table and the head of the trail. A restore checks all of it and goes into an empty place only.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, ClassVar, Final

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from luoshi.kernel import clock
from luoshi.kernel.refusals import Refusal
from luoshi.kernel.trail import record

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
DATABASE: Final = "database"
FILES: Final = "files/"
_CHUNK: Final = 1 << 20


class BackupRefused(Refusal):
    """A backup that cannot be made or taken back; each kind has its own exit status."""

    code: ClassVar[str] = "kernel.backup_refused"
    exit_status: ClassVar[int] = 3


class BackupCutShort(BackupRefused):
    """The file ends before its manifest."""

    code: ClassVar[str] = "kernel.backup_cut_short"
    exit_status: ClassVar[int] = 4


class BackupChanged(BackupRefused):
    """A part is not what the manifest says."""

    code: ClassVar[str] = "kernel.backup_changed"
    exit_status: ClassVar[int] = 5


class PlaceTaken(BackupRefused):
    """There are data already where the backup should go."""

    code: ClassVar[str] = "kernel.backup_place_taken"
    exit_status: ClassVar[int] = 6


def make(target: Path) -> dict[str, Any]:
    """Write a backup to `target`, complete or not at all; return its manifest."""
    if target.exists():
        msg = f"{target} 已存在。"
        raise PlaceTaken(msg, next_step="请换一个文件名。")
    root = Path(settings.MEDIA_ROOT)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as room:
        dump = Path(room) / DATABASE
        state = _dump(dump)
        parts = {DATABASE: dump} | {
            FILES + path.relative_to(root).as_posix(): path
            for path in sorted(root.rglob("*"))
            if path.is_file()
        }
        manifest = {
            "format": FORMAT,
            "made_at": clock.now().isoformat(),
            "engine": connection.vendor,
            **state,
            "parts": {name: _digest(path) for name, path in parts.items()},
        }
        written = Path(room) / "whole"
        with tarfile.open(written, "w:gz", compresslevel=6) as archive:
            for name, path in parts.items():
                archive.add(path, name, recursive=False)
            sheet = Path(room) / MANIFEST
            sheet.write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
            archive.add(sheet, MANIFEST)
        written.chmod(0o600)
        with written.open("rb") as whole:
            os.fsync(whole.fileno())
        written.replace(target)
    return manifest


def restore(source: Path, *, by: str) -> dict[str, Any]:
    """Put a backup into this empty place; return its manifest once everything agrees with it.

    Raises:
        BackupRefused: the file is no backup, cut short, changed, or the place is taken.

    """
    _require_empty()
    place = Path(settings.DATA_DIR)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place, prefix=".restore-") as room:
        manifest = unpack(source, Path(room))
        if manifest["engine"] != connection.vendor:
            msg = f"备份来自 {manifest['engine']}，当前数据库是 {connection.vendor}。"
            raise BackupRefused(msg, next_step="请恢复到同一种数据库。")
        _load(Path(room) / DATABASE)
        kept = Path(room) / FILES
        if kept.is_dir():
            root = Path(settings.MEDIA_ROOT)
            if root.is_dir():
                root.rmdir()
            shutil.move(kept, root)
    with connection.cursor() as cursor:
        state = _state(cursor, manifest["rows"])
    if any(manifest[name] != state[name] for name in state):
        raise BackupChanged("恢复后的行数或留痕与备份清单不符。", next_step="请改用另一份备份。")
    with transaction.atomic():
        record("kernel.backup.restored", by=by, data={"made_at": manifest["made_at"]})
    return manifest


def unpack(source: Path, room: Path) -> dict[str, Any]:
    """Unpack a backup into `room`, every part held against the manifest."""
    found: dict[str, str] = {}
    manifest: dict[str, Any] | None = None
    with _reading(source) as archive:
        for member in archive:
            content = archive.extractfile(member) if member.isfile() else None
            target = (room / member.name).resolve()
            if content is None or not target.is_relative_to(room.resolve()):
                raise BackupChanged("备份中有不应出现的内容。", next_step="请改用另一份备份。")
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with target.open("wb") as out:
                shutil.copyfileobj(content, out, _CHUNK)
            if member.name == MANIFEST:
                manifest = json.loads(target.read_text(encoding="utf-8"))
            else:
                found[member.name] = _digest(target)
    if manifest is None:
        raise BackupCutShort("备份文件不完整。", next_step="请改用另一份备份，或重新拷贝。")
    if manifest.get("format") != FORMAT:
        raise BackupRefused("备份格式较新或无法识别。", next_step="请用做备份时的版本恢复。")
    if found != manifest["parts"]:
        raise BackupChanged("备份内容与清单不符，可能被改动。", next_step="请改用另一份备份。")
    return manifest


@contextmanager
def _reading(source: Path) -> Iterator[tarfile.TarFile]:
    """Open a backup; whatever breaks on the way says how the file is broken."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            yield archive
    except FileNotFoundError as missing:
        msg = f"没有文件 {source}。"
        raise BackupRefused(msg, next_step="请核对路径。") from missing
    except EOFError as short:
        raise BackupCutShort("备份文件不完整。", next_step="请改用另一份备份。") from short
    except (tarfile.TarError, zlib.error, OSError, ValueError) as broken:
        if isinstance(broken, tarfile.ReadError) and "unexpected end" in str(broken):
            raise BackupCutShort("备份文件不完整。", next_step="请改用另一份备份。") from broken
        raise BackupChanged(
            "这不是备份文件，或内容已损坏。", next_step="请改用另一份备份。"
        ) from broken


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _tables() -> list[str]:
    """Return our tables, sessions excepted: they come and go with every look."""
    there = set(connection.introspection.table_names())
    ours = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    return sorted(name for name in ours & there if not name.endswith("_session"))


def _state(cursor: Any, tables: Iterable[str]) -> dict[str, Any]:
    """Return the rows of every table and the head of the trail, as `cursor` sees them."""
    rows = {}
    for name in tables:
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 - our own tables' names
        (rows[name],) = cursor.fetchone()
    cursor.execute("SELECT id, action, actor FROM kernel_entry ORDER BY id DESC LIMIT 1")
    state = {"rows": rows, "trail": list(cursor.fetchone() or ())}
    if "kernel_seal" in rows:
        cursor.execute("SELECT position, digest FROM kernel_seal ORDER BY position DESC LIMIT 1")
        state["chain"] = list(cursor.fetchone() or ())
    return state


def _require_empty() -> None:
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        taken = Path(database["NAME"]).exists()
    else:
        taken = bool(MigrationRecorder(connection).has_table())
    root = Path(settings.MEDIA_ROOT)
    if taken or (root.is_dir() and any(root.iterdir())):
        raise PlaceTaken(
            "此处已有数据，不能恢复到这里。",
            next_step="请用 LUOSHI_DATA_DIR（或 LUOSHI_DATABASE_URL）指定一个空的位置。",
        )


def _dump(target: Path) -> dict[str, Any]:
    """Copy the database as it is at one moment; return the state of that very moment."""
    if connection.vendor == "sqlite":
        live = sqlite3.connect(f"file:{connection.settings_dict['NAME']}?mode=ro", uri=True)
        with closing(live), closing(sqlite3.connect(target)) as copy:
            live.backup(copy)
            # The copy is one file: no -wal beside it is needed to read it.
            copy.execute("PRAGMA journal_mode=DELETE")
            return _state(copy.cursor(), _tables())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        _postgresql(
            "pg_dump",
            "--format=custom",
            f"--snapshot={snapshot}",
            f"--file={target}",
            "--dbname",
        )
        return _state(cursor, _tables())


def _load(dump: Path) -> None:
    if connection.vendor != "sqlite":
        connection.close()
        _postgresql(
            "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", dump, "--dbname"
        )
        return
    target = Path(connection.settings_dict["NAME"])
    connection.close()
    with closing(sqlite3.connect(dump)) as copy:
        (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
    if verdict != "ok":
        raise BackupChanged("备份中的数据库已损坏。", next_step="请改用另一份备份。")
    for rest in ("-wal", "-shm"):
        target.with_name(target.name + rest).unlink(missing_ok=True)
    dump.replace(target)
    target.chmod(0o600)


def _postgresql(program: str, *arguments: str | Path) -> None:
    """Run one of PostgreSQL's own programs against the present database."""
    path = shutil.which(program)
    if path is None:
        msg = f"本机没有 {program}。"
        raise BackupRefused(msg, next_step="请安装 postgresql-client 后重试。")
    database = connection.settings_dict
    given = {
        "PGHOST": database["HOST"],
        "PGPORT": str(database["PORT"] or ""),
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
    }
    environment = os.environ | {name: value for name, value in given.items() if value}
    command = [path, *map(str, arguments), str(database["NAME"])]
    done = subprocess.run(  # noqa: S603 - the program is PostgreSQL's, the words are ours
        command, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        msg = f"{program} 没有成功：{done.stderr.strip()[:300]}"
        raise BackupRefused(msg, next_step="请按提示处理后重试。")
