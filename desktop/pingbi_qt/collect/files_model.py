"""The list of files as Qt's model: a line a file, and below one of them the room for what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from pingbi_qt.collect.lines import FileLine, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole  # the FileLine; None for the room below one


class FilesModel(QAbstractListModel):
    """`show` gives it all lines; `opened` is the one below which there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[FileLine | None] = []
        self._keys: list[tuple[int, int, int] | None] = []
        self.opened: FileLine | None = None

    def show(self, lines: Sequence[FileLine], opened: FileLine | None) -> bool:
        """Other lines, or the same in another state; whether they stand elsewhere now."""
        rows: list[FileLine | None] = []
        for line in lines:
            rows.append(line)
            if opened is not None and line.key == opened.key:
                rows.append(None)
        keys = [line.key if line is not None else None for line in rows]
        self.opened = opened
        if keys != self._keys:
            self.beginResetModel()
            self._lines, self._keys = rows, keys
            self.endResetModel()
            return True
        self._lines = rows
        if rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
        return False

    def line(self, at: int) -> FileLine | None:
        """The file of a row."""
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def at(self, line: FileLine | None) -> QModelIndex:
        """Where a file stands; no index where it is not shown."""
        if line is None or line.key not in self._keys:
            return QModelIndex()
        return self.index(self._keys.index(line.key))

    @property
    def room(self) -> QModelIndex:
        """The room below the opened one."""
        return self.index(self._keys.index(None)) if None in self._keys else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Files, and the room."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # as Qt has it
        """The file, its words."""
        line = self.line(index.row())
        if role == LINE:
            return line
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return line.shown_name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            more = line.why if line.unreadable else ""
            return "\n".join(part for part in (line.shown_name, words_of(line), more) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The room cannot be chosen."""
        return super().flags(index) if self.line(index.row()) is not None else Qt.ItemFlag.NoItemFlags
