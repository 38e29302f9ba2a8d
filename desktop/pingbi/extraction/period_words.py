"""Words for periods: 2022年上半年, 1—7月, 1至6月份, 一季度, 前三季度, 截至5月底; of headings also 6月, 当月, 6月末."""

from __future__ import annotations

import re
from functools import lru_cache

from pingbi.extraction.numerals import narrow, read
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
_ANY = re.compile(r"[年月季当单]|上半|下半|[HQ][1-4]|(?:19|20)\d\d")  # no period is named without one of these
_HALF = r"(?:[上下]半年|前三季度|第?[一二三四1-4]\s*季度)"
_MONTH_NAME = r"十[一二]|[一二三四五六七八九十]"
# Other spellings, made into the plain one: 二〇二一年, 21年上半年, 2021H1, 2022.1-5, 前5个月, 01—06月, 五月, 202205.
_SPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"(?<!\d)([1-3]\d)(?=年\s*(?:{_HALF}|前?\s*(?:1[0-2]|[1-9])\s*[-—–－~～至到个月]))"), r"20\1"),
    (re.compile(rf"((?:19|20)\d\d)(?=\s*(?:{_HALF}|H[12]|Q[1-4]))"), r"\1年"),
    (re.compile(r"(?<![A-Za-z0-9])H1(?![A-Za-z0-9])"), "上半年"),
    (re.compile(r"(?<![A-Za-z0-9])H2(?![A-Za-z0-9])"), "下半年"),
    (re.compile(r"(?<![A-Za-z0-9])Q([1-4])(?![A-Za-z0-9])"), r"\1季度"),
    (re.compile(r"(?<=\d年)半年"), "上半年"),
    (re.compile(rf"(?<!\d)((?:19|20)\d\d)[./]0?1\s*{_DASH}\s*0?(1[0-2]|[2-9])(?![\d./-])月?"), r"\1年1-\2月"),
    (re.compile(r"(?<!\d)((?:19|20)\d\d)[-./](1[0-2]|0?[1-9])(?![\d./月-])"), r"\1年\2月"),
    (re.compile(r"(?<!\d)(20[0-3]\d)(0[1-9]|1[0-2])(?!\d)"), r"\1年\2月"),
    (re.compile(r"前(1[0-2]|[2-9])个月"), r"1-\1月"),
    (re.compile(rf"(?<!\d)0(?=[1-9]\s*(?:月|{_DASH}\s*(?:1[0-2]|0?\d)\s*月))"), ""),
    (re.compile(r"^((?:19|20)\d\d)$"), r"\1年"),
)
_CHINESE_YEAR = re.compile(r"[二][〇○零0][一二三四五六七八九〇○零]{2}(?=年)")
_CHINESE_MONTH = re.compile(rf"(?<![一二三四五六七八九十百])(?P<month>{_MONTH_NAME})(?=个?月)")
_YEAR_DIGITS = {ord(sign): str(at) for at, sign in enumerate("零一二三四五六七八九")} | {ord("〇"): "0", ord("○"): "0"}


def span_of(year: str, last: int) -> str:
    """January to a month: half-years and the first quarter have names of their own."""
    return {3: f"{year}Q1", 6: f"{year}H1", 12: year}.get(last, f"{year}M01-{last:02d}" if last > 1 else f"{year}M01")


def without_period(text: str) -> str:
    """A heading without the period it names: 1—7月完成额 is 完成额, 2021年上半年 is nothing."""
    if _ANY.search(text) is None:
        return text
    spelled = rest = _spelled(text)
    for pattern in (*(pattern for pattern, _ in _OF_HEADINGS), *_LAST):
        rest = pattern.sub("", rest)
    text = text if rest == spelled else rest
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
    text = _spelled(re.sub(r"[^\S\n]+", " ", text))  # a cell may hold 40,000 blanks
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


@lru_cache(4096)
def _spelled(text: str) -> str:
    """The text with its periods in one spelling: 二〇二一年前五个月 is 2021年1-5月."""
    text = narrow(text)
    text = _CHINESE_YEAR.sub(lambda found: found[0].translate(_YEAR_DIGITS), text)
    text = _CHINESE_MONTH.sub(lambda found: str(read(found["month"])), text)
    for pattern, plain in _SPELLINGS:
        text = pattern.sub(plain, text)
    return text


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
