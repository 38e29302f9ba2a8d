"""`python -m pingbi`: the command line."""

from __future__ import annotations

import sys
from multiprocessing import freeze_support

from pingbi.cli import main

if __name__ == "__main__":
    freeze_support()  # a child of the packaged program begins here too
    sys.exit(main())
