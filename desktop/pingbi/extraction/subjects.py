"""What a number is said of: its subject, kind and reference, from the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pingbi.model.catalogue import Kind

_DASH = r"[-—–－~至到]{1,2}"
# Words that stand before a subject and are not part of it, and those that lead from it to its number.
_LEAD = re.compile(
    rf"^(?:(?:其中|同时|目前|此外|另外|截至目前|截至\d{{1,2}}月底|今年以来|今年上半年|今年|上半年|下半年|前三季度|[一二三四]季度|(?:\d{{4}}年)?\d{{1,2}}{_DASH}\d{{1,2}}月份?|"
    r"\d{4}年|\d{1,2}月份?|全县|全市|全区|全省|该县|该区|我县|我市|我区|本县|县内|累计|共|已|预计|先后|继续|确定|规划|共计|总计|并|和|及|与|在|为|对|将|由|使|让|以|使得|形成|经过深入挖掘|"
    r"实施|开展|推进|完成(?!率)|实现|建成|争取|达到|拥有|新建|较|较全市|是|：|:|、))+"
)
_TAIL = re.compile(
    r"(?:分别|均|都|累计|共计|共|总计|总数|已|达到|达|为|完成了?(?!率)|实现了?|增至|升至|降至|约|近|超过|超|高达|仅|有|到|是|：|:|至|了|的)+$"
)
_GROWTH = re.compile(
    r"(?P<up>同比增长|同比增速|增长|增速|增幅|上升|提高|增加)|(?P<down>同比下降|下降|减少|降低|回落|下滑)"
)
_COMPARE = re.compile(
    r"(?P<sign>高于|超过|高出|快于|超|低于|慢于)(?P<reference>全市|全省|全国)(?:平均)?(?:增速|水平|增幅)?"
)
_PLAN = re.compile(
    r"占(?:全?年)?(?:度)?(?:投资)?(?:计划|目标)(?:投资)?(?:任务)?额?的?"
    r"|(?:完成|为|达到?)(?:全)?年(?:度)?(?:投资)?(?:计划|目标)(?:投资)?(?:任务)?的?"
)
_SHARE = re.compile(r"占(?P<whole>[^占，]{2,14}?)(?:的)?(?:比例|比重|比)?(?:为|达到|达)?$")
_ADVERB = re.compile(r"^(?:已经?|正在|成功|分别|均已?|被|顺利|共)+")


@dataclass(frozen=True, slots=True)
class Said:
    """`subject` in the text's own words; `named` where this clause says it itself; `negative` for a fall."""

    subject: str
    kind: Kind
    negative: bool = False
    reference: str | None = None
    named: bool = True


def trimmed(words: str, county: str | None = None) -> str:
    """A subject without the words that lead to it and from it."""
    for name in (county or "", f"{county}规模" if county else ""):
        if name and words.startswith(name):
            words = words[len(name) :] if not name.endswith("规模") else words
    before = None
    while before != words:
        before = words
        words = _LEAD.sub("", _TAIL.sub("", words))
    return re.sub(r"[“”]$", "", words) if words.count("“") != words.count("”") else words


def said_of(before: str, after: str, unit: str, last: str, county: str | None) -> Said | None:
    """From the words of the clause before and after a number; `last` is the subject said before. None: no fact."""
    compared = _COMPARE.search(before)
    if compared is not None and "百分点" in unit:
        own = trimmed(before[: compared.start()], county)
        subject = own or last
        subject = subject if subject.endswith(("增速", "率")) else f"{subject}增速"
        return Said(subject, Kind.VS_CITY, compared["sign"] in ("低于", "慢于"), compared["reference"], bool(own))
    gap = re.search(r"(?:超|超过|低于|超出)(?:市|省|县)?定?(?:目标|任务)(?:数)?$", before)
    if gap is not None and unit != "%":
        own = trimmed(before[: gap.start()], county)
        return Said(own or last, Kind.TARGET_GAP, "低于" in gap[0], None, bool(own))
    if "百分点" in unit:
        moved = re.search(r"(?P<word>提高|提升|加快|收窄|上升|回升|回落|下降|降低|放缓|减少)了?$", before)
        own = trimmed(before[: moved.start()] if moved else before, county)
        down = moved is not None and moved["word"] in ("回落", "下降", "降低", "放缓", "减少")
        return Said(own or last, Kind.PP_DIFF, down, None, bool(own))
    if unit in ("%", "‰", "成", "倍"):
        return _rate(before, last, county)
    return _amount(before, after, unit, last, county)


def _rate(before: str, last: str, county: str | None) -> Said | None:
    plan = _PLAN.search(before)
    if plan is not None:
        own = trimmed(before[: plan.start()], county)
        words = trimmed(before[plan.start() :].rstrip("的"), None) or plan[0].rstrip("的")
        return Said(f"{own}{words}", Kind.PLAN_RATIO, named=bool(own))
    growth = next(reversed(list(_GROWTH.finditer(before))), None)
    if growth is not None and len(before) - growth.end() <= 4:
        own = trimmed(before[: growth.start()], county)
        own = re.sub(r"(?:的)?同比$", "", own)
        return Said(own or last, Kind.YOY, growth["down"] is not None, None, bool(own))
    share = _SHARE.search(before)
    if share is not None:
        own = trimmed(before[: share.start()], county)
        words = f"占{share['whole']}{'比例' if '比例' in before else ''}"
        return Said(f"{own or last}{words}", Kind.SHARE, named=bool(own))
    subject = trimmed(before, county)
    if re.search(r"(?:率|占比|比重|比例)$", subject):
        return Said(subject, Kind.SHARE)
    return Said(subject or last, Kind.SHARE, named=bool(subject)) if subject or last else None


def _amount(before: str, after: str, unit: str, last: str, county: str | None) -> Said | None:
    """A count or a sum: the thing counted stands before it, or (25个工业项目) behind."""
    kind = (
        Kind.LEVEL
        if unit.endswith(("元", "吨", "里", "米", "亩", "千瓦", "千瓦时")) or unit in ("亿", "万")
        else Kind.COUNT
    )
    own = trimmed(before, county)
    if last and own.startswith(last):
        own = own.removeprefix(last)
    if re.search(r"、[^、]*$", before) and kind is Kind.COUNT and not own.endswith(("项目", "企业")):
        own = trimmed(re.split("、", before)[-1], county) if not re.search(r"等[^、]{2,10}$", before) else own
    if kind is Kind.LEVEL and unit.endswith("元") and re.fullmatch(r"(?:全年|年度|年内|年)(?:计划|目标)", own):
        return Said(f"{own}投资", kind, named=False)
    owning = re.fullmatch(r"(?P<whose>.{2,16}企业)有(?P<what>.{2,10})", own)
    if owning is not None:
        return Said(f"有{owning['what']}的{owning['whose']}", kind)
    doing = re.match(r"(?P<who>企业|项目)(?P<does>[^，、；\d]{2,24})", after)
    if doing is not None and kind is Kind.COUNT and (not own or own.endswith("等") or "、" in before):
        return Said(trimmed(f"{doing['who']}{_ADVERB.sub('', doing['does'])}"), kind, named=False)
    if unit == "人" and not after.startswith(("，", "。")) and re.match(r"[\u4e00-\u9fff]{3,12}$", after):
        return Said(after, kind, named=False)
    listed = re.match(r"^(?P<verb>新?签约|新?引进|新?开工|新?投产)[^，]*等(?P<noun>[^等]{2,10})$", own)
    if listed is not None:
        return Said(f"{listed['verb']}{listed['noun']}", kind)
    behind = re.match(
        r"(?:的)?(?P<noun>(?:“[^”]{1,8}”)?[\u4e00-\u9fff]{2,14}?)(?:$|[、（(“\d]|有|已|，|为|争取|发|办|进|被|正在|成功|参|，)",
        after,
    )
    verb_only = not own or re.fullmatch(r"(?:确定|新增|规划|签约|召开|开展|梳理出|为|用于|有|其中|等)?", own)
    if verb_only and behind is not None and kind is Kind.COUNT:
        noun = trimmed(behind["noun"], county)
        return Said((own if own in ("新增", "签约") else "") + noun, kind) if noun else None
    if own.endswith("的") or before.endswith("的"):
        return Said(f"{own.rstrip('的')}的{last}" if last else own, kind)
    return Said(own or last, kind, named=bool(own)) if own or last else None
