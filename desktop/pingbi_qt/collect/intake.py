"""Files on their way into the project: found, read beside the project, received one by one, each to be cancelled."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from pingbi.casework.arriving import named_in, take
from pingbi.casework.incoming import Hearing, ground_of, read_in, stored
from pingbi.model import PingbiError
from pingbi_qt.collect.lines import FileLine, Way
from pingbi_qt.collect.pasted_texts import PastedTexts
from pingbi_qt.collect.run import Run, Taken, again, came_from, words_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from pingbi.casework import Arrival, Case
    from pingbi.casework.incoming import Ground, Incoming
    from pingbi_qt.desk import Desk, Operation, View

AT_ONCE = 0.5  # seconds of receiving after which the project is shown, and others have their turn
MOST = 16  # files that are received at once
PAUSE = 300  # milliseconds: what is read meanwhile is received together, for each new state is worked out and shown


class Intake(QObject):
    """All of them. `lines` are those that are not in the project yet, or were not received."""

    changed = Signal()
    received = Signal(object)  # the Arrival
    said = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runs: dict[int, Run] = {}
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self._receive_all)
        self._count = 0
        self._given: list[str] = []  # every path that was given for it, the newest last, to find a file again
        self._texts = PastedTexts()
        self._of = self._opening()  # the opening of a project that all of it is for
        desk.viewed.connect(self._viewed)

    # What comes

    def add(self, paths: Sequence[str]) -> None:
        """Files and folders."""
        self._given += paths
        self._begin(tuple(paths))

    def add_text(self, text: str) -> str:
        """Pasted text; the name that it was given."""
        view = self._desk.view
        there = [row.name for row in view.state.submissions] if view is not None else []
        made = self._texts.add(text, there)
        self._begin((made,))
        return str(made.name)

    def read_again(self, lines: Iterable[FileLine], password: str = "") -> None:
        """From where they came, else from the bytes in the project; with a 口令 where one is given."""
        rows = list(lines)
        names, numbers = [row.name for row in rows], [row.number for row in rows]
        given, texts, run = tuple(self._given), self._texts.waiting(), Run(self._next(), self._opening())
        for row in rows:
            self._take_away(row)

        def ground(case: Case) -> tuple[Ground, dict[str, Any]]:
            if password:
                case.password = password
            held = {row.number for row in case.project.state.submissions}  # one may have been undone meanwhile
            kept = {name: stored(case, number) for name, number in zip(names, numbers, strict=True) if number in held}
            return ground_of(case), kept | texts

        def begin(answer: tuple[Ground, dict[str, Any]]) -> None:
            self._read(run, answer[0], lambda: again(given, names, answer[1]))

        if rows:
            self._desk.ask(ground, begin, failed=self.said.emit)

    def read_refused_again(self) -> None:
        """All that were not received: the project may be where it can be written now."""
        self.read_again([row for row in self.lines if row.way is Way.REFUSED])

    def _begin(self, given: tuple[Any, ...]) -> None:
        run = Run(self._next(), self._opening())
        self._desk.ask(ground_of, lambda ground: self._read(run, ground, lambda: given), failed=self.said.emit)

    def _opening(self) -> int:
        return self._desk.view.opening if self._desk.view is not None else 0

    def _next(self) -> int:
        self._count += 1
        return self._count

    # What is seen of it

    @property
    def lines(self) -> list[FileLine]:
        """Those on their way first, as they were found; then those that were not received, the newest first."""
        rows = [row for run in self._runs.values() for row in run.lines.values()]
        return [row for row in rows if row.under_way] + [row for row in reversed(rows) if not row.under_way]

    @property
    def counts(self) -> tuple[int, int]:
        """(read, found) of what is under way."""
        runs = [run for run in self._runs.values() if not run.over]
        return sum(run.done for run in runs), sum(run.found for run in runs)

    @property
    def busy(self) -> bool:
        """Whether something is found, read or received."""
        return any(not run.over for run in self._runs.values())

    # What a person does

    def cancel(self, line: FileLine) -> None:
        """It is not read, or not received; the others go on."""
        run = self._runs.get(line.run)
        if run is not None and run.drop(line.order):
            self._texts.settled(line.name)
            self._receive(run)
            self.changed.emit()

    def cancel_all(self) -> None:
        """What has not been read is not read; what has been read is received."""
        for run in self._runs.values():
            if run.operation is not None and not run.ended:
                run.operation.cancel()
            for row in [row for row in run.lines.values() if row.way in (Way.WAITING, Way.READING)]:
                self.cancel(row)

    def forget(self, line: FileLine) -> None:
        """A line that was not received goes from the list."""
        self._texts.settled(line.name)
        self._take_away(line)

    def _take_away(self, line: FileLine) -> None:
        run = self._runs.get(line.run)
        if run is not None and not line.under_way:
            run.lines.pop(line.order, None)
            self.changed.emit()

    def settled(self, steps: int) -> None:
        """What has been received by then is shown as a submission now, or has been undone."""
        for run in list(self._runs.values()):
            for order in [order for order, row in run.lines.items() if 0 < row.number <= steps]:
                del run.lines[order]
            if run.over and not run.lines:
                del self._runs[run.number]

    def place(self, name: str) -> Path | None:
        """Where an input of that name came from: a crash leaves word of those not read."""
        return came_from(self._given, name)

    def where(self, line: FileLine) -> Path | None:
        """The file that it came from, if that is still there and no archive."""
        place = self.place(line.name)
        return place if place is not None and place.name == line.name.rpartition("/")[2] else None

    def _viewed(self, view: View) -> None:
        """Where another project is open nothing of these goes there."""
        if view.opening == self._of:
            return
        self._of = view.opening
        self._given.clear()
        self._texts.leave()  # first: what is cancelled here is not given up, but kept for the project that was left
        self.cancel_all()
        self._runs.clear()
        self.changed.emit()

    # Reading, in its own thread

    def _read(self, run: Run, ground: Ground, given: Callable[[], Sequence[Any]]) -> None:
        if run.opening != self._opening():
            return  # another project has been opened since it was asked for
        self._runs[run.number] = run
        scheme = ground.scheme

        def reading(operation: Operation) -> None:
            def tell(kind: str, what: object = None) -> None:
                run.events.append((kind, what))
                operation.progress(run.done, run.found)

            hearing = Hearing(
                lambda found: tell("found", (found, named_in(found.name, scheme))),
                lambda found: tell("begun", found),
                lambda: tell("all"),
                lambda order: order in run.given_up,
            )
            for come in read_in(given(), ground, hearing=hearing, cancelled=lambda: operation.cancelled):
                tell("read", come)

        run.operation = operation = self._desk.run(
            "读文件", reading, lambda _: self._ended(run), lambda why: self._ended(run, why)
        )
        operation.progressed.connect(lambda: self._hear(run))
        operation.finished.connect(lambda: self._ended(run) if operation.cancelled else None)

    def _hear(self, run: Run) -> None:
        """What the reading thread has told since."""
        while run.events:
            kind, what = run.events.popleft()
            match kind:
                case "found":
                    run.note(*what)
                case "begun" if what.order in run.lines:
                    line = run.lines[what.order]
                    line.way, line.since = Way.READING, monotonic()
                case "all":
                    run.turns.all_found()
                    if run.found > 1:
                        self.said.emit(f"正在读 {run.found} 个文件，可以先去核对")
                case "read":
                    run.done += 1
                    run.turns.read(what)
                    if what.found.order in run.lines:
                        run.lines[what.found.order].way = Way.READ
        self._receive(run)
        self.changed.emit()

    def _ended(self, run: Run, why: str = "") -> None:
        run.ended = True
        self._hear(run)
        run.stop(why)
        if why and not run.lines and not (run.operation is not None and run.operation.cancelled):
            self.said.emit(why)
        self._receive(run)
        if words := run.outcome:
            self.said.emit(words)
        self.changed.emit()

    # Receiving, in the project's thread

    def _receive(self, run: Run) -> None:
        run.ready += run.turns.ready()
        view = self._desk.view
        if run.taking or not run.ready or view is None or run.opening != view.opening:
            return
        if self._pause.isActive() and not run.turns.over:
            return  # those that are read until then come along
        self._pause.start()
        run.taking = True
        rows, run.ready, batch = tuple(run.ready[:MOST]), run.ready[MOST:], run.batch
        given_up, path = run.given_up, view.path

        def taking(case: Case) -> Taken:
            begun, first = monotonic(), batch or case.project.steps + 1
            done: list[tuple[Incoming, Arrival]] = []
            if case.project.path != path:
                return Taken((), rows, first)  # another is open by now, or the same one was saved elsewhere
            for at, come in enumerate(rows):
                if come.found.order in given_up:
                    continue
                if done and monotonic() - begun > AT_ONCE:
                    return Taken(tuple(done), rows[at:], first)
                try:
                    done += [(come, arrival) for arrival in take(case, [come], batch=first)]
                except PingbiError as error:  # what was received before it stays
                    return Taken(tuple(done), rows[at:], first, str(error))
            return Taken(tuple(done), (), first)

        self._desk.change(
            words_for([come.file.name for come in rows]),
            taking,
            lambda taken: self._taken(run, taken),
            lambda why: self._not_taken(run, rows, why),
        )

    def _receive_all(self) -> None:
        for run in list(self._runs.values()):
            self._receive(run)

    def _taken(self, run: Run, taken: Taken) -> None:
        run.taking, run.batch = False, taken.batch
        if taken.why:
            run.refuse(taken.rest, taken.why)
            self.said.emit(taken.why)
        else:
            run.ready = [*taken.rest, *run.ready]
        for come, arrival in taken.arrivals:
            run.take_over(come, arrival)
            self._texts.settled(come.file.name)
            self.received.emit(arrival)
        self._receive(run)
        if words := run.outcome:
            self.said.emit(words)
        self.changed.emit()

    def _not_taken(self, run: Run, rows: Sequence[Incoming], why: str) -> None:
        run.taking = False
        run.refuse(rows, why)
        self.said.emit(why)
        self._receive(run)
        self.changed.emit()
