"""A sheet comes in by the same steps at every door: uploaded, shown, kept, then taken or left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from luoshi.kernel.http import Request
from luoshi.kernel.refusals import Refusal
from luoshi.kernel.sheets.files import uploaded
from luoshi.kernel.sheets.keeping import keep
from luoshi.kernel.sheets.reading import Sheet

Read = Callable[[bytes], tuple[Sheet, Sequence[Any]]]
"""What reads a file: its sheet, and what it would change where nothing is wrong with it."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where a sheet of one thing comes in: its page, where it is confirmed, where one came from.

    The page extends `kernel/sheet_in.html` and shows `changes`.
    """

    template: str
    purpose: str
    confirm: str  # the name of an address, whose arguments are the key of the thing and of the file
    back: str
    of: int | None = None  # the key of the thing; none where there is one sheet of all

    def answer(self, request: Request, read: Read, context: dict[str, Any]) -> HttpResponse:
        """Show the upload; after it, what the sheet would change. Nothing is changed yet."""
        shown: dict[str, Any] = {**context, "back": self.back}
        status = 200
        if request.method == "POST":
            try:
                name, content = uploaded(request)
                sheet, changes = read(content)
            except Refusal as wrong:
                status, shown["refusal"] = wrong.status, wrong
            else:
                shown |= {"sheet": sheet, "changes": changes, "name": name}
                if sheet.faults:
                    status = 422
                else:
                    login = request.user.get_username()
                    key = keep(login=login, purpose=self.purpose, name=name, content=content)
                    of = [] if self.of is None else [self.of]
                    shown["confirm"] = reverse(self.confirm, args=[*of, key])
        return render(request, self.template, shown, status=status)
