"""The sheet 填报说明: how to fill in, until when, whom to ask, and what each figure means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.handout.frame import HEAD, deadline, title
from pingbi.model.catalogue import quoted, words
from pingbi.scheme.ledgers import ledger_rules
from pingbi.workbook.measure import height
from pingbi.workbook.plan import Cell, Merge, Page, SheetPlan, Style
from pingbi.workbook.styles import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.scheme import Indicator, Scheme

NAME = "填报说明"
WIDTHS = (40, 168, 52, 62, 250, 92)
HEADS = ("序号", "指标", "单位", "填报", "定义", "来源")
# What is said where the scheme gives no instructions of its own; the last hold for every scheme.
USUAL = (
    "只填白色单元格；表头已锁定，其余可粘贴。",
    "数字为零的填“0”，没有此项或不适用的填“—”或“/”，暂时没有数的留空并在“说明”中写明原因。",
    "单位以表中“单位”为准，只填数字，不带单位；增速、比重填百分数，45%填“45”。",
)
ALWAYS = (
    "请不要改动表头和指标名称；“核对提示”随填随变，供填报时自查，不打印。",
    "数字暂缺、与上年口径不一致或有疑问的，请在“说明”一栏写明。",
)


def guide(scheme: Scheme, asked: Sequence[tuple[Indicator, bool]], *, sample: str = "") -> SheetPlan:
    """The sheet for the indicators that this workbook asks, each with whether it must be filled in."""
    width, last = sum(WIDTHS), len(WIDTHS) - 1
    text, size, high = title(scheme, NAME, width, sample=sample)
    merges = [Merge(0, 0, 0, last, text, Style("title", size=size))]
    cells: list[Cell] = []
    rows: dict[int, float] = {0: high}
    line = 1
    for heading, lines in (("一、填报要求", _instructions(scheme)), ("二、报送", _sending(scheme))):
        cells.append(Cell(line, 0, heading, Style("h1")))
        rows[line] = 26
        line += 1
        for number, words_of_line in enumerate(lines, 1):
            merges.append(Merge(line, 0, line, last, f"{number}. {words_of_line}", Style("left")))
            rows[line] = height(words_of_line, width, indent=True, least=22)
            line += 1
    cells.append(Cell(line, 0, "三、指标解释", Style("h1")))
    rows[line] = 26
    top = line + 1
    box = Box(top, 0, top + len(asked), last)
    cells += [Cell(top, column, word, box.style(HEAD, top, column)) for column, word in enumerate(HEADS)]
    rows[top] = 26
    for line, (row, required) in enumerate(asked, top + 1):
        definition, source = _definition(scheme, row), row.source or "—"
        filled = "台账" if row.ledger is not None else "必填" if required else "选填"
        content: tuple[int | str, ...] = (line - top, row.name, row.unit, filled, definition, source)
        styles = ("numc", "left", "text", "text", "small", "smallc")
        cells += [
            Cell(line, column, value, box.style(Style(token), line, column))
            for column, (value, token) in enumerate(zip(content, styles, strict=True))
        ]
        rows[line] = max(
            height(row.name, WIDTHS[1], indent=True, least=24),
            height(definition, WIDTHS[4], 10.5, indent=True),
            height(source, WIDTHS[5], 10.5),
        )
    return SheetPlan(
        name=NAME,
        cells=cells,
        columns=dict(enumerate(WIDTHS)),
        rows=rows,
        merges=merges,
        page=Page(
            landscape=False,
            repeat_rows=(top, top),
            area=(0, 0, box.bottom, last),
            header=f"&R{sample}" if sample else "",
        ),
        protect=True,
    )


def _instructions(scheme: Scheme) -> list[str]:
    given = scheme.handout.instructions
    own = [line for line in given.splitlines() if line.strip()] if isinstance(given, str) else list(given)
    return [*(own or USUAL), *ALWAYS]


def _sending(scheme: Scheme) -> list[str]:
    handout, until = scheme.handout, deadline(scheme)
    whole = f"所填为{words(scheme.period)}数据"
    found = [f"{whole}，请于{until}前报送。" if until else f"{whole}。"]
    to = f"报送至：{scheme.scheme.issuer}{handout.contact}" if scheme.scheme.issuer or handout.contact else ""
    phone = f"电话：{handout.phone}" if handout.phone else ""
    contact = "　".join(part for part in (to, phone) if part)
    return [*found, *([f"{contact}。"] if contact else []), "填报单位、填报人、电话、审核人、日期请填写齐全。"]


def _definition(scheme: Scheme, row: Indicator) -> str:
    """The definition, what it is part of, and how it is computed."""
    whole = f"其中项，不大于“{scheme.indicators[row.part_of].name}”" if row.part_of else ""
    compute = f"可由系统计算：{row.compute.replace('*', '×').replace('/', '÷')}" if row.compute else ""
    made = f"由台账{_ledger_words(scheme, row)}得出，不另填" if row.ledger is not None else ""
    return "；".join(part for part in (row.definition, whole, compute, made) if part) or "—"


def _ledger_words(scheme: Scheme, row: Indicator) -> str:
    """“项目台账”合计：完成投资."""
    for rules in ledger_rules(scheme):
        words_of_rows = next((make.words for make in rules.makes if make.indicator.id == row.id), None)
        if words_of_rows is not None:
            return f"{quoted(rules.ledger.name)}{words_of_rows}"
    return ""
