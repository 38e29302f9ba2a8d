"""Growth: on the same time of last year, or on something else; the rate that it has come to; which way it went."""

from __future__ import annotations

import re
from dataclasses import replace

from pingbi.extraction.measures import SHARE_END
from pingbi.extraction.said import DOWN, UP, Said, Topic, topic_of
from pingbi.extraction.words import BLANK, bare_words, trimmed
from pingbi.model.catalogue import Kind

_RATE = r"增速|增幅|涨幅|升幅|增长率|增长速度"
_FALL = r"降幅|跌幅"
_GROWTH = re.compile(
    rf"(?P<up>{_RATE}|增长(?!面|点|极|势)|增(?=$|\0)|多(?=$|\0)|上升|提高|增加(?!值)|上涨|递增|攀升|扩大)"
    rf"|(?P<down>{_FALL}|同比下降|下降|降(?=$|\0)|减(?=$|\0)|少(?=$|\0)|减少|降低|回落|下滑|负增长|下跌|萎缩|缩减)"
)
_ADVERB = (
    r"[大小]幅|略有?|微|净|再|又|进一步|逐[步月季]|加速|继续|持续|仍|稳步|快速|逆势|反而|不增反|不降反|由[负正]转[正负]"
)
_WAY = rf"{UP}|{DOWN}|[升降跌增减]|缩[窄减]|上涨|下跌|[拉增]大|[拉跃晋]升|[前后]移|转"
# 回落至 leads to where a rate or a share has come, whichever way it went.
# 回落到上半年的, 降至6月末的: a time of its own stands behind it.
_OF_WHEN = rf"(?:{BLANK}+|(?:{BLANK}*|\d{{1,2}}月[末底份]|[今去上]年[末底])的)?"
CAME_TO = re.compile(
    rf"(?:的(?:水平|高位|低位|高点|低点))?(?:{_ADVERB})*(?P<way>{_WAY})了?(?P<to>[至到为]){_OF_WHEN}[约仅近]?$"
)
_OF_A_RATE = re.compile(
    rf"(?:(?P<up>{_RATE})|(?P<down>{_FALL}))(?:同比|分别|均|累计|由|从|{BLANK}|{_ADVERB}|[比较由从][^，比较]{{1,12}})*$"
)
_IDLE = re.compile(r"[了为达到约近超过至的在均仅只有\0]")
_SAME_TIME = re.compile(
    r"(?:比|较|与)[^，比较]{0,10}?(?:同期|上年|去年)(?:相比)?$|(?:同口径|可比价?|按可比价格?(?:计算)?|不变价格?)$"
)
# Growth on another time than the same one of last year is another thing: it keeps these words.
_OTHER_TIME = re.compile(
    r"(?:环比|(?<![两三四五]年)年均|(?:比|较|与)[^，比较]{0,10}?(?:年初|年末|年底|[上\d]月[份末底]?|季度?末?|半年|上期|上周|全年|20\d\d年度?))$"
)
_ON_ANOTHER = re.compile("[环比较与均]")  # one of them stands in each
_BESIDE = re.compile(rf"(?:相比|累计|分别|(?<!年)均|{_ADVERB})+$")
_TOWARDS = re.compile(rf"(?:{_RATE}|{_FALL})?(?:同比|年均|平均|累计|由|从|转|转为|变|{_ADVERB})+$|(?:{_RATE}|{_FALL})$")
_ITS_AIM = re.compile(r"(?:全?年度?)?(?:预期|计划|增长|调控)*目标(?:任务|值)?$")  # 年度预期目标增长8.5%，上半年增长7.9%
_YEARLY = re.compile(r"[两三四五]年年?平?均?$")
# 4.1%的负增长, 4.1%、5.2%的增速: the word stands behind the number.
_BEHIND = re.compile(
    r"(?P<more>(?:[、和与及][\d.]{1,12}[%％])*)的(?P<noun>负增长|正增长|增长|增速|增幅|涨幅|升幅|降幅|跌幅|下降|下滑|下跌|回落|降低|减少)"
    r"(?=$|[，。；、）)]|转|变|回|升|降|收窄|扩大|居|位居|列|排)"
)
_HAS = re.compile(r"(?:出现|呈现出?|呈|保持|维持|[仍还]?有|录得|取得|以)了?$")
# Of something else, or not at all: 高于全省4.1%的增速, 扭转了4.1%的负增长.
_NOT_SO = re.compile(
    r"[没未不免防止于超和]|(?<![同环])比(?!上年|去年)|较(?!上年|去年)|扭转|告别|摆脱|结束|走出|改变|克服|弥补|抵消"
)
_MOVED_ONLY = frozenset({"回落", "提高", "上升", "降低", "扩大", "攀升"})


def came_to(words: str) -> tuple[str, bool]:
    """(the words up to what has come to the number, whether that is no growth): 增速回落至, 占比下降至."""
    came = CAME_TO.search(words)
    before = words[: came.start()] if came is not None else words
    rate = _OF_A_RATE.search(before) if came is not None or words.endswith("的") else None
    if rate is not None:
        return before[: rate.end("down" if rate["down"] else "up")], False
    if came is not None and (came["to"] != "为" or SHARE_END.search(trimmed(before))):
        return before, True
    return words, False


def said_behind(words: str, after: str) -> tuple[str, int]:
    """(the words before a number with the growth that stands behind it, how many characters that is), else no change:
    工业投资出现 before 4.1%的负增长 is 工业投资下降.
    """
    behind = _BEHIND.match(after)
    if behind is None or _NOT_SO.search(bare_words(words)) is not None:
        return words, 0
    fell = behind["noun"][0] in "负降跌下回减"
    return f"{_HAS.sub('', words)}{'下降' if fell else '增长'}", 0 if behind["more"] else behind.end()


def fallen_by(words: str, topic: Topic) -> Said | None:
    """负增长4.1个百分点: the growth itself, most likely, though it is said as one that moved."""
    if not words.endswith("负增长") or _NOT_SO.search(bare_words(words)) is not None:
        return None
    said = grown(words, topic)
    return replace(said, unsure=True) if said is not None and said.kind is Kind.YOY else None


def other_time(words: str) -> str:
    """What a growth is on, where that is not the same time of last year: 环比, 较年初; else empty."""
    if _ON_ANOTHER.search(words) is None:
        return ""
    other = _OTHER_TIME.search(_BESIDE.sub("", bare_words(words)))
    return other[0] if other is not None else ""


def grown(words: str, topic: Topic) -> Said | None:
    """A growth, its sign by the last word that has one; 增速提高3.2% may be meant in 百分点."""
    growth = next(reversed(list(_GROWTH.finditer(words))), None)
    if growth is None or len(_IDLE.sub("", words[growth.end() :])) > 1:
        return None
    down, ahead = growth["down"] is not None, words[: growth.start()]
    moved = re.fullmatch(rf"{_RATE}|{_FALL}", growth[0]) is None and _OF_A_RATE.search(ahead) is not None
    other = other_time(ahead)
    own = bare_words(ahead)
    own = own[: own.rindex(other)] if other else CAME_TO.sub("", own)  # 回落到下降4.1%
    own = trimmed(_SAME_TIME.sub("", own))
    own = trimmed(_TOWARDS.sub("", own))
    own = _ITS_AIM.sub("", own)
    yearly = _YEARLY.search(own)
    own = trimmed(own[: yearly.start()]) if yearly is not None else own
    now = topic_of(own, topic) if own else topic
    kept = now if own else None
    if not now.name:
        return Said(growth[0], Kind.YOY, down)
    if moved and growth[0] in _MOVED_ONLY:
        return Said(f"{now.name}增速", Kind.PP_DIFF, down, topic=kept, rate=f"{now.name}增速")
    if other:
        return Said(f"{now.name}{other}", Kind.YOY, down, topic=kept, rate=f"{now.name}增速")
    if yearly is not None:  # over two years: no growth on the year before
        return Said(f"{now.name}两年平均", Kind.YOY, down, topic=kept)
    rate = growth[0] if re.fullmatch(_FALL, growth[0]) else "增速"
    return Said(now.name, Kind.YOY, down, None, kept, f"{now.name}{rate}", unsure=moved)
