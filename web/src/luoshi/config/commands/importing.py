"""`luoshi import`: a plan into the database, after a look at what was read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from luoshi_reader.cli.files import Unreadable, read_document, refusal
from luoshi_reader.cli.options import Parser
from luoshi_reader.exports.records import Reading
from luoshi_reader.exports.summary import summarise

from luoshi.config.commands import OPERATOR, Stop, load_django, require_database

Progress = Callable[[str, int, int], None]


def run(words: Sequence[str], *, prog: str) -> int:
    """Preview, ask, import, and say what came of it."""
    parser = Parser(prog, "导入计划文件：先显示识读结果，确认后入库，等待审定。")
    parser.arguments.add_argument("file", metavar="文件", type=Path, help="计划全文")
    parser.options.add_argument(
        "--title", metavar="标题", default="", help="文件标题；未指定时取自正文"
    )
    parser.options.add_argument("--yes", action="store_true", help="不再询问，直接导入")
    options = parser.parse_args(words)
    try:
        data = options.file.read_bytes()
        sys.stdout.write(summarise(Reading(options.file.name, read_document(options.file))))
    except OSError as failed:
        msg = f"{options.file}：{refusal(failed)}"
        raise Stop(msg) from failed
    except Unreadable as unreadable:
        raise Stop(str(unreadable)) from unreadable
    if not options.yes and not _agreed():
        sys.stdout.write("没有导入，未作改动。\n")
        return 1
    load_django()
    require_database()
    from luoshi.plans.api import import_document  # noqa: PLC0415 - needs Django

    with progress_bar() as tell:
        outcome = import_document(data, options.file.name, OPERATOR, tell, title=options.title)
    if outcome.created:
        facts = sum(outcome.counts.values())
        told = f"已导入《{outcome.document}》：{len(outcome.plans)} 个计划，{facts} 条事实"
        sys.stdout.write(f"{told}，{outcome.doubts} 处存疑，等待审定。\n")
    else:
        sys.stdout.write(f"同一文件已经导入过（《{outcome.document}》），没有改动。\n")
    return 0


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise Stop("没有终端可供确认。确认无误后请加 --yes 再运行一次。")
    sys.stdout.write("导入？[y/N] ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes", "是"}


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Give a function that shows `(what, done, total)` as a bar on the terminal."""
    from rich.progress import BarColumn, TaskID, TextColumn  # noqa: PLC0415 - start-up time
    from rich.progress import Progress as Bars  # noqa: PLC0415 - as above

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
    )
    with Bars(*columns) as bars:
        known: dict[str, TaskID] = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in known:
                known[what] = bars.add_task(what, total=total)
            bars.update(known[what], completed=done, total=total)

        yield tell
        for task in bars.tasks:
            bars.update(task.id, completed=task.total)
