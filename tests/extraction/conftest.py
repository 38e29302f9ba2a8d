"""The default scheme, and tables as they are typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pingbi import scheme as schemes
from pingbi.extraction import Extracted, extract
from pingbi.readers import CellRead, Document, Sheet
from pingbi.scheme import Scheme
from pingbi.scoring import METHODS

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"

Read = Callable[[str], Extracted]


@pytest.fixture(scope="session")
def scheme() -> Scheme:
    """工业项目攻坚年, 2022 first half."""
    return schemes.load(TEMPLATES / "industry_half_year" / "scheme.toml", METHODS)


def _document(table: str, name: str = "表.xlsx", merges: tuple[tuple[int, int, int, int], ...] = ()) -> Document:
    rows = enumerate(table.strip().splitlines(), 1)
    cells = {
        (row, column): CellRead(text.strip())
        for row, line in rows
        for column, text in enumerate(line.split("|"), 1)
        if text.strip()
    }
    return Document(name, (Sheet("表", cells, merges),))


@pytest.fixture(name="document", scope="session")
def document_() -> Callable[..., Document]:
    """A sheet from lines of cells divided by | ."""
    return _document


@pytest.fixture
def table(scheme: Scheme) -> Callable[..., Extracted]:
    """What is read from such a sheet."""

    def read(text: str, name: str = "表.xlsx", merges: tuple[tuple[int, int, int, int], ...] = ()) -> Extracted:
        return extract(_document(text, name, merges), scheme)

    return read


@pytest.fixture
def report(scheme: Scheme) -> Callable[..., Extracted]:
    """What is read from a report text."""

    def read(text: str, name: str = "材料.txt") -> Extracted:
        return extract(Document(name, text=text), scheme)

    return read
