"""A cell's content -> a number with its unit, or why it is none. What cannot be read is never 0."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from pingbi.model.catalogue import factor

if TYPE_CHECKING:
    from pingbi.readers import CellRead

NOT_APPLICABLE = frozenset({"—", "——", "―", "－", "-", "–", "/", "／", "\\", "免报", "不适用", "无此项", "N/A", "n/a"})
_WIDE = str.maketrans("０１２３４５６７８９．，－＋％（）：　", "0123456789.,-+%():\u0020")
_AMOUNTS = "万亿元|千万元|百万元|亿元|万元|千元|元|亿|万个|万家|万人|万吨|万"
LONGEST = 40  # characters of a number with its unit
UNIT = f"{_AMOUNTS}|个百分点|百分点|%|‰|个|家|项|户|次|起|人|吨|倍|成"
_NUMBER = re.compile(
    r"(?P<about>约为|大约|约|接近|近|超过|超|逾)?\s*(?:同比)?(?P<moved>增长|上升|下降|减少)?\s*"
    r"(?P<sign>[-+−])?\s*(?P<digits>\d[\d,\s]*(?:\.\d+)?|\.\d+)"
    rf"\s*(?P<more>余|多)?\s*(?P<unit>{UNIT})?\s*(?P<above>以上|左右)?"
)
_MULTIPLES = {"万": Decimal(10**4), "亿": Decimal(10**8)}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written. `unit` is empty where none was; `doubtful` says why it may not be exact."""

    value: Decimal
    unit: str = ""
    doubtful: str = ""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No number: `empty`, `exempt` (免报), or `unreadable`."""

    why: str


def quantity(cell: CellRead | None) -> Quantity | Nothing:
    """What a cell holds."""
    if cell is None or cell.from_blanks or (cell.value is None and not cell.formula):
        return Nothing("empty")  # from_blanks: the 0 that Excel shows for a sum of blank cells
    if cell.error or cell.value is None or isinstance(cell.value, bool):
        return Nothing("unreadable")  # None here is a formula without a cached value: unknown, not 0
    if isinstance(cell.value, Decimal):
        if "%" in cell.number_format:
            return Quantity(cell.value * 100, "%")
        return Quantity(cell.value)
    return of_text(cell.value)


def of_text(text: str) -> Quantity | Nothing:
    """A number in words of a cell: 30.58亿元, ２０００万, 1,234.5, (12.3), 45%, 约8亿."""
    plain = text.translate(_WIDE).strip()
    if not plain:
        return Nothing("empty")
    if len(plain) > LONGEST:
        return Nothing("unreadable")
    if text.strip() in NOT_APPLICABLE or plain in NOT_APPLICABLE:
        return Nothing("exempt")
    negative = re.fullmatch(r"\((.+)\)(%?)", plain)
    if negative is not None:
        plain = f"-{negative[1]}{negative[2]}"
    match = _NUMBER.fullmatch(plain.lstrip("'"))
    if match is None:
        return Nothing("unreadable")
    digits = re.sub(r"[,\s]", "", match["digits"])
    if not _grouped(match["digits"]):
        return Nothing("unreadable")
    try:
        value = Decimal(digits)
    except InvalidOperation:
        return Nothing("unreadable")
    if match["moved"] and (match["sign"] or match["unit"] not in ("%", "‰", "倍", "成")):
        return Nothing("unreadable")  # 下降-5%: which of the two? 增长5亿元: not what was reached
    if match["sign"] in ("-", "−") or match["moved"] in ("下降", "减少"):
        value = -value
    doubt = match["about"] or match["more"] or match["above"] or ""
    return Quantity(value, match["unit"] or "", doubt)


def _grouped(digits: str) -> bool:
    """Whether commas and blanks in a number separate groups of three: 1,234.5 yes, 1,5 no."""
    whole = digits.split(".", maxsplit=1)[0].strip()
    groups = re.split(r"[,\s]+", whole)
    return len(groups) == 1 or (len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]))


def converted(found: Quantity, unit: str, heading_unit: str = "") -> Decimal | None:
    """The value in `unit`: the cell's own unit goes before the heading's. None where they do not fit."""
    rate = factor(found.unit or heading_unit or unit, unit)
    if rate is None and found.unit in _MULTIPLES:  # 1.2万 under 个 is 12000; under 万元 or 亿元 it is money
        counted = factor(heading_unit or unit, unit)
        rate = None if counted is None else counted * _MULTIPLES[found.unit]
    return None if rate is None else found.value * rate
