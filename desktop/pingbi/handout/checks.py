"""What the filler sees at once beside a row: each check as an Excel formula, and what it says of the cells now."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import Role
from pingbi.model.catalogue import Kind
from pingbi.scheme import Operand, compared, formula, names_of
from pingbi.scheme.settings import targets
from pingbi.workbook.write import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pingbi.handout.asked import Question
    from pingbi.scheme import Formula, Indicator, Scheme

Content = Decimal | str | None
NOT_APPLICABLE = ("—", "——", "-", "/", "免报", "不适用")
MISSING, NO_NUMBER, ERROR, OPTIONAL = "未填", "不是数字，请只填数字", "错误值，请重填", "可不填"
LONGEST = 8000  # characters of a formula; Excel ends at 8192
_PIECE = 240  # characters of a text inside a formula; Excel ends at 255
_UNSIGNED = frozenset({Kind.LEVEL, Kind.COUNT, Kind.SHARE, Kind.PLAN_RATIO, Kind.RANK})


class Check(NamedTuple):
    """`when` and `words` are expressions of Excel, `says` the same of the cells' contents: the words, or nothing."""

    when: str
    words: str
    says: Callable[[Decimal], str]


class Sight:
    """One form as its checks see it: which cell holds which indicator, and what stands in it."""

    def __init__(
        self,
        scheme: Scheme,
        county: str,
        cells: Mapping[tuple[str, Role], str],
        contents: Mapping[tuple[str, Role], Content],
    ) -> None:
        self.scheme = scheme
        self.county = county
        self._cells = cells
        self._contents = contents

    def on_form(self, rule: Formula) -> bool:
        """Whether every operand has a cell here, or is a target of the scheme."""
        return all(self._known(operand) for operand in rule.operands)

    def _known(self, operand: Operand) -> bool:
        if operand.city and self.county != self.scheme.city.name:
            return False
        if operand.role is Role.TARGET:
            return self._target(operand) is not None
        return (operand.indicator, operand.role) in self._cells

    def cell(self, operand: Operand) -> str:
        """The operand in a formula: its cell, or its target as a number."""
        if operand.role is Role.TARGET:
            return f"{self._target(operand):f}"
        return self._cells[operand.indicator, operand.role]

    def value(self, operand: Operand) -> Decimal | None:
        """The number in the operand's cell."""
        if operand.role is Role.TARGET:
            return self._target(operand)
        found = self._contents.get((operand.indicator, operand.role))
        return found if isinstance(found, Decimal) else None

    def text(self, operand: Operand) -> str:
        """What & makes of the operand's cell."""
        found = self._contents.get((operand.indicator, operand.role))
        return _shown(found) if isinstance(found, Decimal) else found or ""

    def _target(self, operand: Operand) -> Decimal | None:
        rows = targets(self.scheme)
        return rows.get((self.county, operand.indicator), rows.get((None, operand.indicator)))

    def has(self, indicator: str) -> bool:
        """Whether the form asks for it."""
        return (indicator, Role.NOW) in self._cells


def row_check(question: Question, content: Content, sight: Sight) -> tuple[str, str]:
    """(the formula of the cell beside a row, what it shows as the form stands)."""
    row = question.indicator
    here = sight.cell(Operand(row.id))
    empty, empty_words = _empty(question, sight)
    checks: list[Check] = []
    inner = '""'
    for check in reversed(_checks(question, here, sight)):
        longer = f"IF({check.when},{check.words},{inner})"
        if len(longer) + 2 * len(empty) < LONGEST:
            checks.insert(0, check)
            inner = longer
    allowed = ",".join(f'{here}="{word}"' for word in NOT_APPLICABLE)
    text = f'=IF(ISERROR({here}),"{ERROR}",IF(ISNUMBER({here}),{inner},'
    text += f'IF(TRIM({here})="",{empty},IF(OR({allowed}),"","{NO_NUMBER}"))))'
    if isinstance(content, Decimal):
        return text, next((words for check in checks if (words := check.says(content))), "")
    if content is None or not content.strip(" "):
        return text, empty_words
    return text, "" if content in NOT_APPLICABLE else NO_NUMBER


def _empty(question: Question, sight: Sight) -> tuple[str, str]:
    """What an empty cell says: what it would be where it can be computed."""
    row = question.indicator
    rule = formula(sight.scheme, row.compute) if row.compute is not None else None
    if rule is None or not sight.on_form(rule):
        return (f'"{MISSING}"', MISSING) if question.required else ('""', "")
    value = rule.excel(sight.cell)
    shown = f'IF(ISNUMBER({value}),"{OPTIONAL}，计算值为"&ROUND({value},{row.shown_decimals}),"{OPTIONAL}")'
    found = rule.evaluate(sight.value).value
    return shown, OPTIONAL if found is None else f"{OPTIONAL}，计算值为{_shown(found, row.shown_decimals)}"


def _checks(question: Question, here: str, sight: Sight) -> list[Check]:
    row = question.indicator
    found = _limits(row, here)
    if row.part_of is not None and sight.has(row.part_of):
        found.append(_part(row, here, sight))
    if row.compute is not None:
        rule = formula(sight.scheme, row.compute)
        if sight.on_form(rule):
            found.append(_computed(row, rule, here, sight))
    if sight.county != sight.scheme.city.name:
        found += _own_rules(row, sight)
    if question.last_year:
        base = Operand(row.id, Role.LAST_YEAR)
        words = "请填上年同期数"
        found.append(
            Check(
                f"NOT(ISNUMBER({sight.cell(base)}))",
                f'"{words}"',
                lambda _: "" if sight.value(base) is not None else words,
            )
        )
    if row.unit == "%":
        small = "不足1%，如把45%写成了0.45请改为45"
        found.append(
            Check(f"IF({here}=0,FALSE,ABS({here})<1)", f'"{small}"', lambda x: small if 0 < abs(x) < 1 else "")
        )
    places = row.shown_decimals
    many = f"应保留{places}位小数" if places else "应为整数"
    found.append(
        Check(
            f"ROUND({here},{places})<>ROUND({here},10)",
            f'"{many}"',
            lambda x: many if compared(x) != _rounded(x, places) else "",
        )
    )
    return found


def _limits(row: Indicator, here: str) -> list[Check]:
    found = []
    low, high = row.minimum, row.maximum
    if high is None and row.kind is Kind.SHARE and row.unit == "%":
        high = Decimal(100)
    if low is not None:
        below = f"低于下限{_shown(low)}"
        found.append(Check(f"ROUND({here},10)<{low:f}", f'"{below}"', lambda x: below if compared(x) < low else ""))
    elif row.kind in _UNSIGNED:
        sign = "一般不为负数，请核对"
        found.append(Check(f"{here}<0", f'"{sign}"', lambda x: sign if x < 0 else ""))
    if high is not None:
        above = f"高于上限{_shown(high)}"
        found.append(Check(f"ROUND({here},10)>{high:f}", f'"{above}"', lambda x: above if compared(x) > high else ""))
    return found


def _part(row: Indicator, here: str, sight: Sight) -> Check:
    whole = Operand(row.part_of or "")
    cell = sight.cell(whole)
    words = f"大于“{sight.scheme.indicators[whole.indicator].name}”"

    def says(value: Decimal) -> str:
        limit = sight.value(whole)
        return words if limit is not None and compared(value) > compared(limit) else ""

    return Check(f"IF(ISNUMBER({cell}),ROUND({here},10)>ROUND({cell},10),FALSE)", quoted(words), says)


def _computed(row: Indicator, rule: Formula, here: str, sight: Sight) -> Check:
    """A reported ratio against what the figures beside it make: one unit of the last digit is let pass."""
    places = row.shown_decimals
    slack = Decimal(1).scaleb(-places)
    value = rule.excel(sight.cell)

    def says(reported: Decimal) -> str:
        found = rule.evaluate(sight.value).value
        if found is None or abs(compared(reported - compared(found))) <= slack:
            return ""
        return f"与计算值{_shown(found, places)}不符"

    when = f"IF(ISNUMBER({value}),ABS(ROUND({here}-{value},10))>{slack:f},FALSE)"
    return Check(when, f'"与计算值"&ROUND({value},{places})&"不符"', says)


def _own_rules(row: Indicator, sight: Sight) -> list[Check]:
    """The scheme's own rules, each beside the first of its operands."""
    found = []
    for check in sight.scheme.check:
        rule = formula(sight.scheme, check.rule) if check.rule is not None else None
        if rule is None or not sight.on_form(rule):
            continue
        first = next((operand for operand in rule.operands if operand.role is Role.NOW), None)
        if first is None or first.indicator != row.id:
            continue
        pieces = _pieces(check.message or rule.words, sight)
        found.append(
            Check(
                f"{rule.excel(sight.cell)}=0" if rule.plain is None else f"{sight.cell(rule.plain)}=0",
                "&".join(piece if isinstance(piece, str) else sight.cell(piece) for piece in pieces[0]),
                lambda _, rule=rule, words=pieces[1]: words if rule.holds(sight.value) is False else "",  # type: ignore[misc]
            )
        )
    return found


def _pieces(message: str, sight: Sight) -> tuple[list[str | Operand], str]:
    """A message with its {names}: as texts and cells of a formula, and in words."""
    ids, pieces, words = names_of(sight.scheme), list[str | Operand](), ""
    for at, part in enumerate(re.split(r"\{([^{}]+)\}", message)):
        indicator = ids.get(part, "") if at % 2 else ""
        if indicator and sight.has(indicator):
            operand = Operand(indicator)
            pieces.append(operand)
            words += sight.text(operand)
        elif part:
            pieces.append(quoted(part))
            words += _line(part)
    return pieces, words


def quoted(text: str) -> str:
    """A text as a formula holds it, in pieces where it is long."""
    plain = _line(text)
    pieces = [plain[at : at + _PIECE].replace('"', '""') for at in range(0, max(len(plain), 1), _PIECE)]
    return "&".join(f'"{piece}"' for piece in pieces)


def _line(text: str) -> str:
    return re.sub(r"[\r\n]+", " ", clean(text))


def _rounded(value: Decimal, places: int) -> Decimal:
    return compared(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _shown(value: Decimal, places: int | None = None) -> str:
    """As & makes a number of a cell a text: without trailing zeros."""
    found = value if places is None else _rounded(value, places)
    return f"{found.normalize():f}" if found else "0"
