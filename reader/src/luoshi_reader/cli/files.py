"""Files opened and read, with one Chinese sentence when they cannot be."""

from __future__ import annotations

from pathlib import Path

from luoshi_reader.corpus.document import read_data
from luoshi_reader.errors import ReadingError
from luoshi_reader.plan import Document


class Unreadable(Exception):  # noqa: N818 - it names the state of the file, not a fault of ours
    """A file or destination cannot be used; the text is the whole sentence for the person."""

    def __init__(self, sentence: str, *, path: Path | None = None) -> None:
        """Put the path, where there is one, before the sentence."""
        super().__init__(f"{path}：{sentence}" if path else sentence)


def read_document(path: Path) -> Document:
    """Return what was read in a file; offsets count its text, newlines as they stand in a .txt.

    Raises `Unreadable` where the file cannot be opened, cannot be read, or holds no plan.
    """
    try:
        return read_data(path.read_bytes(), path.name)
    except OSError as failed:
        raise Unreadable(refusal(failed), path=path) from failed
    except ReadingError as refused:
        raise Unreadable(str(refused), path=path) from refused


def refusal(failed: OSError) -> str:
    """Return what an operating-system failure means for the person at the keyboard."""
    if isinstance(failed, FileNotFoundError):
        return "没有这个文件或文件夹，请核对路径和文件名。"
    if isinstance(failed, IsADirectoryError):
        return "这是文件夹，请指定其中的文件；要读整个文件夹，请加 --out facts.parquet。"
    if isinstance(failed, NotADirectoryError):
        return "路径中有一段不是文件夹，请核对路径。"
    if isinstance(failed, PermissionError):
        return "没有权限，请更换位置或请管理员授权。"
    return f"打不开或写不进（{failed.strerror or failed}），请检查磁盘后再试。"
