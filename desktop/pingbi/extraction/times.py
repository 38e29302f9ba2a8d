"""Periods in running text: where each stands, what it means, and whether it is only compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pingbi.extraction.numerals import narrow, read
from pingbi.extraction.period_words import span_of
from pingbi.extraction.words import APART
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
    rf"(?P<half>上半年|下半年|(?<![上下近大后这去一个两前])半年(?=[完累实][成计现]|同比|增长|下降))|前(?P<quarters>[一二三两123])个?季度"
    rf"|第?[一1](?:季度)?{_DASH}第?(?P<upto>[二三四2-4])季度|第?(?P<quarter>[一二三四1-4])季度|(?P<first>首季度?)"
    rf"|(?P<from>{_N})月?份?{_DASH}(?P<to>{_N})月份?(?!\d{{1,2}}日|日)|前(?P<months>{_N}|两)个?月"
    rf"|(?P<month>{_N})月(?:份|当月)?+(?!\d*(?:[日底末初以召举印公]|[上中下]旬|中(?=$|[，、])|发(?!电)|出(?!口)))"
    rf"|(?P<whole>全年(?!度?计划|度?目标|任务|红|工作|经济|的?目标)|年末|年底))"
    rf"|(?P<year3>20\d\d)年度?(?P<same>同期)?(?!度?(?:计划|目标|任务))(?!\d)"
    rf"|(?P<before>去年同期|上年同期|去年|上年|同期)"
    rf"|(?P<gone>过去的?一年)"
    rf"|(?P<single>当月|本月|单月|月度|从当月看)|(?P<last>当季度?|本季度?|单季度?)"
)
_MAYBE = re.compile(r"[年月季截]|[目当]前|同期")
_AGAINST = re.compile(r"(?:比|较|与|和|同|由|从|、|超)(?:去年|上年|今年)?$")
# 一、 before 二季度, 5、 before 6月, 1-3、 before 1-6月, where 分别 says that each is meant.
_EARLIER = {
    sort: re.compile(
        rf"(?:(?P<year>20\d\d)年|(?P<this>今年|本年))?(?P<list>(?:(?<![\d.一二三四五六七八九十]){one}[、和与及])+)$"
    )
    for sort, one in (
        ("quarter", "第?[一二三1-3]"),
        ("month", "(?:1[0-2]|[1-9])"),
        ("from", rf"1{_DASH}(?:1[0-2]|[2-9])"),
    )
}
_OF_RANK = re.compile(r"[居列排位获第]$")
_LAST_YEAR = ("去年", "上年")
_LEADS = re.compile(r"(?:而|但|其中|[^，。]{0,5}[县区市旗])?")
_SAME = re.compile(r"同期|[年]?[底末初]|[的]?同|以来|相比|比")
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
    past: bool = False  # 去年上半年: the text is not about it


def times(text: str, default: str) -> Iterator[Time]:
    """The periods of a clause in order; a year that is not given is that of `default`. `text` holds no white space."""
    if _MAYBE.search(text) is None:
        return
    plain = narrow(text)
    compared_before = -1
    for match in _TIME.finditer(plain):
        if match.start() and plain[match.start() - 1].isdigit():
            continue
        shared = "quarter" if match["quarter"] else "month" if match["month"] else "from" if match["from"] else ""
        earlier = (
            [*_earlier(plain, match, shared, default)] if shared and plain[match.start() - 1] in "、和与及" else []
        )
        yield from earlier
        period, sort = _meaning(match, f"{earlier[0].period[:4]}{default[4:]}" if earlier else default)
        if not period or (sort == "year" and _PLANNED.match(plain[match.end() :])):
            continue
        ahead = _AGAINST.search(plain[: match.start()])
        if (
            match["before"] in _LAST_YEAR
            and _LEADS.fullmatch(plain, 0, match.start())
            and not _SAME.match(plain, match.end())
        ):
            period, sort = str(int(default[:4]) - 1), "last"  # 去年，全县工业投资增长4%: of the whole year
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
        past = bool(match["past"] or match["past2"] or match["gone"])
        yield Time(match.start(), match.end(), period, sort, compared, past)


def _earlier(plain: str, match: re.Match[str], sort: str, default: str) -> Iterator[Time]:
    """The periods whose unit stands behind the last of their list: 一、二季度."""
    found = _EARLIER[sort].search(plain[: match.start()]) if APART.search(plain) is not None else None
    if found is None or _OF_RANK.search(plain[: found.start()]):
        return
    year = found["year"] or match["year2"] or default[:4]
    for item in re.finditer(r"[^、和与及]+", found["list"]):
        start = found.start("list") + item.start() - (len(found["this"] or "") if not item.start() else 0)
        stop, last = found.start("list") + item.end(), re.split(r"[-—–－~～至到]+", item[0].removeprefix("第"))[-1]
        period = {"quarter": f"{year}Q{_number(last)}", "month": f"{year}M{_number(last):02d}"}.get(sort)
        yield Time(start, stop, period or span_of(year, _number(last)), "month" if sort == "month" else "span")


def _meaning(match: re.Match[str], default: str) -> tuple[str, str]:
    year = next((match[name] for name in ("year", "year2", "year3") if match[name]), default[:4])
    if match["past"] or match["past2"] or match["gone"]:
        year = str(int(default[:4]) - 1)
    if match["end"]:
        return span_of(year, _number(match["end"])), "span"
    if match["now"]:
        return "asof", "now"
    if match["since"]:
        return f"{match['since'][:4] if match['since'][0] == '2' else default[:4]}YTD", "since"
    if match["half"]:
        return f"{year}{'H2' if match['half'] == '下半年' else 'H1'}", "span"
    if match["quarters"] or match["upto"]:
        return span_of(year, 3 * _number(match["quarters"] or match["upto"])), "span"
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
