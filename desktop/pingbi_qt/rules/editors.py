"""What a cell is changed with: a choice, a line, a formula whose names are offered, several lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QWidget

from pingbi_qt.look import font, px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi_qt.rules.cells import Cell

_SIGNS = re.compile(r"[-+*/()=<>,，（）＋－×÷＝＜＞、＊／≤≥≠\s「」]")
MOST_SHOWN = 12
NOTHING = "（不填）"


class ChoiceEdit(QComboBox):
    """What is offered, said in words; where anything may stand, it can be typed too."""

    committed = Signal()

    def __init__(self, parent: QWidget, cell: Cell, offers: Sequence[tuple[str, str]]) -> None:
        super().__init__(parent)
        self.setAccessibleName(cell.field.word)
        self.setMaxVisibleItems(MOST_SHOWN)
        self.setFont(font("body"))
        self._usual = ""
        if not cell.field.required:
            self._usual = f"{cell.field.usual}（不填）" if cell.field.usual else NOTHING
            self.addItem(self._usual)
        for _, words in offers:
            self.addItem(words)
        free = not cell.field.only and cell.field.label != "ties"
        self.setEditable(free)
        if free:
            self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            if (completer := self.completer()) is not None:
                completer.setFilterMode(Qt.MatchFlag.MatchContains)
                completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.activated.connect(lambda _: self.committed.emit())

    def showPopup(self) -> None:
        """As wide as its widest choice; the field may be as narrow as its column."""
        list_ = self.view()
        bar = list_.verticalScrollBar().sizeHint().width() if self.count() > self.maxVisibleItems() else 0
        list_.setMinimumWidth(list_.sizeHintForColumn(0) + bar + 2 * list_.frameWidth())
        super().showPopup()

    def words(self) -> str:
        """What is chosen; empty where nothing is to stand there."""
        text = self.currentText().strip()
        return "" if text == self._usual else text

    def show_words(self, words: str) -> None:
        """What stands there now."""
        at = self.findText(words) if words else 0 if self._usual else -1
        self.setCurrentIndex(at)
        if self.isEditable():
            self.setEditText(words)
            if (line := self.lineEdit()) is not None:
                line.selectAll()


class LineEdit(QLineEdit):
    """One line."""

    def __init__(self, parent: QWidget, cell: Cell, *, right: bool = False) -> None:
        super().__init__(parent)
        self.setFont(font("body"))
        self.setAccessibleName(cell.field.word)
        if right and cell.field.kind == "number":
            self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def words(self) -> str:
        """What is typed."""
        return self.text().strip()

    def show_words(self, words: str) -> None:
        """What stands there now."""
        self.setText(words)
        self.selectAll()


class FormulaEdit(LineEdit):
    """A formula: the names that begin like, or hold, the word at the cursor are offered."""

    def __init__(self, parent: QWidget, cell: Cell, names: Sequence[str]) -> None:
        super().__init__(parent, cell)
        self._names = tuple(names)
        self._helper = QCompleter(list(names), self)
        self._helper.setWidget(self)
        self._helper.setFilterMode(Qt.MatchFlag.MatchContains)
        self._helper.setMaxVisibleItems(MOST_SHOWN)
        self._helper.activated.connect(self._complete)
        self.textEdited.connect(lambda _: self._offer())

    @property
    def offering(self) -> bool:
        """Whether names are shown."""
        return self._helper.popup().isVisible()

    def offers(self) -> tuple[str, ...]:
        """The names that are offered for the word at the cursor."""
        model = self._helper.completionModel()
        return tuple(str(model.data(model.index(at, 0))) for at in range(model.rowCount()))

    def _word(self) -> tuple[int, str]:
        """(where the word at the cursor begins, what of it stands before the cursor)."""
        before = self.text()[: self.cursorPosition()]
        start = max((found.end() for found in _SIGNS.finditer(before)), default=0)
        return start, before[start:]

    def _offer(self) -> None:
        _, word = self._word()
        popup = self._helper.popup()
        self._helper.setCompletionPrefix(word)
        if not word or word in self._names or not self._helper.completionCount():
            popup.hide()
            return
        popup.setCurrentIndex(self._helper.completionModel().index(0, 0))
        self._helper.complete()

    def _complete(self, name: str) -> None:
        start, word = self._word()
        safe = f"「{name}」" if _SIGNS.search(name) else name
        text = self.text()
        self.setText(text[:start] + safe + text[start + len(word) :])
        self.setCursorPosition(start + len(safe))


class LinesEdit(QPlainTextEdit):
    """Several lines or a long text: Enter is done, Alt+Enter is a new line, as in Excel."""

    committed = Signal()

    def __init__(self, parent: QWidget, cell: Cell) -> None:
        super().__init__(parent)
        self.setFont(font("body"))
        self.setAccessibleName(cell.field.word)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(px(96))

    def words(self) -> str:
        """What is typed."""
        return self.toPlainText().strip()

    def show_words(self, words: str) -> None:
        """What stands there now."""
        self.setPlainText(words)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is done."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier):
                self.insertPlainText("\n")
            else:
                self.committed.emit()
            return
        super().keyPressEvent(event)


Editor = ChoiceEdit | LineEdit | LinesEdit


def editor_of(parent: QWidget, cell: Cell, offers: Sequence[tuple[str, str]], *, right: bool = False) -> Editor:
    """The one for a cell; `right`: numbers stand at the right."""
    kind = cell.field.kind
    if kind == "choice" or (offers and kind != "formula"):
        return ChoiceEdit(parent, cell, offers)
    if kind == "formula":
        return FormulaEdit(parent, cell, [words for _, words in offers])
    if kind in ("lines", "long", "parameters"):
        return LinesEdit(parent, cell)
    return LineEdit(parent, cell, right=right)


def as_editor(widget: QWidget) -> Editor:
    """The widget that a view gives back."""
    return cast("Editor", widget)


class OpenAtOnce(QObject):
    """A list that is opened with its editor, so that a choice is two clicks and not three."""

    def __init__(self, box: ChoiceEdit) -> None:
        super().__init__(box)
        box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Once, when the focus has come by the mouse."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, ChoiceEdit) and isinstance(event, QFocusEvent):
            watched.removeEventFilter(self)
            if not watched.isEditable():
                watched.showPopup()
        return False
