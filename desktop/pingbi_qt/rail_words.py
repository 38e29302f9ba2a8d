"""One word of state under each step of the rail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pingbi_qt.desk import View

MOST = 99  # counties with whose number the rail has room for a word


def rail_words(view: View) -> dict[str, tuple[str, str]]:
    """Words and colour token by step."""
    due, whole = view.status.due, view.whole
    waiting = len(view.open_findings)
    ranked = any(row.place is not None for row in view.evaluation.result.totals)
    return {
        "collect": (f"{whole}/{due}{'' if due > MOST else ' 收齐'}", "ok" if whole == due else "warn"),
        "review": (f"待核 {waiting}", "warn") if waiting else ("核完", "ok"),
        "score": ("已排名", "ok") if ranked else ("还排不了", "text2"),
        "sheets": ("已出表", "ok") if view.exported else ("未出", "text2"),
    }
