"""The card in the middle: tabs of the section's tables, what can be done with rows, the table, the chosen record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QApplication, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from pingbi_qt.look import SizeClass, px
from pingbi_qt.parts import Card, ElidingLabel, Line, Row
from pingbi_qt.rules.cells import CELL, MISTAKE, Cell, RecordsModel
from pingbi_qt.rules.forms import hint
from pingbi_qt.rules.nothing_yet import NothingYet
from pingbi_qt.rules.sums import sums
from pingbi_qt.rules.table_head import ROW_ACTIONS, TableHead
from pingbi_qt.rules.tables import FormView, HeadRow, RecordsView

if TYPE_CHECKING:
    from pingbi.scheme_draft import Spot
    from pingbi_qt.actions import Actions
    from pingbi_qt.rules.editing import Editing
    from pingbi_qt.rules.sections import Section

DETAIL = 312


class TableCard(Card):
    """`said` is for the status bar."""

    said = Signal(str)

    def __init__(self, editing: Editing, actions: Actions) -> None:
        super().__init__()
        self._editing, self._actions = editing, actions
        self._section: Section | None = None
        self.table = ""
        self._models: dict[str, RecordsModel] = {}
        self._size = SizeClass.FULL
        self._more = False  # whether a record has more than the table shows
        self.head = head = TableHead(actions)
        self.tabs, self.title, self.about, self.one = head.tabs, head.title, head.about, head.one
        self.records = RecordsView(editing, "表")
        self.nothing = NothingYet(self.records, actions["add_row"])
        self.form = FormView(editing, "各项", hints=True)
        self.detail = FormView(editing, "选中的一行", hints=False)
        self.detail.horizontalHeader().hide()
        self.detail_title = ElidingLabel("", "body", bold=True)
        self._lay_out()
        self._connect()

    # What is shown

    def show_section(self, section: Section) -> None:
        """Another section; its first table."""
        self._section = section
        basis = self._editing.basis
        if basis is None:
            return
        names = [basis.tables[table].name for table in section.tables]
        self.tabs.set_names(names, opened=0)
        self.tabs.setVisible(len(names) > 1)
        self.title.setVisible(len(names) == 1)
        self.open_table(section.tables[0])

    def open_table(self, table: str) -> None:
        """One of the section's tables."""
        basis = self._editing.basis
        if basis is None or self._section is None or table not in self._section.tables:
            return
        self.table = table
        shape = basis.tables[table]
        self.tabs.open(self._section.tables.index(table))
        self.title.setText(self._section.name)
        self.about.setText(shape.about)
        self._more = any(not field.main for field in shape.fields if field.label != "id")
        self.head.show_buttons(rows=not shape.form, one=not shape.form and self._size.compact and self._more)
        self.one.setChecked(False)
        self._show_one(shown=False)
        if shape.form:
            self.form.form.show(table, 0)
            self.stack.setCurrentWidget(self.form)
            self.form.setCurrentIndex(self.form.form.index(0, 1))
        else:
            if table not in self._models:
                self._models[table] = RecordsModel(self._editing, table)
            self.records.setAccessibleName(shape.name)
            self.records.show_table(self._models[table])
            self.stack.setCurrentWidget(self.split)
            self.records.setCurrentIndex(self._models[table].index(0, 0))
            self._show_detail()
        self.refresh()

    def leave(self) -> None:
        """Another project is open: what was being typed was for the one before."""
        self.table = ""
        for view in (self.records, self.form, self.detail):
            view.reset()

    def refresh(self) -> None:
        """As the draft, and what is said of it, are now."""
        model = self._models.get(self.table)
        if model is not None:
            here = self.records.currentIndex()
            place = (here.row(), here.column())
            model.refresh(typing=self.records.state() == QAbstractItemView.State.EditingState)
            if self.records.records is model and not self.records.currentIndex().isValid() and model.rowCount():
                self.records.setCurrentIndex(model.index(max(min(place[0], model.rowCount() - 1), 0), max(place[1], 0)))
            self._show_nothing(model)
        else:
            self.form.form.refresh()
        self._show_detail()
        self._tell()

    def go_to(self, spot: Spot, words: str) -> None:
        """The cell of a mistake, with the focus."""
        self.open_table(spot.table)
        basis = self._editing.basis
        if basis is None or self.table != spot.table:
            return
        if basis.tables[spot.table].form:
            self.form.point(self.form.form.index_of(spot, words))
            self.form.setFocus()
            return
        model = self._models[spot.table]
        index = model.index_of(spot, words)
        if index.isValid():
            self.records.point(index)
        shown = index.isValid() and model.fields[index.column()].label == spot.label != "parameters"
        self._show_detail()
        inner = self.detail.form.index_of(spot, words)
        if not shown and inner.isValid() and (self.detail_box.isVisible() or self._size.compact):
            self._show_one(shown=True)
            self.detail.point(inner)
            self.detail.setFocus()
        else:
            self.records.setFocus()

    def focus_widget(self) -> QWidget:
        """Where the work is."""
        return self.form if self.stack.currentWidget() is self.form else self.records

    # What the person does

    def add_row(self) -> None:
        """A record below the current one, ready to be named."""
        draft, model = self._editing.draft, self._model()
        if draft is None or model is None:
            return
        at = self.records.currentIndex().row() + 1 if model.rowCount() else 0
        self._editing.do(draft.added(self.table, at))
        index = model.index(at, 0)
        self.records.point(index)
        self.records.setFocus()
        self.records.edit(index)

    def finish(self) -> None:
        """What is being typed into a cell is taken over."""
        if self.isAncestorOf(QApplication.focusWidget() or self):
            self.focus_widget().setFocus()

    def remove_rows(self) -> None:
        """The chosen records."""
        draft, model = self._editing.draft, self._model()
        rows = sorted({index.row() for index in self.records.selectedIndexes()}) if model is not None else []
        if draft is None or not rows:
            return
        self._editing.do(draft.removed(self.table, rows))
        self.said.emit(f"已删去 {len(rows)} 行，可以撤销")

    def move_row(self, by: int) -> None:
        """The current record up, or down."""
        draft, model, index = self._editing.draft, self._model(), self.records.currentIndex()
        if draft is None or model is None or not index.isValid() or not 0 <= index.row() + by < model.rowCount():
            return
        to = index.row() + by
        self._editing.do(draft.moved(self.table, index.row(), to))
        self.records.point(model.index(to, index.column()))

    def adapt(self, size: SizeClass) -> None:
        """The chosen record beside the table; in a compact window in its place, by a switch."""
        self._size = size
        for view in (self.records, self.form, self.detail):
            view.adapt(size)
        rows = self.stack.currentWidget() is self.split
        self.head.show_buttons(rows=rows, one=rows and size.compact and self._more)
        self.detail_head.setFixedHeight(size.row("head"))
        self.detail_box.setMinimumWidth(px(DETAIL) if not size.compact else 0)
        self.about.setVisible(not size.compact)
        self._show_nothing(self._model())
        self._show_one(shown=self.one.isChecked())

    # Within

    def _model(self) -> RecordsModel | None:
        return self._models.get(self.table)

    def _lay_out(self) -> None:
        self.detail_box = QWidget()
        box = QVBoxLayout(self.detail_box)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self.detail_head = HeadRow(self.detail_title, padding=(8, 0))
        box.addWidget(self.detail_head)
        box.addWidget(self.detail, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.split.addWidget(self.records)
        self.split.addWidget(self.detail_box)
        self.split.setStretchFactor(0, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.split)
        self.stack.addWidget(self.form)
        self.hint = ElidingLabel("", "note", "text2")
        self.sum = ElidingLabel("", "note", "text2", align=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.foot = Row(self.hint, self.sum, padding=(14, 5))
        self.foot.row.setStretch(0, 1)
        self.column.addWidget(self.head)
        self.column.addWidget(Line())
        self.column.addWidget(self.stack, 1)
        self.column.addWidget(Line())
        self.column.addWidget(self.foot)

    def _connect(self) -> None:
        self.tabs.chosen.connect(lambda at: self.open_table(self._section.tables[at]) if self._section else None)
        self.records.pointed.connect(self._pointed)
        self.records.cells.closeEditor.connect(self._typed)
        self.form.pointed.connect(self._pointed)
        self.detail.pointed.connect(self._pointed)
        self.one.toggled.connect(lambda on: self._show_one(shown=on))

    def _show_nothing(self, model: RecordsModel | None) -> None:
        """What the table is for stands in the head already, if there is room for it."""
        if model is not None:
            more = self.about.text() if self._size.compact else ""
            self.nothing.show_table(self.records.accessibleName(), more, rows=model.rowCount() > 0)

    def _typed(self) -> None:
        """Columns that waited for the end of typing."""
        model = self._models.get(self.table)
        if model is not None and model.waits:
            self.refresh()

    def _show_one(self, *, shown: bool) -> None:
        compact = self._size.compact
        if self.one.isChecked() != (shown and compact):
            self.one.setChecked(shown and compact)
        self.detail_box.setVisible(shown or (not compact and self._more))
        self.records.setVisible(not (shown and compact))
        self.one.set_words(*(("全部行", "chevron_left") if shown and compact else ("这一行", "chevron_right")))
        if shown and compact:
            self._show_detail()
            here = self.records.currentIndex().data(CELL)
            at = next((at for at, cell in enumerate(self.detail.form.cells) if cell == here), 0)
            self.detail.setCurrentIndex(self.detail.form.index(at, 1))

    def _pointed(self) -> None:
        self._show_detail()
        self._tell()

    def _show_detail(self) -> None:
        if self.stack.currentWidget() is not self.split:
            return
        row = self.records.currentIndex().row()
        self.detail.form.show(self.table, row)
        draft = self._editing.draft
        called = draft.rows(self.table)[row].called if draft and 0 <= row < len(draft.rows(self.table)) else ""
        self.detail_title.setText(f"第 {row + 1} 行  {called}" if row >= 0 else "没有选中的行")

    def _tell(self) -> None:
        """How the current cell is filled in, or what is wrong with it; the sum of the weights."""
        index = self.focus_view().currentIndex()
        cell = index.data(CELL) if index.isValid() else None
        wrong = str(index.data(MISTAKE) or "") if cell is not None else ""
        if isinstance(cell, Cell):
            said = hint(cell.field)
            self.hint.setText(wrong or (f"{cell.field.word}：{said}" if said else cell.field.word))
        else:
            self.hint.setText("")
        self.hint.set_ink("err" if wrong else "text2")
        words, fits = sums(self._editing, self.table)
        self.sum.setText(words)
        self.sum.set_ink("text2" if fits else "warn")
        rows = self._model() is not None and bool(self._editing.draft and self._editing.draft.rows(self.table))
        on_table = self.stack.currentWidget() is self.split
        self._actions.enable("add_row", on_table, "这里只有一份，不能加行")
        for name in ROW_ACTIONS[1:]:
            self._actions.enable(name, on_table and rows, "没有选中的行")

    def focus_view(self) -> FormView | RecordsView:
        """The view that the hint speaks of."""
        if self.stack.currentWidget() is self.form:
            return self.form
        return self.detail if self.detail.hasFocus() or not self.records.isVisibleTo(self) else self.records
