"""What a process does with a batch, wherever it runs."""

from __future__ import annotations

from luoshi_reader.corpus.columns import as_part, rows_of
from luoshi_reader.corpus.document import read_data
from luoshi_reader.corpus.given import Answer, Batch, Given, Outcome
from luoshi_reader.errors import ReadingError
from luoshi_reader.version import reader_version


def read_batch(batch: Batch) -> Answer:
    """Read every document of a batch; what is wrong with one is its outcome and stops nothing."""
    rows, outcomes = [], []
    for given in batch:
        try:
            found = list(rows_of(read_data(given.data, given.name)))
        except ReadingError as refused:
            outcomes.append(Outcome(given.key, refused=str(refused)))
        except Exception as failed:  # noqa: BLE001 - a fault of ours in one of 20,000 is told, too
            outcomes.append(broken(given, f"{type(failed).__name__}：{failed}"))
        else:
            rows += found
            outcomes.append(Outcome(given.key, rows=len(found)))
    part = as_part(rows) if any(not each.refused for each in outcomes) else b""
    return Answer(reader_version(), tuple(outcomes), part)


def broken(given: Given, why: str) -> Outcome:
    """Return the outcome of a document on which reading itself broke."""
    return Outcome(given.key, refused=f"识读程序读到这份文件时出错（{why}），请把文件交维护人员。")
