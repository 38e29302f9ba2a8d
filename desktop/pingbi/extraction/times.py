"""Periods in running text: where each stands, what it means, and whether it is only compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pingbi.extraction.numerals import WIDE, read
from pingbi.extraction.period_words import span_of
from pingbi.model.catalogue import months, year_before

_DASH = r"(?:[-—–－~～至到]{1,2})"
_N = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_YEAR = r"(?:(?P<year>20\d\d)年)?(?P<past>去年|上年|上一年|前年)?(?:今年|本年度?)?"
_TIME = re.compile(
    rf"(?:(?P<until>截至|截止到?|到){_YEAR}(?P<end>{_N})月(?:底|末|份|\d{{1,2}}日)(?!{_DASH}))"
    rf"|(?P<now>截[至止]目前|截[至止]今日|目前|到目前为止|当前)"
    rf"|(?P<since>今年以来|年初以来|今年来|开年以来|(?:20\d\d)年以来)"
    rf"|(?P<ended>[去上]年年?[末底])"
    rf"|{_YEAR.replace('year', 'year2').replace('past', 'past2')}(?:"
    rf"(?P<half>上半年|下半年)|前(?P<quarters>[一二三两123])个?季度"
    rf"|第?(?P<quarter>[一二三四1-4])季度|(?P<first>首季度?)"
    rf"|(?P<from>{_N})月?份?{_DASH}(?P<to>{_N})月份?(?![\d日])|前(?P<months>{_N}|两)个?月"
    rf"|(?P<month>{_N})月(?:份|当月)?+(?!\d*(?:[日底末初以召举印公]|[上中下]旬|中(?=$|[，、])|发(?!电)|出(?!口)))"
    rf"|(?P<whole>全年(?!度?计划|度?目标|任务|红|工作|经济|的?目标)|年末|年底))"
    rf"|(?P<year3>20\d\d)年度?(?P<same>同期)?(?!度?(?:计划|目标|任务))(?!\d)"
    rf"|(?P<before>去年同期|上年同期|去年|上年|同期)"
    rf"|(?P<single>当月|本月|单月|月度|从当月看)|(?P<last>当季度?|本季度?|单季度?)"
)
_AGAINST = re.compile(r"(?:比|较|与|和|同|由|从|、|超)(?:去年|上年|今年)?$")
_PLANNED = re.compile(r"^(?:度?计划|度?目标|任务)")


@dataclass(frozen=True, slots=True)
class Time:
    """A period named at text[start:stop]. `compared`: it is only measured against (较一季度). `sort` is what was said:
    span, month, year, since (今年以来), now (目前), before (去年同期), single (当月, of the month named last; 当季).
    """

    start: int
    stop: int
    period: str
    sort: str
    compared: bool = False


def times(text: str, default: str) -> Iterator[Time]:
    """The periods of a clause in order; a year that is not given is that of `default`. `text` holds no white space."""
    plain = text.translate(WIDE)
    if not re.search(r"年|月|季|目前|当前|同期|截", plain):
        return
    compared_before = -1
    for match in _TIME.finditer(plain):
        if match.start() and plain[match.start() - 1].isdigit():
            continue
        period, sort = _meaning(match, default)
        if not period or (sort == "year" and _PLANNED.match(plain[match.end() :])):
            continue
        ahead = _AGAINST.search(plain[: match.start()])
        compared = sort == "before" or (
            sort not in ("single", "last")
            and ahead is not None
            and (ahead[0][0] not in "、和与" or compared_before == match.start() - 1)
        )
        if ahead is not None and ahead[0][0] in "和与" and plain[match.end() :].startswith(("相比", "比")):
            compared = True
        if match["same"]:
            compared = True
        if compared:
            compared_before = match.end()
        yield Time(match.start(), match.end(), period, sort, compared)


def _meaning(match: re.Match[str], default: str) -> tuple[str, str]:
    year = next((match[name] for name in ("year", "year2", "year3") if match[name]), default[:4])
    if match["past"] or match["past2"]:
        year = str(int(default[:4]) - 1)
    if match["end"]:
        return span_of(year, _number(match["end"])), "span"
    if match["now"]:
        return "asof", "now"
    if match["since"]:
        return f"{match['since'][:4] if match['since'][0] == '2' else default[:4]}YTD", "since"
    if match["half"]:
        return f"{year}{'H1' if match['half'] == '上半年' else 'H2'}", "span"
    if match["quarters"]:
        return span_of(year, 3 * _number(match["quarters"])), "span"
    if match["quarter"] or match["first"]:
        return f"{year}Q{_number(match['quarter'] or '1')}", "span"
    if match["from"]:
        first, last = _number(match["from"]), _number(match["to"])
        if first >= last:
            return "", ""
        return (span_of(year, last) if first == 1 else f"{year}M{first:02d}-{last:02d}"), "span"
    if match["months"]:
        return span_of(year, _number(match["months"])), "span"
    if match["month"]:
        return f"{year}M{_number(match['month']):02d}", "month"
    if match["whole"]:
        return year, "year"
    if match["ended"]:
        return f"{int(default[:4]) - 1}M12", "before"
    if match["before"]:
        return year_before(default), "before"
    run = months(default)
    if match["single"]:
        return (f"{run[0]}M{run[2]:02d}" if run is not None and match[0] != "月度" else default), "single"
    if match["last"]:
        return (f"{run[0]}Q{(run[2] + 2) // 3}" if run is not None else default), "last"
    return year, "year"


def _number(text: str) -> int:
    return int(read(text) or 0)
