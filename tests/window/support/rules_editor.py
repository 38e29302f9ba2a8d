"""Hands on the scheme's page: what a person does there, for the tests of rules/."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from pingbi.scheme_draft import Draft
from pingbi_qt.actions import Actions
from pingbi_qt.desk import Desk
from pingbi_qt.page import Page
from pingbi_qt.rules import RulesPage
from pingbi_qt.rules.adopting import AdoptDialog
from pingbi_qt.rules.editing import Basis, Seen
from pingbi_qt.rules.editors import ChoiceEdit, LinesEdit
from pingbi_qt.rules.sections import section_of
from pingbi_qt.rules.tables import CellsView


@dataclass
class Editor:
    """What a test does with the page, as a person would."""

    bot: QtBot
    desk: Desk
    page: RulesPage
    window: QMainWindow
    acts: Actions

    @property
    def draft(self) -> Draft:
        assert self.page.editing.draft is not None
        return self.page.editing.draft

    @property
    def seen(self) -> Seen:
        assert self.page.editing.seen is not None
        return self.page.editing.seen

    @property
    def basis(self) -> Basis:
        assert self.page.editing.basis is not None
        return self.page.editing.basis

    @property
    def dialog(self) -> AdoptDialog:
        assert self.page.dialog is not None
        return self.page.dialog

    def open(self, table: str) -> None:
        """Choose the section, then the tab."""
        self.page.sections.open(section_of(table))
        tabs = self.page.table.tabs
        names = [self.table_name(other) for other in self.tables()]
        if tabs.names() and table != self.page.table.table:
            tabs.open(names.index(self.table_name(table)))
            tabs.chosen.emit(names.index(self.table_name(table)))

    def tables(self) -> tuple[str, ...]:
        section = self.page.table._section
        assert section is not None
        return section.tables

    def table_name(self, table: str) -> str:
        return self.basis.tables[table].name

    @property
    def view(self) -> CellsView:
        shown = self.page.table.focus_widget()
        assert isinstance(shown, CellsView)
        return shown

    def index(self, row: int, label: str) -> QModelIndex:
        """A cell of the table that is open."""
        model = self.page.table._models[self.page.table.table]
        column = [field.label for field in model.fields].index(label)
        return model.index(row, column)

    def line(self, word: str, view: CellsView | None = None) -> QModelIndex:
        """A field of the form (or of the chosen record) by its word."""
        form = self.page.table.form.form if view is None else self.page.table.detail.form
        at = next(at for at, cell in enumerate(form.cells) if cell.field.word == word)
        return form.index(at, 1)

    def change(self, index: QModelIndex, text: str, view: CellsView | None = None) -> None:
        """Enter, type, Enter."""
        view = view or self.view
        view.setCurrentIndex(index)
        QTest.keyClick(view, Qt.Key.Key_Return)
        editor = view.viewport().findChild(QLineEdit) or view.viewport().findChild(LinesEdit)
        assert isinstance(editor, QLineEdit | LinesEdit)
        editor.selectAll()
        QTest.keyClick(editor, Qt.Key.Key_Delete)
        self.type(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        self.closed(view)

    def type(self, editor: QWidget, text: str) -> None:
        """By keys, or as an input method brings Chinese."""
        if text.isascii():
            QTest.keyClicks(editor, text)
            return
        brought = QInputMethodEvent("", [])
        brought.setCommitString(text)
        QApplication.sendEvent(editor, brought)

    def closed(self, view: CellsView) -> None:
        """The editor of a cell is gone, and what was typed in it looked at."""
        self.bot.waitUntil(lambda: view.state() != QAbstractItemView.State.EditingState)
        self.settled()

    def choose(self, index: QModelIndex, words: str, view: CellsView | None = None) -> None:
        """Enter, choose from the list."""
        view = view or self.view
        view.setCurrentIndex(index)
        QTest.keyClick(view, Qt.Key.Key_Return)
        box = view.viewport().findChild(ChoiceEdit)
        assert isinstance(box, ChoiceEdit)
        at = box.findText(words)
        assert at >= 0, [box.itemText(row) for row in range(box.count())]
        box.hidePopup()
        box.setCurrentIndex(at)
        box.activated.emit(at)
        self.closed(view)

    def settled(self) -> None:
        """The engine has said what it thinks of the newest draft; editors that were closed are gone."""
        editing = self.page.editing
        self.bot.waitUntil(lambda: editing.current and not self.desk.operations, timeout=60_000)
        QApplication.sendPostedEvents(None, 52)  # DeferredDelete

    def mistakes(self) -> list[str]:
        """The lines of the list below."""
        model = self.page.verdict.list.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def weight(self, name: str) -> str:
        """What the scheme in force has."""
        assert self.desk.view is not None
        return next(f"{row.weight:f}" for row in self.desk.view.scheme.criterion if row.name == name)


def bring(desk: Desk, page: Page) -> None:
    """As the window brings the newest state to the visible page."""
    desk.ask(page.prepare() or (lambda _: None), lambda found: page.show_view(desk.view, found))  # type: ignore[arg-type]
