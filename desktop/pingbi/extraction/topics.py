"""What a clause without numbers is about: the subject of the numbers that follow."""

from __future__ import annotations

import re

from pingbi.extraction.carried import State
from pingbi.extraction.clause import Clause
from pingbi.extraction.counted import money_of_class
from pingbi.extraction.growth import other_time
from pingbi.extraction.measures import MEASURE
from pingbi.extraction.said import Topic, topic_of
from pingbi.extraction.words import bare_words, trimmed

_TOPIC = re.compile(rf"(?P<who>[^，]{{0,24}}?)(?P<measure>{MEASURE})(?![的、和与及项比结业类产计量指工入]|方(?!面))")
_CLASS_TOPIC = re.compile(
    r"(?P<who>(?:[一-鿿“”]){2,20}(?:企业|项目|产业|工业|业))(?:$|(?:培育)?(?:数量|总数|规模)|(?:建设|推进)?(?:进度|进展|滞后|缓慢|停滞|停工))"
)
_NO_TOPIC = re.compile(
    r"[了把将被抓推对为以]|实现|推动|加快|促进|支持|服务|举办|坚持|结合|围绕|打造|聚焦|开展|实施|加强|引导|提升|助力|帮助|培育(?!数)"
)
_BY_PLACE = re.compile(r"(?:从|在|分)?各?(?:县（市、区）|县区|县市区|县市|地区?|市县)[中看，别]|各县")
_CONTEST = re.compile(r"(?:观摩|评比|考核|考评|测评|竞赛|评价|点评|评估)(?:中|活动中)?$")
_LISTED = re.compile(r"^(?P<list>.*、.*?)(?P<what>增幅|增速|增长|降幅|占比)")
_NUMBERED = re.compile(r"^.*?（[一二三四五六七八九十]+）")
_SUBJECT = re.compile(r"[值额资入出润利税量款金积程能格数本存产业目分幅速比]")  # in every subject and predicate below
_SORT = re.compile(r"^(?:各|[一二三四五六七八九\d]个)(?:县区|功能区|县|市区|区)")
_NO_NAME = re.compile(r"其中|增长|下降|增速|[增降涨]幅|如下|情况|方面|来看|分别|同比")
_ITS_GROWTH = re.compile(r"同比(?:增长|下降|增速|增幅|降幅)?|增速|增幅|增长|下降|降幅")
LONGEST = 16  # characters of a subject before what is measured


def take_up(clause: Clause, state: State, *, labels: bool = False) -> None:
    """基础设施投资跑得最快，完成223.7亿元: the first clause names what the second is of. `labels`: 企业投诉：3件."""
    state.beside = other_time(clause.words) or state.beside
    if _BY_PLACE.match(clause.text):  # 分县区看: the classes of projects said before are left behind
        state.klass = Topic()
        state.topic = Topic() if state.head.is_class else state.head
    words = bare_words(clause.words)
    words = _NUMBERED.sub("", words) if "（" in words else words
    if len(words) <= 24 and _CONTEST.search(words):
        state.rank_of = trimmed(words.removesuffix("中"))
        return
    words = trimmed(words)
    if labels and _ITS_GROWTH.fullmatch(bare_words(clause.words)) and state.topic.name:
        state.asked, state.fallen = state.topic.name, "降" in clause.words  # 工业投资：5亿元，同比：4%
        return
    money = money_of_class(words) if labels and state.klass.is_class else ""
    if money:
        state.topic = Topic(state.klass.who, money)  # 产业项目：28个，年计划投资：74.5亿元
        return
    words = words.removesuffix("方面") if labels else words
    if labels and words and len(words) <= LONGEST and not _NO_NAME.search(words):
        state.topic = topic_of(words, Topic())
        state.by_unit.clear()  # its number is no more of what went before: 完成率60.8%；研发活动覆盖率：51.4%
        state.klass = state.topic if state.topic.is_class and not state.topic.measure else Topic()
        return
    if _SUBJECT.search(words) is None:
        return
    listed = _LISTED.search(words) if "、" in words else None
    if listed is not None:  # 矿产加工、电子信息增幅最大，分别为…
        state.apart = tuple(f"{part}{listed['what']}" for part in re.split(r"、|和", listed["list"]))
    topic = _TOPIC.match(words)
    who = _SORT.sub("", topic["who"]) if topic is not None else ""
    if topic is not None and len(who) <= LONGEST and not _NO_TOPIC.search(who):
        state.topic = topic_of(f"{who}{topic['measure']}", state.topic)
        state.by_unit.clear()
        if "速" in words or "幅" in words:
            state.rate, state.asked, state.fallen = f"{state.topic.name}增速", state.topic.name, "降幅" in words
        return
    named = _CLASS_TOPIC.search(words)
    own = (
        re.sub(r"^.*的|^(?:[这上本][一些述]?|各|全部|所有|整体|总体)(?:项目)?$", "", named["who"])
        if named is not None
        else ""
    )
    if own and not _NO_TOPIC.search(own):
        state.topic = topic_of(own, state.topic)
        state.klass = state.topic if state.topic.is_class else state.klass
