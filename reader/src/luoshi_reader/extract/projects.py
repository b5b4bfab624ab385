"""Projects that a plan lists for support, with owners, capacities and money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.firms import Ground
from luoshi_reader.extract.governing import looks_back, told_as_done
from luoshi_reader.extract.members import Work
from luoshi_reader.facts import Capacity, Money, Project
from luoshi_reader.lexicon.words import load
from luoshi_reader.structure.outline import Paragraph, PlanText
from luoshi_reader.text.folding import Folded
from luoshi_reader.text.quantities import Quantity, quantities, quantity_at

_SUM: Final = re.compile(r"(?:总?投资|投资额|投入)(?:约|达|超过?)?(?=[0-9])")
_BEFORE: Final = 24
#: Sizes and grades that describe a product, not how much of it is made.
_GRADES: Final = load("grades")
#: How far behind a work its date is looked for.
_FAR: Final = 160
_SENTENCE: Final = re.compile("[。；]")
_READY: Final = re.compile(
    r"((?:20[0-9]{2}年|年内|今年)(?:[0-9]{1,2}月|[上下]半年|年?底|[一二三四]季度)*)前?"
    r"(?:全面|全部|正式|顺利|实现)?(?:建成|投产|量产|开工|竣工|完工|投用|达产|投入)"
)
#: What stands between an amount, its product and the next one.
_GLUE: Final = frozenset("/年的和及、")
#: Where the product ends and the process, plant or project begins.
_PROCESS: Final = re.compile(
    r"项目|生产线|综合利用|转产|异地|整体|搬迁|退城|及其配套|建设|精深加工|加工|技改|技术改造|扩建|改造|生产|基地|产能|"
    r"研发|产业化|扩能|示范|智能化|（|、|，|和(?=[0-9])|及(?=[0-9])|$"
)


def projects(plan: PlanText, ground: Ground) -> Iterator[Project]:
    """Yield every project.

    云溪年产15万吨面条粉项目 gives the owner 云溪 and the capacity 15, 万吨, 面条粉.
    """
    for paragraph, works in zip(plan.paragraphs, ground.works, strict=True):
        if not works or looks_back(plan, paragraph.section):
            continue
        done = told_as_done(plan, paragraph.text)
        for work in works:
            if not any(start <= work.start < end for start, end in done):
                yield _project(paragraph, work)


def _project(paragraph: Paragraph, work: Work) -> Project:
    folded, text = paragraph.folded, paragraph.text
    behind = max([work.name[0], *(owner.end for owner in work.owners if owner.end < work.name[1])])
    if not work.owners and work.place and text.startswith(work.place, behind):
        behind += len(work.place)
    amounts = paragraph.quantities(behind, work.name[1])
    return Project(
        span=folded.back(work.start, work.end),
        name_text=folded.words(*work.name) + (folded.words(*work.noun) if work.noun else ""),
        owners=tuple(folded.words(owner.start, owner.end) for owner in work.owners),
        places=(work.place,) if work.place else (),
        capacities=tuple(_capacities(folded, amounts, work.name[1])),
        investment=_investment(text, work),
        due_text=_due(text, work.end),
    )


def _due(text: str, end: int) -> str | None:
    """Return when the works before `end` are to be ready: 争取2016年上半年建成投产."""
    far = min(end + _FAR, len(text))
    stop = _SENTENCE.search(text, end, far)
    found = _READY.search(text, end, stop.start() if stop else far)
    return found[1] if found else None


def capacities_in(folded: Folded, start: int) -> Iterator[Capacity]:
    """Yield what the words of a cell from `start` on say is made: 年产10万吨面粉、2万吨挂面."""
    text = folded.text
    end = next((at for at in range(start, len(text)) if text[at] in "。；"), len(text))
    yield from _capacities(folded, list(quantities(text, start, end)), end)


def _capacities(folded: Folded, amounts: list[Quantity], last: int) -> Iterator[Capacity]:
    """Yield the capacities among amounts; the product of the last ends at `last`."""
    text = folded.text
    outputs = [each for each in amounts if _is_output(each) and _is_printed(text, each)]
    outputs = [each for each in outputs if not text.startswith("级", each.end)]
    for at, amount in enumerate(outputs):
        stop = outputs[at + 1].start if at + 1 < len(outputs) else last
        ends = _PROCESS.search(text, amount.end, stop)
        begin, end = amount.end, ends.start() if ends else stop
        while begin < end and text[begin] in _GLUE:
            begin += 1
        while begin < end and text[end - 1] in _GLUE:
            end -= 1
        yield Capacity(
            value=amount.value,
            unit=amount.unit.partition("/")[0],
            product_text=folded.words(begin, end) or None,
        )


def _is_printed(text: str, amount: Quantity) -> bool:
    """Whether an amount is a number in print: the 九里 of 九里亭 is none."""
    return text[amount.start].isascii() or bool(amount.scale)


def _is_output(amount: Quantity) -> bool:
    """Whether an amount counts what is made, not its price, share, size or grade."""
    other = amount.kind in {"money", "ratio", "duration"}
    return bool(amount.unit) and not other and amount.noun not in _GRADES


def _investment(text: str, work: Work) -> Money | None:
    """Return the sum printed in or just before a work: 总投资20亿元的甲项目."""
    sums = _SUM.finditer(text, max(0, work.start - _BEFORE), work.end)
    for each in sums:
        amount = quantity_at(text, each.end())
        inside = amount is not None and each.start() >= work.start
        if amount is None or not (unit := money_unit(amount)):
            continue
        if inside or text[amount.end : work.start].strip("的") == "":
            return Money(value=amount.value, unit=unit)
    return None


def money_unit(amount: Quantity) -> str:
    """Return the unit of a sum, "" where it is none: what is invested in 亿 is invested in 亿元."""
    if amount.kind == "money":
        return amount.unit
    return f"{amount.scale}元" if amount.scale and not amount.noun else ""
