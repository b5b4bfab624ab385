"""`gold`: how right the reader is, on plans annotated by hand.

Some plans were read by those who wrote the rules, others were kept apart so that one sees what
generalises. Both halves are shown, and of the kept-apart half nothing but counts.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from luoshi_reader.bench.likeness import Record, end
from luoshi_reader.bench.rows import NotMeasurable, Row
from luoshi_reader.bench.scoring import TYPES, Fault, Score, Tally, score
from luoshi_reader.facts import as_record
from luoshi_reader.plan import read_plan
from luoshi_reader.source import decode

_HOME: Final = Path(__file__).parents[4]
GOLD: Final = _HOME / "reader" / "tests" / "gold"
HENAN: Final = _HOME / "examples" / "henan-2016.txt"
#: Those learnt from that were met last and are not yet read as the rest is.
MET_LAST: Final = (
    "lvliang",
    "tangshan",
    "jieneng",
    "wuhan",
    "suzhou",
    "zhanxin",
    "shenzhen",
    "gaotang",
    "baoding",
    "taicang",
    "tianjin",
    "ningxia",
    "shanghai",
    "anguo",
    "tangxian",
    "fuping",
    "lixian",
    "lidian",
    "eerduosi",
    "shuzhe",
    "qiqihaer",
    "shangrao",
    "guizhou",
    "wuzhong",
    "ezhou",
    "jingmen",
    "daqing",
    "luoyang",
    "shaoyang",
    "guilin",
)
#: The cases learnt from and kept apart, of the Henan notice and of other issuers.
LEARNT: Final = (
    "coal",
    "food",
    "home",
    "beidou",
    "liuhe",
    "songjiang",
    "shanxi",
    "jichu",
    "chongming",
    "gengxin",
    "tiyu",
    "xiangcun",
    "jiuye",
    "chongqing",
    "gainian",
    "keji",
    "guangxi",
    "beijing",
    "weilai",
    "weisheng",
    "sichuan",
    "gansu",
    "guangzhou",
    "hunan",
    "jilin",
    "putuo",
    "yangpu",
    *MET_LAST,
)
KEPT_APART: Final = (
    "equipment",
    "pharma",
    "weixing",
    "hebei",
    "shuzi",
    "xizang",
    "yixian",
    "hebei17",
    "laiyuan",
    "yinchuan",
    "chenzhou",
)
#: The faults accepted last time stand beside the gold, one a line.
LAST: Final = "last.tsv"

#: By kind and figure: the bar, and whether it is the most that is allowed.
_BARS: Final[dict[tuple[str, str], tuple[float, bool]]] = {
    ("heading", "F1"): (0.99, False),
    ("figure", "errors"): (2, True),
    **{
        ("figure", name): (0.9, False)
        for name in ("kind", "year", "op", "growth_op", "hedge", "scope", "indicator", "subject")
    },
    ("commitment", "F1"): (0.8, False),
    ("project", "F1"): (0.85, False),
    ("project", "owners"): (0.9, False),
    ("project", "capacities"): (0.95, False),
    ("organisation", "F1"): (0.88, False),
    ("cluster", "F1"): (0.8, False),
    ("chain", "F1"): (0.95, False),
    ("assignment", "F1"): (1.0, False),
    **{("assignment", name): (0.98, False) for name in ("task", "leads", "participants")},
    ("citation", "errors"): (1, True),
    ("link", "F1"): (0.78, False),
}
#: A second annotator's agreement with the first, on one plan read blind.
_CLERK: Final = {
    "heading": 1.0,
    "commitment": 1.0,
    "project": 1.0,
    "organisation": 0.98,
    "cluster": 1.0,
    "assignment": 1.0,
    "link": 0.82,
}


@dataclass(frozen=True, slots=True)
class Case:
    """A plan annotated by hand and the text that it stands in."""

    name: str
    facts: list[Record]
    text: str


@dataclass(frozen=True, slots=True)
class Result:
    """The scores of every case, by its name."""

    cases: tuple[Case, ...]
    scores: dict[str, Score]

    def sum(self, names: Sequence[str]) -> dict[str, Tally]:
        """Return the tallies of some cases together, the kinds that occur."""
        sums = {kind: Tally() for kind in TYPES}
        for name in names:
            for kind, tally in self.scores[name].tallies.items():
                sums[kind] += tally
        return {kind: tally for kind, tally in sums.items() if tally.gold or tally.read}


def cases(folder: Path = GOLD) -> tuple[Case, ...]:
    """Return the cases of a folder of `*.jsonl`.

    The text of NAME.jsonl is NAME.txt beside it, else the folder's only .txt, else the Henan
    notice. Raises `NotMeasurable` where there is no gold or it does not fit its text.
    """
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        msg = f"{folder}：这里没有标注文件（*.jsonl），请用 --gold 指定所在文件夹。"
        raise NotMeasurable(msg)
    return tuple(_case(file) for file in files)


def _case(file: Path) -> Case:
    facts: list[Record] = [
        json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    text = decode(_text_of(file).read_bytes())
    for fact in facts:
        if text[fact["start"] : end(fact)] != fact["quote"]:
            msg = f"{file}：位置 {fact['start']} 的原文与标注不符，请核对标注所依据的文本。"
            raise NotMeasurable(msg)
    return Case(file.stem, facts, text)


def _text_of(file: Path) -> Path:
    beside = file.with_suffix(".txt")
    if beside.is_file():
        return beside
    texts = list(file.parent.glob("*.txt"))
    text = texts[0] if len(texts) == 1 else HENAN
    if not text.is_file():
        msg = f"{file}：找不到标注所依据的文本，请把同名 .txt 放在旁边。"
        raise NotMeasurable(msg)
    return text


def measure(folder: Path = GOLD) -> Result:
    """Read the text of every case and score what was read."""
    found = cases(folder)
    return Result(found, {case.name: score(case.facts, _read(case.text)) for case in found})


@cache
def _read(text: str) -> list[Record]:
    document = read_plan(text)
    return [as_record(fact, document.source) for fact in document.facts]


def rows(result: Result) -> list[Row]:
    """Return the figures that have a bar, over all cases together."""
    sums = result.sum(list(result.scores))
    found = []
    for (kind, name), (bar, at_most) in _BARS.items():
        if tally := sums.get(kind):
            clerk = f"second annotator {_CLERK[kind]}" if name == "F1" and kind in _CLERK else None
            found.append(
                Row(
                    name="gold",
                    metric=f"{kind} {name}",
                    value=_figure(tally, name),
                    against=clerk,
                    bar=bar,
                    at_most=at_most,
                )
            )
    return found


def _figure(tally: Tally, name: str) -> float:
    if name == "errors":
        return tally.errors
    return round(tally.f1 if name == "F1" else tally.share(name), 4)


def told(result: Result) -> str:
    """Return the tables: the half learnt from, the half kept apart, and all together."""
    names = list(result.scores)
    parts = {
        "学习组": [name for name in names if name in LEARNT],
        "保留组": [name for name in names if name in KEPT_APART],
        "全部": names,
    }
    return "\n".join(
        f"{part}（{'、'.join(members)}）\n{_table(result.sum(members))}"
        for part, members in parts.items()
        if members
    )


def _table(tallies: dict[str, Tally]) -> str:
    lines = [f"{'type':<13}{'gold':>6}{'read':>6}{'P':>8}{'R':>8}{'F1':>8}  fields of the pairs"]
    for kind, tally in tallies.items():
        shares = " ".join(f"{name} {tally.share(name):.3f}" for name in tally.fields)
        lines.append(
            f"{kind:<13}{tally.gold:>6}{tally.read:>6}"
            f"{tally.precision:>8.3f}{tally.recall:>8.3f}{tally.f1:>8.3f}  {shares}".rstrip()
        )
    return "\n".join(lines) + "\n"


def _keys(result: Result) -> Counter[tuple[str, ...]]:
    """Return the faults as lines of the last list; of the kept-apart half, counts by kind."""
    keys: Counter[tuple[str, ...]] = Counter()
    for name, scored in result.scores.items():
        for fault in scored.faults:
            keys[_key(name, fault)] += 1
    return keys


def _key(name: str, fault: Fault) -> tuple[str, ...]:
    if name in KEPT_APART:
        return name, fault.type, "", "missed or extra" if _unpaired(fault) else "wrong fields"
    return name, fault.type, str(fault.start), fault.what


def _unpaired(fault: Fault) -> bool:
    return fault.what.startswith(("missed", "extra"))


def accept(result: Result, folder: Path = GOLD) -> None:
    """Make today's faults the last list."""
    lines = ["\t".join((*key, str(count))) + "\n" for key, count in sorted(_keys(result).items())]
    (folder / LAST).write_text("".join(lines), encoding="utf-8")


def changes(result: Result, folder: Path = GOLD) -> str:
    """Return what was gained and lost against the last list."""
    file = folder / LAST
    if not file.is_file():
        return "没有上次的清单；用 --accept 记下本次。\n"
    last: Counter[tuple[str, ...]] = Counter()
    for line in file.read_text(encoding="utf-8").splitlines():
        *key, count = line.split("\t")
        last[tuple(key)] = int(count)
    now = _keys(result)
    gained, lost = last - now, now - last
    texts = {case.name: case.text for case in result.cases}
    head = f"与上次相比：改正 {gained.total()} 处，新错 {lost.total()} 处。\n"
    signed = [("+", key, n) for key, n in gained.items()] + [("-", k, n) for k, n in lost.items()]
    return head + "".join(_line(sign, key, n, texts) for sign, key, n in sorted(signed))


def _line(sign: str, key: tuple[str, ...], count: int, texts: dict[str, str]) -> str:
    name, kind, start, what = key
    if not start:
        return f"  {sign} {name} {kind} {what}: {count}\n"
    at = int(start)
    words = texts.get(name, "")[at : at + 24].replace("\n", " ")
    return f"  {sign} {name} {kind} {start} {what}  {words}…\n"
