"""复核申请: what counties ask to have looked at again, and the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.answers import DONE, say
from pingbi.casework.appeals import answer as answered
from pingbi.casework.appeals import appeal as appealed
from pingbi.casework.appeals import review, reviews
from pingbi.project_commands.lines import standing_words
from pingbi.project_commands.opened import changed, opened

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from pingbi.casework import Case
    from pingbi.casework.appeals import Review


def appeal(options: Namespace) -> int:
    """A county's appeal is noted."""
    with opened(options) as case:
        return changed(appealed(case, options.county, options.text, options.criterion))


def answer(options: Namespace) -> int:
    """The answer, with what has become of the county's points."""
    with opened(options) as case:
        changed(answered(case, options.number, options.text, upheld=options.upheld))
        row = next(row for row in case.project.state.appeals if row.number == options.number)
        print(f"　　{_difference(review(case, row), case)}")
    return DONE


def appeals(options: Namespace) -> int:
    """All of them, with their answers; those not answered are said to be."""
    with opened(options, to_change=False) as case:
        found = reviews(case)
        for row in found:
            for line in _lines(row, case):
                print(line)
    if not found:
        say("没有复核申请")
    return DONE


def _lines(row: Review, case: Case) -> Iterator[str]:
    asked = row.appeal
    names = case.project.names
    what = f"的{names.get(asked.criterion, asked.criterion)}" if asked.criterion else ""
    yield f"第{asked.number}步　{asked.when[:10]}　{asked.county}{what}：{asked.text}"
    if not asked.answered:
        yield "　　未答复"
        return
    how = "成立" if asked.upheld else "不成立"
    yield f"　　{asked.answered[:10]} 答复（{how}，{asked.answered_by}）：{asked.answer}"
    yield f"　　{_difference(row, case)}"


def _difference(row: Review, case: Case) -> str:
    """台前县：第1号导出 81.00分第2名 → 现在 82.50分第1名."""
    county = row.appeal.county
    if row.export is None:
        return f"{county}：申请前没有导出过，现在 {standing_words(row.after, case.scheme)}"
    then = f"第{row.export.number}号导出 {standing_words(row.before, case.scheme)}"
    if not row.differs:
        return f"{county}：{then}，现在没有变化"
    return f"{county}：{then} → 现在 {standing_words(row.after, case.scheme)}"
