"""What the reader says when it cannot read."""

from __future__ import annotations


class ReadingError(Exception):
    """The file or text cannot be read as a plan.

    The message is official Chinese for the person who offered the file; `next_step` says
    what that person can do. Codes are stable and unique, those of files in
    `luoshi_reader.formats.refusals`: ``source.empty``, ``source.binary``, ``source.encoding``,
    ``source.too_large``.
    """

    def __init__(self, code: str, message: str, *, next_step: str) -> None:
        """Keep the three parts; the exception's text is the whole sentence."""
        super().__init__(f"{message}{next_step}")
        self.code = code
        self.message = message
        self.next_step = next_step
