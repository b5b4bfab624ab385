"""The command line: `luoshi read` and `luoshi check` before Django is loaded, the rest after."""

from __future__ import annotations

import os
import sys


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] in (["read"], ["check"]):
        from luoshi_reader import cli  # noqa: PLC0415 - only the chosen half is loaded

        return cli.main(given)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - as above

    execute_from_command_line(["luoshi", *given])
    return 0
