"""What every address for programs shares: pages of a list, the shape of a refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from ninja import Field, Schema
from pydantic import field_validator

MOST: Final = 200
LARGEST: Final = 2**31 - 1


class Problem(Schema):
    """A refusal as data: what it is, in words, and what to do."""

    code: str = Field(description="问题代码，供程序判断")
    message: str = Field(description="发生了什么")
    next_step: str = Field(description="怎样处理")


class Said(Schema):
    """What a program sends; a text holds nothing that a database cannot keep."""

    @field_validator("*")
    @classmethod
    def _kept(cls, value: Any) -> Any:
        if isinstance(value, str) and "\x00" in value:
            raise ValueError(_("文字中有不能保存的字符（NUL），请去掉后再提交。"))
        return value


class Paging(Said):
    """Which part of a list."""

    limit: int = Field(50, ge=1, le=MOST, description="本页最多多少行")
    offset: int = Field(0, ge=0, le=LARGEST, description="跳过前面多少行")


def answers(what: Any) -> dict[Any, Any]:
    """Return what an address answers: `what`, or a refusal."""
    return {200: what, frozenset({400, 401, 403, 404, 409, 422, 429}): Problem}


def matching(rows: QuerySet[Any], **asked: object) -> QuerySet[Any]:
    """Return the rows that match what was asked for; what was left open matches everything."""
    return rows.filter(**{name: value for name, value in asked.items() if value not in (None, "")})


def page(
    rows: QuerySet[Any], paging: Paging, shown: Callable[[Any], dict[str, Any]]
) -> dict[str, Any]:
    """Return a page of a list in two statements: how many there are, and those asked for."""
    first = paging.offset
    found = rows[first : first + paging.limit]
    return {"count": rows.count(), "items": [shown(row) for row in found]}
