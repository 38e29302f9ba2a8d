"""The formulas of 综合排名: what is fetched from the fixed-order sheets, totals, standing, places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pingbi.workbook.point_formulas import rounding
from pingbi.workbook.references import MAIN, area, cell

if TYPE_CHECKING:
    from pingbi.workbook.addresses import Book

NONE = '"-"'
TINY = 10  # decimals to which an unrounded total is compared


@dataclass(frozen=True)
class RankingFormulas:
    """All formulas of one row (from 0). Each is a whole formula, with its =."""

    book: Book
    row: int

    def _own(self, column: int) -> str:
        return f"${cell(self.row, column)}"

    def fetched(self, column: int) -> str:
        """A column of 主要指标 in the county's row."""
        main, at = self.book.main, self.book.ranking
        return f"=INDEX({main.whole(column, MAIN)},MATCH({self._own(at.county)},{main.county_keys()},0))"

    def adjustment(self, column: int) -> str:
        """A column of 加减分 in the county's row."""
        at = self.book.ranking
        return f"={self.book.adjustments.fetched(column, self._own(at.county))}"

    @property
    def exact(self) -> str:
        """=the total before it is rounded; "-" where the county has none."""
        book, at = self.book, self.book.ranking
        signed = [(at.bonus, "+"), (at.deduction, "-")]
        more = "".join(f"{sign}{self._own(column)}" for column, sign in signed if column >= 0)
        if book.simple_total:
            columns = list(at.points.values())
            cells = f"{self._own(columns[0])}:{self._own(columns[-1])}" if columns else ""
            guard, points = f"COUNT({cells})={len(columns)}", f"SUM({cells})"
        else:
            points = self.fetched(book.main.total)[1:]
            guard = f"ISNUMBER({points})"
        inner = f"{points}{more}"
        cap = book.method.item("rules", "综合得分上限")
        if cap:
            inner = f"MIN({inner},{cap})"
        return f"=IF({guard},ROUND({inner},{TINY}),{NONE})"

    @property
    def total(self) -> str:
        """=the total as printed, rounded once from the unrounded one."""
        rules = self.book.scheme.scheme
        x = self._own(self.book.ranking.exact)
        return f"=IF(ISNUMBER({x}),{rounding(x, rules.total_decimals, rules.rounding)},{NONE})"

    @property
    def standing(self) -> str:
        """=0 not ranked, 1 ranked, 2 vetoed to the last place."""
        at, effect = self.book.ranking, self.book.adjustments.effect
        x = self._own(at.exact)
        if effect < 0:
            return f"=IF(ISNUMBER({x}),1,0)"
        found = self.book.adjustments.fetched(effect, self._own(at.county))
        return f"=IF(ISNUMBER({x}),IF({found}=0,1,2),0)"

    @property
    def key(self) -> str:
        """=what places are made from; "-" for counties that are not ranked."""
        at = self.book.ranking
        x = at.total if self.book.scheme.scheme.compare == "rounded" else at.exact
        return f"=IF({self._own(at.standing)}=1,{self._own(x)},{NONE})"

    @property
    def breaker(self) -> str:
        """=the value that breaks ties of totals."""
        book = self.book
        row = book.criteria[book.scheme.scheme.ties.removeprefix("first_by:")]
        columns = book.main.criteria.get(row.id)
        if columns is None:
            return f"={NONE}"
        valued = book.methods[row.method].takes_value
        value = self.fetched(columns.value if valued else columns.raw)[1:]
        return f"=IFERROR(ROUND({value},{TINY}),{NONE})"

    @property
    def place(self) -> str:
        """=the place over all."""
        at = self.book.ranking
        return self._placed(self._plain(at.whole(at.key)), f"COUNT({at.whole(at.key)})")

    @property
    def group_place(self) -> str:
        """=the place in the group: over the group's block of rows, or over the rows with the same group."""
        at = self.book.ranking
        if self.book.by_group:
            keys = self._in_block(at.key)
            return self._placed(self._plain(keys), f"COUNT({keys})")
        same = f"({at.whole(at.group)}={self._own(at.group)})*ISNUMBER({at.whole(at.key)})"
        return self._placed(self._among(same), f"SUMPRODUCT({same})")

    def _in_block(self, column: int) -> str:
        """The column in the rows of the group, which stand together."""
        rows = self.book.ranking.row
        block = self.book.counties.block
        own = next(name for name, row in rows.items() if row == self.row)
        together = [rows[name] for name in self.book.counties.names if block[name] is block[own]]
        return area(min(together), column, max(together), column)

    def _placed(self, rank: str, ranked: str) -> str:
        """`rank` for ranked counties; those vetoed to the end share the place after all of them."""
        at = self.book.ranking
        standing = self._own(at.standing)
        if self.book.adjustments.effect < 0:
            return f"=IF({standing}=0,{NONE},{rank})"
        return f"=IF({standing}=0,{NONE},IF({standing}=1,{rank},{ranked}+1))"

    def _plain(self, keys: str) -> str:
        """The place in a contiguous range."""
        book, at = self.book, self.book.ranking
        ties, x = book.scheme.scheme.ties, self._own(at.key)
        if not ties.startswith("first_by:"):
            return book.place_formula(ties, x, keys)
        breakers = at.whole(at.breaker) if keys == at.whole(at.key) else self._in_block(at.breaker)
        lower = book.criteria[ties.removeprefix("first_by:")].direction == "lower"
        return book.place_formula(ties, x, keys, breaker=self._own(at.breaker), breakers=breakers, breaker_lower=lower)

    def _among(self, same: str) -> str:
        """The place among scattered rows: those where `same` is 1."""
        book, at = self.book, self.book.ranking
        ties, x, keys = book.scheme.scheme.ties, self._own(at.key), at.whole(at.key)
        ahead, equal = f"{same}*({keys}>{x})", f"{same}*({keys}={x})"
        if ties == "dense":
            groups = at.whole(at.group)
            return f"1+ROUND(SUMPRODUCT({ahead}/COUNTIFS({groups},{groups},{keys},{keys})),0)"
        if ties == "average":
            return f"1+SUMPRODUCT({ahead})+(SUMPRODUCT({equal})-1)/2"
        if ties.startswith("first_by:"):
            own, others = self._own(at.breaker), at.whole(at.breaker)
            lower = book.criteria[ties.removeprefix("first_by:")].direction == "lower"
            with_one = f"{equal}*ISNUMBER({others})"
            better = f"SUMPRODUCT({with_one}*({others}{'<' if lower else '>'}{own}))"
            return f"1+SUMPRODUCT({ahead})+IF(ISNUMBER({own}),{better},SUMPRODUCT({with_one}))"
        return f"1+SUMPRODUCT({ahead})"

    @property
    def change(self) -> str:
        """=previous place − place: ↑ is positive; 新增 for a county that had none."""
        at = self.book.ranking
        place, previous = self._own(at.place), self._own(at.previous)
        return f'=IF(ISNUMBER({place}),IF(ISNUMBER({previous}),{previous}-{place},"新增"),{NONE})'

    @property
    def grade(self) -> str:
        """=the first grade that fits; a vetoed county has none."""
        book, at = self.book, self.book.ranking
        found = NONE
        for grade in reversed(book.scheme.grade):
            least = book.method.item("grade", grade.name, 0)
            first = book.method.item("grade", grade.name, 1)
            place = self._own(at.group_place if grade.within == "group" and at.group_place >= 0 else at.place)
            test = f"ROUND({self._own(at.total)},{TINY})>={least}" if least else f"{place}<={first}"
            name = grade.name.replace('"', '""')
            found = f'IF({test},"{name}",{found})'
        return f"=IF({self._own(at.standing)}=1,{found},{NONE})"


def order_check(book: Book) -> str:
    """Whether the rows still stand in the order of the places: they were sorted when the file was written."""
    at = book.ranking
    column = at.group_place if book.by_group else at.place
    first, last = at.top, at.last_row
    spans = ((first, max(first, last - 1)), (min(first + 1, last), last))
    upper, lower = (area(above, column, below, column) for above, below in spans)
    own, next_one = (area(above, at.group, below, at.group) for above, below in spans)
    same = f"*({own}={next_one})"
    pairs = f"ISNUMBER({upper})*ISNUMBER({lower})*({upper}>{lower}){same if book.by_group else ''}"
    heads = "组内位次" if book.by_group else "综合排名"
    return f'=IF(SUMPRODUCT({pairs})=0,"行序与名次一致","名次已变，请按“{heads}”重新排序")'
