"""The words around a number: what leads to a subject, what leads from it, and what of it is left."""

from __future__ import annotations

import re

from pingbi.extraction.measures import CLASS_END, MEASURE, MEASURE_END

BLANK = "\0"  # stands for a place or a period that has been read already
# 一、（二）3. 4）⑤ ★ before an item of a list; 1.5 is a number.
NUMBERED = (
    r"(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、](?!\d)"
    r"|[①-⑳★☆●○◆◇■□▲△▶►•※➢])"
)
APART = re.compile(r"分别|依次|各自")  # each number has its own county, subject or period
ITEM = re.compile(NUMBERED)
_DASH = r"[-—–－~～至到]{1,2}"
# Words that stand before a subject and are not part of it, and those that lead from it to its number.
_LEAD = re.compile(
    rf"(?:(?:其中|[只仅]有|[—–-]+|同时|此外|另外|另据统计|据统计|据了解|据悉|目前|截至|截止|并且|且|但|而|则|及时|相继|陆续|现有|总共|这些|上述|该|以及|初步|实际(?!利用|到位)|中(?=已|有|的|计划|应)|"
    r"谋划(?=实施|推进|建设)|[从按就分][^，。\d]{0,8}?(?:来?看|来说|类)|[一二三四五六七八九十]是|第[一二三四五]是"
    rf"|{NUMBERED}"
    r"|[一二三四五六七八九十两\d]+(?:大|个)[一-鿿]{0,6}(?:中|里)(?=[^央小])|(?:各)?县（?市?、?区?）?中"
    rf"|(?:\d{{4}}年)?\d{{1,2}}{_DASH}\d{{1,2}}月份?|\d{{4}}年|\d{{1,2}}月份?"
    r"|全县|全市|全区|全省|该县|该区|(?:今|本)年(?:$|(?=[新共已谋实]))|(?:园区|区内|园内)(?:[共现拥]有(?!研发))?|我县|我市|我区|本县|县内|累计|共|已|预计|先后|继续|确定|规划|共计|总计|并|和|及|与|在(?![建库谈研册])|为|对[标照]?|向|将|由|使|让|以|使得"
    r"|形成(?!固定)|经过深入挖掘|实施|开展(?![一-鿿]{2,6}活动)|推进|完成(?!率|投资|固定|比例|进度)|实现|建成(?!投产)|争取|力争|确保(?!了)|有望|达到|拥有|新建(?!投产)|较|较全市|是|举办|收集(?!问题)|安排|首批|办理"
    r"|约|近|超过|超额|超|逾|突破|不足|有(?=\d|$)|：|:|、|，|的|[,.;/【】]|[（(]单位[：:][^）)]*[）)]))+"
)
_SINCE = re.compile(
    rf"(?:由|从)(?:上年|去年)?(?:同期|年初|年底|末|\d{{1,2}}{_DASH}\d{{1,2}}月份?|\d{{1,2}}月份?|前?[一二三四]季度|上半年)?的?$|(?:[增提上扩下减降][加高升长大降少低滑])[至到]$"
)
_WORDS = """
    分别 依次 首次 平均 均 都 累计 共计 共 总计 总数 已 已实施 均在 在 达到 达 为 完成 完成了 实现 实现了 增至 升至 降至
    力争 确保 争取 有望 ¥ ￥ 约 近 超过 突破 不足 超 逾 高达 占 仅 只有 有 到 是 ： : 至 了 的 实际 现 全部
    同期 同比 累积 则 又 再 再次 继续 进一步 总体 合计 、 ， 和 与 及 “ 较好 [ （ (
"""
_TAILS = frozenset(_WORDS.split())
_LAST = {tail[-1] for tail in _TAILS}
_LONGEST_TAIL = max(map(len, _TAILS))


def _tail(words: str) -> int:
    """Characters of the longest of the words that lead to a number, at the end of others."""
    return next((n for n in range(_LONGEST_TAIL, 0, -1) if words[-n:] in _TAILS), 0)


def _untailed(words: str) -> str:
    """Without the words that lead from a subject to its number."""
    while words:
        tail = _tail(words) if words[-1] in _LAST else 0
        since = _SINCE.search(words) if words[-1] in "由从期初底末的至到月份度年" else None
        if since is not None and len(since[0]) >= tail:
            words = words[: since.start()]
        elif tail and not words.endswith("签约"):
            words = words[:-tail]
        else:
            return words
    return words


_ITEM = re.compile(rf"(?:{NUMBERED})+")
_SORT = re.compile(
    r"(?:等?各|等?[两三四五六七八九十\d]个?)(?:县区|功能区|县市区|县[（(][市区、]+[）)]|市区|区县|县|区)"
)
_VERB = re.compile(
    r"^(?P<who>.*?)(?:共|累计|已|现|均|总共|预计|当月)*(?:完成|实现|达到?|实际完成|办理|取得|创造|协调|获得|获)(?P<measure>"
    + MEASURE
    + r")$"
)


def in_brackets(text: str, at: int) -> bool:
    """Whether a place of a clause stands in a bracket that is open."""
    opened = text.count("（", 0, at) + text.count("(", 0, at)
    return opened > 0 and opened > text.count("）", 0, at) + text.count(")", 0, at)


def bare_words(words: str) -> str:
    """Without what stands for places and periods."""
    return words.replace(BLANK, "")


def _unled(leads: re.Pattern[str], words: str) -> str:
    """Without what it begins with. `match`, not `^`: a pattern that is searched for is tried at every character."""
    found = leads.match(words)
    return words if found is None else words[found.end() :]


def trimmed(words: str) -> str:
    """A subject without the words that lead to it and from it."""
    words = _unled(_ITEM, bare_words(words).lstrip("）)"))
    before = None
    while before != words:
        before = words
        words = _unled(_LEAD, _untailed(words))
    if ("“" in words or "”" in words) and words.count("“") != words.count("”"):
        words = re.sub(r"^”|”$", "", words) if words.count("”") > words.count("“") else re.sub(r"^“|“$", "", words)
    if ("（" in words or "）" in words) and words.count("（") != words.count("）"):
        words = words.strip("（").lstrip("）")
    return _unled(_SORT, words) or words


def split(words: str) -> tuple[str, str]:
    """(who, what is measured): 规模以上工业完成增加值 is 规模以上工业 and 增加值, 制造业 is itself."""
    found = _VERB.match(words)
    if found is not None:
        who, measure = found["who"], found["measure"]
        if CLASS_END.search(who) and measure.endswith("投资"):
            return who, f"完成{measure}"
        return _untailed(who), measure
    measure_found = MEASURE_END.search(words)
    if measure_found is None:
        return words, ""
    return words[: measure_found.start()], measure_found[0]


_DOES = re.compile(r"(?:累计|当年|已|新|在)?(?:签约|开工|投产|竣工|引进|入库|落地|建成|谋划|储备|续建|新建|在建|建)")


def members(words: str, count: int) -> tuple[str, ...] | None:
    """A、B、C as the subjects of `count` numbers; the last one's ending belongs to all: 存、贷款余额; 省市重点项目."""
    parts = [part for part in re.split(r"、|和(?!压延|其他)|与|以及|及(?!零|燃|水)", words) if part]
    if len(parts) != count:
        parts = [part for part in re.split(r"、|以及|和(?=[^、]*$)", words) if part]
    if len(parts) != count:
        parts = [part for part in re.split(r"、", words) if part]
    if len(parts) != count:
        twin = re.match(r"^(?P<head>.*?)(?P<pair>省市|市县|城乡|内外|进出(?!口)|大中)(?P<rest>.+)$", words)
        if twin is not None and count == 2 and not parts[1:]:
            return tuple(f"{twin['head']}{one}{twin['rest']}" for one in twin["pair"])
        return None
    first, last = parts[0], parts[-1]
    done = _DOES.match(last)
    if done is not None and CLASS_END.search(last) and all(_DOES.fullmatch(part) for part in parts[:-1]):
        return (*(f"{part}{last[done.end() :]}" for part in parts[:-1]), last)  # 新签约、新开工亿元以上项目
    if MEASURE_END.search(last) and not MEASURE_END.search(first):
        single = re.search(r"[存贷进出省市城乡内外一二三]$", first)
        if single is not None and len(last) > 1 and last[0] in "存贷进出省市城乡内外一二三" and len(first) > 1:
            head, rest = first[:-1], last[1:]
            return (f"{first}{rest}", *(f"{head}{part}{rest}" for part in parts[1:-1]), f"{head}{last}")
        ending = MEASURE_END.search(last)
        measure = ending[0] if ending is not None else ""
        if ending is not None and ending.start() > 0:
            return (*(part if MEASURE_END.search(part) else f"{part}{measure}" for part in parts[:-1]), last)
    return tuple(parts)
