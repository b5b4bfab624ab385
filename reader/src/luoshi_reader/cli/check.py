"""`luoshi check`: the plan held against itself before it is issued."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import IO, Final

from luoshi_reader.cli.files import Unreadable, read_document, refusal
from luoshi_reader.cli.options import Parser
from luoshi_reader.cli.settings import Settings, settings_for, with_waivers_beside
from luoshi_reader.exports.labels import SEVERITIES
from luoshi_reader.exports.records import Checked
from luoshi_reader.rules import RULES, SUBJECTS, explain

#: Each is a module of the exports with `write_findings`.
_MODULES: Final = {
    "text": "findings",
    "json": "findings_json",
    "sarif": "sarif",
    "docx": "commented",
}
_STDOUT: Final = "-"


def run(argv: Sequence[str], prog: str) -> int:
    """Run the command: 0 nothing found, 1 something found, 2 not readable."""
    parser = _parser(prog)
    options = parser.parse_args(argv)
    if options.explain:
        return _explain(options.explain)
    if options.rules:
        sys.stdout.write(_listed())
        return 0
    if not options.files:
        parser.error("缺少参数：文件。")
    form = "json" if options.json else options.format or _form_of(options.output)
    if form == "docx" and len(options.files) > 1:
        raise Unreadable("带批注的文档一次只能写一个文件，请分别核对。")
    if form == "docx" and options.output in {None, _STDOUT} and sys.stdout.isatty():
        raise Unreadable("文档不能显示在屏幕上，请用 --output 指定要写的 .docx 文件。")
    checked, fails, unread = [], False, False
    for path in options.files:
        try:
            settings = settings_for(path, options.config)
            one = _checked(path, settings)
        except Unreadable as refused:
            sys.stderr.write(f"{refused}\n")
            unread = True
            continue
        checked.append(one)
        fails = fails or settings.fails(one.doubts)
    if checked:
        _write(form, checked, options.output)
    return 2 if unread else int(fails)


def _parser(prog: str) -> Parser:
    parser = Parser(
        prog, "印发前核对计划自身：数字、分工、名称、时限、序号、引用。有问题退出码为 1。"
    )
    parser.arguments.add_argument("files", nargs="*", metavar="文件", type=Path, help="计划全文")
    parser.options.add_argument(
        "--format",
        choices=tuple(_MODULES),
        help="text 文字，json 列表，sarif 供代码平台读取，docx 带批注的Word文档",
    )
    parser.options.add_argument("--json", action="store_true", help="同 --format json")
    parser.options.add_argument("--output", metavar="输出文件", help="写入此文件；- 为标准输出")
    parser.options.add_argument(
        "--config", metavar="配置", type=Path, help="配置文件；未指定时用最近的 luoshi.toml"
    )
    parser.options.add_argument("--explain", metavar="代码", help="说明一条规则，如 LS101")
    parser.options.add_argument("--rules", action="store_true", help="列出全部规则")
    return parser


def _form_of(target: str | None) -> str:
    """Return the format a destination calls for; text where it calls for none."""
    suffix = Path(target or "").suffix.lower().lstrip(".")
    return suffix if suffix in _MODULES else "text"


def _checked(path: Path, settings: Settings) -> Checked:
    document = with_waivers_beside(read_document(path), path)
    return Checked(
        name=str(path),
        source=document.source,
        doubts=settings.judged(document.doubts, path),
        waived=settings.waived(document.waived, path),
    )


def _write(form: str, checked: Sequence[Checked], target: str | None) -> None:
    write: Callable[[Sequence[Checked], IO[bytes]], None]
    write = import_module(f"luoshi_reader.exports.{_MODULES[form]}").write_findings
    if target in {None, _STDOUT}:
        sys.stdout.flush()
        write(checked, sys.stdout.buffer)
        return
    path = Path(str(target))
    try:
        with path.open("wb") as out:
            write(checked, out)
    except OSError as failed:
        raise Unreadable(refusal(failed), path=path) from failed


def _explain(code: str) -> int:
    if code not in RULES:
        sentence = f"没有代码“{code}”，用 luoshi check --rules 列出全部代码。"
        raise Unreadable(sentence)
    sys.stdout.write(explain(code))
    return 0


def _listed() -> str:
    told = []
    for head, subject in SUBJECTS.items():
        told.append(f"{head}xx　{subject}\n")
        told += [
            f"  {rule.code}  {SEVERITIES[rule.severity]}  {rule.title}（{rule.slug}）\n"
            for rule in RULES.values()
            if rule.code.startswith(head)
        ]
    return "".join(told)
