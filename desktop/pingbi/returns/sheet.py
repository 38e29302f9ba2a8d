"""The sheet 退回单: what is wrong, where, what to do, and a blank for the explanation; the id is hidden."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pingbi.model import Level
from pingbi.model.catalogue import words
from pingbi.model.returned import EXPLANATION, FORMER, HEADS, ID, LEVEL, NUMBER, PLACE, PROBLEM, REMEDY, SHEET
from pingbi.returns.advice import what_to_do
from pingbi.returns.listing import FILLS
from pingbi.workbook.measure import LANDSCAPE, height, lines, scale_for, title_lines
from pingbi.workbook.paging import FULL, room, scales
from pingbi.workbook.plan import Cell, Merge, Page, SheetPlan, Style
from pingbi.workbook.styles import COMMON, Box

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from pingbi.returns.listing import Row
    from pingbi.scheme import Scheme

WIDTHS = {NUMBER: 44, LEVEL: 72, PLACE: 168, PROBLEM: 350, REMEDY: 210, EXPLANATION: 250, ID: 90, FORMER: 90}
STYLES = {NUMBER: "numc", LEVEL: "text", PLACE: "left", PROBLEM: "left", REMEDY: "left", EXPLANATION: "left"}
HEAD_ROW, FIRST_ROW = 3, 4
LONGEST = 400  # characters of a problem: what the highest row holds
COLUMN = {head: at for at, head in enumerate(HEADS)}
SHOWN = COLUMN[EXPLANATION]  # the last column that is printed
NOTES = (
    "“强制性”须更正；“核实性”有误的更正、无误的写明原因；“提示”供参考；“未能审核”为缺少对照数据，不等于审核通过。",
    "表中标有底色和批注的单元格即所列问题；更正后请保留本表，连同“说明”一并报回。",
)
SIGNED = "填报人：　　　　　　　审核人：　　　　　　　电话：　　　　　　　日期：　　　　"


@dataclass(frozen=True, slots=True)
class About:
    """What the heading says: the rules, whose figures they are, the file, and until when (else the scheme's day)."""

    scheme: Scheme
    county: str = ""
    file: str = ""
    until: date | None = None

    @property
    def fonts(self) -> dict[str, str]:
        """The official fonts as this office writes them."""
        given = self.scheme.print.fonts
        return dict(given) if isinstance(given, dict) else dict(COMMON) if given == "common" else {}

    @property
    def header(self) -> str:
        """Who sent it back, at the head of each page."""
        return f"&R{self.scheme.scheme.issuer}" if self.scheme.scheme.issuer else ""


@dataclass(frozen=True, slots=True)
class _Line:
    """One finding as its cells have it."""

    texts: Mapping[str, str | int]
    fill: str = ""
    link: str = ""
    linked: tuple[str, ...] = ()  # the columns that lead there
    bold: bool = False


def plan(
    about: About,
    rows: Sequence[Row],
    *,
    name: str = SHEET,
    sheets: Collection[str] = (),
    former: Mapping[int, str] | None = None,
) -> SheetPlan:
    """The sheet. Cells of `sheets`, which stand in the same workbook, are linked.

    `former`: by a row's number, the fills that its cells had before they were marked.
    """
    found = [_line(row, (former or {}).get(row.number, ""), sheets) for row in rows] or [_nothing()]
    widths = {COLUMN[head]: WIDTHS[head] for head in HEADS}
    width = sum(widths[at] for at in range(SHOWN + 1))
    last = FIRST_ROW + len(found) - 1
    title, size, high = title_lines(f"{words(about.scheme.period)}{about.scheme.scheme.name}{SHEET}", width)
    asked = _asked(about)
    merges = [
        Merge(0, 0, 0, SHOWN, title, Style("title", size=size)),
        Merge(2, 0, 2, SHOWN, asked, Style("note", size=12)),
    ]
    cells = [Cell(1, 0, _whose(about), Style("meta_l")), Cell(1, SHOWN, _counts(rows), Style("meta_r"))]
    heights = {0: high, 1: 24, 2: height(asked, width, 12, least=24), HEAD_ROW: 28}
    heights |= {FIRST_ROW + at: _height(line) for at, line in enumerate(found)}
    below = last + 1
    for at, note in enumerate(NOTES):
        text = f"{'注：' if at == 0 else '　　'}{at + 1}.{note}"
        merges.append(Merge(below + at, 0, below + at, SHOWN, text, Style("note")))
        heights[below + at] = height(text, width, 10.5, least=18) + (4 if at == 0 else 0)
    end = below + len(NOTES)
    merges.append(Merge(end, 0, end, SHOWN, SIGNED, Style("sign", align="right", locked=False)))
    heights[end] = 32
    return SheetPlan(
        name=name,
        cells=(*cells, *_body(found, Box(HEAD_ROW, 0, last, SHOWN))),
        columns=widths,
        hidden_columns=frozenset({COLUMN[ID], COLUMN[FORMER]}),
        rows=heights,
        merges=tuple(merges),
        page=_page(heights, end, width, about.header),
        freeze=(FIRST_ROW, COLUMN[PLACE]),
        autofilter=(HEAD_ROW, 0, last, len(HEADS) - 1) if rows else None,
        protect=True,
    )


def _page(heights: Mapping[int, float], end: int, width: int, header: str) -> Page:
    """One page where that is not too small; else as many as needed, whatever width a filler's usual font gives."""
    high = sum(heights.values())
    one = any(high <= room(scale) * FULL for scale in scales(scale_for(width, LANDSCAPE["A4"])))
    return Page(fit=(1, 1 if one else 0), repeat_rows=(HEAD_ROW, HEAD_ROW), area=(0, 0, end, SHOWN), header=header)


def _line(row: Row, former: str, sheets: Collection[str]) -> _Line:
    finding = row.finding
    problem = str(finding)
    return _Line(
        {
            NUMBER: row.number,
            LEVEL: finding.level.word,
            PLACE: row.place,
            PROBLEM: problem if len(problem) <= LONGEST else f"{problem[: LONGEST - 1]}…",
            REMEDY: what_to_do(finding),
            ID: finding.id,
            FORMER: former,
        },
        FILLS[finding.level],
        row.link(sheets),
        # LibreOffice shows the first line of a link alone.
        (NUMBER, PLACE) if lines(row.place, WIDTHS[PLACE], indent=True) == 1 else (NUMBER,),
        bold=finding.level is Level.MANDATORY,
    )


def _nothing() -> _Line:
    return _Line({PROBLEM: "未发现问题"})


def _body(rows: Sequence[_Line], box: Box) -> Iterator[Cell]:
    for head in HEADS:
        hidden = COLUMN[head] > SHOWN
        style = Style("screen") if hidden else box.style(Style("head"), HEAD_ROW, COLUMN[head])
        yield Cell(HEAD_ROW, COLUMN[head], head, style)
    for row, line in enumerate(rows, FIRST_ROW):
        for head in HEADS:
            column = COLUMN[head]
            value = line.texts.get(head)
            if column > SHOWN:
                yield Cell(row, column, value, Style("screen"))
                continue
            style = Style(STYLES[head], locked=head != EXPLANATION)
            if head == LEVEL:
                style = style._replace(bold=line.bold, fill=line.fill)
            link = line.link if head in line.linked else ""
            yield Cell(row, column, value, box.style(style, row, column), link=link, tip=link and "转到所在单元格")


def _height(line: _Line) -> float:
    texts = ((head, str(line.texts.get(head, ""))) for head in (PLACE, PROBLEM, REMEDY))
    return max(36.0, *(height(text, WIDTHS[head], indent=True) for head, text in texts))


def _whose(about: About) -> str:
    file = about.file.replace("\\", "/").rpartition("/")[2]
    parts = (f"填报单位：{about.county}" if about.county else "", f"材料：{file}" if file else "")
    return "　　".join(part for part in parts if part)


def _counts(rows: Sequence[Row]) -> str:
    counted = Counter(row.finding.level for row in rows)
    said = "、".join(f"{level.word}{counted[level]}条" for level in Level if counted[level])
    return f"共{len(rows)}条：{said}" if rows else ""


def _asked(about: About) -> str:
    """What is to be done with the list, until when, and whom to ask."""
    handout = about.scheme.handout
    until = about.until or (date.fromisoformat(handout.deadline) if handout.deadline else None)
    when = f"于{until.year}年{until.month}月{until.day}日前" if until else ""
    ask = "　".join(
        part
        for part in (
            f"联系：{about.scheme.scheme.issuer}{handout.contact}" if handout.contact else "",
            f"电话：{handout.phone}" if handout.phone else "",
        )
        if part
    )
    text = f"所报数据审核发现下列问题，请逐条核对，在原表更正并填写“说明”，{when}报回；只写“核实无误”的不算说明。"
    return f"{text}{ask}" + ("。" if ask else "")
