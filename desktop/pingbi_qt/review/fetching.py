"""Submissions for the source pane: bytes from the project, read in a thread of their own, kept while they are good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi_qt.desk import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pingbi.casework import Case
    from pingbi.casework.source_pages import Asked, Picture
    from pingbi.casework.sources import Source, Sources, Wanted
    from pingbi.project import Reading
    from pingbi_qt.desk import Desk, View

MOST = 12  # sources that are kept


class Fetching:
    """`get` answers at once where all is here, else as soon as it has been read; only the newest wish is answered."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept: dict[int, tuple[Reading, Source]] = {}
        self._wish = self._page_wish = 0
        self._sources: Sources | None = None  # of the third thread

    def get(
        self,
        view: View,
        numbers: Sequence[int],
        then: Callable[[tuple[Source, ...]], None],
        failed: Callable[[str], None],
    ) -> bool:
        """True where `then` has been called already."""
        self._wish += 1
        wish = self._wish
        readings = {row.submission.number: row.reading for row in view.arrived}
        numbers = tuple(number for number in numbers if number in readings)
        lacking = [number for number in numbers if self._good(number, readings) is None]
        if not lacking:
            then(tuple(source for number in numbers if (source := self._good(number, readings)) is not None))
            return True

        def come(found: tuple[Source, ...]) -> None:
            for source in found:
                self._keep(source, readings[source.number])
            if wish == self._wish:
                then(tuple(row for number in numbers if (row := self._good(number, readings)) is not None))

        def lost(said: str) -> None:
            if wish == self._wish:
                failed(said)

        def read(wanted: tuple[Wanted, ...]) -> None:
            if wish == self._wish:
                self._desk.run("", lambda _: self._read(wanted), come, lost, line=Line.SHOWING)

        self._desk.ask(lambda case: _wanted(case, lacking), read, failed=lost, key="review source")
        return False

    def picture(
        self,
        number: int,
        asked: Asked,
        wide: int,
        then: Callable[[Picture], None],
        failed: Callable[[str], None],
    ) -> None:
        """A page of a submission, drawn; only the newest wish is answered."""
        self._page_wish += 1
        wish = self._page_wish

        def come(found: Picture) -> None:
            if wish == self._page_wish:
                then(found)

        def lost(said: str) -> None:
            if wish == self._page_wish:
                failed(said)

        def draw(wanted: tuple[Wanted, ...]) -> None:
            if wish == self._page_wish and wanted:
                self._desk.run("", lambda _: _drawn(wanted[0], asked, wide), come, lost, line=Line.SHOWING)

        self._desk.ask(lambda case: _wanted(case, (number,)), draw, failed=lost, key="review page picture")

    def _good(self, number: int, readings: dict[int, Reading]) -> Source | None:
        reading, source = self._kept.get(number, (None, None))
        return source if reading is not None and reading is readings.get(number) else None

    def _keep(self, source: Source, reading: Reading) -> None:
        self._kept.pop(source.number, None)
        self._kept[source.number] = reading, source
        while len(self._kept) > MOST:
            self._kept.pop(next(iter(self._kept)))

    def _read(self, wanted: tuple[Wanted, ...]) -> tuple[Source, ...]:
        if self._sources is None:
            from pingbi.casework.sources import Sources  # in this thread, behind the window

            self._sources = Sources()
        return tuple(self._sources.source(row) for row in wanted)


def _wanted(case: Case, numbers: Sequence[int]) -> tuple[Wanted, ...]:
    from pingbi.casework.sources import wanted  # as above

    return tuple(row for number in numbers if (row := wanted(case, number)) is not None)


def _drawn(wanted: Wanted, asked: Asked, wide: int) -> Picture:
    from pingbi.casework.source_pages import picture_of  # as above

    return picture_of(wanted, asked, wide)
