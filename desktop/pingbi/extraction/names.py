"""Which county and which indicator a table's words mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pingbi.extraction.county_names import Counties
from pingbi.extraction.heading_words import (
    AMOUNTS,
    DONE,
    FOREIGN,
    GROWTH,
    HARMLESS,
    KINDS,
    LEADING_WORDS,
    MEASURE,
    THIS_PERIOD,
    fits,
    is_no_value,
    is_numbering,
    plain_label,
    role_in,
    says_which,
    without_unit,
)
from pingbi.extraction.likeness import like
from pingbi.extraction.period_words import period_of, with_year, without_period
from pingbi.model import Role
from pingbi.model.catalogue import Kind, bare, same_period, year_before
from pingbi.scheme import formula

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pingbi.scheme import Indicator, Scheme

MOST_KEPT = 20_000  # headings and names whose meaning is remembered
_ABOUT = r"(?:额|值|数)?(?:累计|分月|主要)?(?:完成|情况|统计|进展|表|汇总|增长|总量|$|[(（])"
_AMOUNT_KINDS = (Kind.LEVEL, Kind.COUNT)


class Meaning(NamedTuple):
    """What a heading says. `unit` and `period` are empty where it names none."""

    indicator: Indicator
    role: Role
    unit: str
    period: str = ""


_kept: list[Names] = []  # the last one: a folder of files is read by one scheme


def names_of(scheme: Scheme) -> Names:
    """The scheme's names, made once."""
    if not _kept or _kept[0].scheme is not scheme:
        _kept[:] = [Names(scheme)]
    return _kept[0]


class Names(Counties):
    """The words of one scheme, ready to be looked up."""

    def __init__(self, scheme: Scheme) -> None:
        super().__init__(scheme)
        self.scheme = scheme
        self._indicators: dict[str, list[Indicator]] = {}
        for row in scheme.indicator:
            for name in dict.fromkeys((row.name, *row.aliases, row.id)):
                self._indicators.setdefault(bare(name), []).append(row)
        self._criteria = {bare(row.name): row for row in scheme.criterion}
        self._by_length = sorted(self._indicators, key=len, reverse=True)
        self._parts = {bare(row.name) for row in scheme.part}
        self._meanings: dict[tuple[tuple[str, ...], str], Meaning | None] = {}
        self._families: dict[str, list[Indicator]] = {}

    def meaning(self, levels: Iterable[str], table_period: str = "") -> Meaning | None:
        """The indicator of a column whose headings stand above each other, the outermost first.

        `table_period` is the table's own, whose year holds where a heading names none.
        """
        key = (tuple(levels), table_period)
        if key not in self._meanings:
            if len(self._meanings) >= MOST_KEPT:
                self._meanings.clear()
            self._meanings[key] = self._meaning(*key)
        return self._meanings[key]

    def _meaning(self, levels: Sequence[str], table_period: str) -> Meaning | None:
        words, unit, period = self.heading(levels, table_period)
        if not words or (words[-1] not in self._indicators and is_no_value(words[-1])):
            return None
        role = Role.NOW
        if same_period(period, year_before(self.scheme.period)):
            role, period = Role.LAST_YEAR, ""
        left, role = self._told(words, role)
        row = self._lookup(left, unit) if left else None
        return Meaning(row, role, unit, period) if row is not None else None

    def _told(self, words: list[str], role: Role) -> tuple[list[str], Role]:
        """(the words without those that give a role, the role).

        A word of another period, of a plan or of a difference that is no name leaves nothing at all.
        """
        left: list[str] = []
        for at, word in enumerate(words):
            if self._is_name(word) or GROWTH.fullmatch(word) or any(kind.fullmatch(word) for kind in KINDS.values()):
                left.append(word)
                continue
            said, rest = role_in(word)
            if said is not Role.NOW and (not rest or rest in self._indicators or says_which(rest)):
                if role not in (Role.NOW, said):
                    return [], role
                role = said
                left += [rest] if rest else []
            elif at < len(words) - 1 and MEASURE.fullmatch(word) and not (says_which(word) or self._family(word)):
                return [], role
            elif not FOREIGN.search(word) or self._named_below(words[:at], word):
                left.append(word)
            else:
                return [], role
        while len(left) > 1 and (left[-1] in THIS_PERIOD or (left[-1] in DONE and self._has_no_amount(left[-2]))):
            left.pop()
        return left, role

    def _has_no_amount(self, name: str) -> bool:
        """Whether 完成 below a name is the named itself: of a growth, of what is counted and nothing beside it."""
        rows = self._indicators.get(name, ())
        beside = self._family(name) if any(row.kind in _AMOUNT_KINDS for row in rows) else ()
        return bool(rows) and all(row.kind is not Kind.LEVEL for row in beside)

    def _is_name(self, word: str) -> bool:
        return word in self._indicators or word in self._criteria or word in self._parts

    def _named_below(self, above: Sequence[str], word: str) -> bool:
        """年计划 under 产业项目 is one of its own; so is 产业项目年计划 in one heading."""
        if "".join((*above[-1:], word)) in self._indicators:
            return True
        families = [self._family(upper) for upper in above]
        if any(word in _own_names(row) for family in families for row in family):
            return True
        start = self._prefix(word)
        return bool(start) and self._below(self._family(start), word.removeprefix(start), "") is not None

    def heading(self, levels: Iterable[str], table_period: str = "") -> tuple[list[str], str, str]:
        """(the words of each level, the unit, the period); what they name more than once or not at all is empty."""
        unit = period = ""
        words: list[str] = []
        default = table_period or self.scheme.period
        for level in levels:
            text, own = without_unit(level)
            text = plain_label(text)
            # A rate is not in the unit of the amount above it: 工业投资（亿元） / 同比.
            unit = own or ("" if any(pattern.fullmatch(text) for pattern in KINDS.values()) else unit)
            if text not in self._indicators and text not in self._criteria:
                own_period = period_of(text, period or default, months=True, run=self.scheme.period)
                period = with_year(own_period, period or table_period) if own_period else period
                text = without_period(text)
            if text and not is_numbering(text) and words[-1:] != [text]:
                words.append(text)
        return words, unit, period

    def growth_of(self, indicator: Indicator, levels: Sequence[str], table_period: str = "") -> Meaning | None:
        """The growth beside an amount: a heading that says 同比 and of nothing else stands right of what grew."""
        words, _, _ = self.heading(levels)
        grown = words and GROWTH.fullmatch(words[-1]) and not any(map(FOREIGN.search, words[:-1]))
        return self.meaning([indicator.name, *levels], table_period) if grown else None

    def near(self, levels: Sequence[str], table_period: str = "") -> tuple[str, Meaning] | None:
        """(the name as written, what it would mean) of a heading that is nearly a name of the scheme."""
        words, unit, period = self.heading(levels, table_period)
        if not words or is_no_value(words[-1]) or any(map(FOREIGN.search, words[:-1])):
            return None
        for word in dict.fromkeys((words[-1], "".join(words[-2:]), *([words[-2]] if len(words) > 1 else []))):
            name = like(word, self._indicators) if not self._is_name(word) else None
            if name is None:
                continue
            below = words[words.index(word) + 1 :] if word in words else []
            found = self.meaning([*self._indicators[name][0].name.splitlines(), *below, *([unit] if unit else [])])
            if found is not None:
                return word, found._replace(period=period)
        return None

    def without_names(self, text: str) -> str:
        """A title without the names of indicators in it."""
        for name in self._by_length:
            text = text.replace(name, "\0")
        return text

    def titled(self, title: str) -> Indicator | None:
        """The one amount that a title says its whole table is about: 2022年上半年工业投资完成情况表."""
        found: set[str] = set()
        for line in title.split("\n"):
            text = bare(without_period(line))
            for name in self._by_length:
                rows = [row for row in self._indicators[name] if row.kind in _AMOUNT_KINDS]
                if len(name) >= 3 and rows and (match := re.search(re.escape(name) + _ABOUT, text)) is not None:
                    found.add(rows[0].id)
                    text = text.replace(match[0], "\0")
                elif len(name) >= 3:
                    text = text.replace(name, "\0")
        return self.scheme.indicators[found.pop()] if len(found) == 1 else None

    def _lookup(self, words: Sequence[str], unit: str) -> Indicator | None:
        """By the innermost name first, then by name and what stands below it (工业投资 / 同比)."""
        for count in range(2, len(words) + 1):  # a name over two rows: 高新技术企业 / 新增数
            rows = self._indicators.get("".join(words[-count:]), [])
            if rows:
                return self._of_unit(rows, unit)
        for at in range(len(words) - 1, -1, -1):
            rows, below = self._indicators.get(words[at], []), words[at + 1 :]
            if rows and not below:
                return self._under(words[:at], rows, unit)
            family = self._family(words[at]) if below else []
            if family:
                middle = [word for word in below[:-1] if not HARMLESS.fullmatch(word) and not self._is_name(word)]
                return self._below(self._called(family, words[at], below[-1]), below[-1], unit) if not middle else None
        return self._in_one(words[-1], unit) if words else None

    def _under(self, above: Sequence[str], rows: Sequence[Indicator], unit: str) -> Indicator | None:
        """A name that stands under 同比 or 完成额 is that one's growth or amount."""
        for word in reversed(above):
            if self._is_name(word):
                continue
            kinds = [kind for kind, pattern in KINDS.items() if pattern.fullmatch(word)]
            kinds += [kind for kind, amounts in AMOUNTS.items() if word in amounts]
            if kinds and not any(row.kind in kinds for row in rows):
                return self._below(self._related({row.id for row in rows}), word, unit)
        return self._of_unit(rows, unit)

    def _in_one(self, word: str, unit: str) -> Indicator | None:
        """A name and what is said of it in one heading: 规模以上工业增加值同比增速."""
        led = LEADING_WORDS.sub("", word)
        if led != word and led in self._indicators:
            return self._of_unit(self._indicators[led], unit)
        name = self._prefix(word)
        return self._below(self._family(name), word.removeprefix(name), unit) if name else None

    def _prefix(self, word: str) -> str:
        return max((name for name in self._indicators if word.startswith(name)), key=len, default="")

    def _of_unit(self, rows: Sequence[Indicator], unit: str) -> Indicator | None:
        """The indicator whose unit the heading's can be turned into; % beside a total means its growth."""
        fitting = [row for row in rows if fits(unit, row.unit)]
        if fitting:
            return fitting[0]
        return self._below(self._related({row.id for row in rows}), "同比", unit) if unit == "%" else None

    def _family(self, word: str) -> list[Indicator]:
        """The indicators that may stand under a heading: those of that name, those whose names begin with it, and what
        the criterion of that name is made from.
        """
        if word not in self._families:
            self._families[word] = self._related(set(self._ids_under(word)))
        return self._families[word]

    def _called(self, family: Sequence[Indicator], above: str, word: str) -> Sequence[Indicator]:
        """Of a family whose names only begin with a heading, 总数 below it is not 新增数."""
        if above in self._indicators or above in self._criteria or not any(word in names for names in AMOUNTS.values()):
            return family
        amounts = {name for names in AMOUNTS.values() for name in names}
        return [row for row in family if any(name.removeprefix(above) in {*amounts, word} for name in _own_names(row))]

    def _ids_under(self, word: str) -> set[str]:
        ids = {row.id for row in self._indicators.get(word, ())}
        if len(word) >= 3:
            ids |= {row.id for name, rows in self._indicators.items() if name.startswith(word) for row in rows}
        criterion = self._criteria.get(word)
        if criterion is not None and criterion.value is not None:
            used = {operand.indicator for operand in formula(self.scheme, criterion.value).operands}
            used |= {str(criterion.parameters.get("target", ""))} & set(self.scheme.indicators)
            computed = [self.scheme.indicators[name].compute for name in used]
            ids |= used | {
                operand.indicator for text in computed if text for operand in formula(self.scheme, text).operands
            }
        return ids

    def _related(self, ids: set[str]) -> list[Indicator]:
        """These, and all that share `of` with them."""
        wide = ids | {row.of for row in self.scheme.indicator if row.id in ids and row.of is not None}
        return [row for row in self.scheme.indicator if row.id in wide or row.of in wide]

    def _below(self, family: Sequence[Indicator], word: str, unit: str) -> Indicator | None:
        """The one of a family that a word means: by its own heading or name, else by its kind; None where two fit."""
        fitting = [row for row in family if fits(unit, row.unit)]
        named = [row for row in fitting if word in _own_names(row)]
        if named:
            return named[0] if len(named) == 1 else None
        kind = next((kind for kind, pattern in KINDS.items() if pattern.fullmatch(word)), None)
        if kind is None and re.fullmatch(r"±?%±?", word):
            kind = Kind.YOY
        kinds = (kind,) if kind is not None else tuple(kind for kind in _AMOUNT_KINDS if word in AMOUNTS[kind])
        found = [row for row in fitting if row.kind in kinds]
        return found[0] if len(found) == 1 else None


def _own_names(row: Indicator) -> tuple[str, ...]:
    return bare("".join(row.lines)), *map(bare, (row.name, *row.aliases))
