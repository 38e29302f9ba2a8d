"""Changes of single cells: what stands in the place of a number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from book import UNKNOWN, Means
from change import (
    CONTENTS,
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

from pingbi.model.catalogue import Kind


def _instead(words: tuple[str, ...]) -> Callable[[Here], bool]:
    """Words where a number belongs."""

    def make(here: Here) -> bool:
        found = here.cells()
        for cell in found:
            cell.value, cell.means = here.draw.choice(words).format(cell.number), UNKNOWN
        return bool(found)

    return make


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
        cell.formula = _sum(here, cell.number)
    return bool(found)


def simple_formula(here: Here) -> bool:
    """Without a result, of numbers alone: computed by us, or said."""
    found = here.cells()
    for cell in found:
        cell.formula, cell.cached = _sum(here, cell.number), False
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
        value = cell.number
        cell.formula, cell.means = (
            here.draw.choice(("='[台账.xlsx]汇总'!B7", "=[1]Sheet1!$C$4*1")),
            Means(value, said=True),
        )
    return bool(found)


def struck_through(here: Here) -> bool:
    found = here.cells(most=2)
    for cell in found:
        cell.struck, cell.means = True, Means(cell.number, said=True, either=True)
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
    found = here.cells(lambda cell, row: row.kind is not Kind.COUNT and cell.number != 0)
    for cell in found:
        value = cell.number
        cell.value = Decimal(float(value) * (1 + 2**-52))
    return bool(found)


def slipped_unit(here: Here) -> bool:
    """万元 typed where 亿元 is asked: to be seen only beside other figures."""
    found = here.cells(lambda _, row: row.unit == "亿元", most=1)
    for cell in found:
        cell.value, cell.means = cell.number * 10000, Means(None, loose=True)
    return bool(found)


CHANGES = (
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
    Change("mistyped", "数打错了", CONTENTS, _instead(("{}O", "l{}", "{}..5", "{},5", "=={}", "一{}", "{}E"))),
    Change("slipped unit", "万元填在亿元列", CONTENTS, slipped_unit),
)
