"""The second reader: a language model of the office that proposes what the grammar passed over.

It is asked only where an address is given, of a service that speaks the usual protocol for such
models (`POST …/chat/completions`). What it says is taken for nothing but a hint: every quote is
found in the text exactly or the proposal is dropped, numbers are read again by the reader's own
grammar, and words that stand nowhere are left out. A proposal is no fact until a person says so.
"""

from luoshi_reader.second.proposals import Proposals, propose
from luoshi_reader.second.service import Service

__all__ = ["Proposals", "Service", "propose"]
