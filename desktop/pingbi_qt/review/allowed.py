"""Which actions can be done where the person stands, and why the others cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pingbi.casework.listed import FigureLine
    from pingbi_qt.actions import Actions
    from pingbi_qt.desk import View
    from pingbi_qt.review.standing_at import StandingAt


def allow(acts: Actions, view: View, at: StandingAt) -> None:
    """Tell each action of the page."""
    why_not, closed = view.read_only, view.closed
    known = at.county in view.scheme.counties
    acts.enable("correct", at.line() is not None and not closed, closed or "先选一个指标")
    acts.enable("explain", bool(at.finding) and not closed, closed or "先选一处问题")
    acts.enable("first_choice", not (at.finding and why_not), why_not)
    acts.enable("send_back", known and not why_not, why_not or "先选一个县区")
    acts.reword("send_back", f"退回{at.county}" if known else "退回")
    opened = bool(at.standing is not None and at.standing.open)
    for name in ("next_finding", "previous_finding"):
        acts.enable(name, opened, "没有要处理的问题了")


def _corrected_words(line: FigureLine) -> str:
    """原报数 112400，张三 2022-07-08 09:12 核定：…."""
    origin = line.figure.origin if line.figure is not None else None
    who = f"{getattr(origin, 'by', '')} {getattr(origin, 'when', '')}".strip()
    return f"原报数 {line.reported}，{who} 核定：{getattr(origin, 'reason', '')}"


def calm_words(at: StandingAt) -> tuple[str, str]:
    """What is said where nothing is wrong: (the figure, or that all is done; what else there is)."""
    left, line = len(at.standing.open) if at.standing is not None else 0, at.line()
    done = "问题都处理完了，可以看评分了" if not left else f"这里没有要处理的，其他地方还有 {left} 处"
    if line is None:
        return ("问题都处理完了", "可以看评分了") if not left else (at.county or "还没有材料", done)
    number = f"{line.counts} {line.unit}".strip() if line.counts else line.why
    if line.corrected and line.figure is not None:
        done = _corrected_words(line)
    return f"{at.county} {line.name} {number}", done
