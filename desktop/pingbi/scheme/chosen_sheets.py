"""A choice of the workbook's sheets over the scheme's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pingbi.scheme.check import SHEETS
from pingbi.scheme.tables import Sheet

if TYPE_CHECKING:
    from collections.abc import Collection

    from pingbi.scheme.tables import Scheme


def left_in(scheme: Scheme, name: str) -> bool:
    """Whether the scheme has the sheet written, where there is something to show on it."""
    given = scheme.print.sheets
    if isinstance(given, tuple):
        return not given or name in given
    return name not in given or given[name].write


def with_sheets(scheme: Scheme, names: Collection[str]) -> Scheme:
    """The scheme with these sheets written and no others; the same where it has just these. Titles stay."""
    if all(left_in(scheme, name) == (name in names) for name in SHEETS):
        return scheme
    given = scheme.print.sheets
    own = given if isinstance(given, dict) else {}
    sheets = {name: msgspec.structs.replace(own.get(name, Sheet()), write=name in names) for name in SHEETS}
    return msgspec.structs.replace(scheme, print=msgspec.structs.replace(scheme.print, sheets=sheets))
