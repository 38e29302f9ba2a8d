"""Two versions of a county beside each other: what changed, and what that has done to points and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from pingbi.casework.listed import NOT_REPORTED
from pingbi_qt.look import SizeClass, px
from pingbi_qt.parts import Following, Words, focus_ring, ground, hairline, words
from pingbi_qt.parts.painting import LEFT, RIGHT

if TYPE_CHECKING:
    from decimal import Decimal

    from pingbi.casework.compared_versions import Compared
    from pingbi.model import Figure
    from pingbi.scheme import Scheme

Index = QModelIndex | QPersistentModelIndex
LEAST = 8  # of a row: one that followed the zoom would keep rows from following it
MINUS = "\u2212"


class VersionsModel(QAbstractTableModel):
    """指标, the older version, the newer one, by how much."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[tuple[str, str, str, str], ...] = ()
        self.indicators: tuple[str, ...] = ()
        self._heads = ("指标", "", "", "相差")

    def show_compared(self, found: Compared, scheme: Scheme) -> None:
        """Other versions."""
        self.beginResetModel()
        names = {row.id: row for row in scheme.indicator}
        rows = []
        for row in found.figures:
            known = names.get(row.indicator)
            unit = f"（{known.unit}）" if known is not None and known.unit else ""
            name = f"{known.name if known else row.indicator}{_role(row.role.value)}{unit}"
            rows.append((name, _words(row.before), _words(row.after), _apart(row.before, row.after)))
        self.rows = tuple(rows)
        self.indicators = tuple(row.indicator for row in found.figures)
        self._heads = ("指标", f"第 {found.older.at} 版", f"第 {found.newer.at} 版", "相差")
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """One row a change."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as above
        """Four."""
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.rows[index.row()][index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The heads, over numbers at the right."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section else LEFT
        return None


def _role(role: str) -> str:
    return {"last_year": "上年同期", "previous": "上期", "target": "目标"}.get(role, "")


def _words(figure: Figure | None) -> str:
    if figure is None:
        return NOT_REPORTED
    return figure.reported or (f"{figure.value:f}" if figure.value is not None else "免报")


def _apart(before: Figure | None, after: Figure | None) -> str:
    old, new = (row.value if row is not None else None for row in (before, after))
    if old is None or new is None:
        return "新报" if old is None and new is not None else "没有再报" if after is None else ""
    return signed(new - old)


def signed(value: Decimal) -> str:
    """+2, −0.5."""
    return f"{'+' if value > 0 else MINUS if value < 0 else ''}{abs(value):f}"


class _Delegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """What was in grey, what is in bold."""
        rect = QRect(option.rect)  # type: ignore[attr-defined]  # the stubs lack it
        view, model = self.parent(), index.model()
        if not isinstance(view, QTableView) or not isinstance(model, VersionsModel):
            return
        chosen = index.row() == view.currentIndex().row() and view.hasFocus()
        ground(painter, rect, "accent_soft" if chosen else "surface")
        hairline(painter, rect.left(), rect.bottom(), rect.width())
        inner = rect.adjusted(px(14), 0, -px(14), -1)
        text, column = model.rows[index.row()][index.column()], index.column()
        ink = ("text", "text2", "text", "text2")[column]
        words(painter, inner, text, ink=ink, align=RIGHT if column else LEFT, bold=column == 2)
        if chosen and column == 3:
            painter.setClipping(False)
            focus_ring(painter, QRect(0, rect.top(), rect.right() + 1, rect.height() - 1), 0)


class CompareView(Following, QWidget):
    """`chosen` gives the indicator that the person has gone to."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._size = SizeClass.FULL
        self.effect = Words("", "body", "text", wrap=True)
        self.table = QTableView()
        self.versions = VersionsModel()
        self.table.setModel(self.versions)
        self.table.setItemDelegate(_Delegate(self.table))
        self.table.setAccessibleName("两版对照")
        self.table.setShowGrid(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        head = self.table.horizontalHeader()
        head.setMinimumSectionSize(px(40))
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        self.table.selectionModel().currentRowChanged.connect(self._gone_to)
        self.column = QVBoxLayout(self)
        self.column.addWidget(self.effect)
        self.column.addWidget(self.table, 1)
        self.follow()

    def show_compared(self, found: Compared, scheme: Scheme) -> None:
        """Two versions."""
        self.versions.show_compared(found, scheme)
        changed = f"第 {found.newer.at} 版比第 {found.older.at} 版改了 {len(found.figures)} 处"
        self.effect.setText(f"{changed}。{found.effect}。")
        self._fit_columns()

    def show_waiting(self, text: str) -> None:
        """Until the two are there, or why they are not."""
        self.effect.setText(text)

    def adapt(self, size: SizeClass) -> None:
        """Fit the size of the window."""
        self._size = size
        self.refit()

    def fit(self) -> None:
        """As the theme is."""
        self.column.setContentsMargins(0, px(10), 0, 0)
        self.column.setSpacing(px(10))
        self.effect.setContentsMargins(px(14), 0, px(14), 0)
        self.table.verticalHeader().setMinimumSectionSize(LEAST)
        self.table.verticalHeader().setDefaultSectionSize(self._size.row("figures"))
        self.table.horizontalHeader().setFixedHeight(self._size.row("head"))
        self._fit_columns()

    def _fit_columns(self) -> None:
        wide = self.table.viewport().width()
        for column in (1, 2, 3):
            self.table.setColumnWidth(column, min(max(px(96), wide // 6), px(160)))
        self.table.setColumnWidth(0, max(wide - sum(self.table.columnWidth(at) for at in (1, 2, 3)), px(140)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The name has what is left."""
        super().resizeEvent(event)
        self._fit_columns()

    def minimumSizeHint(self) -> QSize:
        """A few rows."""
        return QSize(px(160), px(80))

    def _gone_to(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.table.viewport().update()
        if now.isValid() and self.table.hasFocus():
            self.chosen.emit(self.versions.indicators[now.row()])
