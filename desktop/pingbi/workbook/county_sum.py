"""The total of a county as a sum in words, with numbers that follow: 综合得分 ＝ 94.81 ＋ 1.00 － 0.00 ＝ 95.81."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pingbi.workbook.county_lines import earned
from pingbi.workbook.point_formulas import rounded
from pingbi.workbook.references import MAIN, RANKING, cell, fixed, letters

if TYPE_CHECKING:
    from pingbi.model import Total
    from pingbi.workbook.addresses import Book
    from pingbi.workbook.county_layout import CountyPage
    from pingbi.workbook.county_lines import Sums

ZERO, CLOSE = Decimal(0), Decimal("0.000001")


class Said(NamedTuple):
    """Words as they are now, and the formula that keeps them so."""

    words: str
    formula: str

    def then(self, other: Said) -> Said:
        """The one after the other."""
        return Said(self.words + other.words, f"{self.formula}&{other.formula}" if self.formula else other.formula)


def text(words: str) -> Said:
    """Words that stay."""
    return Said(words, '"' + words.replace('"', '""') + '"')


def number(value: Decimal | None, at: str, digits: int) -> Said:
    """A number as it is printed; a text in the cell stays one."""
    shape = f"0.{'0' * digits}" if digits else "0"
    shown = "-" if value is None else f"{rounded(value, digits, 'half_up'):.{digits}f}"
    return Said(shown, f'TEXT({at},"{shape}")')


def joined(*parts: Said) -> Said:
    """All of them."""
    found = Said("", "")
    for part in parts:
        found = found.then(part)
    return found


def in_words(page: CountyPage, county: str, top: int, sums: Sums) -> Said:
    """The line below the sums. Its formula begins with =."""
    book, total = page.book, page.book.totals[county]
    at, row, digits = book.ranking, book.ranking.row[county], book.scheme.scheme.total_decimals
    more = max(2, digits)
    given = [
        (name, sign, value, fixed(row, column, RANKING))
        for name, sign, value, column in (
            ("加分", "＋", total.bonus, at.bonus),
            ("扣分", "－", total.deduction, at.deduction),
        )
        if column >= 0
    ]
    parts = [text(f"{name} ").then(number(value, where, more)).then(text("　")) for name, _, value, where in given]
    parts += [text("综合得分 ＝ "), _points(page, total, top, sums)]
    parts += [text(f" {sign} ").then(number(value, where, more)) for _, sign, value, where in given]
    return Said(*_closed(book, total, joined(*parts)))


def _closed(book: Book, total: Total, sum_of: Said) -> tuple[str, str]:
    """With what it comes to, or why it comes to nothing."""
    at, rules = book.ranking, book.scheme.scheme
    row = at.row[total.county]
    shown = fixed(row, at.total, RANKING)
    equals = joined(text(" ＝ "), number(total.shown, shown, rules.total_decimals))
    if rules.total_cap is not None:
        cap = book.method.item("rules", "综合得分上限")
        capped = total.shown is not None and total.shown >= rules.total_cap
        words = f"（最高{rules.total_cap.normalize():f}分）"
        equals = equals.then(Said(words if capped else "", f'IF({shown}>={cap},"{words}","")'))
    if at.grade >= 0:
        grade = fixed(row, at.grade, RANKING)
        words = f"，等次{total.grade}" if total.grade else ""
        equals = equals.then(Said(words, f'IF({grade}="-","","，等次"&{grade})'))
    reason = "，一票否决，不参与排名" if total.veto_effect == "unranked" else "，缺项，不计综合得分"
    words = sum_of.words + (reason if total.shown is None else equals.words)
    return words, f'={sum_of.formula}&IF(ISNUMBER({shown}),{equals.formula},"{reason}")'


def _points(page: CountyPage, total: Total, top: int, sums: Sums) -> Said:
    """What stands before the bonus: the sum of the points, or how they come together."""
    book, rules = page.book, page.book.scheme.scheme
    digits = rules.total_decimals
    sum_cell = cell(top + page.sums, page.columns["points"])
    plain = number(sums.points, sum_cell, digits)
    if book.main.total < 0 or total.criteria_points is None:
        return plain
    together = fixed(book.main.row(book.counties.at[total.county]), book.main.total, MAIN)
    made = _made(page, total, top, sums, plain)
    if made is None:
        made = joined(text("各项按办法合成 "), number(total.criteria_points, together, digits))
    elif made is plain:  # until a figure changes so that it is no sum any more
        other = joined(text("各项按办法合成 "), number(total.criteria_points, together, digits)).formula
        same = f"ABS(N({together})-{sum_cell})<0.000001"
        made = Said(plain.words, f"IF({same},{plain.formula},{other})")
    return made


def _made(page: CountyPage, total: Total, top: int, sums: Sums, plain: Said) -> Said | None:
    """How the points of the criteria make those of the total; None where no short sum says it."""
    book, rules = page.book, page.book.scheme.scheme
    digits, points = rules.total_decimals, total.criteria_points or ZERO
    if abs(points - sums.points) < CLOSE:
        return plain
    if rules.total == "sum" and book.scheme.part:
        return _parts(book, total, digits)
    if book.scheme.part or rules.total == "geometric_mean" or not sums.counted:
        return None
    lost, full = (letters(page.columns[name]) for name in ("lost", "full"))
    first, last = top + page.first_line + 1, top + page.sums
    counted = f"SUMPRODUCT(ISNUMBER({lost}{first}:{lost}{last})*{full}{first}:{full}{last})"
    whole = number(sums.full, cell(top + page.sums, page.columns["full"]), _decimals(sums.full))
    if rules.total == "weighted_mean":
        whole = text("100")
    return joined(plain, text(" ÷ "), number(sums.counted, counted, _decimals(sums.counted)), text(" × "), whole)


def _decimals(weight: Decimal) -> int:
    return 0 if weight == weight.to_integral_value() else 2


def _parts(book: Book, total: Total, digits: int) -> Said | None:
    """The sum of the parts' points and of criteria without one, where each has any and they are all of the total."""
    rules, row = book.scheme.scheme, book.main.row(book.counties.at[total.county])
    shown = max(digits, rules.decimals)
    points = {part.id: part.points for part in total.parts}
    found, sum_of = [], ZERO
    for section in book.sections:
        part = section.part
        if part is not None:
            rows = [(part.name, points[part.id], book.main.parts.get(part.id), book.main.part_exact.get(part.id))]
        else:
            rows = [
                (one.name, earned(book, book.scores[one.id].scores[total.county]), columns.points, columns.points)
                for one in section.criteria
                if (columns := book.main.criteria.get(one.id)) is not None
            ]
        for name, value, column, exact in rows:
            if value is None or column is None:
                return None
            sum_of += value
            printed = value if exact == column else rounded(value, rules.decimals, rules.rounding)
            found += [text(f"{name} ").then(number(printed, fixed(row, column, MAIN), shown)), text(" ＋ ")]
    return joined(*found[:-1]) if abs(sum_of - (total.criteria_points or ZERO)) < CLOSE else None
