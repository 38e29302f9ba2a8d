"""Of which of the counties named before it a number is: of each, of none, or of all of them together."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pingbi.extraction.clause import Share
from pingbi.extraction.words import APART, bare_words
from pingbi.model.catalogue import Kind

if TYPE_CHECKING:
    from pingbi.extraction.carried import State
    from pingbi.extraction.clause import Clause
    from pingbi.extraction.numbers import Mention
    from pingbi.extraction.said import Said

_EACH = re.compile(r"均|各|都|每|分别|依次|同为|同样")
_SUM = re.compile(r"共|合计|总计|累计")
_AMOUNTS = (Kind.LEVEL, Kind.COUNT)


def owners_of(
    clause: Clause, reached: int, mention: Mention, said: Said, share: Share, state: State
) -> tuple[tuple[str | None, ...], Said]:
    """(the counties, None for nobody; what is said, unsure where the words leave it open).

    五县工业投资148.6亿元，增长31%: an amount of a list is their sum, and no county's; so is its growth.
    """
    owners: tuple[str | None, ...] = (share.county or state.county,)
    cue = APART.search(clause.text[: mention.open]) if share == Share() else None
    own = cue is not None and any(  # 分别为甲县（15%）、乙县（12%）
        place.start >= max(cue.end(), reached) and place.start < mention.open and not place.compared
        for place in clause.places
    )
    if (
        cue is not None
        and not own
        and sum(row.unit == mention.unit and row.open >= cue.end() for row in clause.found) > 1
    ):
        said = replace(said, unsure=True)  # 分别 of what, the words do not tell
    elif state.open_which() and share == Share() and not clause.times:
        said = replace(said, unsure=True)  # 一、二季度分别完成…，增长5%
    if not state.counties or share.county is not None:
        return owners, said
    summed = _SUM.search(bare_words(clause.words[reached : mention.open])) is not None
    if _EACH.search(clause.text[: mention.open]) is None and said.kind in (*_AMOUNTS, Kind.YOY):
        summed, said = summed or said.kind in _AMOUNTS, replace(said, unsure=True)
    # a sum over several counties, or one of several numbers, is no county's figure
    owners = (None,) if summed or cue is not None else state.counties
    if summed:
        state.counties = (None,)
    return owners, said
