"""分别: each number of a list has its own county, its own subject, or something of its own that it is compared with."""

from __future__ import annotations

import re

from pingbi.extraction.carried import State
from pingbi.extraction.clause import Clause, Share
from pingbi.extraction.said import AREAS
from pingbi.extraction.whose import Place
from pingbi.extraction.words import BLANK, bare_words, members, trimmed

APART = re.compile(r"分别|依次|各自")
_VERB = r"(?:同比)?(?:增长|下降|上升|提高|减少|回落|降低)了?"
_BETWEEN = re.compile(rf"[、和与及，{BLANK}]*(?P<verb>{_VERB})?")
_THESE = re.compile(r"^(?:上述|以上|这)?(?:[两二三四五六七八九]|\d)(?:地|县|县区|个县|个县区|市)(?P<rest>.*)$")
_AREAS = re.compile(rf"(?:{AREAS})(?:平均水平|平均|水平)?(?:、|和|与|及)(?:{AREAS})")
_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)")
_RANKED = re.compile(
    r"(?:较|最)?(?:高|大|好|快|多|前|低|慢|少|小|靠前|居前)(?:三|五)?(?:位)?的(?:县|区|县区|县（市、区）)?(?:是|有|为)?$|(?:排名|排|居)?(?:前|后).{1,3}[位名]?的(?:县区?|是|有|为)*$|由高到低.*$|由多到少.*$"
)


def shares(clause: Clause, state: State) -> dict[int, Share]:
    """Number of the clause -> what it has for itself; empty where nothing is distributed."""
    parts = re.search(r"三次产业|一二三产|三产", clause.text)
    if parts is not None and len(clause.found) == 3 and re.search(r"结构|比", clause.text):
        return {at: Share(words=f"第{name}产业增加值占比") for at, name in enumerate("一二三")}
    if len(clause.found) > 1 and all(row.rank for row in clause.found) and len(state.apart) == len(clause.found):
        return {at: Share(words=f"{part}居") for at, part in enumerate(state.apart)}  # 居全省第3位、第2位
    cue = APART.search(clause.text)
    if cue is None or len(clause.found) < 2:
        return {}
    run = _run(clause, cue.end())
    if len(run) < 2:
        return {}
    first, count = clause.found[run[0]], len(run)
    outside = [row.stop for row in clause.found[: run[0]] if not _inside(clause.text, row.start)]
    begin = outside[-1] if outside else 0
    verb = bare_words(clause.words[cue.end() : first.open])
    ahead = clause.words[begin : cue.start()]
    own = [place for place in clause.places if begin <= place.start < first.open and not place.compared]
    if len(own) == count:
        head = ranked(bare_words(clause.words[begin : own[0].start]))
        tail = bare_words(clause.words[own[-1].stop : cue.start()] if own[-1].stop <= cue.start() else "")
        words = f"{trimmed(head)}{tail.strip('等的，')}{verb}"
        return {at: Share(place.county, words) for at, place in zip(run, own, strict=True)}
    these = _THESE.match(trimmed(ahead))
    if these is not None and len(state.seen) >= count:
        return {
            at: Share(county, f"{these['rest']}{verb}") for at, county in zip(run, state.seen[-count:], strict=True)
        }
    found = _compared(clause, run, begin, cue) or _subjects(clause, run, state, ahead, verb)
    if not found and len(state.counties) == count:
        return {at: Share(county, f"{ahead}{verb}") for at, county in zip(run, state.counties, strict=True)}
    return found


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
    if areas is not None and len(run) == 2:
        names = re.findall(AREAS, areas[0])[:2]
        whole = _BRACKETS.sub("", clause.words[begin : first.open])
        head, tail = whole[: areas.start()], whole[areas.end() :]
        words = [bare_words(f"{head}{name}{tail}").replace(cue[0], "") for name in names]
        return {at: Share(words=one) for at, one in zip(run, words, strict=False)}
    return {}


def _subjects(clause: Clause, run: list[int], state: State, ahead: str, verb: str) -> dict[int, Share]:
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
    state.apart = parts
    verbs = _verbs(clause, run, verb)
    return {at: Share(words=f"{part}{own}") for at, part, own in zip(run, parts, verbs, strict=True)}


def _verbs(clause: Clause, run: list[int], first: str) -> list[str]:
    """分别增长9.1%和下降4.2%: a number keeps the verb before it until another has its own."""
    verbs = [first]
    for at in run[1:]:
        between = _BETWEEN.match(clause.words[clause.found[at - 1].stop : clause.found[at].open])
        verbs.append((between["verb"] if between is not None else None) or verbs[-1])
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
