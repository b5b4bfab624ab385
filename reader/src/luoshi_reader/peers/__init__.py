"""Other projects' own cases, answered with the grammar that reads plans, in the form they score.

A folder of cases holds `suite/name.jsonl`; each row has an `id` and an `input`, and dates a
`reference`. What stands in a row as its expected answer is never read.
"""

from luoshi_reader.peers.answers import answer, answers

__all__ = ["answer", "answers"]
