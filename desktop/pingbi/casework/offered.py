"""What an offer is, and what is known of the finding that it is made for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.casework.material import Arrived
    from pingbi.model import Figure, Finding
    from pingbi.pipeline import Evaluation
    from pingbi.project import State
    from pingbi.scheme import Indicator, Scheme

MOST_DECIMALS = 12


class Does(StrEnum):
    """What an offer does. Those that ask for words or a number first say so by `asks`."""

    CORRECT = "correct"  # with `value`, at once
    WRITE = "write"  # a correction, written by the person; `value` is proposed where there is one
    ACCEPT = "accept"
    LEARN = "learn"  # as `indicator`, or as one of `choices`
    REFUSE = "refuse"
    SAY = "say"  # an explanation with `reason` as its words, at once
    EXPLAIN = "explain"  # an explanation, written by the person
    EXEMPT = "exempt"
    RETURN = "return"
    CHASE = "chase"
    ASIDE = "aside"  # the submission `number` is not used

    @property
    def asks(self) -> bool:
        """Whether the person is asked for more before it is done."""
        return self in (Does.WRITE, Does.EXPLAIN)


class Choice(NamedTuple):
    """An indicator that a name may be."""

    indicator: str
    name: str


@dataclass(frozen=True, slots=True)
class Offer:
    """One action; `words` are its button's. `reason` is what is recorded with it."""

    does: Does
    words: str
    county: str = ""
    indicator: str = ""
    value: Decimal | None = None
    reason: str = ""
    role: Role = Role.NOW
    choices: tuple[Choice, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class Offers:
    """A finding's head in one short sentence, the reckoning behind it, and what can be done, likeliest first."""

    finding: Finding
    rule: str
    title: str
    reckoning: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """A finding with all that its offers are made from. `open` are the figures that it leaves undecided."""

    finding: Finding
    scheme: Scheme
    done: Evaluation
    state: State
    arrived: tuple[Arrived, ...]
    indicator: Indicator | None
    figure: Figure | None
    open: tuple[Figure, ...]

    @property
    def county(self) -> str:
        """Whose it is; of a file, the county that it holds. Empty where it is of several."""
        if self.finding.county:
            return self.finding.county
        counties = {name for row in self.submissions() for name in row.submission.counties}
        return next(iter(counties)) if len(counties) == 1 else ""

    @property
    def is_county(self) -> bool:
        """Whether it can be sent back to somebody."""
        return self.county in self.scheme.counties

    def submissions(self) -> Iterator[Arrived]:
        """Those whose reading has this finding, or whose file it names."""
        name = getattr(self.finding, "file", "") or next(
            (str(getattr(row, "file", "")) for row in self.finding.places), ""
        )
        for row in self.arrived:
            if row.submission.name == name or any(found.id == self.finding.id for found in row.reading.findings):
                yield row

    def amount(self, value: Decimal, figure: Figure | None = None) -> str:
        """A value with its unit, as a sentence has it: 10.11 亿元, 68.2%."""
        row = self.indicator
        if row is None:
            return f"{value:f}{figure.reported_unit if figure else ''}"
        return with_unit(value, row)


def with_unit(value: Decimal, indicator: Indicator) -> str:
    """10.11 亿元, 68.2%; as exact as it is, with the indicator's decimals at least."""
    exact = value.normalize()
    digits = exact.as_tuple().exponent
    least = indicator.shown_decimals
    decimals = max(least, -digits) if isinstance(digits, int) else least
    space = "" if indicator.unit in ("%", "‰", "") else " "
    return f"{number(value, min(decimals, MOST_DECIMALS))}{space}{indicator.unit}"


def number(value: Decimal, decimals: int) -> str:
    """With so many decimals, as it is printed: half away from zero."""
    return f"{value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"
