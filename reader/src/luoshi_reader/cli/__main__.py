"""`python -m luoshi_reader.cli`."""

import sys

from luoshi_reader.cli import main

sys.exit(main())
