"""Posted fields that know whether anybody asked for them (SEC-15)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import QueryDict


def beginning(posted: QueryDict, start: str) -> list[str]:
    """Return the names that begin with `start`; the others stay unasked for."""
    return [name for name in dict.__iter__(posted) if name.startswith(start)]


class Posted(QueryDict):
    """What was posted; `ignored` are the fields that no form and no view has looked at."""

    def __init__(self, posted: QueryDict) -> None:
        """Take over what was posted, unread."""
        super().__init__(mutable=True, encoding=posted.encoding)
        self._asked: set[str] = {"csrfmiddlewaretoken"}
        for key, values in posted.lists():
            self.setlist(key, values)
        self._mutable = False

    @property
    def ignored(self) -> list[str]:
        """Return the names that nobody asked for."""
        return sorted(key for key in super().__iter__() if key not in self._asked)

    def __getitem__(self, key: str) -> Any:
        self._asked.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self._asked.add(str(key))
        return super().__contains__(key)

    def getlist(self, key: str, default: Any = None) -> Any:
        """Return all values of a field."""
        self._asked.add(key)
        return super().getlist(key, default)

    def __iter__(self) -> Iterator[str]:
        """Go through the names: whoever does so has seen them all."""
        names = list(super().__iter__())
        self._asked.update(names)
        return iter(names)

    def copy(self) -> Any:
        """Return a plain copy to change: its holder has seen them all."""
        plain = QueryDict(mutable=True, encoding=self.encoding)
        for key in self:
            plain.setlist(key, super().getlist(key))
        return plain
