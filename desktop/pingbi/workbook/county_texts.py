"""The words of a county's page that depend on the county, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from pingbi.workbook.county_band import Box6, boxes_of, gaps_of
from pingbi.workbook.county_layout import CountyPage, group_word
from pingbi.workbook.county_lines import CountyLines, Made
from pingbi.workbook.county_sum import in_words
from pingbi.workbook.county_words import steps_heading, strengths_heading
from pingbi.workbook.measure import height, text_px
from pingbi.workbook.point_formulas import rounded
from pingbi.workbook.references import COUNTIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.workbook.addresses import Book
    from pingbi.workbook.plan import Value

KIND = "分析"
AREAS = ("市", "州", "盟", "地区", "县", "区")  # what an area's name ends with
HEADS = {
    "part": "一级\n指标",
    "name": "评比项",
    "full": "满分",
    "value": "完成值",
    "points": "得分",
    "lost": "失分",
    "rate": "得分率\n(%)",
}
ROUNDED = "部分数据因四舍五入的原因，存在总计与分项合计不等的情况。"
MORE = "“超”为得分超过满分"
COMPUTED = "；得分构成和上方各框为公式，随“主要指标”变动，其余为写出时的计算值。"


def page_title(book: Book, county: str) -> str:
    """濮阳县2022年上半年“工业项目攻坚年”综合评比分析: the scheme's title, without the city's name."""
    whole, city, issuer = book.title(COUNTIES, KIND), book.scheme.city, book.scheme.scheme.issuer
    for name in (city.name, *city.aliases):
        whole = whole.replace(name, "", 1)
    areas = (issuer[:at] for at in range(len(issuer), 1, -1) if issuer[:at].endswith(AREAS))
    for area in areas:  # 濮阳市, where the scheme does not name its city
        whole = whole.removeprefix(area)
    return county + whole


@dataclass(frozen=True)
class CountyTexts:
    """The words of all pages; `live` is whether they stand beside 主要指标 and follow it."""

    book: Book
    live: bool = True

    @cached_property
    def page(self) -> CountyPage:
        """Rows and columns."""
        return CountyPage(self.book, alone=not self.live)

    @cached_property
    def lines(self) -> CountyLines:
        """得分构成."""
        return CountyLines(self.page)

    @property
    def step_columns(self) -> tuple[tuple[int, int], ...]:
        """First and last column of each column of 赶上前一名."""
        pairs = self.page.pairs
        return (*pairs[:4], (pairs[4][0], self.page.last))

    def headings(self) -> dict[int, str]:
        """Row -> 一、得分构成 …"""
        page = self.page
        rows = {page.first_heading: "得分构成"}
        if page.drawn:
            rows[page.chart_heading] = f"得分率与{'组内' if self.book.grouped else self.book.scheme.city.name}平均"
        rows |= {
            page.strengths: strengths_heading(self.book),
            page.steps: steps_heading(self.book),
            page.sent: "报送与核实",
        }
        return {row: page.heading(at, words) for at, (row, words) in enumerate(rows.items(), 1)}

    def heads(self, county: str) -> dict[str, str]:
        """Over the columns of 得分构成; names as in its columns."""
        city = self.book.scheme.city.name
        mean = f"{'组内' if self.book.grouped else city}\n平均(%)"
        found = {**HEADS, "city": city, "against": f"较{city}", "place": f"{city}\n位次", "mean": mean}
        if not self.book.scheme.part:
            found["part"] = "序号"
        if self.book.grouped:
            found["group_place"] = f"{group_word(self.book, county)}\n位次"
        return found

    @cached_property
    def _gaps(self) -> Mapping[str, tuple[Value, Value]]:
        return gaps_of(self.book)

    def boxes(self, county: str) -> list[Box6]:
        """What stands in the band."""
        return boxes_of(self.book, county, self._gaps[county])

    def title(self, county: str) -> tuple[str, bool, float]:
        """(the title, whether it is one line, its size)."""
        whole, width = page_title(self.book, county), sum(self.page.widths.values())
        size = next((size for size in (18, 16) if text_px(whole, size) <= width), 0)
        if size:
            return whole, True, size
        size = next((size for size in (16, 14, 12) if height(whole, width, size) <= 52), 11)
        return whole, False, size

    def sum_words(self, county: str, top: int, made: list[Made]) -> tuple[str, str]:
        """(words, formula) of the line below the sums."""
        return in_words(self.page, county, top, self.lines.sums(made))

    def note(self, made: list[Made]) -> str:
        """The page's last line."""
        digits = self.book.scheme.scheme.decimals
        shown = [rounded(row.points, digits, "half_up") for row in made if row.points is not None]
        total = rounded(self.lines.sums(made).points, digits, "half_up")
        return f"注：{MORE}{COMPUTED if self.live else '。'}{ROUNDED if sum(shown, Decimal(0)) != total else ''}"
