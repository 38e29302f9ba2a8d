"""The scheme while it is being edited: a draft with its own undo, looked at by the engine, kept against loss."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from pingbi_qt.around.drafts import drafts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.casework import Case
    from pingbi.casework.ruling import Outlook
    from pingbi.scheme_draft import Checked, Draft, Method, Mistake, Table
    from pingbi_qt.desk import Desk

PAUSE = 200  # milliseconds after the last key
KEY = "rules"  # of the kept draft
LOOKING = "正在检查"


class Basis(NamedTuple):
    """The scheme in force, and what the engine offers for its cells."""

    text: str
    sha: str
    draft: Draft
    tables: Mapping[str, Table]
    methods: Mapping[str, Method]


class Seen(NamedTuple):
    """What the engine says of a draft; `alike`: what was read holds, so that its outlook follows by itself."""

    found: Checked
    changes: tuple[str, ...]
    alike: bool
    outlook: Outlook | None


def basis_of(case: Case) -> Basis:
    """In the project's thread: the scheme of now."""
    from pingbi.scheme_draft import draft_from_text, methods, tables

    sha = case.project.state.scheme.sha
    text = case.project.scheme_text(sha)
    return Basis(text, sha, draft_from_text(text), tables(), methods())


def seen(case: Case, basis: Basis, draft: Draft) -> Seen:
    """In the project's thread: its mistakes, and what it changes."""
    from pingbi.casework.ruling import reads_alike
    from pingbi.scheme_draft import differences, look

    found = look(draft, basis.text)
    found = replace(found, mistakes=tuple(_plainly(row) for row in found.mistakes))
    changes = differences(basis.draft, draft)
    alike = bool(found.mistakes) or not changes or reads_alike(case, found.text)
    return Seen(found, changes, alike, None)


def _plainly(mistake: Mistake) -> Mistake:
    """Where it names checks of ours by their codes, by their words."""
    from pingbi.casework.finding_words import RULES

    if mistake.spot.table != "check":
        return mistake
    codes = re.compile(rf"(?<![a-z-])({'|'.join(sorted(map(re.escape, RULES), key=len, reverse=True))})(?![a-z-])")
    return replace(mistake, words=codes.sub(lambda found: RULES[found[0]], mistake.words))


def outlook_of(case: Case, text: str) -> Outlook:
    """In the project's thread: what would come of it."""
    from pingbi.casework.ruling import outlook

    return outlook(case, text)


class Editing(QObject):
    """`drafted` after every change of the draft; `looked` when the engine has said what it thinks of the newest."""

    drafted = Signal()
    looked = Signal()
    foreseen = Signal()  # and what would come of it
    based = Signal()  # another scheme is in force

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.basis: Basis | None = None
        self.draft: Draft | None = None
        self.seen: Seen | None = None
        self._opening = -1  # of the project that the draft is of
        self._seen_of: Draft | None = None
        self.restored = ""  # when the draft that was taken up again was left
        self._adopted: Draft | None = None
        self._past: list[Draft] = []
        self._future: list[Draft] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._look)

    # The draft

    @property
    def changed(self) -> bool:
        """Whether the draft says something else than the scheme in force."""
        return self.basis is not None and self.draft is not None and self.draft != self.basis.draft

    @property
    def current(self) -> bool:
        """Whether what was seen is of the draft as it is now."""
        return self.seen is not None and self._seen_of is self.draft

    @property
    def in_doubt(self) -> bool:
        """Not looked at yet, and plainly not done: nothing is known of it at all, or what must be filled is blank."""
        basis, draft = self.basis, self.draft
        if basis is None or draft is None or self.current:
            return False
        musts = {key: [row.label for row in table.fields if row.required] for key, table in basis.tables.items()}
        blank = (not row[label] for key, labels in musts.items() for row in draft.rows(key) for label in labels)
        return self.seen is None or any(blank)

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """Those of the draft that was looked at last."""
        return self.seen.found.mistakes if self.seen is not None else ()

    def take(self, basis: Basis) -> None:
        """The scheme in force; a draft that was left is taken up again, one that is at work goes on."""
        if self.basis is not None and self.basis.sha == basis.sha:
            return
        from pingbi.scheme_draft import matched

        at_work = self.draft if self.changed and self.draft != self._adopted else None
        first = self.basis is None
        self.basis, self.seen = basis, None
        self._opening = self._desk.view.opening if self._desk.view is not None else -1
        self.restored = ""
        kept = self._kept() if first else None
        again = matched(at_work, basis.draft) if at_work is not None else None
        if kept is not None:
            self.restored, again = kept
        self.draft = basis.draft if again is None else again
        self._past = [basis.draft] if self.changed else []
        self._future = []
        self._keep()
        self.based.emit()  # only now: what is being typed meets the draft that it is for
        self.drafted.emit()
        self._look()

    def do(self, draft: Draft) -> None:
        """One change, undoable by itself."""
        if self.draft is None or draft == self.draft:
            return
        self._past.append(self.draft)
        self._future.clear()
        self._set(draft)

    def undo(self) -> bool:
        """Back by one change; False where there is none."""
        if not self._past or self.draft is None:
            return False
        self._future.append(self.draft)
        self._set(self._past.pop())
        return True

    def redo(self) -> bool:
        """Forward again."""
        if not self._future or self.draft is None:
            return False
        self._past.append(self.draft)
        self._set(self._future.pop())
        return True

    @property
    def moves(self) -> tuple[bool, bool]:
        """Whether there is something to undo, and to redo."""
        return bool(self._past), bool(self._future)

    def restore(self) -> None:
        """As the scheme in force; undoable too."""
        if self.basis is not None:
            self.restored = ""
            self.do(self.basis.draft)

    def adopted(self, draft: Draft | None) -> None:
        """That draft is in force now: nothing of it is left to be kept. What was changed since goes on."""
        self._adopted = draft  # what is typed until the new state is here is typed into this one
        if self.draft == draft:
            drafts().keep(KEY, "")

    def leave(self) -> None:
        """Another project is open now: what was at work here is kept with the one that it belongs to."""
        self._pause.stop()
        self.basis = self.draft = self.seen = self._adopted = None
        self._past, self._future = [], []

    def flush(self) -> None:
        """Keep the draft now: the page is left, or the window closes."""
        if self._pause.isActive():
            self._keep()

    # Within

    @property
    def _here(self) -> bool:
        """Whether the project that is open is the draft's: the page hears of another one a moment later."""
        return self._desk.view is not None and self._desk.view.opening == self._opening

    def _set(self, draft: Draft) -> None:
        self.draft = draft
        self.drafted.emit()
        self._pause.start()

    def _look(self) -> None:
        """Ask the engine; of drafts that follow each other quickly only the newest is looked at."""
        basis, draft = self.basis, self.draft
        if basis is None or draft is None or not self._here:
            return
        self._keep()
        self._desk.ask(lambda case: seen(case, basis, draft), lambda answer: self._saw(answer, draft), key="rules look")

    def _saw(self, answer: Seen, draft: Draft) -> None:
        self.seen, self._seen_of = answer, draft
        self.looked.emit()
        if answer.changes and answer.alike and not answer.found.mistakes and self.current:
            text = answer.found.text
            self._desk.ask(
                lambda case: outlook_of(case, text), lambda found: self._foresaw(answer, found), key="rules outlook"
            )

    def _foresaw(self, answer: Seen, found: Outlook) -> None:
        if self.seen is answer:
            self.seen = answer._replace(outlook=found)
            self.foreseen.emit()

    def _keep(self) -> None:
        from pingbi.scheme_draft import kept

        if self.draft is None or self.basis is None or not self._here:
            return
        if not self.changed:
            drafts().keep(KEY, "")
            return
        when = datetime.now().astimezone().isoformat(timespec="minutes")
        drafts().keep(KEY, json.dumps({"when": when, "sha": self.basis.sha, "draft": kept(self.draft)}))

    def _kept(self) -> tuple[str, Draft] | None:
        """(when it was left, the draft), matched with the scheme of now; None where none was, or none that is one."""
        from pingbi.scheme_draft import matched, restored

        text = drafts().text(KEY)
        if not text or self.basis is None:
            return None
        try:
            read = json.loads(text)
            draft = restored(str(read["draft"]))
        except (ValueError, KeyError, TypeError):
            return None
        same = read.get("sha") == self.basis.sha
        return str(read.get("when", "")), draft if same else matched(draft, self.basis.draft)
