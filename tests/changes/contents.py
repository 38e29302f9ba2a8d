"""Changes of single cells: how a number is typed, what stands instead of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from book import UNKNOWN, Cell, Means
from change import (
    CONTENTS,
    FORMATS,
    NOTES,
    OUTSIDE,
    RESULTS,
    STRUCK,
    TYPES,
    UNCOMPUTED,
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


def _number(cell: Cell) -> Decimal:
    assert isinstance(cell.value, Decimal)
    return cell.value


def _written(how: Callable[[Here, Decimal, Indicator], str], test: Test = _any) -> Callable[[Here], bool]:
    """The same number as a text."""

    def make(here: Here) -> bool:
        found = here.cells(test)
        for cell in found:
            assert cell.key is not None
            cell.value = how(here, _number(cell), here.scheme.indicators[cell.key[1]])
        return bool(found)

    return make


def _said(how: Callable[[Here, Decimal, Indicator], str], test: Test = _any) -> Callable[[Here], bool]:
    """A number that is not exact."""

    def make(here: Here) -> bool:
        found = here.cells(test)
        for cell in found:
            assert cell.key is not None
            value = _number(cell)
            cell.value, cell.means = how(here, value, here.scheme.indicators[cell.key[1]]), Means(value, said=True)
        return bool(found)

    return make


def _instead(words: tuple[str, ...]) -> Callable[[Here], bool]:
    """Words where a number belongs."""

    def make(here: Here) -> bool:
        found = here.cells()
        for cell in found:
            cell.value, cell.means = here.draw.choice(words).format(_number(cell)), UNKNOWN
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
        value = _number(cell) * 100 + here.draw.randint(1000, 90000)
        comma = here.draw.choice((",", "，", ","))
        cell.value, cell.means = f"{value:,}".replace(",", comma), Means(value)
    return bool(found)


def brackets(here: Here) -> bool:
    """(12.3) for −12.3."""
    found = here.cells(lambda _, row: row.kind is Kind.YOY)
    for cell in found:
        value = -abs(_number(cell)) or Decimal(-1)
        shape = here.draw.choice(("({})", "（{}）", "({}%)", "({})%"))
        cell.value, cell.means = shape.format(-value), Means(value)
    return bool(found)


def minus(here: Here) -> bool:
    """The signs that stand for minus, and 下降."""
    found = here.cells(lambda _, row: row.kind is Kind.YOY)
    for cell in found:
        value = -abs(_number(cell)) or Decimal(-1)
        shape = here.draw.choice(("－{}", "−{}", "- {}", "下降{}%", "-{}%"))
        cell.value, cell.means = shape.format(-value), Means(value)
    return bool(found)


def plus(here: Here) -> bool:
    found = here.cells(lambda cell, row: row.kind is Kind.YOY and _number(cell) > 0)
    for cell in found:
        cell.value = here.draw.choice(("+{}", "＋{}", "增长{}%", "+{}%")).format(cell.value)
    return bool(found)


def percent_format(here: Here) -> bool:
    found = here.cells(_rate)
    for cell in found:
        cell.value, cell.number_format = _number(cell) / 100, here.draw.choice(("0.0%", "0%", "0.00%"))
    return bool(found)


def part_of_one(here: Here) -> bool:
    """0.456 for 45.6 %: read as 45.6 or not, it must be said."""
    found = here.cells(lambda cell, row: row.unit == "%" and 5 < abs(_number(cell)) < 100, most=2)
    for cell in found:
        value = _number(cell)
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
        cell.value, cell.number_format = _number(cell) * rate, here.draw.choice((f'0.00"{unit}"', f'#,##0.0"{unit}"'))
    return bool(found)


def money_format(here: Here) -> bool:
    found = here.cells()
    for cell in found:
        cell.number_format = here.draw.choice(("¥#,##0.00", "#,##0.00", "0_ ", "#,##0.00_);[Red](#,##0.00)", "@"))
    return bool(found)


def date_made(here: Here) -> bool:
    """What Excel makes of 1-6."""
    found = here.cells(most=2)
    for cell in found:
        cell.value = date(2022, here.draw.randint(1, 12), here.draw.randint(1, 28))
        cell.number_format = here.draw.choice(('m"月"d"日"', "yyyy-mm-dd", "mm-dd"))
        cell.means = UNKNOWN
    return bool(found)


def error_value(here: Here) -> bool:
    found = here.cells(most=2)
    for cell in found:
        cell.value, cell.error, cell.means = here.draw.choice(("#DIV/0!", "#REF!", "#N/A", "#VALUE!")), True, UNKNOWN
    return bool(found)


def _sum(here: Here, value: Decimal) -> str:
    part = (value / 2).quantize(value)
    shapes = (
        f"={part}+{value - part}",
        f"=SUM({part},{value - part})",
        f"=ROUND({value}*2/2,4)",
        f"=({value}+{part})-{part}",
    )
    return here.draw.choice(shapes).replace("+-", "-").replace("--", "+")


def formula_with_result(here: Here) -> bool:
    found = here.cells()
    for cell in found:
        cell.formula = _sum(here, _number(cell))
    return bool(found)


def simple_formula(here: Here) -> bool:
    """Without a result, of numbers alone: computed by us, or said."""
    found = here.cells()
    for cell in found:
        cell.formula, cell.cached = _sum(here, _number(cell)), False
    return bool(found)


def hard_formula(here: Here) -> bool:
    """Without a result, and not to be computed from what the file holds."""
    found = here.cells()
    for cell in found:
        cell.formula, cell.cached, cell.means = (
            here.draw.choice(("=RAND()*100", "=TODAY()-44000", "=NOW()")),
            False,
            UNKNOWN,
        )
    return bool(found)


def link_outside(here: Here) -> bool:
    """The last known result of a formula that reaches into another file."""
    found = here.cells()
    for cell in found:
        value = _number(cell)
        cell.formula, cell.means = (
            here.draw.choice(("='[台账.xlsx]汇总'!B7", "=[1]Sheet1!$C$4*1")),
            Means(value, said=True),
        )
    return bool(found)


def struck_through(here: Here) -> bool:
    found = here.cells(most=2)
    for cell in found:
        cell.struck, cell.means = True, Means(_number(cell), said=True)
    return bool(found)


def comment(here: Here) -> bool:
    found = here.cells()
    for cell in found:
        cell.note = here.draw.choice(("含续建项目", "上月为20.5", "以统计局为准"))
    return bool(found)


def emptied(here: Here) -> bool:
    found = here.cells()
    for cell in found:
        cell.value, cell.means = None, None
    return bool(found)


def not_applicable(here: Here) -> bool:
    found = here.cells()
    for cell in found:
        cell.value, cell.means = here.draw.choice(("—", "/", "-", "免报", "——")), Means(None, exempt=True)
    return bool(found)


def zero(here: Here) -> bool:
    found = here.cells()
    for cell in found:
        cell.value, cell.means = here.draw.choice((Decimal(0), "0", "0.0", "０")), Means(Decimal(0))
    return bool(found)


def many_digits(here: Here) -> bool:
    """45.300000000000004: the noise of binary numbers."""
    found = here.cells(lambda cell, row: row.kind is not Kind.COUNT and _number(cell) != 0)
    for cell in found:
        value = _number(cell)
        cell.value = Decimal(float(value) * (1 + 2**-52))
    return bool(found)


def slipped_unit(here: Here) -> bool:
    """万元 typed where 亿元 is asked: to be seen only beside other figures."""
    found = here.cells(lambda _, row: row.unit == "亿元", most=1)
    for cell in found:
        cell.value, cell.means = _number(cell) * 10000, Means(None, loose=True)
    return bool(found)


CHANGES = (
    Change("unit in the cell", "格内带单位", CONTENTS, _written(lambda _, value, row: f"{value}{row.unit}")),
    Change("other unit in the cell", "格内写别的单位", CONTENTS, _written(_other_unit, _amount)),
    Change("ten thousands", "格内写2000万", CONTENTS, _written(_ten_thousand, lambda _, row: row.unit == "亿元")),
    Change("number as text", "文本型数字", CONTENTS, _written(lambda _, value, __: f"{value}"), needs(TYPES)),
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
    Change("date made", "变成日期", CONTENTS, date_made),
    Change("error value", "错误值", CONTENTS, error_value),
    Change("formula with result", "公式（有结果）", CONTENTS, formula_with_result, needs(RESULTS)),
    Change("simple formula", "简单公式（没有结果）", CONTENTS, simple_formula, needs(UNCOMPUTED)),
    Change("hard formula", "算不出的公式", CONTENTS, hard_formula, needs(UNCOMPUTED)),
    Change("link outside", "链接到别的文件", CONTENTS, link_outside, needs(OUTSIDE)),
    Change("struck through", "删除线", CONTENTS, struck_through, needs(STRUCK)),
    Change("comment", "批注", CONTENTS, comment, needs(NOTES)),
    Change("emptied", "留空", CONTENTS, emptied),
    Change("not applicable", "填—或/", CONTENTS, not_applicable),
    Change("zero", "填0", CONTENTS, zero),
    Change("many digits", "15位以上数字", CONTENTS, many_digits, needs(TYPES)),
    Change("ditto", "同上、待报", CONTENTS, _instead(("同上", "同左", "待报", "见附件", "无", "未统计", "#"))),
    Change("with a remark", "数后有说明", CONTENTS, _instead(("{}（含续建）", "{}，其中新建3", "{} 快报", "{}?"))),
    Change(
        "two numbers", "一格两个数", CONTENTS, _instead(("{0}/{0}1", "{0}-{0}1", "{0}、21.1", "{0}(21.1)", "{0};21"))
    ),
    Change("slipped unit", "万元填在亿元列", CONTENTS, slipped_unit),
)
