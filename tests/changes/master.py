"""Tables that are nobody's template: all counties under one to four levels of headings, or one county's own form."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from decimal import Decimal

from book import Book, Key, Means, Part, Sheet

from pingbi.model import Role
from pingbi.model.catalogue import Kind, factor, spaced, words
from pingbi.scheme import Indicator, Scheme

Values = Mapping[Key, Decimal | str | None]
_NOTES = ("注：1.数据为快报数，最终以年报为准。", "制表人：　　　　审核人：", "说明：增速按可比口径计算。")
_AMOUNT = {Kind.LEVEL: "完成额", Kind.COUNT: "个数"}
_BESIDE = {Kind.YOY: "同比", Kind.PLAN_RATIO: "占年计划"}  # what stands beside an amount under one heading


def table(scheme: Scheme, values: Values, draw: random.Random) -> Book:
    """A master table: headings of one to four levels, or lying across."""
    counties = list(scheme.counties)
    if draw.random() < 0.5:
        counties.insert(draw.choice((0, len(counties))), scheme.city.name)
    rows = _chosen(scheme, draw)
    above = _one_of_each([row.unit for row in rows]) and draw.random() < 0.3
    lies_across = draw.random() < 0.2
    sheet = Sheet(draw.choice(("Sheet1", "汇总", "全市汇总表", "1-6月")))
    title = f"{words(scheme.period)}{draw.choice(('主要指标完成情况', '重点工作情况统计表', '评比数据汇总表'))}"
    sheet.put(1, 1, title, Part.TITLE)
    first = 2
    if above:
        sheet.put(2, 1, f"单位：{'、'.join(dict.fromkeys(row.unit for row in rows))}", Part.META)
        first = 3
    if lies_across:
        right = _across(sheet, first, counties, rows, above=above)
        body = [(first + 1 + at, column) for column, _ in enumerate(counties, 3 - above) for at in range(len(rows))]
        keys = [(county, row.id, Role.NOW) for county in counties for row in rows]
    else:
        heads, right = _headings(sheet, first, rows, draw.randint(1, 4), above=above)
        body, keys = [], []
        for line, county in enumerate(counties, first + heads):
            sheet.put(line, 1, Decimal(line - first - heads + 1), Part.NUMBER)
            sheet.put(line, 2, spaced(county), Part.LABEL, county)
            body += [(line, column) for column in range(3, 3 + len(rows))]
            keys += [(county, row.id, Role.NOW) for row in rows]
    _fill(sheet, body, keys, values)
    sheet.merges.append((1, 1, 1, right))
    _notes(sheet, right, draw)
    name = draw.choice(("全市汇总", "各县区指标表", "报送数据"))
    return Book(name, "table", [sheet], period=scheme.period)


def plain(scheme: Scheme, county: str, values: Values, draw: random.Random) -> Book:
    """One county's form as it made it itself: indicators below each other."""
    rows = [row for row in scheme.indicator if row.reported_by == "county"]
    rows = sorted(draw.sample(rows, min(len(rows), draw.randint(3, 12))), key=rows.index)
    sheet = Sheet(draw.choice(("Sheet1", county, "报表")))
    sheet.put(1, 1, f"{county}{words(scheme.period)}指标完成情况表", Part.TITLE)
    sheet.put(2, 1, f"填报单位：{county}", Part.META, county)
    columns = ["序号", "指标名称", "单位", "本期数"]
    if draw.random() < 0.5:
        columns.insert(draw.choice((3, 4)), "上年同期")
    columns += ["备注"] if draw.random() < 0.5 else []
    for at, word in enumerate(columns, 1):
        sheet.put(3, at, word, Part.HEAD)
    body, keys = [], []
    for line, row in enumerate(rows, 4):
        sheet.put(line, 1, Decimal(line - 3), Part.NUMBER)
        sheet.put(line, 2, row.name, Part.LABEL, row.id)
        sheet.put(line, 3, row.unit, Part.UNIT)
        for word, role in (("本期数", Role.NOW), ("上年同期", Role.LAST_YEAR)):
            if word in columns:
                body.append((line, columns.index(word) + 1))
                keys.append((county, row.id, role))
    _fill(sheet, body, keys, values)
    sheet.merges.append((1, 1, 1, len(columns)))
    _notes(sheet, len(columns), draw)
    return Book(f"{county}报表", "plain", [sheet], county, scheme.period)


def _chosen(scheme: Scheme, draw: random.Random) -> list[Indicator]:
    """Some indicators, a growth behind the amount that grew."""
    rows = list(scheme.indicator)
    picked = draw.sample(rows, min(len(rows), draw.randint(2, 9)))
    ordered: list[Indicator] = []
    for row in sorted(picked, key=rows.index):
        owner = next((at for at, other in enumerate(ordered) if other.id == row.of), None)
        ordered.insert(len(ordered) if owner is None else owner + 1, row)
    return ordered


def _one_of_each(units: Sequence[str]) -> bool:
    """Whether a line above the table can name the units: no two of one dimension, and all of them known as units."""
    plain = list(dict.fromkeys(units))
    known = all(unit in ("亿元", "万元", "个", "家", "人", "吨", "%") for unit in plain)
    return known and not any(factor(one, other) is not None for one in plain for other in plain if one != other)


def _headings(sheet: Sheet, first: int, rows: Sequence[Indicator], levels: int, *, above: bool) -> tuple[int, int]:
    """(how many rows they take, the last column). 1: names; 2: amount and 同比 under one; 3: and a name over all; 4:
    and a row that numbers the columns.
    """
    deep = {1: 1, 2: 2, 3: 3, 4: 3}[levels]
    last = first + deep - 1
    for column, word in ((1, "序号"), (2, "县区")):
        sheet.put(first, column, word, Part.HEAD)
        if deep > 1:
            sheet.merges.append((first, column, last, column))
    top = first + (deep == 3)
    if deep == 3:
        sheet.put(first, 3, "主要指标", Part.HEAD)
        if len(rows) > 1:
            sheet.merges.append((first, 3, first, 2 + len(rows)))
    column = 3
    for at, row in enumerate(rows):
        unit = "" if above else f"（{row.unit}）"
        follower = rows[at + 1] if at + 1 < len(rows) else None
        if deep > 1 and follower is not None and _belongs(follower, row):
            sheet.put(top, column, row.name, Part.HEAD, row.id)
            sheet.merges.append((top, column, top, column + 1))
            sheet.put(last, column, f"{_AMOUNT[row.kind]}{unit}", Part.HEAD)
        elif deep > 1 and at and _belongs(row, rows[at - 1]):
            sheet.put(last, column, f"{_BESIDE[row.kind]}{unit}", Part.HEAD)
        else:
            sheet.put(top, column, f"{row.name}{unit}", Part.HEAD, row.id)
            if deep > 1:
                sheet.merges.append((top, column, last, column))
        column += 1
    if levels == 4:
        for at in range(1, column):
            sheet.put(last + 1, at, Decimal(at), Part.HEAD)
    return deep + (levels == 4), column - 1


def _belongs(row: Indicator, owner: Indicator) -> bool:
    return row.of == owner.id and row.kind in _BESIDE and owner.kind in _AMOUNT


def _across(sheet: Sheet, first: int, counties: Sequence[str], rows: Sequence[Indicator], *, above: bool) -> int:
    sheet.put(first, 1, "指标", Part.HEAD)
    if not above:
        sheet.put(first, 2, "单位", Part.HEAD)
    for column, county in enumerate(counties, 3 - above):
        sheet.put(first, column, spaced(county), Part.HEAD, county)
    for line, row in enumerate(rows, first + 1):
        sheet.put(line, 1, row.name, Part.LABEL, row.id)
        if not above:
            sheet.put(line, 2, row.unit, Part.UNIT)
    return len(counties) + 2 - above


def _fill(sheet: Sheet, body: Sequence[tuple[int, int]], keys: Sequence[Key], values: Values) -> None:
    for (row, column), key in zip(body, keys, strict=True):
        content = values.get(key)
        cell = sheet.put(row, column, content, Part.VALUE)
        cell.key = key
        if content is not None:
            cell.means = Means(content) if isinstance(content, Decimal) else Means(None, exempt=True)


def _notes(sheet: Sheet, right: int, draw: random.Random) -> None:
    bottom = sheet.rows
    for line, text in enumerate(draw.sample(_NOTES, draw.randint(0, 2)), bottom + 1):
        sheet.put(line, 1, text, Part.NOTE)
        sheet.merges.append((line, 1, line, right))
