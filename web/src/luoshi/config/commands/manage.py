"""`luoshi manage`: Django's own commands."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.config.commands import load_django


def run(words: Sequence[str], *, prog: str) -> int:
    """Hand over to Django."""
    load_django()
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - needs Django

    execute_from_command_line([prog, *words])
    return 0
