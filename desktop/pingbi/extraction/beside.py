"""What stands beside a clause in its sentence: a colon or a semicolon, the head of an item, half a number."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from pingbi.extraction.measures import CLASS_END, MEASURE_END, SHARE_END
from pingbi.extraction.words import ITEM

if TYPE_CHECKING:
    from pingbi.extraction.page import Run
    from pingbi.extraction.whose import Places

_NAMED = re.compile(
    rf"{MEASURE_END.pattern}|{CLASS_END.pattern}|{SHARE_END.pattern}|(?:入库|签约|[增降]速|[增涨降]幅|数)$"
)
_DONE = re.compile(r"，(?:上半年|1[-—–]6月)?(?:已|共|累计)*(?:完成|达到?)\d[\d.]*[个家次项]")  # 工业项目入库，完成18个
_TORN = re.compile(r"(?<![A-Za-z\d.])\d+(?:\.\d+)?[，,。]$")


def is_torn(paragraph: Run, clause: Run) -> bool:
    """Whether a number that a clause begins with is perhaps the end of one: 102，5亿元."""
    return _TORN.search(_ahead(paragraph, clause)) is not None


def follows_semicolon(sentence: Run, clause: Run) -> bool:
    """Whether a clause is the first behind a ；."""
    return _ahead(sentence, clause)[-1:] in ("；", ";")


def ends_with_colon(sentence: Run, clause: Run) -> bool:
    """Whether the sign that ends a clause is a ：."""
    return _after(sentence, clause)[:1] in ("：", ":")


def names_what_follows(sentence: Run, clause: Run) -> bool:
    """Whether a clause is a name alone: its number behind a colon (投诉：3件), or an item's head: （二）工业投资."""
    after = _after(sentence, clause)
    head = ITEM.match(clause.text) is not None and after[:1] in ("。", "；", "")
    named = _DONE.match(after) is not None and _NAMED.search(clause.text.removesuffix("方面")) is not None
    return head or named or (after[:1] in ("：", ":") and after[1:2].isdigit())


def lists_places(sentence: Run, clause: Run, places: Places) -> bool:
    """Whether counties and numbers follow what is said of them: 亿元以上项目：范县11个、台前县9个."""
    if _NAMED.search(clause.text.removesuffix("方面")) is None:
        return False
    after = _after(sentence, clause)
    listed = after[:1] in ("：", ":", "，")
    first = next(places.find(after[1:]), None) if listed else None
    return first is not None and not first.start and after[1 + first.stop : 2 + first.stop].isdigit()


def _after(sentence: Run, clause: Run) -> str:
    """The sign that ends a clause of a sentence, and what follows, as far as a name and its number reach."""
    return sentence.text[bisect_left(sentence.at, clause.at[-1]) + 1 :][:20]


def _ahead(run: Run, clause: Run) -> str:
    """What stands before a clause of a run, as far as a number reaches."""
    at = bisect_left(run.at, clause.at[0])
    return run.text[max(0, at - 12) : at]
