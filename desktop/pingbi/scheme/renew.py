"""A scheme for the next period, as an edit of the text: comments and order stay."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from pingbi.model import SchemeError
from pingbi.model.catalogue import is_period, months, words

if TYPE_CHECKING:
    from pathlib import Path


def new_scheme(source: Path, period: str) -> tuple[str, tuple[str, ...]]:
    """(the text for `period`, remarks on what a person must look at). Raises SchemeError for a period unknown."""
    if not is_period(period) or months(period) is None:
        raise SchemeError((f"时期“{period}”无法识别，可写作 2022H2、2022Q3、2022M01-07、2022M06 或 2023",))
    text = source.read_text(encoding="utf-8-sig")
    found = re.search(r'(?m)^period\s*=\s*"([^"]+)"', text)
    if found is None:
        raise SchemeError((f"{source.name}：[scheme] 里没有 period，不能由它新建",))
    old = found[1]
    remarks = [f"时期由{words(old)}改为{words(period)}"]
    text = text[: found.start(1)] + period + text[found.end(1) :]
    spoken = [(words(old), words(period))]
    count = sum(text.count(before) for before, _ in spoken)
    for before, after in spoken:
        text = text.replace(before, after)
    if count:
        remarks.append(f"标题等处的“{words(old)}”已改为“{words(period)}”，共{count}处")
    text, moved = _deadline(text, old, period)
    remarks += moved
    targets = len(re.findall(r"(?m)^\[\[target\]\]", text))
    if targets:
        remarks.append(f"{targets}个目标值（[[target]]）仍是{words(old)}的，请逐个改成新目标")
    remarks.append("请核对权重、指标和 [[check]] 是否仍适用，再运行 pingbi scheme check")
    return text, tuple(remarks)


def _deadline(text: str, old: str, period: str) -> tuple[str, list[str]]:
    """The deadline moved by as many months as lie between the ends of the periods."""
    found = re.search(r'(?m)^deadline\s*=\s*"(\d{4}-\d{2}-\d{2})"', text)
    before, after = months(old), months(period)
    if found is None or before is None or after is None:
        return text, []
    day = date.fromisoformat(found[1])
    later = day.year * 12 + day.month - 1 + (after[0] - before[0]) * 12 + after[2] - before[2]
    moved = date(later // 12, later % 12 + 1, min(day.day, 28))
    return text[: found.start(1)] + moved.isoformat() + text[found.end(1) :], [f"报送期限顺延为{moved.isoformat()}"]
