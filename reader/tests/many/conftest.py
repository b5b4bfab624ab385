"""A folder of plans, small and mixed, as an office keeps it."""

from __future__ import annotations

from pathlib import Path

import pytest
from luoshi_reader.corpus import folder
from luoshi_reader.corpus.folder import Report, read_folder
from luoshi_reader.corpus.ways import Way

TEXTS = Path(__file__).parents[1] / "corpus"
MARKDOWN = "# 纺织产业2016年度行动计划\n\n## 一、总体要求\n\n2016年，主营业务收入达到500亿元。\n"


def read(plans: Path, out: Path, way: Way) -> Report:
    """Read a folder without looking on."""
    return read_folder(plans, out, way, lambda *_: None)


@pytest.fixture(autouse=True)
def _batches_of_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "_DOCUMENTS", 8)


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """Fourteen plans, in folders; one of them twice, one a Markdown file."""
    home = tmp_path / "plans"
    texts = sorted(TEXTS.glob("*.txt"))[:12]
    for at, path in enumerate(texts):
        target = home / f"{at % 3}" / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    (home / "2" / "副本.txt").write_bytes(texts[0].read_bytes())
    (home / "计划.md").write_text(MARKDOWN, encoding="utf-8")
    return home
