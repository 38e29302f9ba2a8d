"""`python -m pingbi_qt [项目.pingbi]`: the window; with `--self-test=FILE` it tries itself instead."""

from __future__ import annotations

import sys
from multiprocessing import freeze_support

if __name__ == "__main__":
    freeze_support()  # a child of the packaged program begins here too
    from pingbi_qt import self_test

    if target := self_test.asked(sys.argv):
        sys.exit(self_test.run(target))
    try:
        from pingbi_qt.app import main

        status = main(sys.argv)
    except Exception as error:  # noqa: BLE001  # whatever is missing: nobody sees a traceback on a desktop
        from pingbi_qt.around.support import fell

        status = fell(error)
    sys.exit(status)
