"""Changes of single cells: how a number is typed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from book import Cell, Means, Part
from change import (
    CONTENTS,
    FORMATS,
    TYPES,
    Change,
    Here,
    needs,
)

from pingbi.model.catalogue import Kind, factor
from pingbi.scheme import Indicator

_MONEY = frozenset({"亿元", "万元"})
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
Test = Callable[[Cell, Indicator], bool]


def _any(_: Cell, __: Indicator) -> bool:
    return True


def _rate(_: Cell, row: Indicator) -> bool:
    return row.unit == "%"


def _amount(_: Cell, row: Indicator) -> bool:
    return row.unit in _MONEY


def _written(how: Callable[[Here, Decimal, Indicator], str], test: Test = _any) -> Callable[[Here], bool]:
    """The same number as a text."""

    def make(here: Here) -> bool:
        found = here.cells(test)
        for cell in found:
            assert cell.key is not None
            cell.value = how(here, cell.number, here.scheme.indicators[cell.key[1]])
        return bool(found)

    return make


def _said(how: Callable[[Here, Decimal, Indicator], str], test: Test = _any) -> Callable[[Here], bool]:
    """A number that is not exact."""

    def make(here: Here) -> bool:
        found = here.cells(test)
        for cell in found:
            assert cell.key is not None
            value = cell.number
            cell.value, cell.means = how(here, value, here.scheme.indicators[cell.key[1]]), Means(value, said=True)
        return bool(found)

    return make


def _other_unit(here: Here, value: Decimal, row: Indicator) -> str:
    unit = here.draw.choice([unit for unit in ("亿元", "万元", "元") if unit != row.unit])
    return f"{(value * (factor(row.unit, unit) or 0)).normalize():f}{unit}"


def _ten_thousand(here: Here, value: Decimal, _: Indicator) -> str:
    """2000万 in a column of 亿元."""
    return f"{(value * 10000).normalize():f}{here.draw.choice(('万', '万元', ' 万'))}"


def _blanks(here: Here, value: Decimal, _: Indicator) -> str:
    return here.draw.choice((" {}", "{} ", "　{}", "{}\u00a0", "\n{}", "\t{} ")).format(value)


def _about(here: Here, value: Decimal, row: Indicator) -> str:
    shape = here.draw.choice(("约{}", "近{}", "{}左右", "约{}" + row.unit, "大约{}"))
    return shape.format(value) if value > 0 else f"约{value}"


def large(here: Here) -> bool:
    """Thousands separators, of either width."""
    found = here.cells(lambda _, row: row.kind is Kind.LEVEL)
    for cell in found:
        value = cell.number * 100 + here.draw.randint(1000, 90000)
        comma = here.draw.choice((",", "，", ","))
        cell.value, cell.means = f"{value:,}".replace(",", comma), Means(value)
    return bool(found)


def brackets(here: Here) -> bool:
    """(12.3) for −12.3."""
    found = here.cells(lambda _, row: row.kind is Kind.YOY)
    for cell in found:
        value = -abs(cell.number) or Decimal(-1)
        shape = here.draw.choice(("({})", "（{}）", "({}%)", "({})%"))
        cell.value, cell.means = shape.format(-value), Means(value)
    return bool(found)


def minus(here: Here) -> bool:
    """The signs that stand for minus, and 下降."""
    found = here.cells(lambda _, row: row.kind is Kind.YOY)
    for cell in found:
        value = -abs(cell.number) or Decimal(-1)
        shape = here.draw.choice(("－{}", "−{}", "- {}", "下降{}%", "-{}%"))
        cell.value, cell.means = shape.format(-value), Means(value)
    return bool(found)


def plus(here: Here) -> bool:
    found = here.cells(lambda cell, row: row.kind is Kind.YOY and cell.number > 0)
    for cell in found:
        cell.value = here.draw.choice(("+{}", "＋{}", "增长{}%", "+{}%")).format(cell.value)
    return bool(found)


def percent_format(here: Here) -> bool:
    found = here.cells(_rate)
    for cell in found:
        cell.value, cell.number_format = cell.number / 100, here.draw.choice(("0.0%", "0%", "0.00%"))
    return bool(found)


def part_of_one(here: Here) -> bool:
    """0.456 for 45.6 %: read as 45.6 or not, it must be said. (0.3 for 30 nobody can see: it has no digit too many.)"""
    found = here.cells(
        lambda cell, row: (
            row.unit == "%"
            and 5 < abs(cell.number) < 100
            and round(cell.number / 100, row.shown_decimals) != cell.number / 100
        ),
        most=2,
    )
    for cell in found:
        value = cell.number
        cell.value, cell.means = value / 100, Means(value, said=True)
    return bool(found)


def unit_by_format(here: Here) -> bool:
    """305800 shown as 305800.00万元 by its number format."""
    found = here.cells(_amount)
    for cell in found:
        assert cell.key is not None
        unit = here.draw.choice(("亿元", "万元", "元"))
        rate = factor(here.scheme.indicators[cell.key[1]].unit, unit)
        assert rate is not None
        cell.value, cell.number_format = cell.number * rate, here.draw.choice((f'0.00"{unit}"', f'#,##0.0"{unit}"'))
    return bool(found)


def money_format(here: Here) -> bool:
    found = here.cells()
    for cell in found:
        cell.number_format = here.draw.choice(("¥#,##0.00", "#,##0.00", "0_ ", "#,##0.00_);[Red](#,##0.00)", "@"))
    return bool(found)


def all_as_text(here: Here) -> bool:
    """Every number of a sheet as a text."""
    found = [cell for _, cell in here.sheet.of(Part.VALUE) if cell.plain]
    for cell in found:
        cell.value = f"{cell.value}"
    return bool(found)


def grouped(here: Here) -> bool:
    """1 234.5: groups with blanks between."""
    found = here.cells(lambda _, row: row.kind is Kind.LEVEL)
    for cell in found:
        value = cell.number + here.draw.randint(1000, 90000)
        cell.value, cell.means = f"{value:,}".replace(",", here.draw.choice((" ", "\u00a0", "　"))), Means(value)
    return bool(found)


CHANGES = (
    Change("unit in the cell", "格内带单位", CONTENTS, _written(lambda _, value, row: f"{value}{row.unit}")),
    Change("other unit in the cell", "格内写别的单位", CONTENTS, _written(_other_unit, _amount)),
    Change("ten thousands", "格内写2000万", CONTENTS, _written(_ten_thousand, lambda _, row: row.unit == "亿元")),
    Change("number as text", "文本型数字", CONTENTS, _written(lambda _, value, __: f"{value}"), needs(TYPES)),
    Change("all as text", "整表都是文本", CONTENTS, all_as_text, needs(TYPES)),
    Change("grouped by blanks", "千分位空格", CONTENTS, grouped),
    Change("apostrophe", "数前有撇号", CONTENTS, _written(lambda _, value, __: f"'{value}")),
    Change("thousands", "千分位逗号", CONTENTS, large),
    Change("full width", "全角数字", CONTENTS, _written(lambda _, value, __: f"{value}".translate(_WIDE))),
    Change("blanks around", "数前后有空格", CONTENTS, _written(_blanks)),
    Change("about", "约、近、左右", CONTENTS, _said(_about)),
    Change(
        "more than",
        "余、多、以上",
        CONTENTS,
        _said(
            lambda here, value, row: (
                f"{value}{here.draw.choice(('余', '多', '以上'))}" if row.unit != "%" else f"{value}%以上"
            )
        ),
    ),
    Change("brackets", "括号表示负数", CONTENTS, brackets),
    Change("minus", "各种负号、下降", CONTENTS, minus),
    Change("plus", "正号、增长", CONTENTS, plus),
    Change("percent format", "百分比格式", CONTENTS, percent_format, needs(FORMATS)),
    Change(
        "percent sign",
        "带百分号",
        CONTENTS,
        _written(lambda here, value, _: f"{value}{here.draw.choice('%％')}", _rate),
    ),
    Change("part of one", "百分数写成小数", CONTENTS, part_of_one),
    Change("unit by format", "格式里带单位", CONTENTS, unit_by_format, needs(FORMATS)),
    Change("money format", "货币、千分位格式", CONTENTS, money_format, needs(FORMATS)),
)
