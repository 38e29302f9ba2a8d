"""All that a page of findings lists: the open ones by level and rule, what has been settled, each county's figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pingbi.casework.compared_versions import Version, versions
from pingbi.casework.exporting import handled
from pingbi.casework.finding_words import told
from pingbi.casework.offered import number
from pingbi.casework.verdicts import came_since, verdict
from pingbi.model import ByHand, Derived, InRows, Level, Role
from pingbi.model import State as FigureState
from pingbi.project.changes import Marking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pingbi.casework.case import Case
    from pingbi.casework.material import Arrived
    from pingbi.model import Figure, Finding
    from pingbi.pipeline import Evaluation
    from pingbi.project import State
    from pingbi.scheme import Indicator, Scheme


# What has its answer at hand comes first, what nobody here can answer last.
_FIRST = {"unit-slip": 0, "part-exceeds-whole": 0, "missing": 2, "unreadable-file": 2}


class Listed(NamedTuple):
    """One finding in a line. `settled` is what was said to it; empty where it is open."""

    finding: Finding
    id: str
    level: Level
    county: str
    indicator: str
    rule: str
    line: str
    settled: str = ""
    returned: bool = False  # its county was sent back and has not reported again


class Settled(NamedTuple):
    """What a person has settled and no finding speaks of any more; `step` is the change that did it."""

    step: int
    county: str
    indicator: str
    line: str


@dataclass(frozen=True, slots=True)
class Standing:
    """`open` in the order in which they are gone through; `counties` that have figures, the city last."""

    open: tuple[Listed, ...]
    done: tuple[Listed, ...]
    settled: tuple[Settled, ...]
    counties: tuple[str, ...]
    versions: Mapping[str, tuple[Version, ...]]

    def of(self, county: str, indicator: str) -> tuple[Listed, ...]:
        """The open findings of a figure."""
        return tuple(row for row in self.open if (row.county, row.indicator) == (county, indicator))


def standing(case: Case) -> Standing:
    """Of the present state. Raises PingbiError."""
    state, done, scheme, arrived = case.project.state, case.evaluation(), case.scheme, case.arrived()
    said = handled(state, done)
    back = {county for county in scheme.counties if is_sent_back(state, county)}
    order = {county: at for at, county in enumerate((*scheme.counties, scheme.city.name))}
    rows = [_listed(row, scheme, said.get(row.id, ""), back) for row in done.findings]
    rules: dict[tuple[Level, str], int] = {}
    for row in sorted(rows, key=lambda row: _FIRST.get(row.finding.code, 1)):
        rules.setdefault((row.level, row.rule), len(rules))
    levels = list(Level)
    rows.sort(key=lambda row: (levels.index(row.level), rules[row.level, row.rule], order.get(row.county, len(order))))
    known = (*scheme.counties, scheme.city.name)
    spoken_of = {row.county for row in rows}
    finished = tuple(row for row in rows if row.settled)
    told_already = {(row.county, row.indicator) for row in finished}
    settled = (row for row in _settled(state, scheme) if (row.county, row.indicator) not in told_already)
    return Standing(
        tuple(row for row in rows if not row.settled),
        finished,
        tuple(sorted(settled, reverse=True)),
        tuple(name for name in known if name != scheme.city.name or name in spoken_of or _has_city(done, scheme)),
        {county: versions(arrived, county) for county in known},
    )


def is_sent_back(state: State, county: str) -> bool:
    """Whether the last word on a county is 退回, and nothing has come since."""
    last = verdict(state, county)
    own = [row for row in state.taken if county in row.counties]
    return last is not None and last.marking is Marking.RETURNED and not came_since(last, own)


def _listed(finding: Finding, scheme: Scheme, settled: str, back: set[str]) -> Listed:
    words, county = told(finding, scheme), finding.county or ""
    head = (finding, finding.id, finding.level, county, finding.indicator or "")
    return Listed(*head, words.rule, words.line, settled, county in back)


def _has_city(done: Evaluation, scheme: Scheme) -> bool:
    return any(key[0] == scheme.city.name for key in done.figures.chosen)


def _settled(state: State, scheme: Scheme) -> Iterator[Settled]:
    names = {row.id: row for row in scheme.indicator}
    for row in state.corrections:
        known = names.get(row.indicator)
        value = "不采用" if row.value is None else f"核定 {row.value:f}"
        what = f"{known.name if known else row.indicator}：{value}"
        was = f"，原报 {row.reported}" if row.reported else ""
        yield Settled(row.number, row.county, row.indicator, f"{what}{was}，{row.reason}")
    for offer in state.acceptances:
        name = names[offer.indicator].name if offer.indicator in names else ""
        yield Settled(offer.number, offer.county, offer.indicator, f"采用为{name}" if name else "不采用")
    for alias in state.aliases:
        name = names[alias.indicator].name if alias.indicator in names else alias.indicator
        yield Settled(alias.number, "", alias.indicator, f"“{alias.name}”认作“{name}”")


# Figures

NOT_REPORTED = "没有报"


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One indicator of a county: as it was reported, as it counts, and what is open about it.

    `counts` is empty where nothing counts: then `why` is the word for it (缺 看不懂 免报 待定 不采用).
    """

    indicator: str
    name: str
    unit: str
    reported: str
    counts: str
    why: str = ""
    level: Level | None = None  # of the gravest open finding
    corrected: bool = False
    computed: bool = False
    figure: Figure | None = None

    @property
    def settled(self) -> bool:
        """Whether nobody has anything left to do about it."""
        return self.level not in (Level.MANDATORY, Level.VERIFY) and self.why in ("", "免报", "不采用")


def figure_lines(done: Evaluation, found: Standing, county: str) -> tuple[FigureLine, ...]:
    """All indicators that a county has, or ought to have, in the scheme's order."""
    levels = list(Level)
    by_indicator: dict[str, list[Listed]] = {}
    for row in found.open:
        if row.county == county and row.indicator:
            by_indicator.setdefault(row.indicator, []).append(row)
    nothing = [
        row for row in found.open if row.county == county and row.finding.code == "missing" and not row.indicator
    ]
    lines = []
    for indicator in done.scheme.indicator:
        figure = done.figures.get(county, indicator.id)
        if figure is None and indicator.id not in by_indicator and not _asked(indicator, county, done.scheme):
            continue
        own = [*by_indicator.get(indicator.id, ()), *(nothing if indicator.required else ())]
        level = min((row.level for row in own), key=levels.index, default=None)
        beside = done.figures.beside.get((county, indicator.id, Role.NOW), ())
        lines.append(_line(indicator, figure, beside, level, own))
    return tuple(lines)


def _asked(indicator: Indicator, county: str, scheme: Scheme) -> bool:
    return county in scheme.counties and indicator.reported_by == "county" and indicator.compute is None


def _line(
    indicator: Indicator,
    figure: Figure | None,
    beside: Sequence[Figure],
    level: Level | None,
    own: Sequence[Listed],
) -> FigureLine:
    head = (indicator.id, indicator.name, indicator.unit)
    if figure is None:
        lacks = any(row.finding.code == "missing" for row in own)
        return FigureLine(*head, NOT_REPORTED, "", "缺" if lacks else NOT_REPORTED, level)
    by_hand = isinstance(figure.origin, ByHand)
    reported = reported_words(figure, beside)
    if figure.state is FigureState.EXEMPT:
        return FigureLine(*head, reported, "", "免报", level, by_hand, figure=figure)
    if figure.state is FigureState.UNREADABLE:
        return FigureLine(*head, reported, "", "看不懂", level, figure=figure)
    if figure.state is not FigureState.READ or figure.value is None:
        return FigureLine(*head, reported, "", "不采用" if by_hand else "待定", level, by_hand, figure=figure)
    counts = number(figure.value, indicator.shown_decimals)
    places = [row.finding.places for row in own if row.level is Level.MANDATORY]
    doubted = any(not at or figure.origin in at for at in places)  # what another source says is no doubt of this one
    why = "待定" if doubted and not by_hand else ""
    computed = isinstance(figure.origin, Derived)
    return FigureLine(*head, reported, "" if why else counts, why, level, by_hand, computed, figure)


def reported_words(figure: Figure, beside: Sequence[Figure] = ()) -> str:
    """原报数 exactly as it was written; of a ledger or a formula how it was made."""
    if isinstance(figure.origin, ByHand):
        under = next((row for row in beside if not isinstance(row.origin, ByHand)), None)
        return reported_words(under) if under is not None else figure.reported or NOT_REPORTED
    if isinstance(figure.origin, Derived):
        return "算出来的"
    if isinstance(figure.origin, InRows) and figure.value is not None:
        return f"{figure.value.normalize():f}"
    return figure.reported or (f"{figure.value:f}" if figure.value is not None else "")


def newest(arrived: Sequence[Arrived], county: str) -> int:
    """The submission that a county's page opens with: its own newest, else the newest that speaks of it; 0 for none."""
    own = [row.submission for row in arrived if row.submission.counties == (county,)]
    any_of = [row.submission for row in arrived if county in row.submission.counties]
    return (own or any_of)[-1].number if own or any_of else 0
