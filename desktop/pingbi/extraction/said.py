"""What a rate, a difference or a place is said of, and how: kind, sign, what it is compared with."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pingbi.extraction.measures import CLASS_END, MEASURE_END, SHARE_END
from pingbi.extraction.words import bare_words, split, trimmed
from pingbi.model.catalogue import Kind

AREAS = r"全国|全省|全市|全区|全县|全州|省|市|国家"
_UP = "提高|提升|加快|上升|回升|扩大|增加|攀升|上扬|增长|高|快|多|反弹|加大"
_DOWN = "回落|下降|降低|放缓|放慢|减慢|减少|下滑|收窄|缩小|趋缓|回调|低|慢|少|落后"
_MOVED = re.compile(rf"(?P<word>{_UP}|{_DOWN})(?:出|于|了|达)?$")
_AGAINST = re.compile(r"(?:分别|均|又|也)*(?:比|较|与)(?P<what>[^比较]{1,18}?)(?:相比)?(?:分别|均|又|也|再)*$")
_COMPARED = re.compile(
    r"(?:分别|均|又|也)*(?:高于|超过|高出|快于|好于|优于|领先|超出|超|低于|慢于|落后于?|低)(?:了)?(?P<what>[^，]{1,18}?)$"
)
_BELOW = re.compile(r"低于|慢于|落后|低")
_PULL = re.compile(r"(?P<word>下拉|拉低|向下拉动|负拉动|拖累|拉动|上拉|带动|贡献)[^，]{0,20}$")
GROWTH_WORD = re.compile(r"(?:增速|增幅|涨幅|降幅|增长率|同比增长|增长速度)$")
_OWN_RATE = re.compile(r"(?:增速|增幅|涨幅|降幅|占比|比重|增长面|贡献率|完成率|开工率)$")
_GROWTH = re.compile(
    r"(?P<up>增长率|增长(?!面|点|极|势)|增速|增(?=$|\0)|多(?=$|\0)|增幅|上升|提高|增加(?!值)|上涨|涨幅|递增|攀升|扩大)"
    r"|(?P<down>同比下降|下降|降(?=$|\0)|减(?=$|\0)|少(?=$|\0)|减少|降低|回落|下滑|负增长|降幅|下跌|萎缩|缩减)"
)
_TARGET = (
    r"(?:全?年度?|年初|市定|省定|市下达|省下达|既定|半年)?(?:投资)?(?:计划|目标|任务|(?<=年)预算|(?<=年度)预算)"
    r"(?:总?投资|任务|目标|计划|总?额|数|值)*"
)
PLAN = re.compile(
    rf"(?P<verb>占|为|完成了?|达到?|实现|是)(?P<what>全部{_TARGET}|{_TARGET})的?(?:比例|比重)?(?:为|达到?|约)?的?$"
)
_SHARE = re.compile(
    r"占(?P<whole>[^占，]{2,22}?)的?"
    r"(?P<noun>比例|比重|份额|比)?(?:为|达到?|近|超过?|约|不足)*$"
)


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
        base = re.sub(r"降幅$", "增速", base)  # 降幅1.8，低于全市4.6: the growth is lower
    what = compared["what"] if compared is not None else against["what"] if against is not None else ""
    what = re.sub(r"(?:平均)?(?:水平|增速|增幅)?$", "", trimmed_reference(what))
    narrow = "降幅" in base or "降幅" in own
    word = moved["word"] if moved is not None and compared is None else ""
    down = bool(compared is not None and _BELOW.search(compared[0][: compared.start("what") - compared.start()]))
    if word:
        down = word in _DOWN.split("|")
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


def percent(words: str, after: str, topic: Topic, level: str, *, planned: bool) -> Said | None:
    """%, 成, 倍: of a plan, a growth, a share. `planned`: a plan's own amount was said just before; `level` is what was
    measured last of the topic's class.
    """
    plan = PLAN.search(words)
    if plan is not None:
        own = trimmed(words[: plan.start()])
        now = _class_of(own, topic)
        name = f"{now.who if now.is_class else now.name}占{plan['what'].removeprefix('全部')}"
        return Said(name, Kind.PLAN_RATIO, topic=now if own else None, rate=name, planned=True)
    if planned and trimmed(words) == "":
        name = f"{topic.who if topic.is_class else topic.name}占年度目标"
        return Said(name, Kind.PLAN_RATIO, rate=name)
    rate = re.search(r"(?P<own>[^，占]*?(?:完成率|完成比例|完成进度|到位率|完成占比))(?:为|达到?|约|均|的)*$", words)
    if rate is not None:
        own = trimmed(rate["own"])
        prefix = own.removesuffix("完成率")
        money = topic.is_class and "项目" in topic.who
        ratio = money or re.search(r"投资|计划|目标|任务|资金|序时", own) is not None
        if (
            topic.is_class
            and not CLASS_END.search(prefix)
            and (not prefix or prefix in ("投资", "计划", "资金", "年度投资"))
        ):
            own = f"{topic.who}{own}"
        elif not prefix:
            own = f"{topic.name}{own}"
        return Said(own, Kind.PLAN_RATIO if ratio else Kind.SHARE, rate=own)
    grown = _grown(words, topic)
    if grown is not None and grown.topic is None and topic.is_class and not topic.measure and level:
        return replace(grown, subject=level, rate=f"{level}增速")
    return grown or _shared(words, after, topic)


def _class_of(own: str, topic: Topic) -> Topic:
    if not own:
        return topic
    found = topic_of(own, topic, inherit=False)
    if not found.who or re.fullmatch(r"完成(?:投资)?|投资", own):
        return topic
    return found


_IDLE = re.compile(r"[了为达到约近超过至的在均仅只有\0]")
_SAME_TIME = re.compile(
    r"(?:比|较|与)[^，比较]{0,10}?(?:同期|上年|去年|年初|上月|年末|年底)(?:相比)?$"
    r"|(?:同口径|可比价|按可比价格?(?:计算)?|不变价格?)$"
)
_TOWARDS = re.compile(r"(?:增速|增幅|降幅|涨幅)?(?:同比|环比|年均|平均|累计|由|从|转|转为)+$|(?:增速|增幅|降幅|涨幅)$")
_YEARLY = re.compile(r"(?:[两三四五]年(?:年均)?平?均?)$")


def _grown(words: str, topic: Topic) -> Said | None:
    growth = next(reversed(list(_GROWTH.finditer(words))), None)
    if growth is None or len(_IDLE.sub("", words[growth.end() :])) > 1:
        return None
    own = trimmed(_SAME_TIME.sub("", words[: growth.start()]))
    own = trimmed(_TOWARDS.sub("", own))
    yearly = _YEARLY.search(own)
    own = trimmed(own[: yearly.start()]) if yearly is not None else own
    now = topic_of(own, topic) if own else topic
    if not now.name:
        return Said(growth[0], Kind.YOY, growth["down"] is not None)
    if yearly is not None:  # over two years: no growth on the year before
        return Said(f"{now.name}两年平均", Kind.YOY, growth["down"] is not None, topic=now if own else None)
    return Said(now.name, Kind.YOY, growth["down"] is not None, None, now if own else None, f"{now.name}增速")


def _shared(words: str, after: str, topic: Topic) -> Said | None:
    words = re.sub(r"(?:由|从)(?:上年|去年)?(?:同期|年初|年底|末)?的?$", "", bare_words(words))
    share = _SHARE.search(words)
    if share is not None:
        own = trimmed(words[: share.start()])
        now = topic_of(own, topic) if own else topic
        whole = trimmed(share["whole"])
        noun = share["noun"] or ""
        if now.measure in ("增加值", "产值", "总产值") and _SAME_WHOLE.fullmatch(whole):
            return Said(f"{now.who}占比", Kind.SHARE, topic=now if own else None, rate=f"{now.who}占比")
        name = f"{now.name}占{whole}{'比例' if noun == '比例' else '比重'}"
        return Said(name, Kind.SHARE, topic=now if own else None, rate=name)
    given = re.match(r"^(?P<who>.*?)对[^，]{2,24}?的?贡献率", bare_words(words))
    if given is not None:
        who = trimmed(given["who"])
        return Said(f"{who or topic.who or topic.name}贡献率", Kind.SHARE, topic=topic_of(who, topic) if who else None)
    own = trimmed(words)
    behind = re.match(r"(?:多)?的?(?P<noun>[一-鿿]{2,14})", after)
    if not own and behind is not None and not re.match(r"以上|左右", after):
        return Said(_about(behind["noun"]), Kind.SHARE)
    if not own:
        return None
    ending = SHARE_END.search(own)
    if bare_words(words).endswith("占"):
        return Said(f"{own.removesuffix('占')}占比", Kind.SHARE)
    if ending is None:
        return Said(own, Kind.SHARE, rate=own)
    if re.fullmatch(
        r"贡献率|占比|比重|覆盖率|开工率|竣工率|投产率|增长面|履约率|转化率|落地率|项目开工率|到位率|达标率", own
    ):
        who = topic.who if topic.is_class or own == "贡献率" else topic.name if own in ("占比", "比重") else ""
        head = re.sub(r"^.*?对[^，]*$", "", who)
        having = re.match(r"有(?P<what>[^的]{2,8})的", head)
        if own == "覆盖率" and having is not None:  # 有研发活动的企业, 覆盖率: 研发活动覆盖率
            head = having["what"]
        if own.startswith("项目") and head.endswith("项目"):
            own = own.removeprefix("项目")
        return Said(f"{head}{own}", Kind.SHARE, rate=f"{head}{own}")
    return Said(own, Kind.SHARE, rate=own)


_SAME_WHOLE = re.compile(r"(?:全部|全市|全县|全区|整个)?(?:规上|规模以上)?工业(?:增加值|总产值|产值)?(?:总量)?")


def _about(noun: str) -> str:
    """行业向好 and 行业增长: what is true of a share of them."""
    found = re.match(r"(?P<who>行业|企业|项目|产品|县区|指标)(?P<does>.*)$", noun)
    return f"{found['who']}{found['does']}占比" if found is not None and found["does"] else noun
