"""A project with its rules understood, its submissions read and its half-year evaluated; each is paid for once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from pingbi import __version__
from pingbi import scheme as schemes
from pingbi.casework.counts import counts, counts_of_findings
from pingbi.casework.decisions import decided
from pingbi.casework.earlier import ArchiveLost, Earlier, earlier
from pingbi.casework.material import Arrived, material
from pingbi.casework.settled import settled
from pingbi.model import PingbiError
from pingbi.pipeline import Evaluation, Known, evaluate
from pingbi.project import Published, Reading, decoded, digest
from pingbi.readers import Input
from pingbi.reading import each_of
from pingbi.scoring import METHODS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pingbi.children import Children
    from pingbi.model import Finding, Previous
    from pingbi.project import Project, State, Submission
    from pingbi.project.state import Archive
    from pingbi.reading import FileRead
    from pingbi.scheme import Scheme


@dataclass(slots=True)
class Case:
    """One half-year at work. `password` opens what is locked, where a file must be read again.

    What is asked of a state is asked of that of now where none is given: so the effect of a change can be seen before
    it is made, and an export be made again as it was.
    """

    project: Project
    password: str | None = None
    children: Children | None = None
    on_read: Callable[[FileRead], None] = lambda _: None
    _schemes: dict[str, Scheme] = field(default_factory=dict)
    _readings: dict[tuple[int, str], Reading] = field(default_factory=dict)
    _archives: dict[str, Published] = field(default_factory=dict)
    _before: dict[tuple[str, tuple[int, ...]], Previous | None] = field(default_factory=dict)
    _known: Known = field(default_factory=Known)
    _counted: Known = field(default_factory=Known)  # where findings are counted, of the evaluation with their figures
    _last: tuple[State, Evaluation] | None = None

    @property
    def scheme(self) -> Scheme:
        """The scheme in force, with the learnt names."""
        return self.scheme_of(self.project.state)

    def scheme_of(self, state: State) -> Scheme:
        """The scheme of a state, with the names learnt by then. Raises SchemeError, DamagedError."""
        if state.rules not in self._schemes:
            text = self.project.scheme_text(state.scheme.sha)
            self._schemes[state.rules] = _with_learnt(schemes.parse(text, "scheme.toml", METHODS), state)
        return self._schemes[state.rules]

    def reading_rules(self, state: State) -> str:
        """A digest of what readings depend on: other weights and methods leave them as they are."""
        scheme = self.scheme_of(state)
        places = [(row.name, row.aliases, row.code) for row in (scheme.city, *scheme.county)]
        criteria = [(row.id, row.name, row.value) for row in scheme.criterion]
        parts = [row.name for row in scheme.part]
        names = (scheme.scheme.name, scheme.period, places, scheme.indicator, scheme.ledger, criteria, parts)
        return sha256(msgspec.json.encode(names)).hexdigest()

    def arrived(self, state: State | None = None) -> tuple[Arrived, ...]:
        """The submissions in use with what was read of them; what no reading of these rules is kept of is read again.

        A project that may be changed keeps the new readings. Raises StoppedError, DamagedError.
        """
        state = state or self.project.state
        rules = self.reading_rules(state)
        unknown = [row for row in state.taken if (row.number, rules) not in self._readings]
        if unknown:
            kept = self.project.readings(state, rules)
            there = set(kept)
            found = {row.number: kept[row.number] for row in unknown if row.number in there}
            self._readings |= {(number, rules): reading for number, reading in found.items()}
            self._read_again([row for row in unknown if row.number not in found], state)
        return tuple(Arrived(row, self._readings[row.number, rules]) for row in state.taken)

    def evaluation(self, state: State | None = None, *, also: Iterable[Arrived] = ()) -> Evaluation:
        """All figures and what they make. `also`: as if these submissions were in use too, as the newest."""
        state, also = state or self.project.state, tuple(also)
        if self._last is not None and self._last[0] is state and not also:
            return self._last[1]
        scheme = self.scheme_of(state)
        arrived = (*self.arrived(state), *also)
        given, before = material(arrived, state), self.before(state)
        settings = (*settled(state, scheme), *counts(arrived, state, scheme))
        done = evaluate(given, scheme, previous=before, settings=settings, known=self._known)
        if found := counts_of_findings(arrived, state, done):
            done = evaluate(given, scheme, previous=before, settings=(*settings, *found), known=self._counted)
        done = decided(done, state)
        lost = tuple(row for row in map(self._archived, state.archives) if isinstance(row, ArchiveLost))
        done = replace(done, findings=(*lost, *done.findings)) if lost else done
        if not also:
            self._last = state, done
        return done

    def supposed(self, text: str) -> State:
        """The state of now, had that scheme been adopted; for `supposing`. Raises SchemeError."""
        state = self.project.state
        version = replace(state.scheme, sha=digest(text.encode("utf-8")))
        other = replace(state, schemes=(*state.schemes, version))
        if other.rules not in self._schemes:
            self._schemes[other.rules] = _with_learnt(schemes.parse(text, "scheme.toml", METHODS), other)
        return other

    def supposing(self, other: State) -> Evaluation:
        """The evaluation of a state that is only supposed: no step is made, and what is known of now stays known."""
        last = self._last
        try:
            return self.evaluation(other)
        finally:
            self._last = last
            if other.rules != self.project.state.rules:
                self._schemes.pop(other.rules, None)
                self._before.pop((other.rules, tuple(row.number for row in other.archives)), None)

    def archives(self, state: State | None = None) -> tuple[Earlier, ...]:
        """What is kept of earlier periods; one that cannot be read any more is a finding of the evaluation."""
        rows = (state or self.project.state).archives
        found = ((row, self._archived(row)) for row in rows)
        return tuple(
            Earlier(row.name, row.period, row.when, kept) for row, kept in found if isinstance(kept, Published)
        )

    def before(self, state: State) -> Previous | None:
        """What the last period and last year gave; None where no archive is of either."""
        key = state.rules, tuple(row.number for row in state.archives)
        if key not in self._before:
            self._before[key] = earlier(self.archives(state), self.scheme_of(state))
        return self._before[key]

    def remember(self, number: int, reading: Reading) -> None:
        """What was read just now of the submission of that number need not be unpacked again."""
        self._readings[number, reading.rules] = placed(reading, number)

    # Within

    def _archived(self, row: Archive) -> Published | ArchiveLost:
        if row.sha not in self._archives:
            try:
                self._archives[row.sha] = decoded(self.project.content(row.sha), Published)
            except (ValueError, PingbiError) as error:
                return ArchiveLost(step=row.number, file=row.name, of=row.period, why=str(error))
        return self._archives[row.sha]

    def _read_again(self, missing: Sequence[Submission], state: State) -> None:
        """By new rules the stored bytes hold other figures."""
        items = (Input(row.name, self.project.content(row.sha)) for row in missing)
        scheme, rules = self.scheme_of(state), self.reading_rules(state)
        for file in each_of(items, scheme, password=self.password, children=self.children):
            self.on_read(file)
            row = missing[file.order]
            made = reading_of(file, row.sha, rules, row.received)
            if not self.project.read_only and file.extracted is not None:  # with its password it may be read after all
                self.project.keep(made)
            self.remember(row.number, made)


def reading_of(file: FileRead, sha: str, rules: str, read_at: str) -> Reading:
    """What a project keeps of a file that was read, or could not be."""
    found = file.extracted
    if found is None:
        findings: tuple[Finding, ...] = (file.finding,) if file.finding is not None else ()
        return Reading(sha, file.name, rules, __version__, read_at, findings=findings)
    return Reading(
        sha,
        file.name,
        rules,
        __version__,
        read_at,
        tuple(found.figures),
        found.facts,
        found.findings,
        found.ledgers,
        file.sample,
        found.result,
    )


def placed(reading: Reading, number: int) -> Reading:
    """As the project gives it back: each figure and ledger with the number of its submission and when it was read."""
    return replace(
        reading,
        figures=tuple(row.received(reading.read_at, number, 0.0) for row in reading.figures),
        ledgers=tuple(replace(row, order=number, read_at=reading.read_at) for row in reading.ledgers),
    )


def _with_learnt(scheme: Scheme, state: State) -> Scheme:
    """The scheme with each learnt name among the aliases of its indicator, as long as the scheme has that."""
    learnt: dict[str, list[str]] = {}
    for row in state.aliases:
        learnt.setdefault(row.indicator, []).append(row.name)
    indicators = tuple(
        msgspec.structs.replace(row, aliases=(*row.aliases, *learnt[row.id])) if row.id in learnt else row
        for row in scheme.indicator
    )
    return msgspec.structs.replace(scheme, indicator=indicators) if learnt else scheme
