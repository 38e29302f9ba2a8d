"""A number before which nothing but its county stands repeats what was said before in its unit: 清丰县57.7%."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pingbi.extraction.words import BLANK, bare_words
from pingbi.model.catalogue import Kind

if TYPE_CHECKING:
    from pingbi.extraction.carried import State
    from pingbi.extraction.clause import Clause, Share
    from pingbi.extraction.numbers import Mention
    from pingbi.extraction.said import Said

_VERB = re.compile(r"增长|下降|增速|减少|上升|提高|占|率|完成|实现|新增")
_BRACKETED = re.compile(rf"[（(]{BLANK}+$")
_RATES = (Kind.YOY, Kind.SHARE)
_ENDS = re.compile(r"$|[、，。；（）)]|和|与|及")
# 低于全市平均水平的有华龙区（0.4%）: a list of counties whose numbers have their own signs.
_RANGED = re.compile(
    r"^(?:增速|增幅)?(?:高于|低于|超过|快于|慢于|好于|优于)(?:全市|全省|全国)(?:平均)?(?:水平|增速)?(?:的)?"
    r"(?:县区|县（市、区）|县市区|地区)?$|^[较最]?[快慢高低好差]$"
)


class Again(NamedTuple):
    """What is said once more; None: the words do not tell of what."""

    said: Said | None


def repeated(words: str, bare: str, clause: Clause, mention: Mention, state: State, share: Share) -> Again | None:
    """None where the number has a subject of its own; `bare` are the words before it without those that lead to it."""
    before = state.by_unit.get(mention.unit)
    if before is None:
        return None
    ranged = _RANGED.match(bare) is not None and before.kind in _RATES
    ends = _ENDS.match(clause.text, mention.stop) is not None
    alone = not bare or ranged
    placed = ends and (BLANK in words or ((share.county or share.period) and not bare))
    if not mention.rank and alone and placed and not _VERB.search(bare_words(words)):
        open_ = before.negative and _BRACKETED.search(words) is not None  # 下降4%（全市3%）
        return Again(
            replace(before, topic=None, used=0, negative=before.negative and not ranged, unsure=before.unsure or open_)
        )
    listed = words.strip("、和与及") == ""
    if not bare and listed and mention.unit in ("%", "分") and mention.value >= 0:
        return Again(state.again(mention.unit))
    return None
