"""What a number in %, 成 or 倍 is said of: the share of a plan, a growth, the share of a whole."""

from __future__ import annotations

import re
from dataclasses import replace

from pingbi.extraction.growth import came_to, grown
from pingbi.extraction.measures import CLASS_END, SHARE_END
from pingbi.extraction.said import DOWN, UP, Said, Topic, topic_of
from pingbi.extraction.words import BLANK, bare_words, trimmed
from pingbi.model.catalogue import Kind

_TARGET = (
    r"(?:全?年度?|年初|市定|省定|市下达|省下达|既定|半年)?(?:投资)?(?:计划|目标|任务|(?<=年)预算|(?<=年度)预算)"
    r"(?:总?投资|任务|目标|计划|总?额|数|值)*"
)
PLAN = re.compile(
    rf"(?P<verb>占|为|完成了?|达到?|实现|是)(?P<what>全部{_TARGET}|{_TARGET})的?(?:比例|比重)?(?:为|达到?|约)?的?$"
)
_NO_NOUN = re.compile(rf"以上|左右|(?:{UP}|{DOWN}|[升降转增])[至到为]")
_HELD = re.compile(rf"[由从](?:{BLANK}|[\d—–~至到月年末底初一二三四前上半季度去同期-])*的?$|(?:稳定|保持|维持)在$")
_SHARE = re.compile(
    r"占(?P<whole>[^占，]{2,22}?)的?"
    r"(?P<noun>比例|比重|份额|比)?(?:为|达到?|近|超过?|约|不足)*$"
)


def percent(words: str, after: str, topic: Topic, level: str, *, planned: bool) -> Said | None:
    """%, 成, 倍: of a plan, a growth, a share. `planned`: a plan's own amount was said just before; `level` is what was
    measured last of the topic's class.
    """
    words, no_growth = came_to(_HELD.sub("", words))
    plan = PLAN.search(words)
    if plan is not None:
        own = trimmed(words[: plan.start()])
        now = _class_of(own, topic)
        name = f"{now.who if now.is_class else now.name}占{plan['what'].removeprefix('全部')}"
        return Said(name, Kind.PLAN_RATIO, topic=now if own else None, rate=name, planned=True)
    if planned and trimmed(words) == "":
        name = f"{topic.who if topic.is_class else topic.name}占年度目标"
        return Said(name, Kind.PLAN_RATIO, rate=name)
    if not trimmed(words) and PLAN.search(topic.name) is not None:
        return Said(topic.name, Kind.PLAN_RATIO, rate=topic.name)  # 产业项目占年计划：60.8%
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
    growth = grown(words, topic) if not no_growth else None
    if growth is not None and growth.topic is None and topic.is_class and not topic.measure and level:
        return replace(growth, subject=level, rate=f"{level}增速")
    return growth or _shared(words, after, topic)


def _class_of(own: str, topic: Topic) -> Topic:
    if not own:
        return topic
    found = topic_of(own, topic, inherit=False)
    if not found.who or re.fullmatch(r"完成(?:投资)?|投资", own):
        return topic
    return found


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
    if not own and behind is not None and _NO_NOUN.match(after) is None:
        return Said(_about(behind["noun"]), Kind.SHARE)
    if not own and SHARE_END.search(topic.name):
        return Said(topic.name, Kind.SHARE, rate=topic.name)  # 研发活动覆盖率：55.3%
    if not own:
        return None
    ending = SHARE_END.search(own)
    if bare_words(words).endswith("占"):
        return Said(f"{own.removesuffix('占')}占比", Kind.SHARE, topic=topic_of(own.removesuffix("占"), topic))
    if ending is None:
        return Said(own, Kind.SHARE, rate=own)
    if re.fullmatch(
        r"贡献率|占比|比重|覆盖率|开工率|竣工率|投产率|增长面|履约率|转化率|落地率|项目开工率|到位率|达标率", own
    ):
        who = topic.who if topic.is_class or own == "贡献率" else topic.name if own in ("占比", "比重") else ""
        head = re.sub(r"^.*?对[^，]*$", "", who)
        having = re.match(r"(?:有|开展)(?P<what>[^的]{2,8}?)(?:的|企业$)", head)
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
