"""Any file in, one source out: its text, and the way back to page, paragraph and cell."""

from luoshi_reader.formats.opening import open_source

__all__ = ["open_source"]
