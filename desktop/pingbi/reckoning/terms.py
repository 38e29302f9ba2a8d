"""A calculation as it is printed: 25 × (60 + 40 × (45.0 − 12.8) ÷ (47.0 − 12.8)) ÷ 100, and what it comes to.

Numbers with many digits are cut for print, but never so far that whoever types in what is printed comes to other
points than those that count.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException
from typing import TYPE_CHECKING, NamedTuple

from pingbi.scheme import compared

if TYPE_CHECKING:
    from collections.abc import Callable

EXACT, LONG = Context(prec=200, rounding=ROUND_HALF_UP), Context(prec=34, rounding=ROUND_HALF_UP)
FEWEST, MOST = 4, 12  # decimals of a number that has more of them
_STRENGTH = {"+": 1, "−": 1, "×": 2, "÷": 2}
_ATOM = 3


class Term:
    """A number, or a calculation with numbers; made with + − × ÷ as it is read."""

    def __add__(self, other: Term | Decimal | int) -> Taken:
        return Taken("+", self, term(other))

    def __radd__(self, other: Decimal | int) -> Taken:
        return Taken("+", term(other), self)

    def __sub__(self, other: Term | Decimal | int) -> Taken:
        return Taken("−", self, term(other))

    def __rsub__(self, other: Decimal | int) -> Taken:
        return Taken("−", term(other), self)

    def __mul__(self, other: Term | Decimal | int) -> Taken:
        return Taken("×", self, term(other))

    def __rmul__(self, other: Decimal | int) -> Taken:
        return Taken("×", term(other), self)

    def __truediv__(self, other: Term | Decimal | int) -> Taken:
        return Taken("÷", self, term(other))


@dataclass(frozen=True)
class Given(Term):
    """A number, printed with at least so many decimals."""

    value: Decimal
    decimals: int = 0


@dataclass(frozen=True)
class Taken(Term):
    """Two terms and the sign between them."""

    sign: str
    left: Term
    right: Term


@dataclass(frozen=True)
class Called(Term):
    """A function over terms: 最小(…, …) 最大 绝对值 ln 平方根 保留n位; 乘方 of two is printed as (a)^(b)."""

    word: str
    inside: tuple[Term, ...]


class Worked(NamedTuple):
    """A printed calculation, and what follows it: `= 24.4152…，取两位 24.42`."""

    text: str
    result: str


def term(value: Term | Decimal | int) -> Term:
    """A number as a term."""
    return value if isinstance(value, Term) else Given(Decimal(value))


def total_of(terms: list[Term]) -> Term:
    """A + b + c; 0 where there is nothing."""
    found = terms[0] if terms else Given(Decimal(0))
    for row in terms[1:]:
        found = found + row
    return found


def figure(value: Decimal, least: int = 0, most: int = FEWEST) -> str:
    """A number as printed: at least `least` decimals, at most `most` of those it has; the minus is U+2212."""
    exponent = value.normalize().as_tuple().exponent
    own = max(0, -exponent) if isinstance(exponent, int) else 0
    decimals = max(least, min(own, most))
    text = f"{EXACT.quantize(value, Decimal(1).scaleb(-decimals)):f}"
    if own > most and "." in text:  # what is cut may end in zeros
        whole, _, behind = text.partition(".")
        behind = behind.rstrip("0").ljust(least, "0")
        text = f"{whole}.{behind}" if behind else whole
    text = text.lstrip("-") if not text.strip("-0.") else text
    return text.replace("-", "−")


def text_of(given: Term, most: int = FEWEST) -> str:
    """As printed, with as few brackets as it takes."""
    match given:
        case Given(value, decimals):
            return figure(value, decimals, max(most, decimals))
        case Taken(sign, left, right):
            own = _STRENGTH[sign]
            after = _inside(right, own + 1, most)
            return f"{_inside(left, own, most)} {sign} {f'({after})' if after.startswith('−') else after}"
        case Called("乘方", (base, power)):
            return f"{_inside(base, _ATOM, most)}^{_inside(power, _ATOM, most)}"
        case Called(word, inside):
            return f"{word}({', '.join(text_of(row, most) for row in inside)})"
    raise TypeError(given)


def _inside(given: Term, least: int, most: int) -> str:
    said = text_of(given, most)
    strength = _STRENGTH[given.sign] if isinstance(given, Taken) else _ATOM
    return said if strength >= least else f"({said})"


def value_of(given: Term, most: int | None = None) -> Decimal:
    """What it comes to; `most`: of the numbers as they are printed with at most so many decimals."""
    match given:
        case Given(value, decimals):
            return value if most is None else Decimal(figure(value, decimals, max(most, decimals)).replace("−", "-"))
        case Taken(sign, left, right):
            a, b = value_of(left, most), value_of(right, most)
            match sign:
                case "+":
                    return EXACT.add(a, b)
                case "−":
                    return EXACT.subtract(a, b)
                case "×":
                    return EXACT.multiply(a, b)
            return LONG.divide(a, b)
        case Called(word, inside):
            return _called(word, [value_of(row, most) for row in inside])
    raise TypeError(given)


def _called(word: str, numbers: list[Decimal]) -> Decimal:
    first = numbers[0]
    match word:
        case "最小":
            return min(numbers)
        case "最大":
            return max(numbers)
        case "绝对值":
            return abs(first)
        case "ln":
            return LONG.ln(first)
        case "平方根":
            return LONG.sqrt(first)
        case "乘方":
            return LONG.exp(LONG.multiply(numbers[1], LONG.ln(first)))
        case "修约":
            return EXACT.quantize(compared(first), Decimal(1).scaleb(-int(numbers[1])))
    raise ValueError(word)


def worked(given: Term, shown: Decimal, rounded: Callable[[Decimal], Decimal], decimals: int) -> Worked:
    """Printed with enough digits that what is printed comes to what is shown; `rounded` is how points are."""
    digits = next((most for most in range(FEWEST, MOST) if _comes_to(given, most, shown, rounded)), MOST)
    return Worked(text_of(given, digits), result_words(value_of(given), shown, decimals))


def _comes_to(given: Term, most: int, shown: Decimal, rounded: Callable[[Decimal], Decimal]) -> bool:
    try:
        return rounded(value_of(given, most)) == shown
    except DecimalException:  # a difference that the cut numbers no longer have
        return False


def result_words(exact: Decimal, shown: Decimal, decimals: int) -> str:
    """`= 24.4152…，取两位 24.42`; where nothing is rounded `= 24.40`."""
    exact = compared(exact)
    printed = figure(shown, decimals)
    if exact == shown:
        return f"= {printed}"
    digits = decimals + 2
    cut = exact.quantize(Decimal(1).scaleb(-digits), "ROUND_DOWN")
    more = "…" if cut != exact else ""
    return f"= {figure(cut, digits if more else 0)}{more}，{_taken_words(decimals)} {printed}"


def _taken_words(decimals: int) -> str:
    return "取整数" if not decimals else f"取{'零一两三四五六七八九'[decimals] if decimals < 10 else decimals}位"
