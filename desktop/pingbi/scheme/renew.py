"""A scheme for the next period, as an edit of the text: comments and order stay."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

from pingbi.model import SchemeError
from pingbi.model.catalogue import is_period, months, words
from pingbi.scheme.load import text_of

if TYPE_CHECKING:
    from pathlib import Path

# The key of [scheme], wherever that table stands.
_PERIOD = re.compile(
    r"""(?m)^[ \t]*\[scheme\][^\n]*\n(?:(?![ \t]*\[)[^\n]*\n)*?[ \t]*period[ \t]*=[ \t]*(["'])(?P<period>[^"'\n]+)\1"""
)
_DEADLINE = re.compile(r"""(?m)^[ \t]*deadline[ \t]*=[ \t]*["'](\d{4}-\d{2}-\d{2})["']""")
_SIGNED = re.compile(r"""(?m)^([ \t]*date[ \t]*=[ \t]*)["']\d{4}-\d{2}-\d{2}["']""")  # [notice] alone has a date
# A comment, or a value in which # is a letter like others.
_COMMENT_OR_TEXT = re.compile(
    r"""#[^\n]*|\"{3}(?:\\.|[^\\])*?\"{3}|'{3}[\s\S]*?'{3}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'""", re.DOTALL
)


def new_scheme(source: Path, period: str) -> tuple[str, tuple[str, ...]]:
    """(the text for `period`, remarks on what a person must look at). Raises SchemeError for a period unknown."""
    return renewed(text_of(source), source.name, period)


def renewed(text: str, file: str, period: str) -> tuple[str, tuple[str, ...]]:
    """As `new_scheme`, from the text of a scheme."""
    if not is_period(period) or period == "asof":
        raise SchemeError((f"时期“{period}”无法识别，可写作 2022H2、2022Q3、2022M01-07、2022M06 或 2023",))
    found = _PERIOD.search(text)
    if found is None:
        raise SchemeError((f"{file}：[scheme] 里没有 period，不能由它新建",))
    old = found["period"]
    remarks = [f"时期由{words(old)}改为{words(period)}"]
    text = text[: found.start("period")] + period + text[found.end("period") :]
    text, count = _spoken(text, words(old), words(period))
    if count:
        remarks.append(f"标题等处的“{words(old)}”已改为“{words(period)}”，共{count}处")
    text, moved = _deadline(text, old, period)
    remarks += moved
    text, signed = _SIGNED.subn(r'\1""', text)
    if signed:
        remarks.append("通报的成文日期（[notice] date）已清空")
    targets = len(re.findall(r"(?m)^[ \t]*\[\[target\]\]", text))
    if targets:
        remarks.append(f"{targets}个目标值（[[target]]）仍是{words(old)}的，请逐个改成新目标")
    remarks.append("请核对权重、指标和 [[check]] 是否仍适用，再运行 pingbi scheme check")
    return text, tuple(remarks)


def _spoken(text: str, old: str, new: str) -> tuple[str, int]:
    """(the text with the period's words replaced wherever a value has them, how often). Comments stay."""
    count = 0

    def replaced(match: re.Match[str]) -> str:
        nonlocal count
        if match[0].startswith("#"):
            return match[0]
        count += match[0].count(old)
        return match[0].replace(old, new)

    return _COMMENT_OR_TEXT.sub(replaced, text), count


def _deadline(text: str, old: str, period: str) -> tuple[str, list[str]]:
    """The deadline moved by as many months as lie between the ends of the periods."""
    found = _DEADLINE.search(text)
    before, after = months(old), months(period)
    if found is None:
        return text, []
    try:
        day = date.fromisoformat(found[1])
    except ValueError:
        return text, [f"报送期限“{found[1]}”不是日期，请改正"]
    if before is None or after is None:
        return text, [f"报送期限仍是{found[1]}，请改成新的"]
    later = day.year * 12 + day.month - 1 + (after[0] - before[0]) * 12 + after[2] - before[2]
    year, month = later // 12, later % 12 + 1
    moved = date(year, month, min(day.day, monthrange(year, month)[1]))
    return text[: found.start(1)] + moved.isoformat() + text[found.end(1) :], [f"报送期限顺延为{moved.isoformat()}"]
