"""How sure each place is, in a word and a sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pingbi.children import Answered, Task, shared
from pingbi.model.robustness import Judgement
from pingbi.pipeline import book
from pingbi.workbook.robustness_words import range_words, remark, swap_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pingbi.model.robustness import Robustness
    from pingbi.pipeline import Evaluation
    from pingbi.workbook import Book


MOST_SECONDS = 900.0
LOST = "稳健性没有算完"


class Sure(NamedTuple):
    """稳固, 较稳, 易变, 难分; and why."""

    judgement: Judgement
    sentence: str


class Sureness(NamedTuple):
    """By county; `sentence` is about all of them. Empty where fewer than three counties are ranked."""

    counties: Mapping[str, Sure]
    sentence: str = ""


def sureness(done: Evaluation) -> Sureness:
    """Takes seconds for hundreds of counties: what shows it shows all else first."""
    made = book(done)
    found = made.robustness()
    if found is None:
        return Sureness({})
    counties = {row.county: Sure(row.judgement, "；".join(_said(made, found, at))) for at, row in enumerate(found.rows)}
    return Sureness(counties, _whole(found))


def sureness_apart(done: Evaluation, cancelled: Callable[[], bool]) -> Sureness:
    """The same in a process of its own, so that nothing here waits for it. Raises StoppedError."""
    given = replace(done, findings=(), previous=None, real=None, handled={}, decisions=(), open_matters=())
    ((_, outcome),) = shared().run(_asked, given, [Task(None, MOST_SECONDS)], cancelled)
    return outcome.value if isinstance(outcome, Answered) else Sureness({}, LOST)


def _asked(done: Evaluation, _: None) -> Sureness:
    return sureness(done)


def _said(made: Book, found: Robustness, at: int) -> Iterator[str]:
    row = found.rows[at]
    if near := remark(made, found, at):
        yield near
    if row.tenth is not None and row.quarter is not None:
        tenth, quarter = range_words(row.tenth), range_words(row.quarter)
        if row.judgement is Judgement.FIRM:
            yield "各项权重变动25%以内，位次不变"
        elif row.tenth.best == row.tenth.worst:
            yield f"各项权重变动10%以内位次不变，25%以内可能列第{quarter}位"
        else:
            yield f"各项权重变动10%以内，可能列第{tenth}位"
    if row.margin is not None and row.margin.single is not None:
        name, _, change = swap_words(made, found, row.margin)[0].rpartition(" ")
        yield f"{name}的权重{change}个百分点，就与{row.margin.below}易位"


def _whole(found: Robustness) -> str:
    """7 个稳固，1 个较稳；易变或难分：南乐县."""
    unsure = [row.county for row in found.rows if row.judgement in (Judgement.LOOSE, Judgement.CLOSE)]
    firm = sum(row.judgement is Judgement.FIRM for row in found.rows)
    fair = sum(row.judgement is Judgement.FAIR for row in found.rows)
    counted = [f"{count} 个{word}" for count, word in ((firm, "稳固"), (fair, "较稳")) if count]
    if unsure:
        more = f"等 {len(unsure)} 个" if len(unsure) > 4 else ""
        counted.append(f"易变或难分：{'、'.join(unsure[:4])}{more}")
    return "，".join(counted)
