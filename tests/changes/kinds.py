"""All changes, and which pairs of them go into one file."""

from __future__ import annotations

import contents
import headings
import instead
import layout
import naming
import splits
import surroundings
from change import Change

CHANGES: tuple[Change, ...] = (
    *layout.CHANGES,
    *splits.CHANGES,
    *naming.CHANGES,
    *headings.CHANGES,
    *surroundings.CHANGES,
    *contents.CHANGES,
    *instead.CHANGES,
)
BY_NAME = {change.name: change for change in CHANGES}
PAIRED = tuple(change for change in CHANGES if change.name != "unchanged")
