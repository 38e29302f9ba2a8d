"""报送质量 of one county, as a project counts it."""

from __future__ import annotations

from typing import NamedTuple


class Reporting(NamedTuple):
    """`late_days` counts from the deadline to the first submission; 0 where it came in time, or not at all."""

    county: str
    missing: bool = False  # it should have reported and has not
    late_days: int = 0
    returned: int = 0
