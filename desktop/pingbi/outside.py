"""Other programs are started as from the desktop: the packaged program's own libraries are not theirs.

On Linux it finds its libraries by variables that each program it starts would inherit, LibreOffice and WPS among them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

BEFORE = "_ORIG"  # where the packaged program keeps what a variable was before its start
INNER = "_PYI_"  # its own words to its children


def variables(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Those for another program."""
    there = dict(os.environ if environment is None else environment)
    bundle = getattr(sys, "_MEIPASS", "")
    if not bundle or sys.platform == "win32":
        return there
    found = {name: value for name, value in there.items() if not (value.startswith(bundle) or name.startswith(INNER))}
    before = {name: there[name + BEFORE] for name in there if name + BEFORE in there}
    return {name: value for name, value in (found | before).items() if not name.endswith(BEFORE)}
