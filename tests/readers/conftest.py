"""Archives made on the spot."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

Archive = Callable[[dict[str, bytes]], bytes]


@pytest.fixture(scope="session")
def archive() -> Archive:
    """A zip of these members."""

    def make(members: dict[str, bytes]) -> bytes:
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as target:
            for name, data in members.items():
                target.writestr(name, data)
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def workbook() -> bytes:
    """A small workbook: a number, a text, a formula without a value, a percentage, a merged heading."""
    book = Workbook()
    sheet = book.create_sheet("填报表", 0)
    sheet["A1"], sheet["B2"], sheet["C2"], sheet["D2"] = "标题", 30.58, "=B2*2", 0.45
    sheet["D2"].number_format = "0.0%"
    sheet["E2"] = "  文字 "
    sheet.merge_cells("A1:E1")
    book.create_sheet("隐藏").sheet_state = "hidden"
    out = BytesIO()
    book.save(out)
    return out.getvalue()
