"""`python -m pingbi_qt [项目.pingbi]`: the window; with `--self-test=FILE` it tries itself instead."""

from __future__ import annotations

import sys
from multiprocessing import freeze_support

if __name__ == "__main__":
    freeze_support()  # a child of the packaged program begins here too
    from pingbi_qt import self_test

    if target := self_test.asked(sys.argv):
        sys.exit(self_test.run(target))
    from pingbi_qt.app import main

    sys.exit(main(sys.argv))
