"""Files as they came: kept under generated names, outside of anything served (SEC-33)."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

from django.conf import settings

from luoshi.plans.actions.refusals import StorageFull
from luoshi.plans.rules.originals import usual_suffix


def stored_path(name: str) -> Path:
    """Return where a file of a generated name is kept, outside of anything served (SEC-33)."""
    return Path(settings.MEDIA_ROOT) / "plans" / name


def keep(data: bytes, filename: str) -> str:
    """Write a file to its end and only then give it its name; return the name.

    Of the name it came under only a usual extension is kept.
    """
    name = f"{uuid.uuid4().hex}{usual_suffix(filename)}"
    path = stored_path(name)
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise full(error) from error
    return name


def remove(name: str) -> None:
    """Take a file away, if it is there."""
    stored_path(name).unlink(missing_ok=True)


def full(error: Exception) -> Exception:
    """Return the refusal for a full disk; any other failure stays what it is."""
    space = isinstance(error, OSError) or "full" in str(error) or "No space" in str(error)
    if not space:
        return error
    return StorageFull(
        "服务器存储空间不足，文件没有保存。", next_step="请与系统管理员联系，清理空间后再试。"
    )
