"""How cells are named in formulas. Rows and columns count from 0, names as Excel has them."""

from __future__ import annotations

from functools import lru_cache

# Stands for a row's number in a formula that is made once and filled in for each row.
ROW = "\x01"

RANKING, MAIN, SINGLE, ADJUSTMENTS = "综合排名", "主要指标", "单项排名", "加减分"
COUNTIES, CHANGES, ROBUSTNESS = "县区分析", "位次变化", "名次稳健性"
FINDINGS, METHOD, SOURCES = "审核情况", "计分办法", "数据来源"
TRIAL = "试算对比"  # in the workbook of a trial alone


@lru_cache(maxsize=4096)
def letters(column: int) -> str:
    """0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell(row: int, column: int) -> str:
    """C8."""
    return f"{letters(column)}{row + 1}"


def fixed(row: int, column: int, sheet: str = "") -> str:
    """$C$8, or 计分办法!$C$8."""
    return f"{sheet}{'!' if sheet else ''}${letters(column)}${row + 1}"


def area(top: int, left: int, bottom: int, right: int, sheet: str = "") -> str:
    """$C$8:$D$16, or 主要指标!$C$8:$D$16."""
    return f"{sheet}{'!' if sheet else ''}${letters(left)}${top + 1}:${letters(right)}${bottom + 1}"


def in_row(column: int, sheet: str = "") -> str:
    """The cell of a column in the row that ROW stands for: $C¤."""
    return f"{sheet}{'!' if sheet else ''}${letters(column)}{ROW}"


def filled(template: str, row: int) -> str:
    """The template with the row's number (row counted from 0)."""
    return template.replace(ROW, str(row + 1))
