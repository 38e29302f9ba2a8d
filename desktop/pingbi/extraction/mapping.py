"""A subject in the text's words -> the scheme's indicator, with a confidence; a wrong number is worse than none."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.model.catalogue import Kind, bare, factor

if TYPE_CHECKING:
    from pingbi.scheme import Indicator, Scheme

MOST_KEPT = 20_000  # subjects whose meaning is remembered
SURE, LIKELY, PERHAPS = Decimal("0.97"), Decimal("0.9"), Decimal("0.85")
# What may stand before a name without changing what is counted.
_BENIGN = re.compile(
    r"^(?:[共现拥]?有|全县|全区|全市|该县|我县|共|累计|已|实施|完成|共实施|[列纳]入(?!国家|[省市县]级?重点).{0,20}的|省、?市|市级|县级|列入|纳入|新|目前|确定|获得?|荣获|受到?|得到|，)*$"
)
_NARROWER = re.compile(r"(?:在建|在施)$")  # of those that are counted perhaps not all
_NEW = re.compile(r"新(?:认定|评定|获批|批准|晋升|入选)")
_NEWLY = re.compile(rf"(?:新增|净增|{_NEW.pattern})(?:的)?$")  # changes nothing where the definition has the word
_ALL = re.compile(r"(?:总数|累计|存量)$")
_ENTERPRISES = ("家", "户")  # in which they are counted
_OWN_KINDS = (Kind.LEVEL, Kind.COUNT, Kind.YOY, Kind.SHARE, Kind.PLAN_RATIO)
# No indicator's value, but evidence: how often they were right on the texts of tests/extraction/test_scores.py.
_EVIDENCE = {Kind.RANK: Decimal("0.85"), Kind.PP_DIFF: Decimal("0.85")}
_ENDINGS = {
    Kind.YOY: ("增速", "同比", "同比增长", "增长", "增幅"),
    Kind.LEVEL: ("完成额", "总额", "投资额", "总量", "额"),
    Kind.PLAN_RATIO: ("投资", "投资额", "额", "比重", "的比重"),
    Kind.COUNT: ("数", "个数", "家数", "户数", "数量", "总数"),
}
_SAME = re.compile(r"[（(](?:不含农户|[万亿]?元)[）)]")  # how 固定资产投资 is counted everywhere; a unit
# What everybody says for short.
_RATIO = re.compile(r"(?<=项目)(?:年?计划|年度?)?(?:投资)?(?:年?计划)?完成(?:率|比例)$")
_TWICE = re.compile(r"^(.*?(?P<does>新签约|入库|新增|开工).*?)(?P=does)$")  # 新签约工业项目 above 新签约16个
_SHORT = ((re.compile(r"高企(?!业)"), "高新技术企业"), (re.compile("固投"), "固定资产投资"))
_DOING = re.compile(r"^开展(?=[一-鿿]{2,6}活动)")  # the enterprises that do it have it
_OF_THINGS = re.compile(r"的(?=企业$|项目$)")
_ENDING = {Kind.YOY: re.compile(r"(?:同比)?(?:增速|增幅|增长率|增长)$"), Kind.COUNT: re.compile("次数$")}


_kept: list[Meanings] = []  # the last one: a folder of texts is read by one scheme


def meanings_of(scheme: Scheme) -> Meanings:
    """The scheme's meanings, made once."""
    if not _kept or _kept[0].scheme is not scheme:
        _kept[:] = [Meanings(scheme)]
    return _kept[0]


class Meanings:
    """The names of a scheme's indicators by kind, ready to be looked up: a page has hundreds of subjects."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self._said: dict[tuple[str, Kind, str], tuple[Indicator | None, Decimal]] = {}  # a page repeats its subjects
        self._exact: dict[tuple[Kind, str], list[Indicator]] = {}
        self._endings: dict[Kind, list[tuple[str, Indicator]]] = {}
        for row in scheme.indicator:
            owner = scheme.indicators.get(row.of) if row.of is not None else None
            names = [*_names(row)]
            if owner is not None and row.kind is Kind.YOY:  # 工业投资完成额…，增长…
                names += [form for name in _names(owner) for form in _forms(name, owner.kind)]
            if row.kind is Kind.COUNT and row.unit in _ENTERPRISES:
                names += [f"{name}企业" for name in names if not name.endswith("企业")]
            for form in dict.fromkeys(form for name in names for form in _forms(bare(name), row.kind)):
                self._exact.setdefault((row.kind, form), []).append(row)
                if len(form) >= 4:
                    self._endings.setdefault(row.kind, []).append((form, row))

    def of(self, subject: str, kind: Kind, unit: str) -> tuple[Indicator | None, Decimal]:
        """SURE for the name itself, LIKELY behind words that change nothing."""
        if kind not in _OWN_KINDS:
            return None, _EVIDENCE.get(kind, LIKELY)
        key = (subject, kind, unit)
        if key not in self._said:
            if len(self._said) >= MOST_KEPT:
                self._said.clear()
            self._said[key] = self._of(subject, kind, unit)
        return self._said[key]

    def _of(self, subject: str, kind: Kind, unit: str) -> tuple[Indicator | None, Decimal]:
        words = _OF_THINGS.sub("", _SAME.sub("", bare(subject)))
        words = _DOING.sub("有", words)
        for short, full in _SHORT:
            words = short.sub(full, words)
        if kind is Kind.PLAN_RATIO:  # 占年度投资计划 and 占年计划投资 are one
            words = _plan_words(words)
            if (own := _RATIO.sub("占年计划", words)) != words:  # 产业项目投资完成率: of the year's plan, most likely
                meant, likely = self._of(own, kind, unit)
                return meant, min(likely, PERHAPS)
        words = _TWICE.sub(r"\1", words) if kind is Kind.COUNT else words
        for row in self._exact.get((kind, words), ()):
            if _may_be(words, unit, row):
                return row, SURE
        for row in self._exact.get((kind, _NEW.sub("新增", words)), ()):  # 高新技术企业新认定3家
            if _NEW.search(words) and _NEW.search(row.definition) and factor(unit, row.unit) is not None:
                return row, LIKELY
        for form, row in self._endings.get(kind, ()):
            if words.endswith(form) and _may_be(words, unit, row):
                sure = _behind(words[: -len(form)], row)
                if sure is not None:
                    return row, sure
        if kind is Kind.COUNT and unit in _ENTERPRISES and not words.endswith("企业"):  # 有研发活动57家
            found, sure = self.of(f"{words}企业", kind, unit)
            return found, min(sure, LIKELY)
        return None, Decimal("0.8")


def _may_be(words: str, unit: str, row: Indicator) -> bool:
    """Whether a number in a unit can be the indicator's: 小巨人总数3家 are not the new ones."""
    of_all = _ALL.search(words) is not None and _NEW.search(row.definition) is not None
    return factor(unit, row.unit) is not None and not of_all


def _behind(ahead: str, row: Indicator) -> Decimal | None:
    """How sure a name is behind other words; None where they make it something else."""
    newly = _NEWLY.search(ahead)
    if newly is not None and (newly[0].rstrip("的") in row.definition or _NEW.search(row.definition)):
        ahead = ahead[: newly.start()]
    whole = _NARROWER.sub("", ahead)
    if not _BENIGN.match(whole):
        return None
    return LIKELY if whole == ahead else PERHAPS


def _names(row: Indicator) -> tuple[str, ...]:
    return (row.name, *row.aliases)


def _forms(name: str, kind: Kind) -> tuple[str, ...]:
    """A name and what may follow it without changing what it means: 工业投资完成额."""
    name = _plan_words(name) if kind is Kind.PLAN_RATIO else name
    ending = _ENDING.get(kind)  # 单位能耗下降3% is the 单位能耗增速, 迟报1次 the 迟报次数
    stem = ending.sub("", name) if ending is not None else name
    return (name, *(f"{stem}{ending}" for ending in ("", *_ENDINGS.get(kind, ()))))


def _plan_words(text: str) -> str:
    return re.sub(r"投资计划|目标任务", "计划", re.sub(r"年度|全年", "年", text))
