"""All changes, and which pairs of them go into one file."""

from __future__ import annotations

import contents
import layout
import naming
import surroundings
from change import Change

CHANGES: tuple[Change, ...] = (*naming.CHANGES, *layout.CHANGES, *surroundings.CHANGES, *contents.CHANGES)
BY_NAME = {change.name: change for change in CHANGES}
PAIRED = tuple(change for change in CHANGES if change.name != "unchanged")
