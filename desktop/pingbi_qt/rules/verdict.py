"""What the engine says of the draft: its mistakes, a line each, or what it changes and what comes of it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pingbi_qt.look import SizeClass, font, glyph, has, metrics, px, rect_of
from pingbi_qt.parts import Card, ElidingLabel, Following, Line, Row, State, focus_ring, ground, hairline, words
from pingbi_qt.parts.banner import StateSign
from pingbi_qt.rules.cells import built_in_checks
from pingbi_qt.rules.editing import LOOKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.casework.ruling import Outlook, Shift
    from pingbi.scheme_draft import Draft, Mistake, Spot, Table
    from pingbi_qt.rules.editing import Basis, Editing, Seen

Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
NAMED = 6  # counties that a line names


class VerdictLine(NamedTuple):
    """One line; a mistake leads to its place."""

    sign: str
    ink: str
    where: str
    text: str
    spot: Spot | None = None


def place_of(spot: Spot, draft: Draft, table: Table) -> str:
    """评比项第3行“工业投资”，权重."""
    if spot.row < 0 or spot.row >= len(draft.rows(spot.table)):
        return table.name
    called = draft.rows(spot.table)[spot.row].called
    called = built_in_checks().get(called, called) if spot.table == "check" else called
    row = "" if table.form else f"第{spot.row + 1}行{f'“{called}”' if called else ''}"
    field = next((field.word for field in table.fields if field.label == spot.label), "")
    return "，".join(part for part in (f"{table.name}{row}", field) if part)


def effect(outlook: Outlook | None, *, alike: bool) -> str:
    """What would come of it, in a sentence."""
    if outlook is None:
        return (
            "正在算采用后的名次…" if alike else "改了县区、指标或台账，要按新方案重读材料：点“采用新方案”时先算给您看"
        )
    gone = [row.county for row in outlook.shifts if row.total_then is None and row.total is not None]
    moved = [row for row in outlook.moved if row.place_then is not None and row.place is not None]
    parts = []
    if moved:
        named = "，".join(_moved(row) for row in moved[:NAMED])
        more = f"，等 {len(moved)} 个" if len(moved) > NAMED else ""
        parts.append(f"采用后 {len(moved)} 个县区名次有变：{named}{more}")
    elif outlook.rescored:
        parts.append(f"采用后 {len(outlook.rescored)} 个县区得分有变，名次都不变")
    elif outlook.shifts:
        parts.append("采用后得分和名次都不变")
    if gone:
        parts.append(f"没有得分的多了 {len(gone)} 个：{'、'.join(gone[:NAMED])}")
    return "；".join(parts)


def _moved(row: Shift) -> str:
    return f"{row.county} {_place(row.place)}→{_place(row.place_then)}"


def _place(place: int | Decimal | None) -> str:
    return "—" if place is None else f"{Decimal(place).normalize():f}"


class _Lines(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[VerdictLine, ...] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's
        row = self.rows[index.row()]
        told = f"{row.where}：{row.text}" if row.where else row.text
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return told
        return row if role == _ROW else None


class _Delegate(QStyledItemDelegate):
    size = SizeClass.FULL

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(px(120), self.size.row("findings"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, row = rect_of(option), index.data(_ROW)
        selected = has(option, QStyle.StateFlag.State_Selected) and row.spot is not None
        ground(painter, rect, "accent_soft" if selected else "surface")
        hairline(painter, rect.left() + px(12), rect.bottom(), rect.width() - px(24))
        edge = px(14)
        glyph(painter, row.sign, QRect(rect.left() + px(14), rect.center().y() - edge // 2, edge, edge), row.ink)
        inner = rect.adjusted(px(36), 0, -px(12), 0)
        if row.where:
            wide = min(metrics("body", bold=True).horizontalAdvance(row.where), inner.width() // 2)
            place = QRect(inner.left(), inner.top(), wide + 1, inner.height())
            words(painter, place, row.where, "body", row.ink, bold=True)
            inner.setLeft(inner.left() + wide + px(12))
        words(painter, inner, row.text, "body", "text")
        if has(option, QStyle.StateFlag.State_HasFocus) and row.spot is not None:
            focus_ring(painter, rect.adjusted(px(1), 0, -px(1), 0))


class VerdictList(Following, QListView):
    """The lines; a click or Enter on a mistake says its place."""

    wanted = Signal(object, str)  # Spot, words

    def __init__(self) -> None:
        super().__init__()
        self.lines, self._paint = _Lines(), _Delegate(self)
        self.setModel(self.lines)
        self.setItemDelegate(self._paint)
        self.setAccessibleName("方案的错误和改动")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumSize(0, 0)
        self.clicked.connect(self._go)
        self.follow()

    def show_lines(self, rows: Sequence[VerdictLine]) -> None:
        """Other lines."""
        if tuple(rows) != self.lines.rows:
            self.lines.beginResetModel()
            self.lines.rows = tuple(rows)
            self.lines.endResetModel()

    def _go(self, index: QModelIndex) -> None:
        row = index.data(_ROW)
        if row is not None and row.spot is not None:
            self.wanted.emit(row.spot, row.text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the place."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._go(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def adapt(self, size: SizeClass) -> None:
        """The heights of this size of window."""
        self._paint.size = size
        self.refit()

    def fit(self) -> None:
        """As the theme is."""
        self.setFont(font("body"))
        self.scheduleDelayedItemsLayout()


class VerdictCard(Card):
    """The card below the table: a head that says whether the draft can be adopted, the lines below it."""

    wanted = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.sign = StateSign(State.VERIFIED, "方案可用")
        self.told = ElidingLabel("", "body", "text2")
        self.head = Row(self.sign, self.told, padding=(14, 6), spacing=14)
        self.head.row.setStretch(1, 1)
        self.list = VerdictList()
        self.list.wanted.connect(self.wanted.emit)
        self.rule = Line()
        for part in (self.head, self.rule, self.list):
            self.column.addWidget(part)
        self._size, self._most = SizeClass.FULL, 4
        self._settle()

    def adapt(self, size: SizeClass) -> None:
        """Less high where there is little room."""
        self.list.adapt(size)
        self._most = {SizeClass.FULL: 4, SizeClass.SHORT: 3, SizeClass.COMPACT: 2}[size]
        self._size = size
        self._settle()

    def fit(self) -> None:
        """As the theme is."""
        super().fit()
        if hasattr(self, "list"):
            self._settle()

    def _settle(self) -> None:
        """As high as its lines, up to a few; without any only its head."""
        lines = min(len(self.list.lines.rows), self._most)
        for part in (self.rule, self.list):
            part.setVisible(lines > 0)
        self.list.setFixedHeight(lines * self._size.row("findings") + (px(2) if lines else 0))

    def show_editing(self, editing: Editing) -> None:
        """What is known of the draft now."""
        if editing.draft is None or editing.basis is None:
            return
        if editing.seen is None or not editing.current:
            self.sign.set_state(State.READING, LOOKING)
            self.told.setText("改动先记在草稿里，还没采用" if editing.changed else "")
            return
        self._say(editing, editing.seen, editing.draft, editing.basis)
        self._settle()

    def _say(self, editing: Editing, seen: Seen, draft: Draft, basis: Basis) -> None:
        mistakes = editing.mistakes
        if mistakes:
            self.sign.set_state(State.MANDATORY, f"{len(mistakes)} 处错误")
            self.told.setText("改好才能采用；点一行到那一格")
            self.list.show_lines([_mistake(row, draft, basis) for row in mistakes])
            return
        changes = seen.changes
        self.sign.set_state(State.VERIFIED, "方案可用")
        left = f"接着上次没采用的草稿（{editing.restored[:16].replace('T', ' ')}）。" if editing.restored else ""
        self.told.setText(f"{left}改了 {len(changes)} 处，还没采用" if changes else "和项目里的方案一样，没有改动")
        came = effect(seen.outlook, alike=seen.alike)
        rows = [VerdictLine("flask", "warn", "", came)] if came and changes else []
        rows += [VerdictLine("triangle_alert", "warn", "", row) for row in seen.found.remarks]
        rows += [VerdictLine("pen", "accent", "", row) for row in changes]
        self.list.show_lines(rows)


def _mistake(row: Mistake, draft: Draft, basis: Basis) -> VerdictLine:
    where = place_of(row.spot, draft, basis.tables[row.spot.table])
    return VerdictLine("octagon_cross", "err", where, row.words, row.spot)
