"""The reader on the command line: `read` and `check`, each in a module of its own.

The platform's `luoshi` hands its commands of the same names over to these functions before
anything else is loaded, so a command imports what it needs and no more.
"""

from luoshi_reader.cli.commands import check_command, main, read_command

__all__ = ["check_command", "main", "read_command"]
