"""What is being tried: weights and figures other than the saved ones. It knows no screen and saves nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from pingbi_qt.score.columns import gathered, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.scheme import Criterion, Part, Scheme

FigureKey = tuple[str, str]  # county, indicator id
RULE_KEYS = ("ties", "missing", "compare", "rank_within")  # of [scheme], that can be tried


class Weighing(NamedTuple):
    """What has a weight of its own in the strip: a criterion, or with many of them a 一级指标."""

    id: str
    name: str
    saved: Decimal


class Tried(QObject):
    """`changed` comes after every change of a weight or a figure."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.weighings: tuple[Weighing, ...] = ()
        self.on = True
        self._opening = 0
        self._weights: dict[str, Decimal] = {}
        self._figures: dict[FigureKey, Decimal] = {}
        self._rules: dict[str, str] = {}
        self._saved_rules: dict[str, str] = {}
        self._full: Decimal | None = None
        self.groups = False  # whether there is more than one

    def take(self, scheme: Scheme, opening: int = 0) -> None:
        """A new state: what is tried stays where it still is other than what is saved; not in another project."""
        if opening != self._opening:
            self._weights, self._figures, self._rules, self._opening = {}, {}, {}, opening
        rows: list[Part | Criterion] = [*scheme.criterion]
        if gathered(scheme):
            known, used = {row.id for row in scheme.part}, {row.part for row in scheme.criterion}
            rows = [row for row in scheme.part if row.id in used]
            rows += [row for row in scheme.criterion if row.part not in known]
        self.weighings = tuple(Weighing(row.id, row.name, row.weight) for row in rows)
        saved = {row.id: row.saved for row in self.weighings}
        self._weights = {key: value for key, value in self._weights.items() if saved.get(key) not in (None, value)}
        known_figures = {(row.name, indicator) for row in scheme.county for indicator in scheme.indicators}
        self._figures = {key: value for key, value in self._figures.items() if key in known_figures}
        self._full = scheme.scheme.full
        self.groups = len({row.group for row in scheme.county}) > 1
        self._saved_rules = {key: str(getattr(scheme.scheme, key)) for key in RULE_KEYS}
        self._rules = {key: value for key, value in self._rules.items() if self._saved_rules[key] != value}

    @property
    def weights(self) -> Mapping[str, Decimal]:
        """Those that are other than saved."""
        return dict(self._weights)

    @property
    def figures(self) -> Mapping[FigureKey, Decimal]:
        """Figures that are tried instead of the reported ones."""
        return dict(self._figures)

    @property
    def rules(self) -> Mapping[str, str]:
        """Keys of [scheme] that are other than saved."""
        return dict(self._rules)

    @property
    def dirty(self) -> bool:
        """Whether anything is other than saved."""
        return bool(self._weights or self._figures or self._rules)

    @property
    def active(self) -> bool:
        """Whether it is shown, too."""
        return self.on and self.dirty

    def weight(self, key: str) -> Decimal:
        """What it weighs in the trial."""
        return self._weights.get(key, next(row.saved for row in self.weighings if row.id == key))

    def set_weight(self, key: str, weight: Decimal) -> None:
        """Try a weight."""
        saved = next(row.saved for row in self.weighings if row.id == key)
        if self.weight(key) == weight:
            return
        if weight == saved:
            self._weights.pop(key, None)
        else:
            self._weights[key] = weight
        self.on = True
        self.changed.emit()

    def set_figure(self, county: str, indicator: str, value: Decimal | None) -> None:
        """Try a figure; None: the reported one again."""
        key = (county, indicator)
        if self._figures.get(key) == value:
            return
        if value is None:
            del self._figures[key]
        else:
            self._figures[key] = value
        self.on = True
        self.changed.emit()

    def rule(self, key: str) -> str:
        """What a rule is in the trial."""
        return self._rules.get(key, self._saved_rules.get(key, ""))

    def set_rule(self, key: str, value: str) -> None:
        """Try another rule."""
        if self.rule(key) == value:
            return
        self._rules.pop(key, None)
        if value != self._saved_rules[key]:
            self._rules[key] = value
        self.on = True
        self.changed.emit()

    def restore(self) -> None:
        """All as saved."""
        if self.dirty:
            self._weights, self._figures, self._rules = {}, {}, {}
            self.changed.emit()

    def sum(self) -> Decimal:
        """All weights together."""
        return sum((self.weight(row.id) for row in self.weighings), Decimal(0))

    def wanted_sum(self) -> Decimal:
        """What they come to in the saved scheme, or should by its own word."""
        return self._full if self._full is not None else sum((row.saved for row in self.weighings), Decimal(0))

    def sum_words(self) -> tuple[str, bool]:
        """权重合计 100; or by how much it is off."""
        now, wanted = self.sum(), self.wanted_sum()
        if now == wanted:
            return f"权重合计 {plain(now)}", True
        side = "多" if now > wanted else "少"
        return f"权重合计 {plain(now)}，{side} {plain(abs(now - wanted))}", False

    def words(self) -> str:
        """What is other, counted: 2 项权重、1 个数."""
        found = [f"{len(self._weights)} 项权重"] if self._weights else []
        found += [f"{len(self._figures)} 个数"] if self._figures else []
        found += [f"{len(self._rules)} 条规则"] if self._rules else []
        return "、".join(found)
