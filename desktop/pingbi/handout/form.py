"""The form of one county (or of the city itself): one row an indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.handout.checks import MISSING, OPTIONAL, Content, Sight, row_check
from pingbi.handout.frame import (
    HEAD,
    HEAD_ROW,
    LABEL,
    LABEL_LEFT,
    META_ROW,
    NONE_GIVEN,
    REMARK,
    SCREEN,
    Made,
    free_cells,
    given_note,
    head,
    notes,
    page,
    signatures,
    to_fill_in,
)
from pingbi.model import Role
from pingbi.model.catalogue import spaced
from pingbi.model.fingerprint import LAST_YEAR, NAME, NOW, UNIT, WHOSE, Slot
from pingbi.workbook.measure import height, text_px
from pingbi.workbook.plan import Cell, Merge, SheetPlan, Style
from pingbi.workbook.references import cell as at
from pingbi.workbook.references import fixed
from pingbi.workbook.styles import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pingbi.handout.asked import Question
    from pingbi.model.figures import Key
    from pingbi.scheme import Indicator, Scheme

NUMBER, REMARKS = "序号", "说明"
COLUMNS = (NUMBER, NAME, UNIT, LAST_YEAR, NOW, REMARKS)
WIDTHS = {NUMBER: 42, NAME: 200, UNIT: 54, LAST_YEAR: 92, NOW: 104, REMARKS: 178}
CHECKS_WIDTH = 300
FIRST = HEAD_ROW + 1
PRINTABLE = 900  # points of a portrait page that may still be fitted on one
PROMPT_TITLE, PROMPT = 32, 255  # characters that Excel allows
NOTE = "只填白色单元格；零填“0”，不适用填“—”或“/”，暂缺的留空并在“说明”中写明原因。"


def form(
    scheme: Scheme,
    county: str,
    questions: Sequence[Question],
    contents: Mapping[Key, Content],
    *,
    name: str = "填报表",
    columns: Sequence[str] = COLUMNS,
    given: Mapping[Key, str] = NONE_GIVEN,
    sample: str = "",
) -> Made:
    """The sheet and its slots. `contents` is what already stands in the cells; `columns` their order.

    `given` says of the contents that come from an archive from which.
    """
    column = {word: number for number, word in enumerate(columns)}
    last, check = len(columns) - 1, len(columns)
    bottom = FIRST + max(len(questions), 1) - 1
    widths = [WIDTHS[word] for word in columns]
    widths[column[NAME]] = max(WIDTHS[NAME], *(text_px(row.indicator.name) + 26 for row in questions), 0)
    widths[column[NAME]] = min(widths[column[NAME]], 320)
    whose = f"{WHOSE}：{spaced(county)}"
    merges, cells, rows = head(scheme, whose, "填报表", last, widths, sample)
    table = Box(HEAD_ROW, 0, bottom, last)
    cells += [Cell(HEAD_ROW, column[word], word, table.style(HEAD, HEAD_ROW, column[word])) for word in columns]
    cells.append(Cell(HEAD_ROW, check, "核对提示（不打印）", Style("screen", bold=True)))
    rows[HEAD_ROW] = 30
    cells_of = {
        (row.indicator.id, role): at(line, column[word])
        for line, row in enumerate(questions, FIRST)
        for role, word in ((Role.NOW, NOW), (Role.LAST_YEAR, LAST_YEAR))
    }
    held = {(indicator, role): value for (who, indicator, role), value in contents.items() if who == county}
    taken = {
        indicator: word for (who, indicator, role), word in given.items() if (who, role) == (county, Role.LAST_YEAR)
    }
    sight = Sight(scheme, county, cells_of, held)
    slots: list[Slot] = []
    shown: list[str] = []
    for line, question in enumerate(questions, FIRST):
        row = question.indicator
        for word, value, style in (
            (NUMBER, line - FIRST + 1, Style("numc", fill=LABEL.fill)),
            (NAME, row.name, LABEL_LEFT),
            (UNIT, row.unit, LABEL),
            (LAST_YEAR, held.get((row.id, Role.LAST_YEAR)), _input(row, given=row.id in taken)),
            (NOW, held.get((row.id, Role.NOW)), _input(row)),
            (REMARKS, None, REMARK),
        ):
            cells.append(Cell(line, column[word], value, table.style(style, line, column[word])))
        formula, words = row_check(question, held.get((row.id, Role.NOW)), sight)
        cells.append(Cell(line, check, words, SCREEN, formula))
        shown.append(words)
        rows[line] = height(row.name, widths[column[NAME]], indent=True, least=24)
        slots += [
            Slot(name, line + 1, column[word] + 1, county, row.id, role, row.name, word, row.unit)
            for role, word in ((Role.LAST_YEAR, LAST_YEAR), (Role.NOW, NOW))
        ]
    cells.append(_summary(bottom, check, shown))
    taken = {row.indicator.id: taken[row.indicator.id] for row in questions if row.indicator.id in taken}
    end, below = _below(scheme, questions, bottom, widths, rows, taken)
    merges += below
    cells += free_cells(META_ROW, end, table, check)
    one = sum(rows.values()) <= PRINTABLE
    return Made(
        SheetPlan(
            name=name,
            cells=sorted(cells, key=lambda cell: cell[:2]),
            columns={**dict(enumerate(widths)), check: CHECKS_WIDTH},
            rows=rows,
            merges=merges,
            page=page(end, last, landscape=False, one=one, sample=sample),
            freeze=(FIRST, 0),
            validations=tuple(_validations(questions, column, taken)),
            protect=True,
        ),
        tuple(slots),
    )


def _input(row: Indicator, *, given: bool = False) -> Style:
    return to_fill_in(row.shown_decimals, row.unit, given=given)


def _summary(bottom: int, column: int, shown: Sequence[str]) -> Cell:
    """How much is left to do, above the checks."""
    area = f"{fixed(FIRST, column)}:{fixed(bottom, column)}"
    optional = len(OPTIONAL)
    formula = (
        f'="未填"&COUNTIF({area},"{MISSING}")&"项，待核对"&SUMPRODUCT((LEN({area})>0)*({area}<>"{MISSING}")'
        f'*(LEFT({area},{optional})<>"{OPTIONAL}"))&"项"'
    )
    missing = sum(words == MISSING for words in shown)
    doubts = sum(bool(words) and words != MISSING and not words.startswith(OPTIONAL) for words in shown)
    return Cell(META_ROW, column, f"未填{missing}项，待核对{doubts}项", Style("screen", bold=True), formula)


def _below(
    scheme: Scheme,
    questions: Sequence[Question],
    bottom: int,
    widths: Sequence[int],
    rows: dict[int, float],
    taken: Mapping[str, str],
) -> tuple[int, list[Merge]]:
    """Notes and signatures; the last row of them."""
    last = len(widths) - 1
    rows[bottom + 1] = 6
    signed, heights = signatures(bottom + 2, ((0, 1), (2, 3), (4, 4), (5, last)))
    rows |= heights
    contact = "　".join(
        f"{word}：{value}"
        for word, value in (("联系人", scheme.handout.contact), ("电话", scheme.handout.phone))
        if value
    )
    top = bottom + 2 + len(heights)
    noted, more = notes(
        top, last, sum(widths), (NOTE, _last_year_note(questions, taken), *([f"{contact}。"] if contact else []))
    )
    rows |= more
    return top + len(noted) - 1, [*signed, *noted]


def _last_year_note(questions: Sequence[Question], taken: Mapping[str, str]) -> str:
    needed = "、".join(f"“{row.indicator.name}”" for row in questions if row.last_year)
    rest = f"{needed}必须填，其余没有预填的可不填" if needed else "没有预填的可不填"
    filled = f"中{given_note(taken.values())}" if taken else "已预填的请核对"
    return f"“上年同期”{filled}，{rest}；右侧“核对提示”随填随变，不打印。"


def _validations(
    questions: Sequence[Question], column: Mapping[str, int], taken: Mapping[str, str]
) -> Iterator[tuple[tuple[int, int, int, int], Mapping[str, object]]]:
    """A prompt a row, and a warning that can be passed over: it hinders neither pasting nor “—”."""
    for line, question in enumerate(questions, FIRST):
        row = question.indicator
        definition = f"{row.definition}。" if row.definition else ""
        wanted = "" if question.required else "可不填。"
        message = f"单位：{row.unit}。{wanted}{definition}不适用填“—”或“/”。"
        yield (
            (line, column[NOW], line, column[NOW]),
            {
                **warning(at(line, column[NOW])),
                "input_title": cut(row.name, PROMPT_TITLE),
                "input_message": cut(message, PROMPT),
            },
        )
        then = warning(at(line, column[LAST_YEAR]))
        if row.id in taken:
            said = f"取自{taken[row.id]}；如有出入请直接更正，并在“说明”中写明原因。"
            then |= {"input_title": LAST_YEAR, "input_message": cut(said, PROMPT)}
        yield (line, column[LAST_YEAR], line, column[LAST_YEAR]), then


def warning(here: str) -> dict[str, object]:
    """Numbers, or a sign for not applicable; anything else is asked about, never refused."""
    return {
        "validate": "custom",
        "value": f'=OR(ISNUMBER({here}),{here}="—",{here}="/")',
        "ignore_blank": True,
        "error_type": "warning",
        "error_title": "不是数字",
        "error_message": "这里应填数字（不带单位）；不适用填“—”或“/”。仍要这样填吗？",
    }


def cut(text: str, length: int) -> str:
    """At most `length` characters, with … where something was left out."""
    return text if len(text) <= length else f"{text[: length - 1]}…"
