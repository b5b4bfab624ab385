"""The reader on the command line: `read`, `check` and `bench`, each in a module of its own.

The platform's `luoshi` hands its commands of the same names over to these functions before
anything else is loaded, so a command imports what it needs and no more.
"""

from luoshi_reader.cli.commands import bench_command, check_command, main, read_command

__all__ = ["bench_command", "check_command", "main", "read_command"]
