"""The ranking as a model: rows of `rows`, columns of `columns`; what is tried stands in columns of its own."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from pingbi.reckoning import Sureness
from pingbi_qt.parts import State
from pingbi_qt.parts.table import GROUND
from pingbi_qt.score.best import best_of, points_of_parts
from pingbi_qt.score.columns import TRIED, Column, What, columns_of
from pingbi_qt.score.figures import shown
from pingbi_qt.score.rows import CountyLine, Line, by_group, counties_of, moved, place_of, place_words, rows_of
from pingbi_qt.score.short_names import short_names

if TYPE_CHECKING:
    from pingbi.model import Result, Score, Total
    from pingbi.pipeline import Evaluation
    from pingbi_qt.score.rows import Place

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole + 111  # the line of the row
COLUMN = Qt.ItemDataRole.UserRole + 112  # the column
BEST = Qt.ItemDataRole.UserRole + 113  # best of those it is compared with
SHARE = Qt.ItemDataRole.UserRole + 114  # of the full mark, for the bar
STATE = Qt.ItemDataRole.UserRole + 115
MOVE = Qt.ItemDataRole.UserRole + 116  # places risen (> 0) or fallen
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
NUMBERS = (What.CRITERION, What.PART, What.ADJUSTED, What.TRIED_TOTAL)
JUDGED = {"稳固": State.FIRM, "较稳": State.FAIRLY_FIRM, "易变": State.FRAGILE, "难分": State.CLOSE}
_Role = Qt.ItemDataRole


class RankingModel(QAbstractTableModel):
    """One evaluation, and what is tried beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.done: Evaluation | None = None
        self.lines: tuple[Line, ...] = ()
        self.columns: tuple[Column, ...] = ()
        self.short: dict[str, str] = {}
        self.opened: set[str] = set()
        self.early = False
        self._full = Decimal(100)
        self._scores: dict[str, dict[str, Score]] = {}
        self._parts: dict[tuple[str, str], Decimal | None] = {}
        self._best: dict[tuple[str, str], bool] = {}
        self._tried: dict[str, Total] | None = None
        self._sure: Sureness | None = None
        self._grouped = self._tried_grouped = False
        self._alike = True  # places of the trial can be compared with those that are

    def show_evaluation(self, done: Evaluation, full: Decimal) -> None:
        """A new state; what was tried and how sure places are is found anew."""
        self.beginResetModel()
        self.done, self._full = done, full
        self.lines, self.short = rows_of(done), dict(short_names(done.scheme))
        self._grouped = by_group(done.scheme)
        self._scores = {row.id: dict(row.scores) for row in done.result.criteria}
        self._parts = points_of_parts(done)
        self._best = best_of(done, grouped=self._grouped)
        self._tried = self._sure = None
        self.columns = self._made()
        self.endResetModel()

    def open_part(self, key: str) -> None:
        """Show a part's criteria beside it, or no longer."""
        self.opened ^= {key}
        self._lay_out()

    def _lay_out(self) -> None:
        self.beginResetModel()
        self.columns = self._made()
        self.endResetModel()

    def put_trial(self, *, early: bool) -> None:
        """The trial beside the total, or at the end."""
        self.early = early
        self._lay_out()

    def show_tried(self, result: Result | None, *, grouped: bool = False) -> None:
        """What the trial gives, with places of the groups or of all; None: nothing is tried."""
        self._tried_grouped = grouped
        self._alike = grouped == self._grouped
        self._tried = None if result is None else {row.county: row for row in result.totals}
        self._tell(*TRIED)

    def show_sureness(self, sure: Sureness) -> None:
        """How sure each place is."""
        self._sure = sure
        self._tell(What.SURE)

    @property
    def tries(self) -> bool:
        """Whether there is a trial to be seen."""
        return self._tried is not None

    def tried_total(self, county: str) -> Total | None:
        """What a county would have."""
        return None if self._tried is None else self._tried.get(county)

    def _tried_place(self, line: CountyLine) -> Place:
        tried = self.tried_total(line.county)
        return None if tried is None else place_of(tried, grouped=self._tried_grouped)

    def column_of(self, what: What, key: str = "") -> int:
        """Where a column stands; -1 where it does not."""
        return next((at for at, row in enumerate(self.columns) if row.what is what and key in ("", row.key)), -1)

    def row_of(self, county: str) -> int:
        """The row of a county; -1 where it has none."""
        rows = enumerate(self.lines)
        return next((at for at, row in rows if isinstance(row, CountyLine) and row.county == county), -1)

    def line(self, row: int) -> Line | None:
        """The line of a row."""
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def counties(self) -> tuple[str, ...]:
        """In the order shown."""
        return counties_of(self.lines)

    # As Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        """Lines."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        """Columns."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Lines of groups and reasons cannot be chosen."""
        if isinstance(self.line(index.row()), CountyLine):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        """Title and full mark."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == _Role.DisplayRole:
            return f"{column.title}\n{column.under}" if column.under else column.title
        if role == _Role.TextAlignmentRole:
            return self._align(column)
        if role == _Role.ToolTipRole and column.key:
            more = "，点开看各评比项" if column.opened is False else "，点一下收起" if column.opened else ""
            return f"{column.title}，{column.under}{more}"
        return column if role == COLUMN else None

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        """What stands in a cell."""
        line = self.line(index.row())
        if line is None or not 0 <= index.column() < len(self.columns):
            return None
        column = self.columns[index.column()]
        if role == ROW:
            return line
        if role == COLUMN:
            return column
        if not isinstance(line, CountyLine):
            return line.words if role in (_Role.DisplayRole, _Role.ToolTipRole, _Role.AccessibleTextRole) else None
        if role == _Role.TextAlignmentRole:
            return self._align(column)
        found = {
            _Role.DisplayRole: self._text,
            _Role.ToolTipRole: self._tip,
            _Role.AccessibleTextRole: self._spoken,
            BEST: self._is_best,
            SHARE: self._share,
            STATE: self._state,
            MOVE: self._moved,
            GROUND: self._ground,
        }.get(role)
        return None if found is None else found(line, column)

    # Within

    def _made(self) -> tuple[Column, ...]:
        if self.done is None:
            return ()
        adjusted = any(row.bonus or row.deduction for row in self.done.result.totals)
        given, before = (self.done.scheme, self.opened), self.done.previous is not None
        return columns_of(*given, before=before, adjusted=adjusted, full=self._full, early=self.early)

    def _tell(self, *whats: What) -> None:
        if not self.lines:
            return
        for what in whats:
            at = self.column_of(what)
            if at >= 0:
                self.dataChanged.emit(self.index(0, at), self.index(len(self.lines) - 1, at))

    @staticmethod
    def _align(column: Column) -> Qt.AlignmentFlag:
        if column.what in NUMBERS:
            return RIGHT
        return CENTRE if column.what in (What.PLACE, What.MOVED, What.TRIED_PLACE) else Qt.AlignmentFlag.AlignVCenter

    def _digits(self, *, total: bool = False) -> int:
        rules = self.done.scheme.scheme if self.done is not None else None
        return 2 if rules is None else rules.total_decimals if total else rules.decimals

    def _points(self, line: CountyLine, column: Column) -> Decimal | None:
        if column.what is What.PART:
            return self._parts.get((line.county, column.key))
        return self._scores[column.key][line.county].shown

    def _text(self, line: CountyLine, column: Column) -> str:
        total = line.total
        match column.what:
            case What.PLACE:
                return place_words(line.place)
            case What.MOVED:
                return self._moved_words(line)
            case What.COUNTY:
                return self.short.get(line.county, line.county)
            case What.TOTAL:
                return "不排名" if total.shown is None else shown(total.shown, self._digits(total=True))
            case What.CRITERION | What.PART:
                points = self._points(line, column)
                return self._lacking(line, column) if points is None else shown(points, self._digits())
            case What.ADJUSTED:
                return self._adjusted(total)
            case What.SURE:
                sure = self._sure.counties.get(line.county) if self._sure is not None else None
                return sure.judgement.value if sure is not None else "" if self._sure is None else "—"
        tried = self.tried_total(line.county)
        if tried is None:
            return ""
        if column.what is What.TRIED_PLACE:
            return place_words(self._tried_place(line))
        return "不排名" if tried.shown is None else shown(tried.shown, self._digits(total=True))

    def _lacking(self, line: CountyLine, column: Column) -> str:
        if column.what is What.PART:
            return "—" if line.total.veto_effect == "unranked" else "缺项"
        standing = self._scores[column.key][line.county].standing
        return {"exempt": "免报", "vetoed": "—"}.get(standing.value, "缺")

    def _adjusted(self, total: Total) -> str:
        more = total.bonus - total.deduction
        if not total.bonus and not total.deduction:
            return "—"
        return ("+" if more > 0 else "") + shown(more, self._digits())

    @staticmethod
    def _moved_words(line: CountyLine) -> str:
        if line.new:
            return "新增"
        more = moved(line.then, line.total.place)
        return "—" if more is None else "持平" if not more else place_words(abs(more))

    def _tip(self, line: CountyLine, column: Column) -> str | None:
        if column.what is What.COUNTY:
            return line.county
        if column.what is What.PLACE and line.tied:
            return f"与{'、'.join(line.tied)}并列"
        if column.what is What.TOTAL and line.total.note:
            return line.total.note
        if column.what is What.SURE and self._sure is not None and line.county in self._sure.counties:
            return self._sure.counties[line.county].sentence
        if column.what is What.MOVED and line.then is not None:
            return f"全部县区中上期第 {place_words(line.then)}，本期第 {place_words(line.total.place)}"
        return None

    def _spoken(self, line: CountyLine, column: Column) -> str:
        return f"{line.county}，{column.title or '试算'}{column.under}：{self._text(line, column)}"

    def _is_best(self, line: CountyLine, column: Column) -> bool:
        return bool(column.key) and self._best.get((line.county, column.key), False)

    def _share(self, line: CountyLine, _: Column) -> float:
        return float(line.total.shown / self._full) if line.total.shown is not None and self._full else 0.0

    def _state(self, line: CountyLine, column: Column) -> State | None:
        if column.what is not What.SURE or self._sure is None or line.county not in self._sure.counties:
            return None
        return JUDGED.get(self._sure.counties[line.county].judgement.value)

    def _moved(self, line: CountyLine, column: Column) -> Decimal | None:
        """Against the last period, or of the trial against what is."""
        if column.what is What.TRIED_PLACE:
            return moved(line.place, self._tried_place(line)) if self._alike else None
        return moved(line.then, line.total.place) if column.what is What.MOVED else None

    def _ground(self, line: CountyLine, column: Column) -> str | None:
        if column.what not in TRIED or line.county not in (self._tried or {}) or not self._alike:
            return None
        return "warn_soft" if self._tried_place(line) != line.place else None
