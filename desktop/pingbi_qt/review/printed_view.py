"""A page of a PDF as it was printed, white in the dark theme too; the words that are meant are marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from pingbi_qt.look import TOKENS, px
from pingbi_qt.parts import Button, ElidingLabel, Following, Row, frame, words
from pingbi_qt.parts.painting import MIDDLE

if TYPE_CHECKING:
    from pingbi.casework.source_pages import Box, Picture

LEAST = 1000  # pixels across: a page is never drawn coarser
TURNS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class Sheet(QWidget):
    """The paper: as wide as it is told to be, as high as the page makes it."""

    def __init__(self) -> None:
        super().__init__()
        self.image, self.boxes, self.said = QImage(), tuple["Box", ...](), ""

    def show_image(self, image: QImage, boxes: tuple[Box, ...], said: str = "") -> None:
        """A page with its marks, or words in place of one."""
        self.image, self.boxes, self.said = image, boxes, said
        self.spread(self.width())
        self.update()

    def spread(self, wide: int) -> None:
        """So wide."""
        high = round(wide * self.image.height() / self.image.width()) if not self.image.isNull() else px(120)
        self.setFixedHeight(high)

    def place_of(self, box: Box) -> QRect:
        """Where a mark stands, with a little room around the words."""
        wide, high, edge = self.width(), self.height(), px(2)
        left, top = round(box.left * wide) - edge, round(box.top * high) - edge
        return QRect(left, top, round(box.right * wide) + edge - left, round(box.bottom * high) + edge - top)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page, the marks over it."""
        del event
        painter = QPainter(self)
        if self.image.isNull():
            words(painter, self.rect(), self.said, "body", "text2", MIDDLE)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self.image)
        for box in self.boxes:
            place = self.place_of(box)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.fillRect(place, QColor(TOKENS["mark"][0]))  # paper is light in every theme
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            frame(painter, place, QColor(TOKENS["mark_line"][0]), 0, 2)
        frame(painter, self.rect(), "line")


class PrintedView(Following, QWidget):
    """`wanted` asks for another page of the file, from 1."""

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.number = self.count = 0
        self.where = ElidingLabel("", "body", "text2")
        self.back, self.forth = Button("上一页", "link"), Button("下一页", "link")
        self.head = Row(self.back, self.where, self.forth, padding=(16, 4), spacing=12)
        self.head.row.addStretch(1)
        self.sheet, self.pane = Sheet(), QScrollArea()
        self.pane.setWidget(self.sheet)
        self.pane.setWidgetResizable(True)
        self.pane.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pane.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.pane.setAccessibleName("原页")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.pane, 1)
        self.back.clicked.connect(lambda: self.turn(-1))
        self.forth.clicked.connect(lambda: self.turn(1))
        self.follow()

    def dots(self) -> int:
        """How many pixels across a page needs here."""
        return max(LEAST, round(self.pane.viewport().width() * self.devicePixelRatioF()))

    def show_picture(self, picture: Picture) -> None:
        """A page; the first of its marks comes into sight."""
        self.number, self.count = picture.number, picture.count
        kind = QImage.Format.Format_RGB888
        image = QImage(
            picture.pixels, picture.wide, picture.high, picture.stride, kind
        ).copy()  # the bytes are not ours
        self.sheet.show_image(image, picture.boxes)
        self.where.setText(f"第 {self.number} 页，共 {self.count} 页")
        self.pane.setAccessibleDescription(self.where.text())
        for button, there, why in (
            (self.back, self.number > 1, "已经是第一页"),
            (self.forth, self.number < self.count, "已经是最后一页"),
        ):
            button.setEnabled(there)
            button.setToolTip("" if there else why)
        self.bring_into_sight()

    def show_words(self, text: str) -> None:
        """Why there is no page, or that one comes."""
        self.sheet.show_image(QImage(), (), text)

    def turn(self, step: int) -> None:
        """To another page."""
        if 1 <= self.number + step <= self.count:
            self.wanted.emit(self.number + step)

    def bring_into_sight(self) -> None:
        """The first mark, a third below the top; it works once there is a layout."""
        bar = self.pane.verticalScrollBar()
        self.sheet.spread(self.pane.viewport().width())
        if layout := self.layout():
            layout.activate()
        top = min((self.sheet.place_of(box).top() for box in self.sheet.boxes), default=0)
        bar.setRange(0, max(0, self.sheet.height() - self.pane.viewport().height()))
        bar.setValue(max(0, top - self.pane.viewport().height() // 3))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page is as wide as there is room."""
        super().resizeEvent(event)
        self.bring_into_sight()

    def showEvent(self, event: QShowEvent) -> None:
        """Laid out only now."""
        super().showEvent(event)
        self.bring_into_sight()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """With Alt whole pages are turned; PgUp and PgDn alone are the page's: another county."""
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and Qt.Key(event.key()) in TURNS:
            self.turn(TURNS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """It scrolls."""
        return QSize(px(160), px(80))
