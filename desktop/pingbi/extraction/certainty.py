"""How sure a number in a report may be at most: what is wished for, rough, former or said twice is no plain figure."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.extraction.words import bare_words
from pingbi.model.catalogue import Kind

if TYPE_CHECKING:
    from pingbi.extraction.carried import State
    from pingbi.extraction.numbers import Mention
    from pingbi.extraction.said import Said

PLAIN, OFFERED, REFUSED = Decimal(1), Decimal("0.85"), Decimal("0.5")
ROUGH = re.compile(r"[（(](?:预计|预估|估计|估算|暂估|暂定|初步|快报|初核|待核)[^）)]{0,6}[）)]")  # 18.3亿元（预计）
_INTENT = re.compile(r"预计|预期|力争|目标|计划|规划(?=[^，。]{0,12}投资)|确保|拟|争取|有望")
_WISH = re.compile(r"预计|预期|力争|争取|有望|确保")
_FROM = re.compile(r"[由从](?:[^，、由从]{1,12}的)?(?:同比)?(?:[负正]?增长|下降|增速|降幅)?$")
_ABOUT = "约 约为 大约 近 接近 将近 余 多 几 以上 以上的 左右 上下 超 超过 逾 突破 不足 不到"
_INEXACT = frozenset(_ABOUT.split())
_WISHED_FOR = frozenset({Kind.LEVEL, Kind.COUNT, Kind.YOY, Kind.SHARE})


def limit(before: str, said: Said, mention: Mention, state: State, *, torn: bool, this: bool) -> Decimal:
    """From 0 to 1, by the words `before` the number; `state` is told whether what follows is only expected.

    `torn`: the number may be the end of one, 102，5亿元. `this`: it is of the period that is spoken of.
    """
    wished = _INTENT.search(before) is not None and said.kind in _WISHED_FOR
    if said.kind is Kind.YOY and said.topic is None:
        wished = wished or state.wished  # 预计完成…，增长…
    elif said.kind in (Kind.LEVEL, Kind.COUNT):
        state.wished = _WISH.search(before) is not None
    former = this and _FROM.search(bare_words(before)) is not None  # 由5.1%: what it was before
    if (wished and "计划" not in said.subject) or former:  # a plan's own figure is one
        return REFUSED
    twice = said.negative and mention.value < 0  # 下降-4.1%: a fall, said by word and sign
    inexact = mention.qualifier in _INEXACT or mention.unsure or said.unsure or twice or (torn and mention.open == 0)
    return OFFERED if inexact else PLAIN
