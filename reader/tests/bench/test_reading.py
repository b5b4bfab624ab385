"""The reading bench: what it says when the peer is away, and that cost grows with the text."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest
from luoshi_reader.bench import reading
from luoshi_reader.bench.gold import HENAN
from luoshi_reader.bench.rows import NotMeasurable


def test_speed_memory_and_growth_are_measured_on_the_notice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "ROUNDS", 1)
    monkeypatch.setattr(reading, "SIZES", (1, 2))
    monkeypatch.setattr(reading, "PEERS", ())

    speed, checked, memory, growth = reading.rows()

    assert speed.ratio is not None
    assert speed.bar == 8
    assert checked.bar is None
    assert speed.against is not None
    assert speed.against.startswith("rjieba ")
    assert memory.value is not None
    assert memory.ok
    assert growth.metric == "growth exponent, 1 to 2 times the text"


def test_without_the_peer_speed_is_not_measured_and_not_reached(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "_segmenter", lambda: None)

    (row,) = reading._against_peer("")

    assert row.value is None
    assert row.against == "rjieba 未安装"
    assert not row.ok


def test_a_slower_peer_has_a_row_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    tagger = ModuleType("jieba.posseg")
    tagger.__dict__["cut"] = lambda text: (char for char in text)
    monkeypatch.setitem(sys.modules, "jieba", ModuleType("jieba"))
    monkeypatch.setitem(sys.modules, "jieba.posseg", tagger)
    for away in ("LAC", "recognizers_number"):
        monkeypatch.setitem(sys.modules, away, None)

    (row,) = reading._slower_peers("一、做强产业。\n二、做大产业。\n" * 400)

    assert row.metric == "jieba's tagger on the same notice"
    assert row.bar == 10
    assert row.ratio is not None
    assert row.ratio < 10
    assert not row.ok


def test_a_notice_that_is_not_there_is_said() -> None:
    with pytest.raises(NotMeasurable, match="没有这个文件"):
        reading.rows(Path("无.txt"))


def test_cost_grows_linearly_with_the_text() -> None:
    text = HENAN.read_bytes().decode()

    assert min(reading.growth(text, (2, 4, 8)) for _ in range(2)) <= 1.15
