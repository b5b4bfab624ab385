"""The reader on the command line, a module a command: `read`, `check`, `compare`, `bench` ….

The platform's `luoshi` hands its commands of the same names over to these functions before
anything else is loaded, so a command imports what it needs and no more.
"""

from luoshi_reader.cli.commands import (
    bench_command,
    calibrate_command,
    check_command,
    compare_command,
    main,
    peers_command,
    propose_command,
    read_command,
    schema_command,
)

__all__ = [
    "bench_command",
    "calibrate_command",
    "check_command",
    "compare_command",
    "main",
    "peers_command",
    "propose_command",
    "read_command",
    "schema_command",
]
