"""Options, refusals and files: whatever goes wrong is said in one Chinese sentence."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NoReturn

from luoshi_reader.errors import ReadingError

#: What the standard library says in English, and how we say it.
_SAID: Final = (
    (re.compile(r"the following arguments are required: (.+)"), r"缺少参数：\1。"),
    (re.compile(r"unrecognized arguments: (.+)"), r"不认识的参数：\1。"),
    (
        re.compile(r"argument (.+): invalid choice: (.+) \(choose from (.+)\)"),
        r"\1 不能是 \2，可用：\3。",
    ),
    (re.compile(r"argument (.+): expected (?:one|at least one) argument"), r"\1 后面缺少内容。"),
    (re.compile(r"ambiguous option: (\S+) could match (.+)"), r"参数 \1 不明确，可能是：\2。"),
)


class Unreadable(Exception):  # noqa: N818 - it names the state of the file, not a fault of ours
    """A file or destination cannot be used; the text is the whole sentence for the person."""

    def __init__(self, sentence: str, *, path: Path | None = None) -> None:
        """Put the path, where there is one, before the sentence."""
        super().__init__(f"{path}：{sentence}" if path else sentence)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese."""

    def __init__(self, prog: str, description: str) -> None:
        """Describe the command; options are added by `arguments` and `options`."""
        super().__init__(prog=prog, description=description, add_help=False, allow_abbrev=False)
        self.arguments = self.add_argument_group("参数")
        self.options = self.add_argument_group("选项")
        self.options.add_argument("-h", "--help", action="help", help="显示本说明")

    def choose(self, name: str, words: Mapping[str, str]) -> None:
        """Take one of `words` as the argument `name`."""
        told = "；".join(f"{word} {what}" for word, what in words.items())
        self.arguments.add_argument(name, choices=tuple(words), metavar="|".join(words), help=told)

    def format_usage(self) -> str:
        """Return the usage line."""
        return _in_chinese(super().format_usage())

    def format_help(self) -> str:
        """Return the whole help."""
        return _in_chinese(super().format_help())

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words of the command, and how it is written."""
        for pattern, said in _SAID:
            if pattern.fullmatch(message):
                message = pattern.sub(said, message)
                break
        self.exit(2, f"{message}\n{self.format_usage()}")


def _in_chinese(text: str) -> str:
    return text.replace("usage: ", "用法：", 1)


def read_text(path: Path) -> str:
    """Return the decoded text of a file, newlines as they stand.

    Raises `Unreadable` with a sentence that names the file and says what to do.
    """
    try:
        return _decode(path.read_bytes())
    except OSError as failed:
        raise Unreadable(refusal(failed), path=path) from failed
    except ReadingError as refused:
        raise Unreadable(str(refused), path=path) from refused


def refusal(failed: OSError) -> str:
    """Return what an operating-system failure means for the person at the keyboard."""
    if isinstance(failed, FileNotFoundError):
        return "没有这个文件或文件夹，请核对路径和文件名。"
    if isinstance(failed, IsADirectoryError):
        return "这是文件夹，请指定其中的文件。"
    if isinstance(failed, NotADirectoryError):
        return "路径中有一段不是文件夹，请核对路径。"
    if isinstance(failed, PermissionError):
        return "没有权限，请更换位置或请管理员授权。"
    return f"打不开或写不进（{failed.strerror or failed}），请检查磁盘后再试。"


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as failed:
        message = "不是 UTF-8 编码的文本。"
        raise ReadingError(
            "source.encoding", message, next_step="请另存为 UTF-8 文本后再试。"
        ) from failed
