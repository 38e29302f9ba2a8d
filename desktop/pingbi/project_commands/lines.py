"""A change and what it does, in lines: value by value, then points and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi import casework, exchange
from pingbi.answers import DONE
from pingbi.model import ROLE_WORDS
from pingbi.project_commands.opened import changed, opened

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator

    from pingbi.casework import Case, Difference, FigureChange
    from pingbi.model import Total
    from pingbi.project import Step
    from pingbi.scheme import Scheme

MOST_SHOWN = 30  # figures that an import lists


def changed_with_effect(options: Namespace, change: Callable[[Case], Step]) -> int:
    """The change of the project's state, its line of history, and what it does to figures, points and places."""
    with opened(options) as case:
        before = case.evaluation()
        changed(change(case))
        for line in difference_lines(casework.difference(before, case.evaluation()), case.scheme):
            print(line)
    return DONE


def difference_lines(found: Difference, scheme: Scheme) -> Iterator[str]:
    """Value by value what changed, then points and places."""
    changed = [row for row in found.figures if row.before is not None]
    for row in changed[:MOST_SHOWN]:
        yield f"　　{_figure_line(row, scheme)}"
    if len(changed) > MOST_SHOWN:
        yield f"　　等共{len(changed)}个数有变化"
    for county, before, after in found.standings:
        if before is not None and after is not None:
            yield f"　　{county}：{standing_words(before, scheme)} → {standing_words(after, scheme)}"


def _figure_line(row: FigureChange, scheme: Scheme) -> str:
    county, indicator, role = row.key
    known = scheme.indicators.get(indicator)
    name = f"{known.name if known else indicator}{ROLE_WORDS[role]}"
    before, after = (_value(figure) for figure in (row.before, row.after))
    return f"{county}的{name}：{before} → {after}{known.unit if known else ''}"


def _value(figure: object) -> str:
    value = getattr(figure, "value", None)
    return f"{value.normalize() + 0:f}" if value is not None else "（无）"


def standing_words(total: Total | None, scheme: Scheme) -> str:
    """81.00分第2名, 不排名; （无） for a county that was not there."""
    if total is None:
        return "（无）"
    points = exchange.printed(total.shown, scheme.scheme.total_decimals)
    return f"{points or '-'}分第{exchange.place(total.place)}名" if total.place is not None else "不排名"
