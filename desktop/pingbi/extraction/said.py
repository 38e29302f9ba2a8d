"""What a number is said of, and how: kind, sign, what it is compared with; here of differences in 百分点."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pingbi.extraction.measures import CLASS_END, MEASURE_END, SHARE_END
from pingbi.extraction.words import bare_words, split, trimmed
from pingbi.model.catalogue import Kind

AREAS = r"全国|全省|全市|全区|全县|全州|省|市|国家"
UP = "提高|提升|加快|上升|回升|扩大|增加|攀升|上扬|增长|高|快|多|反弹|加大"
DOWN = "回落|下降|降低|放缓|放慢|减慢|减少|下滑|收窄|缩小|趋缓|回调|低|慢|少|落后"
_MOVED = re.compile(rf"(?P<word>{UP}|{DOWN})(?:出|于|了|达)?$")
_AGAINST = re.compile(r"(?:分别|均|又|也)*(?:比|较|与)(?P<what>[^比较]{1,18}?)(?:相比)?(?:分别|(?<!平)均|又|也|再)*$")
_COMPARED = re.compile(
    r"(?:分别|均|又|也)*(?:高于|超过|高出|快于|好于|优于|领先|超出|超|低于|慢于|落后于?|低)(?:了)?(?P<what>[^，]{1,18}?)$"
)
_BELOW = re.compile(r"低于|慢于|落后|低")
_PULL = re.compile(r"(?P<word>下拉|拉低|向下拉动|负拉动|拖累|拉动|上拉|带动|贡献)[^，]{0,20}$")
_OWN_RATE = re.compile(r"(?:增速|增幅|涨幅|升幅|增长率|增长速度|降幅|跌幅|占比|比重|增长面|贡献率|完成率|开工率)$")


@dataclass(frozen=True, slots=True)
class Topic:
    """What the text is about: whose (规模以上工业), and what is measured of it (增加值; empty for a class)."""

    who: str = ""
    measure: str = ""

    @property
    def name(self) -> str:
        """The subject in full."""
        return self.who + self.measure

    @property
    def is_class(self) -> bool:
        """Whether sums and shares may belong to it: a class of projects."""
        return CLASS_END.search(self.who) is not None


@dataclass(frozen=True, slots=True)
class Said:
    """One number's subject in the text's own words, its kind, its sign, and the topic it leaves behind."""

    subject: str
    kind: Kind
    negative: bool = False
    reference: str | None = None
    topic: Topic | None = None  # None: the topic stays what it was
    rate: str = ""  # the rate that 百分点 said later are of: 工业投资增速
    planned: bool = False  # a plan's own figure
    used: int = 0  # characters behind the number that are its subject
    unsure: bool = False  # the words may mean something else: 增速下降4.1%


# Measures that any industry or class may have; others (固定资产投资, 税收) are indicators by themselves.
_ANY = "增加值 产值 总产值 投资 投资额 营业收入 主营业务收入 利润 利润总额 利税 利税总额 得分 综合得分 零售额 产量"
_OF_ANY = frozenset(f"{_ANY} 销售额 收入".split())


def topic_of(words: str, topic: Topic, *, inherit: bool = True) -> Topic:
    """The topic that a subject's words make, with what was said before filled in."""
    who, measure = split(words)
    if not who and measure in _OF_ANY:
        return replace(topic, measure=measure)
    if measure or not inherit or not topic.measure or CLASS_END.search(who):
        return Topic(who, measure)
    return Topic(
        who,
        topic.measure
        if not topic.is_class and not topic.measure.startswith(("概算", "总投", "年", "完成", "计划"))
        else "",
    )


def points(words: str, topic: Topic, rate: str, *, large: bool) -> Said | None:
    """百分点: pulled, compared with a larger area (`large`: the owner is a city), or moved since another period."""
    pulled = _PULL.search(words)
    if pulled is not None:
        own = trimmed(words[: pulled.start()])
        puller = topic_of(own, topic) if own and not SHARE_END.search(own) else topic
        down = pulled["word"] in ("下拉", "拉低", "向下拉动", "负拉动", "拖累")
        return Said(f"{puller.who or puller.name}拉动", Kind.CONTRIBUTION, down, None, puller if own else None)
    moved = _MOVED.search(words.rstrip("为"))
    compared = _COMPARED.search(words)
    end = compared.start() if compared is not None else moved.start() if moved is not None else len(words)
    against = None if compared is not None else _AGAINST.search(words[:end])
    start = against.start() if against is not None else end
    own = trimmed(words[:start])
    base, now = _rate_name(own, topic, rate)
    if compared is not None and not own:
        base = re.sub(r"[降跌]幅$", "增速", base)  # 降幅1.8，低于全市4.6: the growth is lower
    what = compared["what"] if compared is not None else against["what"] if against is not None else ""
    what = re.sub(r"(?:平均)?(?:水平|增速|增幅)?$", "", trimmed_reference(what))
    narrow = any(word in base or word in own for word in ("降幅", "跌幅"))
    word = moved["word"] if moved is not None and compared is None else ""
    down = bool(compared is not None and _BELOW.search(compared[0][: compared.start("what") - compared.start()]))
    if word:
        down = word in DOWN.split("|")
        down = not down if narrow and word in ("收窄", "缩小", "扩大", "加大", "回落") else down
    area = re.match(rf"(?:{AREAS})", what)
    if area is not None and area[0] in _larger(large=large):
        name = {"省": "全省", "国家": "全国", "市": "全市"}.get(area[0], area[0])
        return Said(f"{base}比{what}", Kind.VS_CITY, down, name, now, base)
    if not word and compared is None:
        return None
    joined = f"{'比' if compared is not None or area is not None else '较'}{what}" if what else ""
    if not what and re.search(r"环比|同比", words):
        joined = "环比" if "环比" in words else "较上年同期"
    return Said(f"{base}{joined}", Kind.PP_DIFF, down, None, now, base)


def trimmed_reference(words: str) -> str:
    """What a number is compared with, as a name: 全省平均水平."""
    return re.sub(r"^(?:去年|今年)(?=\d)|[（(].*$", "", bare_words(words)).strip("的、，")


def _larger(*, large: bool) -> tuple[str, ...]:
    return (
        ("全国", "全省", "省", "国家", "全市", "全州")
        if large
        else ("全国", "全省", "全市", "省", "市", "国家", "全州")
    )


def _rate_name(own: str, topic: Topic, rate: str) -> tuple[str, Topic | None]:
    """(the rate that is compared, the topic it makes)."""
    ending = _OWN_RATE.search(own)
    if ending is not None:
        before = trimmed(own[: ending.start()])
        now = topic_of(before, topic) if before else topic
        return f"{now.name}{ending[0]}", now if before else None
    if own and (MEASURE_END.search(own) or len(own) >= 3) and not re.search(r"环比|同比", own):
        if SHARE_END.search(own):
            return own, None
        now = topic_of(own, topic)
        return f"{now.name}增速", now
    return rate or (f"{topic.who}完成率" if topic.is_class and not topic.measure else f"{topic.name}增速"), None
