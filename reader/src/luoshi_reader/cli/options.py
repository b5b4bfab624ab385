"""Options of a command, and what is said in Chinese when they are not understood."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from typing import Final, NoReturn

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
