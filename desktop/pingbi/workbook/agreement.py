"""自查: one live formula that says whether the workbook agrees with itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pingbi.workbook.method_cells import FIRST_ROW, WEIGHT
from pingbi.workbook.references import MAIN, RANKING, area

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.workbook.addresses import Book

DIFFERS = "不一致，请核对"
TINY = "0.000001"  # what sums of numbers rounded to 10 decimals may differ by


class Check(NamedTuple):
    """A test as an Excel expression, what it says when it holds, and whether it held when the file was written."""

    test: str
    words: str
    holds: bool = True


def agreement(book: Book) -> tuple[str, str]:
    """(formula, cached text) of 自查: 一致：… or 不一致，请核对. 综合排名 is always there, if only hidden."""
    checks = [*_weights(book), *_ranking(book)]
    agreed = f"一致：{'，'.join(check.words for check in checks)}"
    tests = ",".join(check.test for check in checks)
    shown = agreed if all(check.holds for check in checks) else DIFFERS
    return f'=IFERROR(IF(AND({tests}),"{agreed}","{DIFFERS}"),"{DIFFERS}")', shown


def _weights(book: Book) -> Iterator[Check]:
    """The weights add up to the full mark, where the scheme has one; a trial's weights are not bound by it."""
    full, whole = book.scheme.scheme.full, sum(row.weight for row in book.scheme.criterion)
    if full is not None and (not book.trial or whole == full):
        weights = area(FIRST_ROW, WEIGHT, book.method.last_row, WEIGHT)
        yield Check(f"ROUND(SUM({weights})-{full:f},10)=0", f"权重合计{full:f}分", whole == full)


def _ranking(book: Book) -> Iterator[Check]:
    """Totals are what they are made of, printed totals are the rounded ones, and each ranked county has a place."""
    at, rules = book.ranking, book.scheme.scheme
    standing, exact = at.whole(at.standing, RANKING), at.whole(at.exact, RANKING)
    total, place = at.whole(at.total, RANKING), at.whole(at.place, RANKING)

    def ranked(column: int) -> str:
        return f'SUMIF({standing},">0",{at.whole(column, RANKING)})'

    signed = [(at.bonus, "+"), (at.deduction, "-")]
    more = "".join(f"{sign}{ranked(column)}" for column, sign in signed if column >= 0)
    cap = book.method.item("rules", "综合得分上限").rpartition("!")[2]
    if cap:
        yield Check(f"MAX({exact})<={cap}+{TINY}", "综合得分不超过上限")
    else:
        points = "+".join(ranked(column) for column in at.points.values()) or "0"
        if not book.simple_total:
            points = f"SUM({book.main.whole(book.main.total, MAIN)})" if book.main.criteria else "0"
        made = "各项得分" if book.simple_total else "按办法合成的得分"
        extra = f"{'、加分' if at.bonus >= 0 else ''}{'、扣分' if at.deduction >= 0 else ''}"
        yield Check(
            f"ABS(SUM({exact})-({points}{more}))<{TINY}",
            f"综合得分之和等于{made}{extra}之和",
        )
    half = f"0.5*COUNT({total})/{10**rules.total_decimals}"
    yield Check(f"ABS(SUM({total})-SUM({exact}))<={half}+{TINY}", "修约前后相符")
    yield Check(
        f'AND(COUNT({place})=COUNTIF({standing},">0"),COUNT({total})=COUNT({place}))', "名次个数与参与排名的县区数相符"
    )
