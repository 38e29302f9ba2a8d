"""The panel of files: how many, what is read, where more can be dropped, which folder is watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QStackedLayout, QWidget

from pingbi_qt.collect.files_view import FilesView
from pingbi_qt.collect.trouble import Trouble
from pingbi_qt.look import SizeClass, glyph, metrics, px
from pingbi_qt.parts import Button, Card, ElidingLabel, EmptyState, Following, IconButton, Line, Row, dashed, words
from pingbi_qt.parts.painting import CUT_END, LEFT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi_qt.actions import Actions
    from pingbi_qt.collect.lines import FileLine

DROP_WORDS = "文件、文件夹、压缩包，拖到窗口任意处"


class DropField(Following, QWidget):
    """Says that the whole window takes drops; a click chooses files."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._high = 46
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(DROP_WORDS)
        self.follow()

    def sizeHint(self) -> QSize:
        """One line with room around it."""
        return QSize(px(200), max(px(self._high), metrics("body").height() + px(10)))

    def minimumSizeHint(self) -> QSize:
        """It may be narrow."""
        return QSize(px(80), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A dashed frame, a sign, words."""
        del event
        painter = QPainter(self)
        dashed(painter, self.rect(), "line2", 6)
        edge = px(18)
        wide = min(metrics("body").horizontalAdvance(DROP_WORDS), self.width() - edge - px(34))
        left = (self.width() - wide - edge - px(8)) // 2
        glyph(painter, "upload", QRect(left, (self.height() - edge) // 2, edge, edge), "accent")
        place = QRect(left + edge + px(8), 0, wide + 2, self.height())
        words(painter, place, DROP_WORDS, "body", "text2", LEFT, cut=CUT_END)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It is a button too."""
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


class FilesPanel(Card):
    """`view` is the list; `only_wrong` whether only files with something to do are shown."""

    pasting = Signal()
    all_cancelled = Signal()
    unwatched = Signal()

    def __init__(self, acts: Actions) -> None:
        super().__init__()
        self.trouble = Trouble()
        self.view = FilesView(self.trouble)
        self.only_wrong = False
        self._lines: list[FileLine] = []
        self.title = ElidingLabel("文件", "title")
        self.counted = ElidingLabel("", "body", "text2")
        self.cancel_all = Button("全部取消", "link")
        self.wrong = Button.of(acts["only_wrong"], "link", sign="")
        self.wrong.key = ""
        self.empty = EmptyState("upload", "还没有材料", "各县区报来的表格、报告、压缩包都可以，读不了的会说明原因")
        self.drop = DropField()
        self.add = Button.of(acts["add"])
        self.paste = Button("粘贴文字", "plain", "clipboard", "Ctrl+V")
        self.paste.setToolTip("打开一个大框，粘贴或输入报告文字（Ctrl+V 直接读剪贴板）")
        self.watched = ElidingLabel("", "note", "text2")
        self._unwatch = IconButton("cross", "不再盯住", edge=24)
        self._watch = Row(self.watched, self._unwatch, padding=(12, 2))
        self._watch.row.setStretch(0, 1)
        self._watch.hide()
        self._stack = QStackedLayout()
        self._head = Row(self.title, self.counted, self.wrong, self.cancel_all, padding=(12, 6))
        self._head.row.setStretch(1, 1)
        self.menu = QMenu(self)
        for name in ("add_folder", "watch", "read_again", "take_out"):
            self.menu.addAction(acts[name])
        self.more = IconButton("more", "更多", ink="text2")
        self.more.clicked.connect(self._show_menu)
        buttons = Row(self.add, self.paste, self.more, padding=(12, 4))
        buttons.row.insertStretch(2, 1)
        self._foot = Row(self.drop, padding=(12, 6))
        for part in (self._head, Line()):
            self.column.addWidget(part)
        self.column.addLayout(self._stack, 1)
        self._stack.addWidget(self.view)  # only here: before, it would be a window of its own for a moment
        self._stack.addWidget(self.empty)
        for part in (Line(), self._watch, self._foot, buttons):
            self.column.addWidget(part)
        self.paste.clicked.connect(self.pasting)
        self.cancel_all.clicked.connect(self.all_cancelled)
        self.drop.clicked.connect(acts["add"].trigger)
        self._unwatch.clicked.connect(self.unwatched)

    def show_lines(self, lines: Sequence[FileLine], counts: tuple[int, int]) -> None:
        """All files; `counts` are (read, found) of those under way."""
        self._lines = list(lines)
        under_way = any(line.under_way for line in lines)
        wrong = [line for line in lines if line.wrong]
        if self.only_wrong and not wrong:
            self.only_wrong = False
        self.counted.setText(_counted(self._lines, counts))
        self.cancel_all.setVisible(under_way)
        self.wrong.setVisible(not under_way and bool(wrong) and (len(wrong) < len(lines) or self.only_wrong))
        self.wrong.set_words("全部显示" if self.only_wrong else "只看有问题的")
        self._stack.setCurrentIndex(0 if lines else 1)
        self.view.show_lines(wrong if self.only_wrong else self._lines, self._lines)

    def show_only_wrong(self, *, wanted: bool) -> None:
        """Only files with something to do, or all."""
        self.only_wrong = wanted
        self.show_lines(self._lines, (0, 0))

    def _show_menu(self) -> None:
        self.menu.popup(self.more.mapToGlobal(QPoint(0, -self.menu.sizeHint().height())))

    def show_watched(self, folder: str) -> None:
        """Which folder is watched; none where it is empty."""
        self.watched.setText(f"正盯着 {folder}，新文件会读进来" if folder else "")
        self._watch.setVisible(bool(folder))

    def adapt(self, size: SizeClass) -> None:
        """In a low window the drop field gives way to the list."""
        self._foot.setVisible(size is SizeClass.FULL)
        self.view.adapt(size)


def _counted(lines: Sequence[FileLine], counts: tuple[int, int]) -> str:
    """7 个，读完 6 个; 7 个，1 个打不开."""
    if not lines:
        return ""
    read, found = counts
    under_way = sum(line.under_way for line in lines)
    unreadable = sum(line.unreadable for line in lines)
    if under_way:
        return f"{len(lines)} 个，读完 {len(lines) - under_way} 个" if found <= len(lines) else f"读完 {read}/{found}"
    empty = all(line.filed is not None and line.filed.empty for line in lines if line.unreadable)
    return f"{len(lines)} 个" + (f"，{unreadable} 个{'没有可用的数' if empty else '打不开'}" if unreadable else "")
