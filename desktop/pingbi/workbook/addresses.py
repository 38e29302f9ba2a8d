"""Where everything stands: the one argument of every sheet, so that sheets can refer to each other's cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from pingbi.model import Level, Role, Source, Standing, State
from pingbi.model.catalogue import spaced, words
from pingbi.scheme.settings import asked
from pingbi.workbook.chosen_sheets import attachment, chosen_sheets, title
from pingbi.workbook.edges import header
from pingbi.workbook.indicator_columns import IndicatorColumns, indicator_columns
from pingbi.workbook.measure import halved
from pingbi.workbook.method_cells import MethodCells, method_cells
from pingbi.workbook.order import Counties, Section, counties, ranked, sections
from pingbi.workbook.other_sheets import (
    AdjustmentCells,
    RankingCells,
    SourceRows,
    adjustment_cells,
    ranking_cells,
    source_rows,
)
from pingbi.workbook.references import RANKING
from pingbi.workbook.styles import COMMON

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pingbi.model import (
        CountyView,
        CriterionResult,
        Edition,
        Figures,
        Finding,
        PlaceChanges,
        Previous,
        Result,
        Total,
    )
    from pingbi.model.robustness import Robustness
    from pingbi.scheme import Criterion, MethodShape, Scheme

MOST_CRITERIA, MOST_COLUMNS = 15, 22  # columns of points on 综合排名: on A4, where there are subtotals; on A3
MOST_LINKED = 20_000  # figures on a sheet; above that the row of 数据来源 is given instead of links


@dataclass(frozen=True)
class Book:
    """Everything a sheet is made from, and every address. Each address is computed once, when first asked for."""

    scheme: Scheme
    figures: Figures
    result: Result
    findings: tuple[Finding, ...]
    methods: Mapping[str, MethodShape]
    place_formula: Callable[..., str]
    previous: Previous | None = None
    changes: Callable[[], PlaceChanges | None] = lambda: None  # not asked where 位次变化 is not written
    robustness: Callable[[], Robustness | None] = lambda: None  # not asked where 名次稳健性 is not written
    county_views: Callable[[], Mapping[str, CountyView]] = dict  # not asked where 县区分析 is not written
    read_at: str = ""
    sample: bool = False
    trial: tuple[str, ...] = ()  # what was changed to see what happens: printed in the notes
    real: Result | None = None  # of a trial: what is
    edition: Edition | None = None  # printed at the foot of each page
    handled: Mapping[str, str] = field(default_factory=dict)  # by a finding's id, for 处理情况
    decisions: tuple[str, ...] = ()  # 会议研究决定, for the notes
    open_matters: tuple[str, ...] = ()  # 未决事项 beside those of the figures, for the notes
    there: Mapping[str, bool] = field(default_factory=dict)  # True: what a sheet is made from is there

    @cached_property
    def counties(self) -> Counties:
        """The counties of the fixed-order sheets."""
        return counties(self.scheme)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Criteria by part."""
        return sections(self.scheme)

    @cached_property
    def main(self) -> IndicatorColumns:
        """Columns and rows of 主要指标."""
        return indicator_columns(self)

    @cached_property
    def method(self) -> MethodCells:
        """Cells of 计分办法."""
        return method_cells(self.scheme, self.sections, self.methods)

    @cached_property
    def ranking(self) -> RankingCells:
        """Columns and rows of 综合排名."""
        return ranking_cells(self)

    @cached_property
    def adjustments(self) -> AdjustmentCells:
        """Columns and rows of 加减分."""
        return adjustment_cells(self)

    @cached_property
    def sources(self) -> SourceRows:
        """Rows of 数据来源."""
        return source_rows(self)

    @cached_property
    def criteria(self) -> dict[str, Criterion]:
        """Criteria by id."""
        return {row.id: row for row in self.scheme.criterion}

    @cached_property
    def scores(self) -> dict[str, CriterionResult]:
        """Results of criteria by id."""
        return {row.id: row for row in self.result.criteria}

    @cached_property
    def totals(self) -> dict[str, Total]:
        """Totals by county."""
        return {row.county: row for row in self.result.totals}

    @cached_property
    def grouped(self) -> bool:
        """Whether the counties are in more than one group."""
        return len(self.counties.blocks) > 1

    @cached_property
    def by_group(self) -> bool:
        """Whether points are made within the group: then 综合排名 stands in blocks of groups."""
        return self.grouped and self.scheme.scheme.rank_within == "group"

    @cached_property
    def order(self) -> tuple[Total, ...]:
        """Totals as 综合排名 has them."""
        return ranked(self.scheme, self.result, by_group=self.by_group)

    @cached_property
    def _sharing(self) -> dict[object, tuple[str, ...]]:
        found: dict[object, list[str]] = {}
        for row in self.order:
            if row.place is not None and row.veto_effect is None:
                found.setdefault(row.place, []).append(row.county)
        return {place: tuple(names) for place, names in found.items()}

    def sharing(self, total: Total) -> tuple[str, ...]:
        """The other counties with the same place over all."""
        if total.veto_effect is not None or total.place is None:
            return ()
        return tuple(name for name in self._sharing[total.place] if name != total.county)

    def key(self, county: str) -> str:
        """The county's name as cells have it, on every sheet the same: 范　县; a long one in two lines."""
        return halved(spaced(county))

    def within(self, criterion: Criterion) -> bool:
        """Whether the criterion's base is the group."""
        return (criterion.within or self.scheme.scheme.rank_within) == "group"

    @cached_property
    def _computed(self) -> frozenset[str]:
        return frozenset(
            name
            for (_, name, role), figure in self.figures.chosen.items()
            if role is Role.NOW and figure.source is Source.COMPUTED
        )

    def computed(self, indicator: str) -> bool:
        """Whether the scheme's formula gave at least one county's figure."""
        return indicator in self._computed

    def blank(self, county: str, indicator: str, role: Role = Role.NOW) -> str:
        """What stands in the cell of a figure that is no number."""
        figure = self.figures.get(county, indicator, role)
        return "免报" if figure is not None and figure.state is State.EXEMPT else "-"

    @cached_property
    def _reported(self) -> frozenset[str]:
        return frozenset(name for (_, name, _), figure in self.figures.chosen.items() if figure.value is not None)

    def reported(self, indicator: str) -> bool:
        """Whether anybody has a figure of the indicator."""
        return indicator in self._reported

    @cached_property
    def _used(self) -> dict[str, frozenset[str]]:
        rows = self.scheme.criterion
        return {row.id: frozenset(operand.indicator for operand in asked(self.scheme, row)) for row in rows}

    def used(self, criterion: Criterion) -> frozenset[str]:
        """The indicators that a criterion is made from."""
        return self._used[criterion.id]

    @cached_property
    def links(self) -> bool:
        """Whether 主要指标 has so few figures that each is linked to its row in 数据来源."""
        # a missing figure is linked too: 65,530 are legal
        cells = len(self.counties.names) * len(self.scheme.indicator)
        return max(len(self.figures.chosen), cells / 2) <= MOST_LINKED

    @cached_property
    def rescales(self) -> bool:
        """Whether a county without points in a criterion can have a total by the weights it has."""
        rules = self.scheme.scheme
        exempt = {
            row.id
            for row in self.result.criteria
            if any(score.standing is Standing.EXEMPT for score in row.scores.values())
        }
        return any(
            (row.missing or rules.missing) == "rescale"
            or (row.id in exempt and (row.exempt or rules.exempt) == "rescale")
            or ("lowest" in (row.missing or rules.missing, row.exempt or rules.exempt) and self._none_lowest(row.id))
            for row in self.scheme.criterion
        )

    def _none_lowest(self, criterion: str) -> bool:
        """Whether a county should get its base's least points, and there are none."""
        scores = self.scores[criterion].scores.values()
        return any(score.points is None and score.standing is not Standing.VETOED for score in scores)

    @cached_property
    def simple_total(self) -> bool:
        """Whether the total is the plain sum of the points on 综合排名."""
        rules = self.scheme.scheme
        plain = all(
            (section.part.total or rules.total) == "sum"
            and section.part.weight == sum(row.weight for row in section.criteria)
            for section in self.sections
            if section.part is not None
        )
        exact = rules.rounding == "half_up" or rules.total_of == "shown"
        shown = self.ranking_columns == "criteria"
        return rules.total == "sum" and plain and exact and not self.rescales and shown

    @cached_property
    def ranking_columns(self) -> Literal["criteria", "parts", "none"]:
        """What 综合排名 has columns of: all criteria, subtotals, or nothing, as a page can be read with."""
        rest = sum(len(row.criteria) for row in self.sections if row.part is None)
        subtotals = len(self.sections) - (1 if rest else 0)
        if len(self.scheme.criterion) > MOST_CRITERIA and subtotals > 1:
            return "parts" if subtotals + rest <= MOST_COLUMNS else "none"
        return "criteria" if len(self.scheme.criterion) <= MOST_COLUMNS else "none"

    @cached_property
    def without_totals(self) -> bool:
        """Whether no county has a total."""
        return all(row.shown is None for row in self.result.totals)

    @cached_property
    def _chosen_sheets(self) -> tuple[str, ...]:
        return chosen_sheets(self)

    @property
    def unsettled(self) -> int:
        """Mandatory findings to which nothing was said."""
        return sum(row.level is Level.MANDATORY and row.id not in self.handled for row in self.findings)

    def wanted(self, sheet: str) -> bool:
        """Whether the scheme has the sheet written, and there is something to show on it."""
        return sheet in self._chosen_sheets

    def columns(self, sheet: str) -> tuple[str, ...]:
        """The headings of the columns that the scheme chose; none where it chose all."""
        given = self.scheme.print.sheets
        return given[sheet].columns if isinstance(given, dict) and sheet in given else ()

    def attachment(self, sheet: str) -> str:
        """附件N: the scheme's for the sheet, else by the order of the sheets."""
        return attachment(self.scheme.print, sheet, self._chosen_sheets)

    def title(self, sheet: str, kind: str) -> str:
        """The scheme's title of the sheet, else the scope and matter of the main title with `kind` (得分表, …)."""
        lacking = "（数据不全）" if sheet == RANKING and self.without_totals else ""
        return title(self.scheme, sheet, kind) + lacking

    @property
    def period(self) -> str:
        """2022年上半年."""
        return words(self.scheme.period)

    @property
    def header(self) -> str:
        """The page header."""
        return header(self.scheme, sample=self.sample, trial=bool(self.trial))

    @property
    def fonts(self) -> dict[str, str]:
        """Official font -> the one to write."""
        given = self.scheme.print.fonts
        return dict(given) if isinstance(given, dict) else dict(COMMON) if given == "common" else {}

    @property
    def signature(self) -> str:
        """The sign-off line."""
        gap = "　" * 6
        signers = gap.join(f"{who}：" for who in self.scheme.print.signers)
        return f"制表单位：{self.scheme.scheme.issuer}{'　' * 4}{signers}{gap}日期：　　年　　月　　日"
