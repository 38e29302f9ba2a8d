"""Whether what came of a file is what stands in it.

Of each figure that stands in the changed file (county, indicator, role), what `choose` makes of it is one of

- right: READ with the value that stands there (免报 where “—” does). Where doubt must be said (约30.58, a hidden row, a
  struck-through number, 0.456 for 45.6 %) there is also a finding about it; where the value cannot be known (同上, an
  error, two different copies) it is not READ and that is said, or READ with a finding about it. A struck-through number
  and a hidden sheet may be read or not, and either is said.
- said: not read, or read with another value, but the reader of the findings learns of it. Its state is UNREADABLE,
  UNDECIDED or OTHER_PERIOD; or a finding names its county and indicator or its very cell; or, where nothing was read at
  all, a finding is about its whole row, column, sheet or file (not read, not understood, not found), or the audit says
  that it is missing.
- silent: anything else. A wrong number, an unsaid doubt, a number lost without a word. A figure READ that stands
  nowhere in the file is silent too, unless a finding names it (another county's name over the whole form).

A finding of the audit that would stand beside the right figures as well says nothing of a change and does not count.
Figures that slipped by a row, column or unit (`loose`) look like any others: how many are said is counted apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from book import At, Book, Key, Means, Sheet, truth

from pingbi.audit import audit, levelled
from pingbi.extraction import choose, extract
from pingbi.model import Figure, Figures, Finding, InSheet, Role, Source, State, UnreadableFileError
from pingbi.model.catalogue import bare
from pingbi.readers import UnreadableFile, column_letter, read
from pingbi.scheme import Scheme
from pingbi.scoring import derive

# Findings about a row, a column, a sheet or a file: what is not read is said by them.
_WHOLE_FILE = {"unreadable-file", "result-as-input", "template-of-other-scheme"}
_LINES = {"unmapped", "unknown-county"}
_OF_FILE = {*_LINES, "period-mixed"}  # where they name a file and no cell
RIGHT, SAID, SILENT, LOOSE_SAID, LOOSE = "right", "said", "silent", "loose-said", "loose"


class Verdict(NamedTuple):
    """One figure: what was wanted, what came."""

    key: Key
    how: str
    wanted: str
    came: str


class Case(NamedTuple):
    """A file as it is handed to the program, and what stands in it."""

    name: str
    data: bytes
    scheme: Scheme
    sheets: Sequence[Sheet]  # those that the format keeps
    original: Mapping[Key, Means]  # before anything was changed


class _Read(NamedTuple):
    figures: Figures
    findings: tuple[Finding, ...]


def judge(case: Case) -> list[Verdict]:
    """A verdict for each figure of the file, and one for each that came and is not in it."""
    wanted = truth(list(case.sheets))
    came = _read(case)
    places: dict[Key, set[tuple[str, At]]] = {}
    for sheet in case.sheets:
        for at, cell in sheet.cells.items():
            if cell.key is not None:
                places.setdefault(cell.key, set()).add((sheet.name, at))
    one_sheet = len(case.sheets) == 1
    verdicts = []
    for key, means in wanted.items():
        figure = came.figures.get(*key)
        about = _About(key, places[key], one_sheet=one_sheet, scheme=case.scheme)
        verdicts.append(Verdict(key, _how(means, figure, about, came.findings), _words(means), _came(figure)))
    for key, figure in came.figures.chosen.items():
        if key in wanted or figure.state is not State.READ:
            continue
        cells = {(figure.origin.sheet, _at(figure.origin))} if isinstance(figure.origin, InSheet) else set()
        about = _About(key, cells, one_sheet=one_sheet, scheme=case.scheme)
        if not any(about.named(finding) for finding in came.findings):
            verdicts.append(Verdict(key, SILENT, "不应有", _came(figure)))
    return verdicts


def _read(case: Case) -> _Read:
    """As the pipeline does, for one file; without what the audit says of the right figures."""
    try:
        found = extract(read(case.data, case.name), case.scheme)
    except UnreadableFileError as error:
        return _Read(Figures(), (UnreadableFile(file=case.name, reason=str(error)),))
    chosen, said = choose(found.figures, case.scheme)
    usual = {_mark(finding) for finding in _audited(case.scheme, _figures(case))}
    audited = [row for row in _audited(case.scheme, chosen) if row.code == "missing" or _mark(row) not in usual]
    return _Read(chosen, (*found.findings, *said, *audited))


def _figures(case: Case) -> Figures:
    origin = InSheet(case.name, "", "A1", "")
    return Figures(
        {
            key: Figure(
                county=key[0],
                indicator=key[1],
                value=means.value,
                period=case.scheme.period,
                source=Source.TEMPLATE,
                origin=origin,
                state=State.READ if means.value is not None else State.EXEMPT,
                role=key[2],
            )
            for key, means in case.original.items()
        }
    )


def _audited(scheme: Scheme, figures: Figures) -> tuple[Finding, ...]:
    derived, said = derive(scheme, figures)
    return levelled(scheme, (*said, *audit(scheme, derived, ())))


def _mark(finding: Finding) -> tuple[str, str | None, str | None]:
    return finding.code, finding.county, finding.indicator


class _About(NamedTuple):
    """One figure and the cells it stands in."""

    key: Key
    cells: set[tuple[str, At]]
    scheme: Scheme
    one_sheet: bool

    def named(self, finding: Finding) -> bool:
        """Whether the finding is about this very figure."""
        if finding.county == self.key[0] and finding.indicator == self.key[1]:
            return True
        if finding.code == "file-of-other-county":  # whose all of its figures are is in doubt, and that is said
            return True
        if finding.code == "hidden-read":  # it names the rows and columns, and how many figures it means
            rows, columns = getattr(finding, "rows", ()), getattr(finding, "columns", ())
            on = any(self._on_sheet(place) for place in _places(finding))
            return on and any(row in rows or column_letter(column) in columns for _, (row, column) in self.cells)
        return any(self._on_sheet(place) and _at(place) == at for place in _places(finding) for _, at in self.cells)

    def covered(self, finding: Finding) -> bool:
        """Whether the finding says of something larger that it was not read."""
        if finding.code in _WHOLE_FILE or (finding.code in _OF_FILE and hasattr(finding, "file")):
            return True
        if finding.code == "hidden-sheet":
            return any(self._on_sheet(place) for place in _places(finding))
        if finding.code == "missing":
            county, indicator, role = self.key
            whole = finding.indicator is None and finding.county == county
            return role is Role.NOW and (whole or (finding.county is None and finding.indicator == indicator))
        if finding.code == "template-changed":
            names = {bare(self.key[0]), bare(self.scheme.indicators[self.key[1]].name)}
            lost = (bare(str(label)) for label in getattr(finding, "lost", ()))
            return any(label.startswith(name) for label in lost for name in names)
        for place in _places(finding):
            row, column = _at(place)
            if finding.code in _LINES and self._on_sheet(place):
                return any(row == at[0] or column == at[1] for _, at in self.cells)
        return False

    def _on_sheet(self, place: InSheet) -> bool:
        return self.one_sheet or place.sheet in {sheet for sheet, _ in self.cells}


def _how(means: Means, figure: Figure | None, about: _About, findings: Sequence[Finding]) -> str:
    named = any(about.named(finding) for finding in findings)
    covered = named or any(about.covered(finding) for finding in findings)
    state = figure.state if figure is not None else None
    value = figure.value if figure is not None else None
    if means.loose:
        return LOOSE_SAID if named or (covered and figure is None) else LOOSE
    if means.either and state is not State.READ and state is not State.EXEMPT:
        return RIGHT if covered or state is not None else SILENT
    if means.exempt:
        if state is State.EXEMPT:
            return RIGHT
        return SAID if named or (state is not State.READ and (covered or state is not None)) else SILENT
    if means.value is None:
        if state is State.READ or state is State.EXEMPT:
            return RIGHT if named else SILENT
        return RIGHT if covered or state is not None else SILENT
    if state is State.READ and value is not None and _equal(value, means.value):
        return RIGHT if named or not means.said else SILENT
    if state is State.READ or state is State.EXEMPT:
        return SAID if named else SILENT
    return SAID if covered or state is not None else SILENT


def _equal(left: Decimal, right: Decimal) -> bool:
    """To ten decimals, as everywhere (CONTRACT.md)."""
    return round(left, 10) == round(right, 10)


def _places(finding: Finding) -> list[InSheet]:
    return [place for place in finding.places if isinstance(place, InSheet)]


def _at(place: InSheet) -> At:
    letters = place.cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    assert column_letter(column) == letters
    return int(place.cell[len(letters) :]), column


def _words(means: Means) -> str:
    if means.exempt:
        return "免报"
    return f"{means.value:f}{'，须说明' if means.said else ''}" if means.value is not None else "不可知"


def _came(figure: Figure | None) -> str:
    if figure is None:
        return "没有"
    return f"{figure.value:f}" if figure.state is State.READ and figure.value is not None else figure.state.value


def known(book: Book) -> dict[Key, Means]:
    """What stands in a book before it is changed."""
    return {key: means for key, means in truth(book.sheets).items() if means.value is not None or means.exempt}
