"""Words for periods: 2022年上半年, 1—7月, 1至6月份, 一季度, 前三季度, 截至5月底."""

from __future__ import annotations

import re

_DASH = r"[-—–－~至到]{1,2}"
_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "１": 1, "２": 2, "３": 3, "４": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?:(?P<year>(?:19|20)\d{2})\s*年)?\s*"
_PATTERNS: tuple[tuple[str, str], ...] = (
    (rf"{_YEAR}(?:1|一)\s*月?份?\s*{_DASH}\s*(?P<last>1[0-2]|[2-9])\s*月", "months"),
    (rf"{_YEAR}上半年", "H1"),
    (rf"{_YEAR}下半年", "H2"),
    (rf"{_YEAR}第?(?P<quarter>[一二三四1-4])\s*季度", "quarter"),
    (rf"{_YEAR}前三季度", "nine"),
    (rf"截至\s*{_YEAR}(?P<until>1[0-2]|[1-9])\s*月", "until"),
    (r"(?P<year>(?:19|20)\d{2})\s*年(?!度?计划)(?:度|全年)?(?=[^\d月上下第一前]|$)", "year"),
)
_MONTH = rf"{_YEAR}(?<![\d—–－~至到-])(?P<month>1[0-2]|[1-9])\s*月(?:份|当月)?(?!\s*\d*\s*[日底末初—–－~至到-])"


def span_of(year: str, last: int) -> str:
    """January to a month: half-years and the first quarter have names of their own."""
    return {3: f"{year}Q1", 6: f"{year}H1", 12: year}.get(last, f"{year}M01-{last:02d}" if last > 1 else f"{year}M01")


def without_period(text: str) -> str:
    """A heading without the period it names: 1—7月完成额 is 完成额, 2021年上半年 is nothing."""
    for pattern in (*(pattern for pattern, _ in _PATTERNS), _MONTH):
        text = re.sub(pattern, "", text)
    return "" if text in ("份", "末", "底", "年末", "年底", "当月") else text


def period_of(text: str, default: str, *, months: bool = False) -> str | None:
    """The first period that the words name; its year is the default's where they give none.

    A single month counts where `months` says so: at the head of a page it is more often the date of the report.
    """
    text = re.sub(r"\s+", " ", text)  # a cell may hold 40,000 blanks
    found: list[tuple[int, str]] = []
    patterns = (*_PATTERNS, (_MONTH, "month")) if months else _PATTERNS
    for pattern, kind in patterns:
        match = re.search(pattern, text)
        if match is None:
            continue
        year = match["year"] or default[:4]
        period = {
            "H1": f"{year}H1",
            "H2": f"{year}H2",
            "nine": f"{year}M01-09",
            "year": year,
        }.get(kind)
        if kind == "month":
            period = f"{year}M{int(match['month']):02d}"
        elif kind == "months":
            period = span_of(year, int(match["last"]))
        elif kind == "until":
            period = span_of(year, int(match["until"]))
        elif kind == "quarter":
            period = f"{year}Q{_DIGITS[match['quarter']]}"
        found.append((match.start() if kind != "year" else match.start() + len(text), period or default))
    return min(found)[1] if found else None
