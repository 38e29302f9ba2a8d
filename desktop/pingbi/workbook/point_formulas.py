"""One criterion's formulas on 主要指标: values, places, points; made once a group and filled in for each row."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from pingbi.model import Role, Standing
from pingbi.scheme import Cells, compared
from pingbi.scheme.settings import counted, flags_of, value_decimals
from pingbi.workbook.indicator_columns import CITY_ROW, CriterionColumns, rule_of, target_of
from pingbi.workbook.references import fixed, in_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from pingbi.scheme import Criterion, Rounding
    from pingbi.workbook.addresses import Book
    from pingbi.workbook.order import Block

NONE = '"-"'


def rounding(x: str, decimals: int, rule: str) -> str:
    """ROUND of a cell, or half to even: no number format can do that (DOMAIN.md, "Learnt by trying")."""
    if rule == "half_up":
        return f"ROUND({x},{decimals})"
    k = 10**decimals
    half = f"ABS(ABS({x})*{k}-INT(ABS({x})*{k})-0.5)<0.000001"
    return f"IF({half},SIGN({x})*2*ROUND(ABS({x})*{k}/2,0)/{k},ROUND({x},{decimals}))"


_ROUNDING = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN}


def rounded(value: Decimal, decimals: int, rule: Rounding) -> Decimal:
    """The number that `rounding` gives; what agrees to 10 decimals rounds alike."""
    return compared(value).quantize(Decimal(1).scaleb(-decimals), _ROUNDING[rule])


def placing(book: Book, criterion: Criterion, own: Callable[[int], str], span: Callable[[int], str]) -> str:
    """The place, without =, among the rows that `span` gives of a column of 主要指标; `own` is the county's cell."""
    ties = criterion.ties or book.scheme.scheme.ties
    breaker = book.criteria.get(ties.removeprefix("first_by:")) if ties.startswith("first_by:") else None
    at = book.main.criteria.get(breaker.id) if breaker is not None and breaker.id != criterion.id else None
    lower, key = criterion.direction == "lower", book.main.criteria[criterion.id].key
    if breaker is None or at is None:
        plain = "skip" if ties.startswith("first_by:") else ties
        return book.place_formula(plain, own(key), span(key), lower=lower)
    by = at.value if book.methods[breaker.method].takes_value else at.raw
    return book.place_formula(
        ties,
        own(key),
        span(key),
        lower=lower,
        breaker=own(by),
        breakers=span(by),
        breaker_lower=breaker.direction == "lower",
    )


@dataclass(frozen=True)
class PointFormulas:
    """One criterion for the counties of one group, compared with the group or with all, as the criterion says."""

    book: Book
    criterion: Criterion
    block: Block

    def _range(self, column: int) -> str:
        main = self.book.main
        if self.book.within(self.criterion):
            return main.block(column, self.block.first, self.block.last)
        return main.whole(column)

    @property
    def columns(self) -> CriterionColumns:
        """Where the criterion stands."""
        return self.book.main.criteria[self.criterion.id]

    @property
    def value(self) -> str:
        """=x, where it has a column of its own."""
        rule = rule_of(self.book, self.criterion)
        return "=" + rule.excel(self.book.main.operand) if rule is not None else ""

    @property
    def against(self) -> str:
        """=x − 全市."""
        column = self.columns.value
        city, x = fixed(CITY_ROW, column), in_row(column)
        return f'=IF(AND(ISNUMBER({x}),ISNUMBER({city})),ROUND({x}-{city},10),"-")'

    @property
    def base(self) -> str:
        """=x, without counties that a veto puts out of the ranking."""
        x = in_row(self.columns.value)
        return f'=IF(AND({in_row(self.book.main.out)}<>2,ISNUMBER({x})),{x},"-")'

    @property
    def key(self) -> str:
        """=what places are made from: x, as printed under `compare = "rounded"`; none where a target is missing."""
        x, rules = in_row(self.columns.base), self.book.scheme.scheme
        there = in_row(self.columns.raw) if "target" in self.criterion.parameters else x
        shown = x
        if rules.compare == "rounded":
            shown = rounding(x, value_decimals(self.book.scheme, self.criterion), rules.rounding)
        return f'=IF(ISNUMBER({there}),{shown},"-")'

    @property
    def place(self) -> str:
        """=the place in the base."""
        return "=" + placing(self.book, self.criterion, in_row, self._range)

    @cached_property
    def cells(self) -> Cells:
        """The cells that the method's formula speaks of."""
        book, criterion = self.book, self.criterion
        method, rules = book.methods[criterion.method], book.method
        rule, values = rule_of(book, criterion), self._range(self.columns.base)
        target = target_of(criterion, rule)
        numbers = {row.key: rules.number(criterion.id, row.key) for row in rules.given[criterion.id]}
        city = numbers.get("city") or (fixed(CITY_ROW, self.columns.value) if rule is not None else "")
        tables = {
            row.key: rules.table(criterion.id, row.key, self.block.group)
            for row in method.parameters
            if row.kind in ("table", "numbers", "prices")
        }
        main = book.main
        return Cells(
            x=in_row(self.columns.base),
            weight=rules.weight(criterion.id),
            lower=criterion.direction == "lower",
            place=in_row(self.columns.place),
            values=values,
            n=f"COUNT({values})",
            city=city,
            target=in_row(main.figures[target]) if target is not None else numbers.get("target", ""),
            schedule=numbers.get("schedule", "1"),
            numbers={key: cell for key, cell in numbers.items() if key not in ("target", "schedule", "scale")},
            flags=flags_of(criterion, method),
            tables=tables,
            counts=tuple((name, in_row(main.figures[name, Role.NOW])) for name in counted(criterion)),
        )

    @cached_property
    def _marks(self) -> tuple[str, bool]:
        """(the method's points rounded to 10 decimals, whether they can be no number)."""
        method = self.book.methods[self.criterion.method]
        points = method.formula(self.cells)
        unsure = '"-"' in points
        if method.absolute and self.criterion.scale is not None:
            scale = self.book.method.number(self.criterion.id, "scale")
            points = f"({points})*{self.cells.weight}/{scale}"
        return f"ROUND({points},10)", unsure

    def raw(self) -> str:
        """=the method's points alone; "-" where it gives none."""
        return "=" + self._guarded(NONE)

    def _guarded(self, instead: str) -> str:
        points, unsure = self._marks
        inner = f"IFERROR({points},{instead})" if unsure else points
        if not self.book.methods[self.criterion.method].takes_value:
            if self.book.main.out >= 0:
                return f"IF({in_row(self.book.main.out)}=2,{NONE},{inner})"
            return inner
        return f"IF(ISNUMBER({in_row(self.columns.base)}),{inner},{instead})"

    def _instead(self, rule: str) -> str:
        """What stands where the method gives no points."""
        if rule not in ("zero", "lowest"):
            return NONE
        values = self._range(self.columns.raw)
        given = "0" if rule == "zero" else f'IF(COUNT({values})=0,"-",MIN({values}))'
        if self.book.main.out >= 0:
            given = f"IF({in_row(self.book.main.out)}=2,{NONE},{given})"
        return given

    def exact(self, rule: str) -> str:
        """Points unrounded, without =; `rule` is what the scheme says of a county without any."""
        instead = self._instead(rule)
        if self.columns.raw not in (self.columns.exact, self.columns.points):
            raw = in_row(self.columns.raw)
            return f"IF(ISNUMBER({raw}),{raw},{instead})"
        return self._guarded(instead)

    def points(self, rule: str) -> str:
        """=points as the cell holds them: exact where a number format rounds them, else rounded."""
        rules = self.book.scheme.scheme
        if self.columns.exact != self.columns.points:
            x = in_row(self.columns.exact)
            return f'=IF(ISNUMBER({x}),{rounding(x, rules.decimals, rules.rounding)},"-")'
        if rules.total_of == "exact":
            return "=" + self.exact(rule)
        if self.columns.raw != self.columns.points:
            raw = in_row(self.columns.raw)
            rounded = rounding(raw, rules.decimals, "half_up")
            instead = self._instead(rule)
            if rule == "lowest":
                instead = f"IFERROR(ROUND({instead},{rules.decimals}),{NONE})"
            return f"=IF(ISNUMBER({raw}),{rounded},{instead})"
        points, unsure = self._marks
        instead, inner = self._instead(rule), f"ROUND({points},{rules.decimals})"
        inner = f"IFERROR({inner},{instead})" if unsure else inner
        return f"=IF(ISNUMBER({in_row(self.columns.base)}),{inner},{instead})"


def rule_for(book: Book, criterion: Criterion, county: str) -> str:
    """What the scheme says where the county has no points: its rule for exempt counties, else for missing ones."""
    rules = book.scheme.scheme
    if book.scores[criterion.id].scores[county].standing is Standing.EXEMPT:
        return criterion.exempt or rules.exempt
    return criterion.missing or rules.missing
