"""搜索: what is typed into the header's field is found in the open project, and Enter goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from pingbi_qt.around.index import Found, Hit, Index, actions_of, found, index_of
from pingbi_qt.around.rows import Row, RowList, full_height
from pingbi_qt.look import colour, px
from pingbi_qt.parts.painting import frame

if TYPE_CHECKING:
    from pingbi_qt.actions import Actions
    from pingbi_qt.desk import Desk

PAGES = {"collect": "收材料", "review": "核对", "score": "评分", "sheets": "出表"}
_INKS = {"octagon_cross": "err", "triangle_alert": "warn", "ring_info": "info"}
WIDTH = 480


class FoundList(QFrame):
    """The drop-down below the field. The focus stays in the field."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.list = RowList("搜到的", by_click=True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.list)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Its ground, and a line around it."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("surface"))
        frame(painter, self.rect(), "line2", 4)

    def show_below(self, field: QWidget) -> None:
        """As high as its lines, within the window."""
        over = self._over
        corner = field.mapTo(over, QPoint(field.width(), field.height() + px(4)))
        width = min(px(WIDTH), over.width() - px(16))
        height = min(full_height(self.list) + 2, over.height() - corner.y() - px(8))
        left = min(max(corner.x() - width, px(8)), over.width() - width - px(8))
        self.setGeometry(left, corner.y(), width, height)
        self.show()
        self.raise_()


class Search(QObject):
    """Looks for what stands in the field; `wanted` is the hit that a person has chosen."""

    wanted = Signal(object)

    def __init__(self, field: QLineEdit, over: QWidget, desk: Desk, actions: Actions) -> None:
        super().__init__(field)
        self.field, self.drop = field, FoundList(over)
        self._desk, self._actions = desk, actions
        self._index, self._of = Index(), 0
        field.textChanged.connect(self._look)
        field.installEventFilter(self)
        self.drop.list.chosen.connect(self._choose)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, down, Enter and Esc of the field; it is left without a choice."""
        kind = event.type()
        if kind == QEvent.Type.FocusIn:
            self._learn()
            QTimer.singleShot(0, self._look)
        elif kind == QEvent.Type.FocusOut:
            self.drop.hide()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._key(Qt.Key(event.key())):
            return True
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        if not self.drop.isVisible():
            return False
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.drop.list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.drop.list.choose_current()
        else:
            return False
        return True

    def _learn(self) -> None:
        """What the newest state holds, found in the project's thread."""
        view = self._desk.view
        if view is None or view.number == self._of:
            return

        def take(index: Index) -> None:
            self._index, self._of = index, view.number
            self._look()

        self._desk.ask(lambda _: index_of(view), take, key="search")

    def _look(self) -> None:
        text = self.field.text()
        if not text.strip() or not self.field.hasFocus():
            self.drop.hide()
            return
        self._learn()
        hits = found(text, self._index, actions_of(self._actions, PAGES))
        self.drop.list.show_rows(rows_of(hits, text))
        self.drop.show_below(self.field)

    def _choose(self, hit: object) -> None:
        if isinstance(hit, Hit):
            self.drop.hide()
            self.field.clear()
            self.field.clearFocus()
            self.wanted.emit(hit)


def rows_of(hits: tuple[Found, ...], text: str) -> list[Row]:
    """The drop-down's lines, by kind."""
    if not hits:
        return [Row(f"没有找到“{text.strip()}”", head=True), Row("可以搜县区、指标、问题、文件和操作", head=True)]
    rows = []
    for group in hits:
        rows.append(
            Row(group.kind, f"{len(group.hits)} / {group.total}" if group.total > len(group.hits) else "", head=True)
        )
        rows += [
            Row(
                hit.words,
                hit.more,
                glyph=hit.glyph,
                ink=_INKS.get(hit.glyph, "text2"),
                value=hit,
                middle=hit.kind == "文件",
            )
            for hit in group.hits
        ]
    return [*rows, Row("", "↑↓ 选，Enter 打开", head=True)]
