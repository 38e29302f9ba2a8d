"""The list of files on screen, with what is wrong with one of them opened below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from pingbi_qt.collect.file_painter import FilePainter, cross_of
from pingbi_qt.collect.files_model import FilesModel
from pingbi_qt.collect.lines import FileLine, Way
from pingbi_qt.collect.trouble import Trouble
from pingbi_qt.look import SizeClass, px
from pingbi_qt.parts import Following

if TYPE_CHECKING:
    from collections.abc import Sequence

TICK = 60  # milliseconds between two places of a moving bar


class FilesView(Following, QListView):
    """`crossed`: a file is not to be read. `chosen`: another file is the one that the keyboard is on."""

    crossed = Signal(object)
    chosen = Signal(object)
    opened = Signal(object)
    deleted = Signal()

    def __init__(self, trouble: Trouble) -> None:
        super().__init__()
        self.files = FilesModel()
        self.trouble = trouble
        self.size_class = SizeClass.FULL
        self.row_size = QSize()  # of a line, for hundreds of them
        self.ticks = 0
        self._closed: set[tuple[int, int, int]] = set()
        self._lines: list[FileLine] = []
        self._every: list[FileLine] = []
        self.setModel(self.files)
        self.setItemDelegate(FilePainter(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setAccessibleName("文件")
        self.trouble.setParent(self.viewport())
        self.trouble.hide()
        self.verticalScrollBar().valueChanged.connect(self._place)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.files.line(index.row())))
        self.selectionModel().currentChanged.connect(self._current)
        self.files.modelAboutToBeReset.connect(self._remember)
        self.files.modelReset.connect(self._restore)
        self._kept: list[FileLine] = []
        self._timer = QTimer(self, interval=TICK)
        self._timer.timeout.connect(self._tick)
        self.follow()

    def show_lines(self, lines: Sequence[FileLine], every: Sequence[FileLine]) -> None:
        """Files in their order; `every`: those, too, that are not shown."""
        self._lines, self._every = list(lines), list(every)
        keys = {line.key for line in lines}
        self._closed &= keys
        now = self.files.opened
        opened = next((line for line in lines if now is not None and line.key == now.key and line.unreadable), None)
        if opened is None:
            opened = next((line for line in lines if line.unreadable and line.key not in self._closed), None)
        self._open(opened)
        moving = any(line.way is Way.READING for line in lines)
        if moving != self._timer.isActive():
            self._timer.start() if moving else self._timer.stop()

    def go_to(self, line: FileLine) -> None:
        """The keyboard goes to a file; what is wrong with it is opened."""
        self._closed.discard(line.key)
        if line.unreadable:
            self._open(line)
        index = self.files.at(line)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)

    def lines(self) -> list[FileLine]:
        """The files that are chosen."""
        found = (self.files.line(index.row()) for index in self.selectedIndexes())
        return [line for line in found if line is not None]

    def all_lines(self) -> list[FileLine]:
        """All that are shown."""
        return list(self._lines)

    def adapt(self, size: SizeClass) -> None:
        """Fit the size of the window."""
        self.size_class = size
        self.refit()

    def room_height(self) -> int:
        """What the opened trouble asks."""
        return self.trouble.height_for(self.viewport().width())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """By keys something is chosen at once, so that it is seen where they are; Qt makes it current alone."""
        super().focusInEvent(event)
        by_keys = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_keys and self._lines and not self.selectedIndexes():
            self.setCurrentIndex(self.files.at(self._lines[0]))

    # Within

    def fit(self) -> None:
        """As the theme is."""
        self.row_size = QSize(px(100), self.size_class.row("files"))
        self._lay_out()

    def _open(self, line: FileLine | None) -> None:
        before = self.room_height() if line is not None else 0
        if line is not None:
            own = [row for row in self._every if row.county == line.county and row.filed and not row.unreadable]
            self.trouble.show_line(line, len(self._every) - 1, lacking=not own)
        if self.files.show(self._lines, line) or (line is not None and self.room_height() != before):
            self._lay_out()

    def _current(self, index: QModelIndex, _before: QModelIndex) -> None:
        line = self.files.line(index.row())
        if line is None:
            return
        if line.unreadable and (self.files.opened is None or self.files.opened.key != line.key):
            QTimer.singleShot(0, lambda: self.go_to(line))  # not while the view moves its own selection
        self.chosen.emit(line)

    def _remember(self) -> None:
        self._kept = self.lines()

    def _restore(self) -> None:
        for line in self._kept:
            index = self.files.at(line)
            if index.isValid():
                self.selectionModel().select(index, self.selectionModel().SelectionFlag.Select)
        if self._kept and (index := self.files.at(self._kept[-1])).isValid():
            self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.NoUpdate)
        self._place()

    def _lay_out(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.executeDelayedItemsLayout()
        self._place()

    def _place(self) -> None:
        room = self.files.room
        self.trouble.setVisible(room.isValid())
        if room.isValid():
            self.trouble.setGeometry(self.visualRect(room))

    def _tick(self) -> None:
        self.ticks += 1
        for at in range(self.files.rowCount()):
            line = self.files.line(at)
            if line is not None and line.way is Way.READING:
                self.update(self.files.index(at))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The trouble is as wide as the list."""
        super().resizeEvent(event)
        self._lay_out()

    def _crossed(self, point: QPoint) -> FileLine | None:
        index = self.indexAt(point)
        line = self.files.line(index.row()) if index.isValid() else None
        return (
            line if line is not None and line.under_way and cross_of(self.visualRect(index)).contains(point) else None
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """× gives a file up."""
        super().mouseReleaseEvent(event)
        line = self._crossed(event.position().toPoint())
        if line is not None and event.button() == Qt.MouseButton.LeftButton:
            self.crossed.emit(line)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over ×."""
        super().mouseMoveEvent(event)
        if self._crossed(event.position().toPoint()) is not None:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.viewport().unsetCursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens a file's place, Del takes it out, Esc closes what is wrong with one."""
        line = self.files.line(self.currentIndex().row())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and line is not None:
            self.opened.emit(line)
        elif event.key() == Qt.Key.Key_Escape and self.files.opened is not None:
            self._closed |= {row.key for row in self._lines if row.unreadable}  # none of them opens by itself
            self._open(None)
        elif event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
        else:
            super().keyPressEvent(event)
