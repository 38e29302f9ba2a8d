"""What an amount or a count is said of: the thing stands before it, behind it, or was named sentences ago."""

from __future__ import annotations

import re
from dataclasses import replace

from pingbi.extraction.measures import CLASS_END, MEASURE_END, is_level
from pingbi.extraction.said import Said, Topic, topic_of
from pingbi.extraction.words import bare_words, split, trimmed
from pingbi.model.catalogue import Kind

_MONEY_OF_CLASS = re.compile(
    r"^(?:累计|已|共|实际|预计|现)*(?P<what>(?:概算|计划|估算|预算)?总?投资(?:总?额)?|概算|(?:全年度?|年度|年内|[今本当]?年|\d{4}年)(?:计划|目标)(?:完成)?(?:投资)?(?:总?额)?|年度?投资计划"
    r"|计划(?:完成)?投资|完成(?:投资)?(?:额|量)?|已?投资?|到位资金|投入|形成(?:投资|固定资产投资))$"
)
_PLANNED = re.compile(r"(?:年度?|全年|年内|年)(?:投资)?(?:计划|目标|任务)|^(?:计划|目标)|\d{4}年计划")
_AIM = re.compile(
    r"(?:占|为|完成|达到?)?(?P<what>(?:全?年度?|年初|市定)(?:投资)?(?:目标|计划|任务)(?:任务|目标|计划|总?额|数)?)$"
)
_NOUN = re.compile(
    r"^的?(?P<noun>(?:“[^”]{1,10}”)?(?:[一-鿿]|、(?=[一-鿿]{1,6}(?:重点)?项目))*?(?:项目|企业(?:（项目）)?|行业|平台|机构|实验室|中心|园区|集聚区|工程|岗位|事项|问题|车间|工厂|集群|基地|县区))(?P<does>[^，。；、：（）\d]{0,16})"
)
_VERBAL = re.compile(
    r"^(?P<verb>新增|净增|新签约|新?签约|新?引进|新?开工|新?投产|新?入库|新?落地|申报|实施|涉及|覆盖)[^，]*等(?P<noun>[^等]{2,10})$"
)
_BARE_VERB = re.compile(
    r"^(?:已经?|现已|实际|正在|其中|全部|应|全年|年度|计划|拟|尚未|未|待)*(?:新?开工|竣工|投产|建成|建成投产|竣工投产|动工|办结|办理|完工|入库|签约|落地|解决|开工建设|新增|完成|新建|续建|在建|储备|整改|销号)(?:的|了)?$"
)
_PLAIN_VERB = re.compile(
    r"确定|规划|召开|开展|梳理出|为|用于|有|其中|等|组织|建设|实施|谋划|储备|纳入|帮助|支持|服务|推动|助力|新增|签约|新签约|新开工|引进|成立|组建|设立|建立"
)
_MORE = re.compile(
    r"^(?P<how>(?:同比|环比|较年初|较上年末|比年初|[较比](?:去年|上年)(?:同期|末)?)(?:净|共)?(?:增加|减少|新增|增收|减收|增|减|多|少|下降|增长))了?$"
)
_BUILT = re.compile(r"[、，（(]*新建")
_THEN = re.compile(r"[比较与]?(?:去年|上年|20\d\d年)[^，、\d]{0,6}")
_GROWN_BY = re.compile(
    r"(?P<own>.+?)(?P<how>(?:(?:同比|环比|[较比](?:去年|上年|年初|上月|上年末)[^，]{0,3}?)(?:净|共)?(?:增加|减少|增长|下降|增|减|多|少)|净?增加|净增|减少|(?:去年|上年)(?:同期)?(?:基?数|值)?))"
)
_TOTAL = re.compile(
    r"^(?:企业|项目)?(?:总数|总量|总户数|存量|累计|总计|合计)*(?:已)?(?:达|达到|增至|增加到)(?:了)?$|^(?:企业|项目)?(?:总数|总量|总户数|存量|累计)$"
)
_ITS_AIM = re.compile(r"(?:目标|计划|任务)(?:任务|目标|数|值)?$")
_THINGS = re.compile(r"(?:问题|事项|诉求|难题)$")
_NEWLY = re.compile(r"^(?:净|新)(?:增|认定|培育|签约|入库|引进)")
_ANY_INVESTMENT = re.compile(r"(?:总?投资)?[额量]?")  # of whatever investment was spoken of
_ADVERB = re.compile(r"^(?:已经?|正在|成功|分别|均已?|被|顺利|共|实现)+")


def amount(words: str, after: str, unit: str, topic: Topic, state_class: Topic) -> Said | None:
    """From the words before and after a number; `state_class` is the class of projects named last."""
    kind = Kind.LEVEL if is_level(unit) else Kind.COUNT
    gap = re.search(
        r"(?:超|超过|低于|超出|少于)(?:市|省|县)?(?:定|下达)?(?:的)?(?:目标|任务)(?:数)?$", bare_words(words)
    )
    if gap is not None:
        own = trimmed(words[: gap.start()])
        return Said(own or state_class.name or topic.name, Kind.TARGET_GAP, gap[0].startswith(("低", "少")))
    aim = _AIM.search(bare_words(words))
    own = _listed(trimmed(words))
    if _BUILT.fullmatch(bare_words(words)):
        own = "新建"  # 18个（续建11个、新建7个）
    elif own in ("总量", "绝对量") and topic.measure:
        own = ""
    more = _MORE.match(bare_words(words).strip("，、"))
    if more is not None and (topic.name or state_class.name):
        grown = topic if kind is Kind.LEVEL or topic.is_class or not state_class.name else state_class
        return Said(f"{grown.name}{more['how']}", kind)
    if topic.name and bare_words(words).endswith("超额"):
        return Said(f"{topic.name}超额", kind)
    if topic.name and own and _THEN.fullmatch(own):  # 去年同期为6.9亿元, 比2021年上半年的19.1亿元增长
        return Said(f"{topic.name}上年同期", kind)
    by = _GROWN_BY.fullmatch(own) if kind is Kind.LEVEL else None
    if by is not None and MEASURE_END.search(by["own"]):  # 工业投资同比减少2.6亿元，下降10.7%
        grown = topic_of(by["own"], topic)
        return Said(f"{grown.name}{by['how']}", kind, topic=grown)
    by = _GROWN_BY.fullmatch(own) if kind is Kind.COUNT else None
    if by is not None and CLASS_END.search(by["own"]):  # 亿元以上工业项目净增3个，达到18个
        return Said(own, kind, topic=Topic(by["own"]))
    total = _TOTAL.match(bare_words(words).strip("，、（("))
    if total is not None and kind is Kind.COUNT and topic.name:  # 新增3家，总数达到12家: of all, not of the new ones
        klass = Topic(_NEWLY.sub("", state_class.who or topic.name))
        return Said(f"{klass.who}总数", kind, topic=klass)
    if aim is not None and (kind is Kind.COUNT or not state_class.who or "目标" in aim["what"]):
        ahead = trimmed(bare_words(words)[: aim.start()])
        base = topic_of(ahead, topic) if ahead else topic
        if not (kind is Kind.LEVEL and base.is_class and not base.measure):
            return Said(f"{base.name}{aim['what']}", kind, topic=base, planned=True)
    way = _level if kind is Kind.LEVEL else _count
    return aimed(way(own, words, after, unit, topic, state_class))


def aimed(said: Said | None) -> Said | None:
    """A target's own number: 工业投资目标17亿元，实际18.3亿元 goes on about the investment."""
    if said is None or (said.topic is None and said.kind is not Kind.COUNT):
        return said
    own = said.topic.name if said.topic is not None else said.subject
    name = _ITS_AIM.sub("", own)
    if name in ("", own):
        return said
    return replace(said, topic=Topic(name) if CLASS_END.search(name) else topic_of(name, Topic()), planned=True)


def money_of_class(own: str) -> str:
    """What words that are no subject by themselves say of a class of projects, else empty: 今年计划投资, 年计划投资."""
    found = _MONEY_OF_CLASS.match(own)
    if found is None:
        return ""
    if re.fullmatch(r"年度?投资计划", found["what"]):
        return "年度计划投资"
    what = re.sub(r"^(?:\d{4}|[今本当])年", "年" if "计划投资" in found["what"] else "", found["what"])
    what = "完成投资" if re.fullmatch(r"完成(?:投资)?(?:额|量)?|已?投资?|投入", what) else what
    what = f"{what}投资" if re.fullmatch(r".*年.*(?:计划|目标)", what) else what
    return re.sub(r"(?<=计划)完成(?=投资)", "", what)


def _level(own: str, words: str, after: str, unit: str, topic: Topic, klass: Topic) -> Said | None:
    planned = _PLANNED.search(bare_words(words)) is not None
    money = money_of_class(own.removeprefix("占"))
    if money and klass.who and (topic.is_class or topic.who.startswith(klass.who)):
        return Said(f"{klass.who}{money}", Kind.LEVEL, planned=planned)
    if not own:
        last = topic.name
        if topic.is_class and not topic.measure:
            last = f"{topic.who}完成投资"
        return Said(last, Kind.LEVEL, planned=planned) if last else None
    if own.startswith("待") and len(own) < 4:
        return Said(f"{own}{topic.measure}", Kind.LEVEL)
    made = re.match(r"(?P<noun>[一-鿿]{2,10}?)(?=$|等|[，。、；（]|项目)", after)
    if made is not None and not unit.endswith(("元", "分", "亿", "万")) and not split(own)[1]:
        return Said(made["noun"], Kind.LEVEL)
    now = topic_of(own, topic)
    who, measure = split(own)
    if not who and own.startswith("完成") and not topic.who:
        done = own.removeprefix("完成")  # 完成固定资产投资…，增长…: the growth is the investment's
        same = _ANY_INVESTMENT.fullmatch(done) is not None and (
            "投资" not in done or topic.measure[-2:] in ("", "投资")
        )
        return Said(own, Kind.LEVEL, topic=None if same else Topic("", done))
    if klass.who and not who and measure.endswith("投资") and topic.is_class:
        return Said(f"{klass.who}{measure}", Kind.LEVEL, planned=planned)
    if now.is_class and len(now.who) > 2 and re.search(r"投资$", now.measure):
        return Said(now.name, Kind.LEVEL, topic=Topic(now.who), planned=planned)
    name = now.name if measure or now.measure else own
    return Said(name, Kind.LEVEL, topic=now, planned=planned)


def _count(own: str, words: str, after: str, unit: str, topic: Topic, klass: Topic) -> Said | None:
    if klass.who and own and "占" in bare_words(words)[-2:]:
        part = re.match(r"新?(?:签约|开工|引进|投产|入库|建成|竣工)|新增", klass.who)
        head = part[0] if part is not None and not own.startswith(part[0]) else ""
        return Said(f"{head}{own}", Kind.COUNT, topic=Topic(f"{head}{own}"))
    if re.search(r"、[^、]*$", bare_words(words)) and not own.endswith(("项目", "企业", "活动", "新建")):
        last = trimmed(re.split("、", bare_words(words))[-1])
        own = last if not re.search(r"等[^、]{2,10}$", bare_words(words)) else own
    owning = re.fullmatch(r"(?P<whose>.{2,16}企业)有(?P<what>.{2,10})", own)
    if owning is not None:
        return Said(f"有{owning['what']}的{owning['whose']}", Kind.COUNT)
    listed = _VERBAL.match(own)
    if listed is not None:
        name = f"{listed['verb']}{listed['noun']}"
        return Said(name, Kind.COUNT, topic=Topic(name))
    noun = _NOUN.match(after)
    verb_only = not own or re.fullmatch(
        rf"(?:{_PLAIN_VERB.pattern}|开工建设)?",
        own,
    )
    relative = re.search(r"的(?:有|共|达|为|占)?$", bare_words(words)) is not None
    listing = "、" in bare_words(words) or bare_words(words).endswith("等")
    if noun is not None and (listing or not (own and CLASS_END.search(own))):
        return _behind("" if listing and not relative and not verb_only else own, noun, after, klass, relative=relative)
    if _BARE_VERB.match(own) or (relative and own):
        head = topic.who if _THINGS.search(topic.who) else klass.who or topic.who
        thing = CLASS_END.search(head)
        if relative and not _BARE_VERB.match(own):
            return _narrowed(own, klass if klass.who else topic)
        if thing is not None and re.search(r"的有$", bare_words(words)):  # 续建的有297个: a class of its own
            name = f"{own.removesuffix('的')}{thing[0]}"
            return Said(name, Kind.COUNT, topic=Topic(name))
        own = re.sub(r"^其中", "", own.removesuffix("的"))
        thing = _THINGS.search(head)
        if thing is not None:  # 已办结284个 of 问题
            return Said(f"{own}{thing[0]}", Kind.COUNT)
        if head.endswith(own) or (own.startswith("新") and head.startswith(own)):
            return Said(head, Kind.COUNT)  # 新签约工业项目 above 新签约16个
        return Said(f"{head}{own}", Kind.COUNT, planned="计划" in own)
    listed_behind = re.match(r"(?:[一-鿿]{1,6}、)+(?P<noun>[一-鿿]{2,14}?)(?=$|[，。；（]|和)", after)
    if not own and listed_behind is not None:
        return Said(listed_behind["noun"], Kind.COUNT)
    doing = re.match(r"(?P<does>[一-鿿]{2,12})$|(?P<done>[一-鿿]{2,12})(?=[，。；、])", after)
    if not own and doing is not None:
        does = doing["does"] or doing["done"]
        thing = re.search(r"(?:行业|企业|项目)$", klass.who or topic.who)
        return Said(f"{does}{thing[0] if thing else ''}", Kind.COUNT)
    if unit == "人" and not after.startswith(("，", "。")) and re.match(r"[一-鿿]{3,12}$", after):
        return Said(after, Kind.COUNT)
    if verb_only:
        short = re.match(
            r"的?(?P<noun>(?:“[^”]{1,8}”)?[一-鿿]{2,14}?)(?:$|[、（(“\d]|有|已|，|为|争取|发|办|进|被|正在|成功|参|，)",
            after,
        )
        if short is not None:
            name = trimmed(short["noun"])
            return Said((own if own in ("新增", "签约") else "") + name, Kind.COUNT) if name else None
    if not own:
        name = topic.who if topic.is_class or not topic.measure else topic.name
        if name and re.search(r"完成$", bare_words(words)):
            return Said(f"{name}已完成", Kind.COUNT)
        return Said(name, Kind.COUNT) if name else None
    return Said(own, Kind.COUNT, topic=Topic(own) if CLASS_END.search(own) else None)


def _listed(own: str) -> str:
    """The last of a list is what is counted: 用地、就学等问题 and 一大批企业的难题以及各类问题."""
    last = re.search(r"(?:以及|等)(?P<last>[^、等]{2,10})$", own)
    return last["last"] if last is not None and "、" in own[: last.start()] and _VERBAL.match(own) is None else own


def _behind(own: str, found: re.Match[str], after: str, klass: Topic, *, relative: bool) -> Said | None:
    """375个省市重点项目, 21个行业实现增长, 14个项目正在加快建设."""
    noun, does = trimmed(found["noun"]), found["does"]
    if noun != "企业" and re.match(r"\d", after[found.end() :]):
        does = ""
    used = found.end("noun")
    does = _ADVERB.sub("", does).rstrip("的了")
    does = re.split(r"(?:和|与|及|实行|完成|共)", does)[0] if does else does
    if relative and own:
        return Said(f"{own}{noun}", Kind.COUNT)
    own = re.sub(r"共?有$", "", own)
    begun = re.fullmatch(r"(?P<verb>(?:计划|拟|应|新|计划新|拟新)(?:开工|竣工|投产|建成|签约))项目", noun)
    if begun is not None and not own and klass.who.endswith("项目"):
        return Said(f"{klass.who}{begun['verb']}", Kind.COUNT, topic=klass, used=used)
    if (
        own
        and noun in ("项目", "企业")
        and (own.endswith(("”", "区", "类", "批", "期")) or (len(own) <= 4 and not _PLAIN_VERB.fullmatch(own)))
    ):
        return Said(f"{own}{noun}", Kind.COUNT, topic=Topic(f"{own}{noun}"), used=used)
    thing = re.search(r"(?:项目|企业|行业|县区)$", noun)
    if thing is not None and noun == thing[0] and does and len(does) >= 2:
        if re.search(r"[期批]$", own):
            return Said(f"{own}{noun}", Kind.COUNT, used=used)
        if noun == "项目" and klass.who.endswith("项目"):
            return Said(f"{klass.who}{found['does']}", Kind.COUNT)
        if noun == "企业":
            return Said(f"企业{does}", Kind.COUNT, used=used)
        return Said(f"{does}{noun}", Kind.COUNT) if noun == "行业" else Said(f"{noun}{found['does']}", Kind.COUNT)
    if noun == "项目" and re.search(r"[期批]$", own):
        return Said(f"{own}{noun}", Kind.COUNT, used=used)
    if noun == "项目" and klass.who:
        return Said(klass.who, Kind.COUNT, used=used)
    prefix = own if own in ("新增", "签约", "新签约", "新开工", "引进") else ""
    name = f"{prefix}{noun}"
    return Said(name, Kind.COUNT, topic=Topic(name) if name else None, used=used)


def _narrowed(own: str, topic: Topic) -> Said:
    """投资1亿元以上的63个 after 新开工工业项目: 新开工投资1亿元以上工业项目."""
    own = own.removesuffix("的")
    verb = re.match(r"新?(?:签约|签|开工|引进|投产|入库|建成|竣工)|新增", topic.who)
    head = verb[0] if verb is not None else ""
    rest = topic.who.removeprefix(head)
    if re.search(r"[元亿万]以[上下]", rest):  # 千万元以上重点建设项目 becomes 亿元以上项目
        rest = CLASS_END.search(rest)[0] if CLASS_END.search(rest) else rest  # type: ignore[index]
    own = f"{own}的" if own.startswith(("有", "开展")) else own
    name = f"{head}{own}{rest}" if rest else f"{own}{topic.name}"
    return Said(name, Kind.COUNT, topic=Topic(name))
