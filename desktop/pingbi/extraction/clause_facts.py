"""One number of a clause -> what is said of what, by the number's unit; and the words to quote."""

from __future__ import annotations

import re
from dataclasses import replace

from pingbi.extraction.carried import State
from pingbi.extraction.certainty import AIM_BEHIND
from pingbi.extraction.counted import amount
from pingbi.extraction.growth import CAME_TO, fallen_by, said_behind
from pingbi.extraction.measures import MEASURE_END, POINTS, RATES, is_level
from pingbi.extraction.numbers import Mention
from pingbi.extraction.rates import percent
from pingbi.extraction.said import Said, Topic, points, topic_of
from pingbi.extraction.words import bare_words, in_brackets, trimmed
from pingbi.model.catalogue import Kind

_SINGLE = re.compile(r"投资\d[\d.]*[万亿]*元的|年产|公司|产业园建成|基地\d?个?项目$")
_PLACE = re.compile(
    r"(?:居|列|排|位居|名列|位列|位|排名|获得?|位次|保持|夺得|稳居|继续保持)*(?:在)?(?P<area>全市|全省|全国|全州|全区)?(?:各?县（?市?、?区?）?|县区|各县区|同类|[一-鿿]{0,6}中|综合成绩)?(?:的)?(?:居|列|排|并列|倒数)*$"
)
_AMONG = re.compile(
    r"(?:在)?(?:全省|全国|全市|[一-鿿]{2})?[\d一二三四五六七八九十]+个?(?:省辖市|地市|市州|县[^，]{0,6}|市|区)(?:中|里)?.*$"
)
_SAYS_OTHER = re.compile(r"增(?!加值)|降|减|升|跌|涨|提高|回落|收窄|扩大|增速|拉动|贡献|占|率")
_GROWN = re.compile(r"(?:增长|下降)$")
_YOY = re.compile(r"(?:同比|[比较](?:去年|上年)(?:同期)?)(?:累计)?$")  # 同比-4.1%: the sign is the verb
_ARRIVED = re.compile(r"[，、]?(?:[已并仅只却]|最终|实际)*(?:达到?|增速)?[为至到]?")
_CHANGED = re.compile(
    rf"{CAME_TO.pattern.removesuffix('$')}|(?:调整|调增|调减|修订|修正|更正|核定|核减|核增|变更)[为至到]"
)
_AHEAD = re.compile(r"(?:在|中|成绩名列|名列|居|中获得|获得|荣获|继续|排在|位居|稳居|保持|均|分别|，|、)+$")


def said_of(words: str, text: str, mention: Mention, state: State, *, large: bool) -> Said | None:
    """The subject, kind and sign of a number whose words before it are `words` in the clause `text`."""
    after = text[mention.stop :]
    topic = state.topic
    if mention.unit.endswith("元") and _SINGLE.search(text[: mention.stop + 1]):
        whose = re.match(r"的(?:年产)?(?P<name>[一-鿿]{2,20}?(?:产业园|项目|基地|生产线|(?=\d)|$))", after)
        return Said(f"单个项目投资（{whose['name']}）" if whose else "单个项目投资", Kind.LEVEL)
    if "年产" in words and mention.unit not in RATES and re.search(r"年产(?:能)?(?:约|达)?$", bare_words(words)):
        what = re.match(r"的?(?P<noun>[一-鿿]{2,10}?)(?=$|等|[，。、；（]|项目|生产线)", after)
        return Said(f"单个项目产能（{what['noun']}）" if what else "单个项目产能", Kind.LEVEL)
    if mention.rank:
        return _rank(words, state)
    if mention.unit == "位":
        return _moved(words, state)
    if mention.unit in POINTS:
        fell = fallen_by(words, topic)
        if fell is not None:
            return fell
        return points(words, topic, state.rate, large=large)
    if mention.unit in RATES:
        words, used = said_behind(words, after)
        if text[mention.start : mention.end].startswith(("翻", "持平")) or _grows_by_sign(words, text, mention):
            words = f"{_GROWN.sub('', words)}增长"
        last = state.by_unit.get(mention.unit)
        came = CAME_TO.fullmatch(bare_words(words).lstrip("、，"))
        if last is not None and came is not None:  # 占比由35.8%升至41.0%; 由下降5.1%回升至3.2%: above nought, or not?
            turned = last.negative and came["way"] in ("回升", "上升", "反弹", "攀升", "升", "转")
            return replace(last, topic=None, used=0, unsure=turned)
        if state.moved and _ARRIVED.fullmatch(bare_words(words)):  # 增速提高6.5个百分点，达到14.3%
            if state.moved.endswith("率"):
                return Said(state.moved, Kind.SHARE, rate=state.moved)
            return Said(state.moved[:-2], Kind.YOY, state.moved.endswith("降幅"), rate=state.moved)
        if state.asked and not trimmed(words):
            return Said(state.asked, Kind.YOY, state.fallen, rate=f"{state.asked}增速")
        said = percent(words, after, topic, state.level, planned=state.aimed)
        if (
            said is not None
            and state.last is not None
            and state.last.kind is Kind.LEVEL
            and "计划" in state.last.subject
        ):
            name = said.subject.replace("占年度目标", "占年计划")  # 为年度计划98.5亿元的57.6%
            said = replace(said, subject=name, rate=name) if name != said.subject else said
        if said is not None and said.kind is Kind.YOY and AIM_BEHIND.match(after):
            said = replace(said, planned=True)  # 未达到10%的目标，仅为6.8%
        if said is not None and used:
            said = replace(said, used=used)
        even = text[mention.start - 1 : mention.end] in ("期持平", "年持平") and state.last is not None
        if said is not None and said.kind is Kind.YOY and state.beside and "同" not in words:
            said = replace(said, subject=f"{said.subject}{state.beside}")
        if said is not None and even and state.last is not None and state.last.kind is Kind.YOY:
            return replace(said, unsure=True)  # 增长4.1%，与去年同期持平: the investment, or its growth?
        return said
    before = state.by_unit.get(mention.unit)
    if before is not None and before.kind in (Kind.LEVEL, Kind.COUNT) and _CHANGED.fullmatch(bare_words(words)):
        return replace(before, topic=None, used=0)  # 年计划投资由91亿元调整为98.5亿元
    inside = in_brackets(text, mention.start)
    if state.adjacent and state.last is not None and state.last.kind is Kind.COUNT and not inside:
        return Said(state.last.subject, Kind.LEVEL if is_level(mention.unit) else Kind.COUNT)  # 发放贷款137笔9.19亿元
    said = amount(words, after, mention.unit, topic, state.klass)
    if said is not None and AIM_BEHIND.match(after):
        said = replace(said, planned=True)  # 新签约40个的年度任务，上半年完成23个
    first = not state.by_unit  # 工业项目入库，完成18个
    if said is not None and (state.aimed or first) and said.kind is Kind.COUNT:  # 目标12个，完成11个
        said = replace(said, subject=said.subject.removesuffix("已完成"))
    if inside and said is not None:
        of_all = said.subject.endswith("总数") or said.subject.startswith(state.klass.who)
        head = state.klass.who if said.kind is Kind.COUNT and not of_all else ""
        return replace(said, subject=f"{head}{said.subject}", topic=None)
    return said


def _grows_by_sign(words: str, text: str, mention: Mention) -> bool:
    """Whether a rate's sign alone says that it is a growth: +5.1%, 同比-2%."""
    signed = mention.value < 0 or text[mention.open] in "+＋▲△↑"
    said = _YOY.search(words) or (mention.unit == "%" and _SAYS_OTHER.search(bare_words(words)) is None)
    return signed and bool(said)


def _rank(words: str, state: State) -> Said | None:
    bare = _AMONG.sub("居", bare_words(words))
    place = _PLACE.search(bare)
    own = bare[: place.start()] if place is not None else bare
    own = "" if CAME_TO.fullmatch(own) else re.sub(r"在\d+[县市区个].*$", "", own)  # 由第八位跃升至第四位
    own = trimmed(_AHEAD.sub("", own))
    own = trimmed(re.sub(r"^在(?=.*(?:评比|考核|观摩))|中$", "", own))
    reference = next((area for area in ("全市", "全省", "全国") if area in bare), None)
    if own in ("增速", "增幅", "总量", "增量", "占比"):
        own = f"{state.topic.name}{own}"
    if not own and not state.topic.name:
        return None
    measured = re.sub(r"(?:增速|增幅|总量|增量)$", "", own)  # 工业投资居第2位，增长5%
    now = topic_of(measured, state.topic) if MEASURE_END.search(measured) else None
    return Said(own or state.rank_of or state.topic.name, Kind.RANK, reference=reference, topic=now)


def _moved(words: str, state: State) -> Said | None:
    """前移1位, 提高4个位次: forward is +."""
    down = re.search(r"后移|下降|下滑|退|回落|落后", words) is not None
    base = state.rank_of or state.rate or state.topic.name
    return Said(f"{base.removesuffix('位次')}位次", Kind.PP_DIFF, down) if base else None


def quote(text: str, reached: int, mention: Mention) -> str:
    """The words of a clause around the number, as one line."""
    start = max(reached, mention.open - 24)
    end = mention.stop
    if not text[start : mention.open]:
        end = min(len(text), mention.stop + 14)
    return text[start:end].lstrip("，、的")


__all__ = ["Said", "Topic", "quote", "replace", "said_of", "topic_of"]
