"""Where a ledger's headings stand on a sheet, and which column is which: by name, by another name, by likeness."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from pingbi.extraction.heading_words import without_unit
from pingbi.model.catalogue import bare, same_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pingbi.extraction.names import Names
    from pingbi.readers import Sheet
    from pingbi.scheme.ledgers import LedgerRules

FARTHEST = 60  # rows from the top in which headings are looked for
MOST_LEVELS = 4  # three levels of headings, and a row of units or of column numbers
WIDEST = 300  # columns of a large sheet in which headings are looked for
LONGEST = 40  # characters of a heading
LIKE = 0.8  # of difflib's ratio; below it two headings are two things
_BRACKETS = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_FOOT = re.compile(r"[*#※①-⑳:]+$")
_BEFORE = re.compile(r"^(?:累计|截至目前|本期|本年|今年|当年|已|实际|项目|工程|事项|任务|企业)")
_AFTER = re.compile(r"(?:金额|额|情况|名称)$")
_WHOLE = ("小计", "合计", "总计", "计")  # below a heading: all of it
# Words that make another thing of a heading: 计划完成投资 is not 完成投资.
_DIVIDES = re.compile(
    r"计划|概算|预算|总|上年|去年|同期|上月|上期|当月|本月|剩余|未|拟|预计|目标|率|比|增|减|占|其中|差|至|前|后"
    r"|年|设备|技改|设计|负责|联系|电话|单位|日期|时间|设|外|内资|贷款|财政|自筹|建筑|土地"
)
_META = re.compile(r"^(?:[填报送制表金额计量上]{0,4})(?:单位|时间|日期|县区|地区|部门|期|人)[^:：]{0,4}[:：]")
_NUMBERING = re.compile(r"[(（]?(?:\d{1,2}|[甲乙丙丁戊]|[A-Z])[)）]?|—|-")
_NUMERIC = re.compile(r"\d")
_FIGURE = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?%?")
_COUNTY = re.compile(r"(?:所[属在])?(?:县区|县\(市、?区\)|县\(区\)|县市区|区县|属地)(?:名称)?")
_NUMBER = ("序号", "编号", "序", "No.", "NO", "No")


class Found(NamedTuple):
    """A column that means one of the ledger's. `rank`: 0 by name, 1 and 2 by likeness."""

    column: int
    rank: int
    words: str
    unit: str
    period: str


@dataclass(frozen=True)
class Head:
    """The headings stand in rows `top` to `bottom`. `lost` says why a column of the ledger is not known."""

    rules: LedgerRules
    top: int
    bottom: int
    found: Mapping[str, Found]
    lost: Mapping[str, str]
    number: int = 0  # the column of 序号; 0 where there is none
    last: int = 0  # the last column with a heading
    county: int = 0  # a column 县区 that the ledger does not have and that names counties; 0 where there is none

    @property
    def key(self) -> int:
        """The column of the entries' names."""
        return self.found[self.rules.ledger.key].column

    @property
    def score(self) -> tuple[int, int]:
        """How many columns are known by name, and how many at all."""
        return sum(row.rank == 0 for row in self.found.values()), len(self.found)

    @property
    def whole(self) -> bool:
        """Whether it is this ledger: its key and half of its columns are there."""
        wanted, found = len(self.rules.ledger.columns), len(self.found)
        return self.rules.ledger.key in self.found and 2 * found >= wanted and found >= min(2, wanted)

    @property
    def keyless(self) -> bool:
        """Whether it would be this ledger, had it a column of names."""
        return self.rules.ledger.key not in self.found and 3 * len(self.found) >= 2 * len(self.rules.ledger.columns) > 3


@dataclass
class Window:
    """The words of some rows of a sheet, a merged range's in each of its cells."""

    sheet: Sheet
    first: int
    last: int
    _known: dict[tuple[str, ...], tuple[list[str], str, str]] = field(default_factory=dict)

    @cached_property
    def rows(self) -> dict[int, dict[int, str]]:
        """Row -> column -> words."""
        found: dict[int, dict[int, str]] = {}
        cells = self.sheet.cells
        if (self.last - self.first + 1) * WIDEST < len(cells):
            near = product(range(self.first, self.last + 1), range(1, WIDEST + 1))
            cells = {at: cell for at in near if (cell := cells.get(at)) is not None}
        for (row, column), cell in cells.items():
            if self.first <= row <= self.last and cell.text:
                found.setdefault(row, {})[column] = cell.text
        for top, left, bottom, right in self.sheet.merges:
            text = found.get(top, {}).get(left, "")
            if text and top <= self.last and (bottom > top or right > left):
                for row in range(top, min(bottom, self.last) + 1):
                    found.setdefault(row, {}).update(dict.fromkeys(range(left, right + 1), text))
        return found

    def heading(self, levels: tuple[str, ...], names: Names) -> tuple[list[str], str, str]:
        """As Names.heading, each once."""
        if levels not in self._known:
            self._known[levels] = names.heading(levels)
        return self._known[levels]

    def levels(self, top: int, bottom: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Each column with its headings, the outermost first; a row of one text over all columns is a title."""
        lines = [self.rows.get(row, {}) for row in range(top, bottom + 1)]
        lines = [line for line in lines if _is_level(line) or _is_units(line)]
        columns = sorted({column for line in lines for column in line})
        for column in columns:
            texts: list[str] = []
            for number, line in enumerate(lines):
                text = line.get(column, "")
                if not text and number + 1 < len(lines) and not self.sheet.merges and lines[-1].get(column):
                    text = next((line[left] for left in range(column - 1, 0, -1) if left in line), "")
                if text and len(text) <= LONGEST:
                    texts.append(text)
            yield column, tuple(texts)


def _is_level(line: Mapping[int, str]) -> bool:
    """Whether a row may hold headings: no title over all columns, no line of 填报单位：… 单位：…"""
    return len(set(line.values())) > 1 and not any(_META.search(text) for text in line.values())


def head_of(window: Window, rules: LedgerRules, names: Names, row: int = 0) -> Head | None:
    """The best reading of a ledger's headings within the window; None where hardly any of its columns is named.

    Headings that hold a given `row`, where one is given.
    """
    known = dict(_names(rules))
    hits = {row: _hits(line.values(), known) for row, line in window.rows.items()}
    best: Head | None = None
    for bottom in sorted(window.rows):
        for top in range(bottom, bottom - MOST_LEVELS, -1):
            if top < bottom and not _may_head(window.rows.get(top, {})):
                break
            if row and not top <= row <= bottom:
                continue
            if sum(hits.get(row, 0) for row in range(top, bottom + 1)) < min(2, len(known)):
                continue
            head = _head(window, top, bottom, rules, known, names)
            if best is None or head.score > best.score or (head.score == best.score and head.bottom == best.bottom):
                best = head  # of the same columns the more levels: the unit may stand above
    return _lowered(window, best, known, names) if best is not None and best.found else None


def county_column(sheet: Sheet, head: Head, names: Names) -> int:
    """The column headed 县区 of a ledger that has none by the scheme, where it names counties; 0 without one."""
    taken = {found.column for found in head.found.values()}
    headed = (
        column
        for row in range(head.top, head.bottom + 1)
        for column in range(1, head.last + 1)
        if column not in taken and _COUNTY.fullmatch(bare(sheet.text(row, column)))
    )
    below = range(head.bottom + 1, sheet.rows + 1)
    return next((column for column in headed if any(names.county(sheet.text(row, column)) for row in below)), 0)


def _may_head(line: Mapping[int, str]) -> bool:
    """Whether a row may be an upper level of headings: neither blank nor with figures."""
    return bool(line) and not any(_FIGURE.fullmatch(bare(text)) for text in line.values())


def _lowered(window: Window, head: Head, known: Mapping[str, Sequence[str]], names: Names) -> Head:
    """The headings with what stands between them and the entries: a row of units, a row that numbers the columns."""
    below = {row for row, line in window.rows.items() if row == head.bottom + 1 and _is_units(line)}
    if below:
        head = _head(window, head.top, head.bottom + 1, head.rules, known, names)
    bottom = head.bottom
    for top, left, last, right in window.sheet.merges:
        if top <= head.bottom < last and any(left <= row.column <= right for row in head.found.values()):
            bottom = max(bottom, last)
    numbers = window.rows.get(bottom + 1, {})
    if len(numbers) > 1 and all(_NUMBERING.fullmatch(bare(text)) for text in numbers.values()):
        plain = [bare(text).strip("()（）") for text in numbers.values()]
        whole = [int(text) for text in plain if text.isascii() and text.isdigit()]
        bottom += whole == list(range(whole[0], whole[0] + len(whole))) if whole else True
    return replace(head, bottom=bottom)


def _is_units(line: Mapping[int, str]) -> bool:
    """Whether a row holds units and nothing else, but for headings that reach down into it."""
    texts = [without_unit(text) for text in line.values()]
    return any(unit and not rest for rest, unit in texts) and not any(_NUMERIC.search(rest) for rest, _ in texts)


def _names(rules: LedgerRules) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each column of the ledger with everything that it may be called, plain."""
    for column in rules.ledger.columns:
        yield column, tuple(_plain(name) for name in (column, *rules.ledger.aliases.get(column, ())))


def _plain(name: str) -> str:
    return _FOOT.sub("", bare(name).replace("年度", "年"))


def _hits(texts: Iterable[str], known: Mapping[str, Sequence[str]]) -> int:
    """How many texts of a row may be headings of the ledger."""
    plain = {_plain(text) for text in texts if len(text) <= LONGEST} - {""}
    called = [name for names in known.values() for name in names]
    return sum(any(name[:2] in text or name[-2:] in text or text in name for name in called) for text in plain)


def _head(
    window: Window, top: int, bottom: int, rules: LedgerRules, known: Mapping[str, Sequence[str]], names: Names
) -> Head:
    candidates: dict[str, list[Found]] = {}
    number = last = 0
    for column, levels in window.levels(top, bottom):
        words, unit, period = window.heading(levels, names)
        last = max(last, column) if levels else last
        if not words:
            continue
        if words[-1] in _NUMBER:
            number = number or column
        for name, rank in _meanings(words, known, names.scheme.period[:4]):
            candidates.setdefault(name, []).append(Found(column, rank, words[-1], unit, period))
    found: dict[str, Found] = {}
    lost: dict[str, str] = {}
    taken: dict[int, int] = {}
    for rows in candidates.values():
        for row in rows:
            taken[row.column] = min(taken.get(row.column, 9), row.rank)
    for name in known:
        rows = [row for row in candidates.get(name, ()) if row.rank == taken[row.column]]
        rank = min((row.rank for row in rows), default=0)
        best = [row for row in rows if row.rank == rank]
        if len(best) > 1:  # 5月完成投资 beside 1-6月完成投资
            best = [row for row in best if _is_of(row.period, names.scheme.period)] or best
        if len(best) == 1:
            found[name] = best[0]
        else:
            lost[name] = f"有{len(best)}列" if best else "没有这一列"
    while top < bottom and not _is_level(window.rows.get(top, {})):
        top += 1
    return Head(rules, top, bottom, found, lost, number, last)


def _is_of(period: str, own: str) -> bool:
    return not period or period == own[:4] or same_period(period, own)


def _meanings(words: Sequence[str], known: Mapping[str, Sequence[str]], year: str) -> Iterator[tuple[str, int]]:
    """Every column of the ledger that a heading may mean, with its rank."""
    texts = [_plain(word) for word in words]
    last = texts[-1].removeprefix(year) or texts[-1]
    said = {last, "".join(texts)}
    if len(texts) > 1:
        for above in (texts[-2], _AFTER.sub("", texts[-2])):  # 投资情况 over 概算
            said |= {last + above, above + last} | ({above} if last in _WHOLE else set())
    for name, called in known.items():
        if said & set(called):
            yield name, 0
        elif any(_forms(last) & _forms(other) for other in called):
            yield name, 1
        elif any(_alike(last, other) for other in called):
            yield name, 2


def _forms(text: str) -> set[str]:
    """A heading without what may stand around it; nothing of brackets that say more than an explanation."""
    inside = "".join(_BRACKETS.findall(text))
    text = _BRACKETS.sub("", text) if not _DIVIDES.search(inside) else text
    found = {text, _BEFORE.sub("", text), _AFTER.sub("", text), _AFTER.sub("", _BEFORE.sub("", text))}
    return {form for form in found if len(form) > 1}


def _alike(text: str, name: str) -> bool:
    if len(text) < 3 or len(name) < 3 or set(_DIVIDES.findall(text)) != set(_DIVIDES.findall(name)):
        return False
    return SequenceMatcher(None, text, name).ratio() >= LIKE
