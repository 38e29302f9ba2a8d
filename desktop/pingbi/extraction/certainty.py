"""How sure a number in a report may be at most: what is wished for, rough, former or said twice is no plain figure."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.extraction.beside import ends_with_colon
from pingbi.extraction.words import BLANK, bare_words
from pingbi.model.catalogue import Kind

if TYPE_CHECKING:
    from pingbi.extraction.carried import State
    from pingbi.extraction.clause import Clause
    from pingbi.extraction.numbers import Mention
    from pingbi.extraction.page import Run
    from pingbi.extraction.said import Said

PLAIN, OFFERED, REFUSED = Decimal(1), Decimal("0.85"), Decimal("0.5")
ROUGH = re.compile(r"[（(](?:预计|预估|估计|估算|暂估|暂定|初步|快报|初核|待核)[^）)]{0,6}[）)]")  # 18.3亿元（预计）
_INTENT = re.compile(r"预计|预期|力争|目标|计划|规划(?=[^，。]{0,12}投资)|确保|拟|争取|有望")
_WISH = re.compile(r"预计|预期|力争|争取|有望|确保(?!了)")
_FROM = re.compile(r"[由从](?:[^，、由从]{1,12}的)?(?:同比)?(?:[负正]?增长|下降|增速|降幅)?$")
_ABOUT = "约 约为 大约 近 接近 将近 余 多 几 以上 以上的 左右 上下 超 超过 逾 突破 不足 不到"
_INEXACT = frozenset(_ABOUT.split())
AIM_BEHIND = re.compile(
    r"(?:以上|左右)?的?(?:全?年度?|预期|增长|年初|市定|既定|调控|奋斗|预定)*(?:目标|任务|预期|要求)"
)
_NOT_REACHED = re.compile(rf"[未没][能有]?{BLANK}*(?:达到?|完成|实现|突破|超过)$")
# What holds for the numbers of a sentence until it comes to what is done.
_DONE = re.compile(r"实际|已(?!定)|现有|今年|目前|截至")
_GOAL = re.compile(
    r"^(?!围绕|对照|按照|对标|聚焦|锚定|根据|完成|实现|达到|为|超)[^，]{0,12}目标(?:任务)?(?:是：?|为：?|如下：?|：)$|^下一?步"
)
_SEVERAL = r"(?:[两二三四五六七八九十]|(?<!\d)\d{1,2})年"
_YEARS = re.compile(
    rf"(?:{_SEVERAL}(?:来|以来|间)|(?:近|过去){_SEVERAL})(?!.{{0,6}}(?:最|新高|新低|平均|同期))"
    rf"|十[一二三四五]五”?(?:以来|期间|时期|末|初)"
)
_MAKES = re.compile(r"[，、]?(?:共|累计|合计)?(?:实现|完成|创造|贡献)")
_SOME_ENTERPRISES = re.compile(r"(?!新|净|培育|累计|停产|“?四上|规|全|各|工业企业|高新|科技|专精|国家|省).{2,}企业")
_ONE_PROJECT = re.compile(
    r"(?!.*(?:个|重点|产业|工业|以上|签约|开工|投产|竣工|[在续新]建|入库|技改|改造|[列纳]入|储备|谋划|[省市县]级?项目|项目占|各|类))"
    r".{2,}项目(?:概算|计划|估算)?总?投资"
)
_DOUBT = re.compile(r"如果|假如|假设|倘若|^若(?!干)|[剔扣]除(?!价格|物价)|不含(?!农户)|不包括(?!农户)|而非|并非")
_TELLING = re.compile(r"[标步五年如若假倘除含括而并]")  # in each of those
_WISHED_FOR = frozenset({Kind.LEVEL, Kind.COUNT, Kind.YOY, Kind.SHARE})


def heard(clause: Clause, state: State, sentence: Run) -> None:
    """Takes up what a clause says of the numbers in it and behind it: 今年目标：…, 五年来…, 如果剔除…."""
    text = clause.text
    if state.most is not PLAIN and (_DONE.search(text) or any(not time.compared for time in clause.times)):
        state.most = PLAIN
    if _TELLING.search(text) is None:
        return  # as nearly always
    if _YEARS.search(text) or (
        not clause.found and _GOAL.search(f"{text}：" if ends_with_colon(sentence, clause.run) else text)
    ):
        state.most = REFUSED
    elif _DOUBT.search(text):
        state.most = min(state.most, OFFERED)


def limit(before: str, after: str, said: Said, mention: Mention, state: State, *, torn: bool, this: bool) -> Decimal:
    """From 0 to 1, by the words `before` and `after` the number; `state` is told whether what follows is only expected.

    `torn`: the number may be the end of one, 102，5亿元. `this`: it is of the period that is spoken of.
    """
    sought = _INTENT.search(before) is not None
    hoped = sought and _WISH.search(before) is not None
    wished = (sought or AIM_BEHIND.match(after) is not None or state.most is REFUSED) and said.kind in _WISHED_FOR
    if said.kind is Kind.YOY and said.topic is None:
        wished = wished or state.wished  # 预计完成…，增长…
    elif said.kind in (Kind.LEVEL, Kind.COUNT):
        state.wished = hoped
    if hoped and "总投资" not in before:  # 力争工业投资增长15%，新签约工业项目10个: an aim as well, or what was done?
        state.most = min(state.most, OFFERED)
    if _is_of_a_part(before, state):
        state.most = min(state.most, OFFERED)
    former = this and _FROM.search(bare_words(before)) is not None  # 由5.1%: what it was before
    if (wished and "计划" not in said.subject) or former:  # a plan's own figure is one
        return REFUSED
    twice = said.negative and mention.value < 0  # 下降-4.1%: a fall, said by word and sign
    inexact = mention.qualifier in _INEXACT or mention.unsure or said.unsure or twice or (torn and mention.open == 0)
    if inexact or (after[:1] in "（(" and ROUGH.match(after)) or _NOT_REACHED.search(before):
        return OFFERED
    return PLAIN if state.most is PLAIN else OFFERED


def _is_of_a_part(before: str, state: State) -> bool:
    """化工产业规上工业企业41家，实现规上工业增加值14.2亿元: perhaps not all that the county makes."""
    last = state.last
    if last is not None and last.kind is Kind.LEVEL and _ONE_PROJECT.fullmatch(last.subject):
        counted_too = any(last.subject.startswith(name) for name in state.recent[:-1])  # 智能制造项目3个，概算投资…
        return last.subject in state.recent and not counted_too  # 惠成项目，总投资5.8亿元，技改投资1.1亿元
    counted = last is not None and last.kind is Kind.COUNT and _SOME_ENTERPRISES.fullmatch(last.subject) is not None
    return counted and _MAKES.match(bare_words(before)) is not None
