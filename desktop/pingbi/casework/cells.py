"""One county's figure of one indicator as it is shown: its state, its words, what is to be settled about it."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import ByHand
from pingbi.model import State as FigureState
from pingbi.model.catalogue import factor
from pingbi.scoring import rounded

if TYPE_CHECKING:
    from collections.abc import Callable

    from pingbi.model import Figure
    from pingbi.scheme import Indicator, Rounding, Scheme


class CellState(StrEnum):
    """How it stands with one figure."""

    RECEIVED = "received"
    MISSING = "missing"
    DOUBTFUL = "doubtful"  # there is a number, and something to settle about it
    UNCLEAR = "unclear"  # something was written that is no number
    EXEMPT = "exempt"
    FREE = "free"  # it did not come and need not

    @property
    def word(self) -> str:
        """已收 缺 存疑 看不懂 免报 可不报."""
        words = {"received": "已收", "missing": "缺", "doubtful": "存疑", "unclear": "看不懂", "exempt": "免报"}
        return words.get(self.value, "可不报")


HERE = (CellState.RECEIVED, CellState.DOUBTFUL, CellState.EXEMPT)
NOTHING = (CellState.MISSING, CellState.FREE)


class Cell(NamedTuple):
    """One county's figure of one indicator. `text`: the value by the scheme's decimals, or the words as reported."""

    state: CellState
    text: str
    findings: tuple[str, ...] = ()  # ids of what is to be settled
    submission: int = 0  # which it stands in; 0 where in none


def printed(value: Decimal, decimals: int, rule: Rounding = "half_up") -> str:
    """The value with as many decimals: 30.58; never -0.0.

    >>> printed(Decimal("30.5"), 2), printed(Decimal("-0.04"), 1), printed(Decimal("1E+3"), 0)
    ('30.50', '0.0', '1000')
    """
    words = str(value)
    if decimals and words[-decimals - 1 : -decimals] == "." and words[0] != "-" and "E" not in words:
        return words  # as it stands, which most values do
    return _rounded(words, decimals, rule)


@lru_cache(65536)
def _rounded(words: str, decimals: int, rule: Rounding) -> str:
    shown = rounded(Decimal(words), decimals, rule)
    return f"{shown or abs(shown):f}"


class Column(NamedTuple):
    """Of an indicator what each of its cells needs."""

    id: str
    unit: str
    decimals: int
    rule: Rounding
    asked: bool  # whether a county must report it
    lacking: Cell


def column_of(row: Indicator, scheme: Scheme) -> Column:
    """What all cells of an indicator have in common."""
    asked = row.required and row.compute is None
    lacking = Cell(CellState.MISSING, CellState.MISSING.word) if asked else Cell(CellState.FREE, CellState.FREE.word)
    return Column(row.id, row.unit, row.shown_decimals, scheme.scheme.rounding, asked, lacking)


_NUMBER = re.compile(r"[-+−－]?[\d,，.]+\s*[%％‰]?")
_READ, _EXEMPT, _UNREADABLE = FigureState.READ, FigureState.EXEMPT, FigureState.UNREADABLE
_RECEIVED = CellState.RECEIVED  # looking a member up takes as long as making a cell


def cell_of(figure: Figure | None, column: Column, found: tuple[str, ...], numbers: frozenset[int]) -> Cell:
    """Of the chosen figure. `found` are the findings to settle, `numbers` those of the project's submissions."""
    if figure is None:
        return column.lacking._replace(findings=found) if found else column.lacking
    state, value, order = figure.state, figure.value, figure.order
    submission = order if order in numbers else 0
    if state is _READ and value is not None and not found:
        return _made((_RECEIVED, printed(value, column.decimals, column.rule), found, submission))
    if state is _EXEMPT:
        return Cell(CellState.EXEMPT, CellState.EXEMPT.word, found, submission)
    if state is _UNREADABLE:
        return Cell(CellState.UNCLEAR, figure.reported.strip() or CellState.UNCLEAR.word, found, submission)
    if value is None:  # a person has said that no figure is to be used
        return Cell(CellState.MISSING, "不采用" if isinstance(figure.origin, ByHand) else "缺", found)
    undecided = state is not _READ
    if undecided and figure.reported and not _NUMBER.fullmatch(figure.reported.strip()):
        return Cell(CellState.UNCLEAR, figure.reported.strip(), found, submission)  # 约8亿: what it says is a guess
    as_it_stands = figure.reported and factor(figure.reported_unit, column.unit) == 1
    text = figure.reported.strip() if as_it_stands else printed(value, column.decimals, column.rule)
    return Cell(CellState.DOUBTFUL, text, found, submission)


_made: Callable[[tuple[CellState, str, tuple[str, ...], int]], Cell] = partial(tuple.__new__, Cell)  # half the time
