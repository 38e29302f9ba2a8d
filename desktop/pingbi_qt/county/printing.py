"""A county's page on paper: the same parts, laid out for a landscape sheet, white in the dark theme too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QPoint, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pingbi_qt.county.head import Head
from pingbi_qt.county.scores import ScoresCard
from pingbi_qt.county.side import Side
from pingbi_qt.look import px, theme
from pingbi_qt.parts import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from pingbi.pipeline import Evaluation
    from pingbi_qt.county.found import Found, Sent

WIDE, HIGH = 1260, 850  # of the sheet, as drawn
ABOVE, TALL = 200, 73  # what is not rows; the highest row


class Sheet(QWidget):
    """One county, ready to be printed."""

    def __init__(self, answer: Found, done: Evaluation, sent: tuple[Sent, ...]) -> None:
        super().__init__()
        scheme = done.scheme
        said = f"{scheme.scheme.name}：{answer.standing.county}"
        mark = "（示例数据）" if done.sample else ""
        self.head, self.scores, self.side = Head(None), ScoresCard(), Side()
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.addWidget(Words(f"{said}{mark}", "dialog"))
        column.addWidget(self.head)
        row.addWidget(self.scores, 5)
        row.addWidget(self.side, 2)
        column.addLayout(row, 1)
        self.head.show_standing(answer.standing, done, answer.standing.county)
        self.scores.show_standing(answer.standing, done)
        self.side.show_found(answer, done, sent)
        table = self.scores.table
        table.cells.on_paper = True
        for set_policy in (table.setVerticalScrollBarPolicy, table.setHorizontalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        count = max(1, len(answer.standing.rows))
        room = (px(HIGH) - px(ABOVE) - table.head.height()) // count
        table.setFixedHeight(table.head.height() + count * max(table.least(), min(px(TALL), room)))
        self.scores.column.addStretch(1)
        self.resize(px(WIDE), max(px(HIGH), px(ABOVE) + table.height()))


def print_page(
    page: QWidget, answer: Found, done: Evaluation, sent: tuple[Sent, ...], *, said: Callable[[str], None]
) -> QPrintDialog:
    """Ask the system which printer, then print."""
    printer = new_printer()
    dialog = QPrintDialog(printer, page)

    def go() -> None:
        put_on(printer, answer, done, sent)
        said(f"已送去打印：{answer.standing.county}")

    dialog.accepted.connect(go)
    dialog.show()
    return dialog


def new_printer() -> QPrinter:
    """An A4 sheet."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Landscape,
            QMarginsF(12, 12, 12, 12),
            QPageLayout.Unit.Millimeter,
        )
    )
    return printer


def put_on(printer: QPrinter, answer: Found, done: Evaluation, sent: tuple[Sent, ...]) -> None:
    """The sheet, as large as fits."""
    with theme().in_light():
        sheet = Sheet(answer, done, sent)
        sheet.ensurePolished()
        orientation = QPageLayout.Orientation
        printer.setPageOrientation(orientation.Portrait if sheet.height() > sheet.width() else orientation.Landscape)
        painter = QPainter(printer)
        area = printer.pageLayout().paintRectPixels(printer.resolution())
        scale = min(area.width() / sheet.width(), area.height() / sheet.height())
        painter.scale(scale, scale)
        sheet.render(painter, QPoint(0, 0), renderFlags=QWidget.RenderFlag.DrawChildren)
        painter.end()
        sheet.deleteLater()
