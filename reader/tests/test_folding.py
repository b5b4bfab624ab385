from __future__ import annotations

import pytest
from luoshi_reader.source import Source, Span
from luoshi_reader.text.folding import fold


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("增长１２．５％", "增长12.5%"),
        ("ＡＰＰ产业", "APP产业"),
        ("(一)做强,补链:先行;后续", "（一）做强，补链：先行；后续"),
        ("达到12,500亿元", "达到12,500亿元"),
        ("比例为1:3", "比例为1:3"),
        ("豫政(2015)5号", "豫政（2015）5号"),
        ("产业\u3000\u3000集群", "产业集群"),
        ("a,b(c)", "a,b（c）"),
    ],
)
def test_words_are_folded_to_the_forms_that_the_grammar_reads(printed: str, folded: str) -> None:
    view = fold(Source(printed), Span(0, len(printed)))

    assert view.text == folded
    assert len(view.text) == len(view.origins)
    assert view.words(0, len(view.text)) == printed.replace("\u3000", "")


def test_a_stretch_of_the_view_leads_back_to_the_words_as_printed() -> None:
    text = "建成５个\u3000基地"
    view = fold(Source(text), Span(0, len(text)))

    at = view.text.index("5个基地")
    span = view.back(at, at + 4)

    assert text[span.start : span.end] == "５个\u3000基" + "地"
    assert view.cut(at, at + 2).text == "5个"
