"""分别: each number of a list has its own county, its own subject, or something of its own that it is compared with."""

from __future__ import annotations

import re

from pingbi.extraction.carried import State
from pingbi.extraction.clause import Clause, Share, follows_a_measure
from pingbi.extraction.periods_apart import by_period, named_together
from pingbi.extraction.said import AREAS
from pingbi.extraction.whose import Place
from pingbi.extraction.words import APART, BLANK, bare_words, members, trimmed

_VERB = (
    r"(?:同比)?(?:大幅|小幅|略有?|微)?"
    r"(?:增长|下降|上升|提高|增加|减少|回落|降低|上涨|下跌|下滑|负增长|[增降])了?"
)
_GROWN = re.compile(rf"{_VERB}$")
_BETWEEN = re.compile(rf"[、和与及，{BLANK}]*(?P<verb>{_VERB})?")
_FROM = re.compile(r"[由从](?:[^，、由从]{1,12}的)?$")
_INDUSTRIES = re.compile(r"三次产业|一二三产|三产")
_RATE = re.compile(r"(?:增速|增幅|涨幅|降幅)$")
_THESE = re.compile(r"^(?:上述|以上|这)?(?:[两二三四五六七八九]|\d)(?:地|县|县区|个县|个县区|市)(?P<rest>.*)$")
_AREAS = re.compile(rf"(?:{AREAS})(?:(?:平均水平|平均|水平)?(?:、|和|与|及)(?:{AREAS})){{1,2}}")
_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)")
_RANKED = re.compile(
    r"(?:较|最)?(?:高|大|好|快|多|前|低|慢|少|小|靠前|居前|靠后|居后)(?:三|五)?(?:位)?的(?:县|区|县区|县（市、区）)?(?:是|有|为)?$|(?:排名|排|居)?(?:前|后).{1,3}[位名]?的(?:县区?|是|有|为)*$|由高到低.*$|由多到少.*$"
)


def shares(clause: Clause, state: State) -> dict[int, Share]:
    """Number of the clause -> what it has for itself; empty where nothing is distributed."""
    parts = _INDUSTRIES.search(clause.text) if len(clause.found) == 3 else None
    if parts is not None and re.search(r"结构|比", clause.text):
        return {at: Share(words=f"第{name}产业增加值占比") for at, name in enumerate("一二三")}
    if len(clause.found) > 1 and all(row.rank for row in clause.found) and len(state.apart) == len(clause.found):
        return {at: Share(words=f"{part}居") for at, part in enumerate(state.apart)}  # 居全省第3位、第2位
    cue = APART.search(clause.text)
    if cue is None and len(clause.found) > 1:
        return _as_before(clause, state)
    if cue is None or len(clause.found) < 2:
        return {}
    run = _run(clause, cue.end())
    if len(run) < 2:
        return {}
    first, count = clause.found[run[0]], len(run)
    outside = [row.stop for row in clause.found[: run[0]] if not _inside(clause.text, row.start)]
    begin = outside[-1] if outside else 0
    verbs = _verbs(clause, run, bare_words(clause.words[cue.end() : first.open]))
    ahead = clause.words[begin : cue.start()]
    if _FROM.search(verbs[0]) is not None:
        return {at: Share(lost=True) for at in run}  # 分别由5%、6%回落至4.1%、5.2%: what they were before
    dated = by_period(clause, state, run, begin, ahead, verbs)
    if dated is not None:
        return dated
    own = [place for place in clause.places if begin <= place.start < first.open and not place.compared]
    if len(own) == count:
        head = bare_words(clause.words[begin : own[0].start])
        if ranked(head) != head:  # 增速最快的甲县、乙县分别增长
            head = _RATE.sub("", ranked(head)) if _GROWN.search(verbs[0]) else ranked(head)
        tail = bare_words(clause.words[own[-1].stop : cue.start()] if own[-1].stop <= cue.start() else "")
        words = f"{trimmed(head)}{tail.strip('等的，')}"
        return {at: Share(place.county, f"{words}{verb}") for at, place, verb in zip(run, own, verbs, strict=True)}
    these = _THESE.match(trimmed(ahead))
    if these is not None and len(state.seen) >= count:
        named = zip(run, state.seen[-count:], verbs, strict=True)
        return {at: Share(county, f"{these['rest']}{verb}") for at, county, verb in named}
    found = _compared(clause, run, begin, cue) or _subjects(clause, run, state, ahead, verbs)
    if not found and len(state.counties) == count:
        listed = zip(run, state.counties, verbs, strict=True)
        return {at: Share(county, f"{ahead}{verb}") for at, county, verb in listed}
    return found


def _as_before(clause: Clause, state: State) -> dict[int, Share]:
    """同比增长4.1%、下降2.2% behind 甲、乙分别完成10亿元、12亿元: as many numbers, with nothing but verbs."""
    run, count = _run(clause, 0), len(clause.found)
    first = bare_words(clause.words[: clause.found[0].open])
    if len(run) > 1 and named_together(clause, 0, clause.found[run[0]].open):
        return {at: Share(lost=True) for at in run}  # 一季度、上半年工业投资5亿元、12亿元
    if len(run) < count or clause.places or not _GROWN.search(first) or trimmed(_GROWN.sub("", first)):
        return {}
    verbs = _verbs(clause, run, first)
    dated = by_period(clause, state, run, 0, "", verbs)
    if dated is not None:
        return dated
    if len(state.counties) == count:
        return {at: Share(county, verb) for at, county, verb in zip(run, state.counties, verbs, strict=True)}
    if not state.counties and len(state.apart) == count <= len(state.recent):
        return {
            at: Share(words=f"{part}{verb}") for at, part, verb in zip(run, state.recent[-count:], verbs, strict=True)
        }
    return {}


def _compared(clause: Clause, run: list[int], begin: int, cue: re.Match[str]) -> dict[int, Share]:
    """分别比一季度、1-5月提高15.5、2.2个百分点; 分别高于全国、全省2.1、0.8个百分点."""
    first = clause.found[run[0]]
    against = [time for time in clause.times if time.compared and begin <= time.start < first.open]
    if len(against) == len(run):
        head = bare_words(clause.words[begin : against[0].start]).replace(cue[0], "")
        tail = bare_words(clause.words[against[-1].stop : first.open]).replace(cue[0], "")
        return {
            at: Share(words=f"{head}{clause.text[time.start : time.stop]}{tail}")
            for at, time in zip(run, against, strict=True)
        }
    areas = _AREAS.search(_BRACKETS.sub("", clause.words[begin : first.open]))
    names = re.findall(AREAS, areas[0]) if areas is not None else []
    if areas is not None and len(run) == len(names):
        whole = _BRACKETS.sub("", clause.words[begin : first.open])
        head, tail = whole[: areas.start()], whole[areas.end() :]
        words = [bare_words(f"{head}{name}{tail}").replace(cue[0], "") for name in names]
        return {at: Share(words=one) for at, one in zip(run, words, strict=False)}
    return {}


def _subjects(clause: Clause, run: list[int], state: State, ahead: str, verbs: list[str]) -> dict[int, Share]:
    own = trimmed(_BRACKETS.sub("", ahead))
    parts = members(own, len(run)) if own else None
    if parts is None and clause.found[0].stop <= len(clause.text) and run[0] and not own:
        parts = members(state.topic.who, len(run))
    if parts is None and not own and len(state.recent) >= len(run) > len(state.apart) - len(state.apart) % 2:
        parts = tuple(state.recent[-len(run) :])
    if parts is None and (not own or len(own) <= 4) and len(state.apart) == len(run):
        parts = state.apart
    if parts is None:
        return {}
    rate = _RATE.search(own)  # 甲、乙增速: of each of them
    parts = parts if rate is None else tuple(part if _RATE.search(part) else f"{part}{rate[0]}" for part in parts)
    state.apart = parts
    return {at: Share(words=f"{part}{own}") for at, part, own in zip(run, parts, verbs, strict=True)}


def _verbs(clause: Clause, run: list[int], first: str) -> list[str]:
    """分别增长9.1%和下降4.2%: a number keeps the verb before it until another has its own."""
    own = _GROWN.search(first)
    verbs, led = [first], first[: own.start()] if own is not None else ""
    for at in run[1:]:
        between = _BETWEEN.match(clause.words[clause.found[at - 1].stop : clause.found[at].open])
        verbs.append(f"{led}{between['verb']}" if between is not None and between["verb"] else verbs[-1])
    return verbs


def _inside(text: str, at: int) -> bool:
    ahead = text[:at]
    return ahead.count("（") + ahead.count("(") > ahead.count("）") + ahead.count(")")


def ranked(words: str) -> str:
    """投资完成率较高的 before counties: 投资完成率."""
    return _RANKED.sub("", words.rstrip(f"（({BLANK}"))


def _run(clause: Clause, start: int) -> list[int]:
    """The numbers behind 分别 that stand in one list."""
    run: list[int] = []
    for at, mention in enumerate(clause.found):
        if mention.open < start:
            continue
        if run:
            between = clause.words[clause.found[at - 1].stop : mention.open]
            if (
                not _BETWEEN.fullmatch(re.sub(r"^(?:以上|左右)", "", between))
                or mention.unit != clause.found[run[0]].unit
            ):
                break
        run.append(at)
    return run


def runs(places: list[Place], words: str) -> list[Place]:
    """The last places of a stretch of words that stand in one list."""
    last: list[Place] = []
    for place in places:
        if last and re.fullmatch(r"、|和|及|与|以及", words[last[-1].stop : place.start]) is None:
            last = []
        last.append(place)
    return last


def listed_behind(clause: Clause, reached: int) -> list[Place]:
    """超20亿元的有甲县、乙县2个县，合计67亿元: the counties behind a clause's last number, of whom what follows is."""
    own = [place for place in clause.places if place.start >= reached and not place.compared]
    return own if len(own) > 1 and named_last(clause, own) else []


def named_last(clause: Clause, own: list[Place]) -> bool:
    """居前三位的县区是甲、乙、丙 at the end of a clause: what follows is theirs."""
    ahead, behind = bare_words(clause.words[: own[0].start]), clause.words[own[-1].stop :]
    if re.fullmatch(r"(?:最[高快大多低慢小少])?", behind) and follows_a_measure(
        clause.words[: runs(own, clause.words)[0].start]
    ):
        return True  # 各县工业投资增速 above a line 范县：8.1%; 全市工业投资增速范县最高，为8.1%
    return (
        ahead.endswith(("是", "为", "有"))
        and re.fullmatch(r"等?(?:[\d三四五六七八九]?个?(?:县区?|区|市))?", behind) is not None
    )
