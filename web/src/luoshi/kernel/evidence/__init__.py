"""Files that prove something: what is taken, how it is kept, how it leaves (row 31, SEC-31 to 34).

A context makes its table of `ProofFile`, asks `columns(...)` for a row of it, and answers a
download with `answer(...)` once it knows that the person sees the thing. What all contexts keep
for an agency counts together: each fills the slot `kernel.kept_for`, `(agency key) → bytes`.
"""

from luoshi.kernel.evidence.keeping import FileRefused, answer, columns, sent
from luoshi.kernel.evidence.kinds import ACCEPT, LARGEST
from luoshi.kernel.evidence.tables import ProofFile

__all__ = ["ACCEPT", "LARGEST", "FileRefused", "ProofFile", "answer", "columns", "sent"]
