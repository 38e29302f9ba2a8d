"""A subject in a text's own words, taken apart: what it is of, and what of that is meant."""

from __future__ import annotations

import re
from typing import NamedTuple

from pingbi.model.catalogue import Kind, bare

_SIGNS = re.compile(r"[\"“”‘’'《》()（）、，,：:;；的]")
_SAME = (
    ("规模以上", "规上"),
    ("规模工业", "规上工业"),
    ("技术改造", "技改"),
    ("年度", "年"),
    ("全年", "年"),
    ("年内", "年"),
    ("目标任务", "目标"),
)
_LEADING = re.compile(
    r"^(?:其中|20\d\d年|全[县区市省州]|[我该本]?[县区市](?=规上|工业|[固新产])|共|累计|规划实施|实施|确定|列入.{0,20}?方案(?:中|内)?)+"
)
_GROWTH = re.compile(r"(?:[比较]全[市省国州].*|同比|增速|增长|增幅|降幅|平均|总额|完成额)+$")
_BUDGET = re.compile(r"(?:概算|估算|计划)?总投资额?$|概算总?投资额?$")
_RATIO = re.compile(
    r"(?:完成|达|占|为)*年?(?:投资)?(?:计划|目标|任务)(?:投资)?(?:总?额)?(?:比重|比例)?$|(?:投资|计划|目标|任务)*完成率$"
)
_PLAN = re.compile(r"年?(?:投资)?(?:计划|目标)(?:完成)?(?:投资)?(?:总?额)?$")
_DONE = re.compile(r"(?:累计|已|实际)*(?:(?:完成|实现|投入|到位)(?:投资)?|已投(?:资)?|累计投资)(?:额|完成额)?$")
_STATE = re.compile(
    r"(?P<how>(?:已经|已|正在|实际|全部|加快|新|计划|应|未|尚未)*)"
    r"(?P<state>建成投产|建成达产|建成|投产|竣工|完工|开复工|开工|复工|动工|开建|在建|建设|施工|办结|完成)$"
)
_RATE = re.compile(r"(?P<stem>开复工|开工|竣工|投产|办结|建成|完工)率$")
_COVERAGE = re.compile(r"(?P<stem>.*?)(?:活动|工作|机构)*(?:全?覆盖率|覆盖面)$")
_SHARE = re.compile(r"(?P<part>.+?)(?:投资额|额)?占(?P<whole>.+?)(?:总额|总量)?(?:比例|比重|比率|份额|比)?$")

BEGUN = frozenset({"开工", "开复工", "复工", "动工", "开建"})
UNDER_WAY = frozenset({"在建", "建设", "施工"})
FINISHED = frozenset({"建成投产", "建成达产", "建成", "投产", "竣工", "完工"})
_STATES_OF_RATE = {
    "竣工": frozenset({"竣工", "完工", "建成"}),
    "完工": frozenset({"竣工", "完工", "建成"}),
    "建成": FINISHED,
    "投产": frozenset({"投产", "建成投产"}),
    "办结": frozenset({"办结", "完成"}),
    "开工": BEGUN,
    "开复工": BEGUN,
}
# What was done with things or to things is no part of those that are there: 新签约工业项目 beside 工业项目.
_OF_ANOTHER_SORT = re.compile(
    r"签约|新增|新(?!能源|材料|兴|型)|计划|拟|应|谋划|储备|申报|入库|入选|引进|争取|备案|推荐|培育|帮助|走访|非|单个|邀请|开展|赴"
)
_AVERAGE = re.compile(r"人均|平均|均价|指数|户均|单位|率$")
_TOO_WIDE = frozenset({"项目", "企业", "投资", "工业", "完成投资", "增加值"})
# A subject of which the reading has lost its head or caught words of another clause: nothing is built on it.
_TORN = re.compile(
    r"^(?:比|较|和|与|及|为|由|占|达|已|至|其中|分别|从|在|对)|[(（][^)）]*$|^[^(（]*[)）]|(?:、.*){3}|上年同期|去年"
)
_HEADLESS = re.compile(
    r"(?:达|占|为)?年?(?:投资)?(?:计划|目标|任务)(?:完成)?(?:投资)?额?|增[速幅长]|增加值|(?:概算)?总?投资额?|(?:完成|累计)投资|.{1,2}"
)


class Parted(NamedTuple):
    """A subject taken apart: `things` (四化改造项目), `measure` (plan, done, budget, ratio or none), `state` (建成)."""

    things: str
    measure: str = ""
    state: str = ""
    begun: bool = False  # the state means that work has started, and is not merely planned


def plain(subject: str) -> str:
    """A subject as it is compared: no signs, one word for each of several spellings, nothing that adds no meaning."""
    words = _SIGNS.sub("", bare(subject).replace('"', ""))
    for written, same in _SAME:
        words = words.replace(written, same)
    return _LEADING.sub("", words) or words


def sound(subject: str) -> bool:
    """Whether a subject says by itself what it is: 工业投资, not 年度目标 or 比上半年（."""
    return not _TORN.search(bare(subject)) and not _HEADLESS.fullmatch(plain(subject))


def of_growth(subject: str) -> str:
    """What grows: 工业投资 for 工业投资增速."""
    words = plain(subject)
    return _GROWTH.sub("", words) or words


def parted(subject: str, kind: Kind) -> Parted:
    """The subject of a fact of that kind taken apart.

    >>> parted("“四化”改造项目年计划投资", Kind.LEVEL)
    Parted(things='四化改造项目', measure='plan', state='', begun=False)
    """
    words = plain(subject)
    if kind is Kind.PLAN_RATIO:
        return Parted(_RATIO.sub("", words), "ratio")
    if kind not in (Kind.LEVEL, Kind.COUNT):
        return Parted(words)
    for measure, pattern in (("budget", _BUDGET), ("plan", _PLAN), ("done", _DONE)):
        if kind is Kind.COUNT and measure != "plan":
            continue
        found = pattern.search(words)
        if found is not None:
            return Parted(words[: found.start()], measure)
    state = _STATE.search(words) if kind is Kind.COUNT else None
    if state is None or not state.start():
        return Parted(words)
    begun = not re.search("计划|应|未|新", state["how"])
    return Parted(words[: state.start()], "", state["state"], begun)


def rate(subject: str) -> tuple[str, frozenset[str]] | None:
    """(of which things, "" where it does not say; the states that count) of 开工率, 竣工率 …; else None."""
    words = plain(subject)
    found = _RATE.search(words)
    if found is None:
        return None
    things = words[: found.start()]
    return "" if things in _TOO_WIDE or _STATE.match(things) else things, _STATES_OF_RATE[found["stem"]]


def covered(subject: str) -> str | None:
    """研发 for 研发活动覆盖率; None where it is no such rate or does not say of what."""
    found = _COVERAGE.search(plain(subject))
    stem = re.sub(r"^规上(?:工业)?企业", "", found["stem"]) if found is not None else ""
    return stem if len(stem) >= 2 else None


def share(subject: str) -> tuple[str, str] | None:
    """(part, whole) of 工业投资占固定资产投资比例; None where it does not name both."""
    found = _SHARE.fullmatch(plain(subject))
    if found is None or len(found["whole"]) < 3 or found["whole"].startswith("比"):
        return None
    return found["part"], found["whole"]


def narrower(part: str, whole: str) -> bool:
    """Whether words mean a part of others: 亿元以上工业项目 of 工业项目."""
    if len(whole) < 3 or whole in _TOO_WIDE or not part.endswith(whole) or part == whole:
        return False
    if _AVERAGE.search(whole):  # 城镇居民人均收入 may well be above 居民人均收入
        return False
    return not _OF_ANOTHER_SORT.search(part[: -len(whole)]) and not _OF_ANOTHER_SORT.match(whole)
