"""The rows below a ledger's headings: entries, totals, headings of groups, notes; each with its typed contents."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from pingbi.extraction.ledger_cells import Numbers, Remark, Words
from pingbi.model.catalogue import bare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pingbi.extraction.ledger_cells import Remarks
    from pingbi.extraction.ledger_header import Head
    from pingbi.extraction.names import Names
    from pingbi.readers import CellRead, Sheet
    from pingbi.scheme.condition import Content


class Kind(Enum):
    """What a row is."""

    ENTRY = "entry"
    MORE = "more"  # a further line of the entry above: the name is merged over both
    MAYBE = "maybe"  # an entry, unless it turns out to be the sum of others: no 序号, no words
    TOTAL = "total"
    HEADING = "heading"  # 一、续建项目, also with the group's sums beside it
    NAMELESS = "nameless"  # figures without a name
    NOTHING = "nothing"  # 无: submitted, and there is none
    PART = "part"  # 其中：…, a part of the entry above
    ALONE = "alone"  # a name and nothing beside it


class LedgerRow(NamedTuple):
    """`values` in the order of the ledger's columns: numbers in the ledger's unit. Masks hold a bit a column."""

    row: int
    kind: Kind
    name: str
    values: tuple[Content, ...]
    bad: int = 0  # columns that hold something that is no number
    void: int = 0  # columns that hold — or /: not applicable
    county: str = ""  # what stands in the county column


_CHINESE = "[一二三四五六七八九十]{1,3}"
_MARKED = re.compile(rf"[(]{_CHINESE}[)]|{_CHINESE}[、.:]|第{_CHINESE}[类部]")
_NUMERAL = re.compile(rf"[(]?{_CHINESE}[)]?[、.]?")
_TOTAL = re.compile(r".{0,20}?(?:合计|总计|小计|共计|汇总|合计数|总计数)(?:[(:].*|\d.*)?|计|总数|共\d+[个项].*")
_LABELS = (
    "注|备注|说明|填表说明|填报说明|填报人|填表人|制表人?|审核人?|审批人?|负责人|联系人|联系电话|电话|手机|填报单位|填表单位"
    "|报送单位|填报日期|填表日期|报送日期|报送截止|单位负责人|分管领导|主要领导|签字|盖章|日期|时间|附|附注|单位"
)
_NOTE = re.compile(rf"(?:{_LABELS})(?:[(][^()]*[)])?(?::.*)?|\d?[.、]?注\d*:.*", re.DOTALL)
_PART = re.compile(r"其中[:,]?.*|[#]\S.*")
_NOTHING = re.compile(r"(?:本期|本月|暂|目前)?(?:无|没有|零|0|—+|/|-)(?:此类|相关|该类|新增)?(?:项目|事项|任务|情况)?")
_SPECIAL = re.compile(
    rf"[(一二三四五六七八九十第注无没暂目本零0—/#-]|其中|.{{0,20}}?[合总小共汇][计总]|计$|总数|共\d|\d?[.、]?注|{_LABELS}"
)


def rows_of(
    sheet: Sheet, head: Head, names: Names, remarks: Remarks, heads: Callable[[int], Head | None]
) -> Iterator[LedgerRow]:
    """Every row that is no blank line and no note, from the headings down; `heads` reads repeated headings anew."""
    reader = _Reader(sheet, head, names, remarks)
    title = bare(sheet.text(*_top(sheet, head)))
    noted = False
    for row in sorted({row for row, _ in sheet.cells if row > head.bottom}):
        if row <= reader.head.bottom:
            continue
        again = sheet.text(row, reader.head.key)
        if title and again[:1] == title[:1] and bare(again) == title:
            repeated = heads(row)
            if repeated is not None:
                reader = _Reader(sheet, repeated, names, remarks)
                continue
        found = reader.read(row)
        if found is None:
            noted = noted or reader.noted
        elif not (noted and found.kind is Kind.ALONE):  # lines of a note have no 注： of their own
            yield found


def _top(sheet: Sheet, head: Head) -> tuple[int, int]:
    """The cell of the key's heading."""
    rows = (row for row in range(head.bottom, head.top - 1, -1) if sheet.text(row, head.key))
    return next(rows, head.top), head.key


class _Reader:
    """Reads rows under one set of headings."""

    def __init__(self, sheet: Sheet, head: Head, names: Names, remarks: Remarks) -> None:
        self.head = head
        self.noted = False
        self._sheet = sheet
        self._names = names
        self._remarks = remarks
        everyone = (names.scheme.city, *names.scheme.county)
        self._firsts = {word[0] for row in everyone for word in (row.name, *row.aliases) if word} | set("0123456789")
        self._get = sheet.cells.get
        self._key = head.key
        ledger = head.rules.ledger
        self._county = -1 if ledger.county_column is None else ledger.columns.index(ledger.county_column)
        self._headed = Words(sheet, head.county) if head.county else None
        self._before = ""
        self._numbers: list[tuple[int, Numbers]] = []
        self._words: list[tuple[int, Words]] = []
        for at, name in enumerate(ledger.columns):
            if name not in head.found or name == ledger.key:
                continue
            if name in head.rules.units:
                self._numbers.append((at, Numbers(sheet, head, name, remarks)))
            else:
                self._words.append((at, Words(sheet, head.found[name].column)))
        self._at_key = ledger.columns.index(ledger.key)
        self._width = len(ledger.columns)
        self._left = range(1, self._key)
        self._merged = {
            row: top
            for top, left, bottom, right in sheet.merges
            if left <= self._key <= right and bottom > top > head.bottom
            for row in range(top + 1, bottom + 1)
        }
        self._described = [at for at, _ in self._words if at != self._county]

    def read(self, row: int) -> LedgerRow | None:
        """The row; None where it is blank or a note."""
        cell = self._get((row, self._key))
        name = cell.text if cell is not None else ""
        label = ""
        for column in self._left:
            other = self._get((row, column))
            if other is not None and isinstance(other.value, str) and (label := other.text):
                break
        plain = bare(name).replace("：", ":") if name else ""
        first = bare(label).replace("：", ":") if label else plain
        if (name and _SPECIAL.match(plain)) or (label and _SPECIAL.match(first)) or not name:
            return self._special(row, name, plain, first)
        if name[0] in self._firsts and self._names.county(name) is not None:  # 南乐县: the total of that county
            return self._contents(row, Kind.TOTAL, name, quiet=True)
        return self._entry(row, name)

    def _special(self, row: int, name: str, plain: str, first: str) -> LedgerRow | None:
        self.noted = False
        said = {first, plain} - {""}  # one of a row of which only the name says what it is
        if any(map(_NOTE.fullmatch, said)):
            self.noted = True
            return None
        if any(map(_TOTAL.fullmatch, said)):
            return self._contents(row, Kind.TOTAL, name or first, quiet=True)
        if any(map(_PART.fullmatch, said)):
            return self._contents(row, Kind.PART, name or first, quiet=True)
        if _NOTHING.fullmatch(plain or first):
            found = self._contents(row, Kind.NOTHING, name or first, quiet=True)
            return found if not any(found.values[at] for at, _ in self._numbers) else self._entry(row, name or first)
        if any(map(_MARKED.match, said)) or _NUMERAL.fullmatch(first):
            return self._contents(row, Kind.HEADING, name or first, quiet=True)
        if name:
            return self._entry(row, name)
        if row in self._merged:
            return self._contents(row, Kind.MORE, self._sheet.text(self._merged[row], self._key))
        found = self._contents(row, Kind.NAMELESS, "", quiet=True)
        blank = all(found.values[at] is None for at, _ in (*self._numbers, *self._words) if at != self._county)
        if blank and not found.bad:
            return None
        texts = (found.values[at] for at, _ in self._words)
        if any(isinstance(text, str) and _NOTE.fullmatch(bare(text).replace("：", ":")) for text in texts):
            self.noted = True
            return None
        return found

    def _entry(self, row: int, name: str) -> LedgerRow:
        found = self._contents(row, Kind.ENTRY, name)
        values, at_key = found.values, self._at_key
        number = self._get((row, self.head.number)) if self.head.number else None
        if all(value is None for at, value in enumerate(values) if at not in (at_key, self._county)) and not found.bad:
            numbered = number is not None and number.text.isdecimal()
            others = (column for column in range(1, self.head.last + 1) if column != self._key)
            if self._width > 1 and not numbered and not any(self._full(row, column) for column in others):
                return found._replace(kind=Kind.ALONE)
        elif (self.head.number and number is None) or (
            self._described and all(values[at] is None for at in self._described)
        ):
            return found._replace(kind=Kind.MAYBE)
        return found

    def _full(self, row: int, column: int) -> bool:
        cell: CellRead | None = self._get((row, column))
        return cell is not None and bool(cell.text)

    def _contents(self, row: int, kind: Kind, name: str, *, quiet: bool = False) -> LedgerRow:
        """The row's cells, typed. `quiet` for rows that are no entries: nothing is said of their cells."""
        values: list[Content] = [None] * self._width
        bad = void = 0
        values[self._at_key] = name or None
        for at, words in self._words:
            values[at] = words.read(row)
        county = values[self._county] if self._county >= 0 else None
        said = county if isinstance(county, str) else ""
        if self._headed is not None:  # what the column leaves blank is the county above
            written = self._headed.read(row)
            said = self._before = written if isinstance(written, str) else self._before
        for at, numbers in self._numbers:
            value = numbers.read(row, said, quiet=quiet)
            if value is None:
                bad |= numbers.bad << at
                void |= numbers.void << at
            else:
                values[at] = value
        if kind in (Kind.ENTRY, Kind.MORE):
            if bad and any(isinstance(values[at], Decimal) for at in self._described):
                bad = (1 << self._width) - 1  # words among the numbers, a number among the words: nothing holds
                values = [name if at == self._at_key else None for at in range(self._width)]
                self._remarks.append(Remark("shifted", self.head.rules.ledger.key, row, self._key, said, name))
            cell = self._get((row, self._key))
            if cell is not None and cell.struck:
                bad = (1 << self._width) - 1  # is it still one of them?
                self._remarks.append(Remark("struck", self.head.rules.ledger.key, row, self._key, said, name))
        return LedgerRow(row, kind, name, tuple(values), bad, void, said)
