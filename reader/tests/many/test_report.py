"""What is said at the end of a reading."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from luoshi_reader.cli.many import told
from luoshi_reader.corpus.folder import Report


def test_the_report_names_documents_facts_by_kind_refusals_and_seconds() -> None:
    report = Report(
        documents=3,
        before=1,
        passed_over=2,
        facts=Counter(figure=5, project=2),
        refused=[("坏.pdf", "文件已损坏。")],
        seconds=1.26,
    )

    said = told(report, Path("facts.parquet"))

    assert "3 份文件（其中 1 份上次已读），7 条事实，用时 1.3 秒" in said
    assert "指标 5" in said
    assert "项目 2" in said
    assert "2 个文件从扩展名看不是计划" in said
    assert said.endswith("没有读成的 1 份：\n  坏.pdf：文件已损坏。\n")
