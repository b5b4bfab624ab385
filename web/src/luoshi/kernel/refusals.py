"""Saying no to an official: Chinese, coded, what happened and what to do next."""

from __future__ import annotations

from typing import ClassVar


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """An act that is not done, with the sentence that says why and the next step.

    Subclasses give `code` (dotted, unique in the house, checked by a test) and may set `status`
    (422 by default; 403 for a missing post, 409 for a conflict).
    """

    code: ClassVar[str] = "kernel.refused"
    status: ClassVar[int] = 422

    def __init__(self, message: str, *, next_step: str = "") -> None:
        """Keep both parts; the exception's text is the whole sentence."""
        super().__init__(f"{message}{next_step}")
        self.message = message
        self.next_step = next_step


class NotPermitted(Refusal):
    """The person holds no post that allows this."""

    code: ClassVar[str] = "kernel.not_permitted"
    status: ClassVar[int] = 403


class Conflict(Refusal):
    """Somebody else changed the thing meanwhile."""

    code: ClassVar[str] = "kernel.conflict"
    status: ClassVar[int] = 409
