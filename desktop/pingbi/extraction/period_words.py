"""Words for periods: 2022年上半年, 1—7月, 1至6月份, 一季度, 前三季度, 截至5月底; of headings also 6月, 当月, 6月末."""

from __future__ import annotations

import re

from pingbi.model.catalogue import months as months_of

_DASH = r"[-—–－~～至到]{1,2}"
_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "１": 1, "２": 2, "３": 3, "４": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?:(?P<year>(?:19|20)\d{2})\s*年)?\s*"
_PATTERNS: tuple[tuple[str, str], ...] = (
    (rf"{_YEAR}(?:1|一)\s*月?份?\s*{_DASH}\s*(?P<last>1[0-2]|[2-9])\s*月", "months"),
    (rf"{_YEAR}上半年", "H1"),
    (rf"{_YEAR}下半年", "H2"),
    (rf"{_YEAR}第?(?P<quarter>[一二三四1-4])\s*季度", "quarter"),
    (rf"{_YEAR}前三季度", "nine"),
    (rf"截[至止]\s*{_YEAR}(?P<until>1[0-2]|[1-9])\s*月", "until"),
    (r"(?P<year>(?:19|20)\d{2})\s*年(?!度?计划)(?:度|全年)?(?=[^\d月上下第一前]|$)", "year"),
)
_SOME = rf"{_YEAR}(?<![\d—–－~至到-])(?P<first>[2-9]|1[0-2])\s*月?份?\s*{_DASH}\s*(?P<last>1[0-2]|[3-9])\s*月"  # 4—6月
_UNTIL = rf"{_YEAR}(?P<until>1[0-2]|[1-9])\s*月份?(?:[末底]|累计)"  # 6月末, 6月累计
_MONTH = rf"{_YEAR}(?<![\d—–－~至到-])(?P<month>1[0-2]|[1-9])\s*月(?:份|当月|单月)?(?!\s*\d*\s*[日底末初—–－~至到-])"
_LAST_MONTH = r"^(?:当月|本月|单月)(?:份|数|值|完成|实际|完成数|完成额)*$"
_LAST_QUARTER = r"^(?:当季|本季度?|单季)(?:数|值|完成|实际|完成数|完成额)*$"
_COMPILED = tuple((re.compile(pattern), kind) for pattern, kind in _PATTERNS)
_OF_HEADINGS = (*_COMPILED, (re.compile(_SOME), "some"), (re.compile(_UNTIL), "until"), (re.compile(_MONTH), "month"))
_LAST = (re.compile(_LAST_MONTH), re.compile(_LAST_QUARTER))
_ANY = re.compile(r"[年月季当单]|上半|下半")  # no period is named without one of these


def span_of(year: str, last: int) -> str:
    """January to a month: half-years and the first quarter have names of their own."""
    return {3: f"{year}Q1", 6: f"{year}H1", 12: year}.get(last, f"{year}M01-{last:02d}" if last > 1 else f"{year}M01")


def without_period(text: str) -> str:
    """A heading without the period it names: 1—7月完成额 is 完成额, 2021年上半年 is nothing."""
    if _ANY.search(text) is None:
        return text
    for pattern in (*(pattern for pattern, _ in _OF_HEADINGS), *_LAST):
        text = pattern.sub("", text)
    return "" if text in ("份", "末", "底", "年末", "年底", "当月", "单月") else text


def with_year(period: str, outer: str) -> str:
    """A bare year below months is those months of it: 2021年 under 1—6月."""
    if re.fullmatch(r"\d{4}", period) and re.fullmatch(r"\d{4}(?:H|Q|M).+", outer):
        return period + outer[4:]
    return period


def period_of(text: str, default: str, *, months: bool = False, run: str = "") -> str | None:
    """The first period that the words name; its year is the default's where they give none.

    A single month counts where `months` says so: at the head of a page it is more often the date of the report. 当月 is
    then the last one of `run`.
    """
    if _ANY.search(text) is None:
        return None
    text = re.sub(r"\s+", " ", text)  # a cell may hold 40,000 blanks
    found: list[tuple[int, str]] = []
    for pattern, kind in _OF_HEADINGS if months else _COMPILED:
        match = pattern.search(text)
        if match is not None:
            period = _period(match, kind, match["year"] or default[:4])
            found.append((match.start() if kind != "year" else match.start() + len(text), period))
    if not found and months and (last := months_of(run)) is not None:
        if _LAST[0].search(text):
            return f"{default[:4]}M{last[2]:02d}"
        if _LAST[1].search(text):
            return f"{default[:4]}Q{(last[2] + 2) // 3}"
    return min(found)[1] if found else None


def _period(match: re.Match[str], kind: str, year: str) -> str:
    named = {"H1": f"{year}H1", "H2": f"{year}H2", "nine": f"{year}M01-09", "year": year}
    if kind in named:
        return named[kind]
    if kind == "month":
        return f"{year}M{int(match['month']):02d}"
    if kind == "quarter":
        return f"{year}Q{_DIGITS[match['quarter']]}"
    if kind == "some":
        return f"{year}M{int(match['first']):02d}-{int(match['last']):02d}"
    return span_of(year, int(match["last" if kind == "months" else "until"]))
