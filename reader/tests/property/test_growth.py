"""Structure and responsibility cost what the text is long, whatever it is made of."""

from __future__ import annotations

import pytest
from luoshi_reader.extract.assignments import assignments
from luoshi_reader.extract.citations import citations
from luoshi_reader.source import Source
from luoshi_reader.structure.parse import parse
from luoshi_reader.structure.soundness import reading_doubts

from reader.tests.counting import LINEAR, growth

HEAD = "某市2024年度行动计划\n（市工业和信息化局 2024年3月）\n一、重点\n"

PIECES = {
    "paragraphs": "（一）做强产业。建成5个基地，（市科委、市财政局负责）引进10家企业。\n",
    "one line": "建成5个基地（含园区），落实《扶持办法》（国发〔2015〕43号）。",
    "brackets on one line": "建成基地。（市科委负责）",
    "open brackets": "（甲、",
    "cut sentences": "完善政策法规和公共服务体系，加强研发、测试，\n",
    "labels on one line": "应用电子。做大产业。",
    "rows": "1\t做强产业\t市科委、财政局\t市教委，各区、县级市政府\n",
    "cut rows": "1\t做强产业\t市科委\n",
    "bare lines": "重点任务\n",
    "titles": "某区工作方案\n\n一、目标\n抓落实。\n附件\n",
    "list items": "（1）报名；\n",
}


def work(text: str) -> None:
    for plan in parse(Source(text)):
        list(assignments(plan))
        list(citations(plan))
        list(reading_doubts(plan))


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_work_grows_with_the_length_of_the_text(piece: str) -> None:
    header = "序号\t任务\t牵头单位\t参加单位\n" if "\t" in piece else ""

    assert growth(work, piece, head=HEAD + header) < LINEAR


def test_growth_is_found() -> None:
    def pairs(text: str) -> int:
        found = 0
        for one in text[::50]:
            for other in text:
                found += one < other
        return found

    assert growth(pairs, "甲乙") > LINEAR
