"""A subject in the text's words -> the scheme's indicator, with a confidence; a wrong number is worse than none."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.model.catalogue import Kind, bare, factor

if TYPE_CHECKING:
    from pingbi.scheme import Indicator, Scheme

SURE, LIKELY = Decimal("0.97"), Decimal("0.9")
# What may stand before a name without changing what is counted.
_BENIGN = re.compile(
    r"^(?:全县|全区|全市|该县|我县|共|累计|已|实施|完成|共实施|列入.{0,20}的|省、?市|市级|县级|列入|纳入|新|目前|确定|，)*$"
)
_OWN_KINDS = (Kind.LEVEL, Kind.COUNT, Kind.YOY, Kind.SHARE, Kind.PLAN_RATIO)
# No indicator's value, but evidence: how often they were right on the texts of tests/extraction/test_scores.py.
_EVIDENCE = {Kind.RANK: Decimal("0.85"), Kind.PP_DIFF: Decimal("0.85")}
_ENDINGS = {
    Kind.YOY: ("增速", "同比", "同比增长", "增长", "增幅"),
    Kind.LEVEL: ("完成额", "总额", "投资额", "总量", "额"),
    Kind.PLAN_RATIO: ("投资", "投资额", "额", "比重", "的比重"),
    Kind.COUNT: ("数", "个数", "数量", "总数"),
}


def indicator_of(subject: str, kind: Kind, unit: str, scheme: Scheme) -> tuple[Indicator | None, Decimal]:
    """(the indicator, how sure). A growth is looked up by its own name and by the name of what grows (`of`)."""
    if kind not in _OWN_KINDS:
        return None, _EVIDENCE.get(kind, LIKELY)
    words = bare(subject)
    best: tuple[Indicator | None, Decimal] = (None, Decimal("0.8"))
    for row in scheme.indicator:
        if row.kind is not kind or factor(unit, row.unit) is None:
            continue
        owner = scheme.indicators.get(row.of) if row.of is not None else None
        names = [*_names(row), *(_names(owner) if owner is not None and kind is Kind.YOY else ())]
        for name in names:
            sure = _likeness(words, bare(name), kind)
            if sure > best[1]:
                best = (row, sure)
    return best


def _names(row: Indicator) -> tuple[str, ...]:
    return (row.name, *row.aliases)


def _likeness(words: str, name: str, kind: Kind) -> Decimal:
    """SURE for the name itself, LIKELY behind words that change nothing, else 0."""
    if kind is Kind.PLAN_RATIO:  # 占年度投资计划 and 占年计划投资 are one
        words, name = (_plan_words(text) for text in (words, name))
    forms = {name, *(f"{name}{ending}" for ending in _ENDINGS.get(kind, ()))}
    if words in forms:
        return SURE
    for form in forms:
        if len(form) >= 4 and words.endswith(form) and _BENIGN.match(words[: -len(form)]):
            return LIKELY
    return Decimal(0)


def _plan_words(text: str) -> str:
    return re.sub(r"投资计划|目标任务", "计划", re.sub(r"年度|全年", "年", text))
