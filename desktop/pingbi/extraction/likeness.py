"""Names that are nearly the same: one clear winner or none. Words that change what is counted must agree."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from pingbi.model.catalogue import bare

if TYPE_CHECKING:
    from collections.abc import Iterable

LEAST = 0.75  # of likeness: one character of four written wrongly
AHEAD = 0.08  # how far the winner must be before the next
FEWEST = 3  # characters: two-character names are too short to be like one another
_NOTE = re.compile(r"[(\[][^()\[\]]*[)\]]|[*#※①-⑳]+$")
_TELLING = re.compile(
    r"同比|增速|增长|增幅|增减|下降|增量|增加|净增|新增|环比|占比|比重|率|计划|目标|任务|上年|去年|同期|上期|当月|本月|月|季|半年|全年"
    r"|人均|户均|平均|位次|名次|排名|得分|预计|省|国家|民间|国有|外资|规上|规下|规模以上|规模以下|以上|以下|概算|完成|开工|竣工|签约|入库|个数|家数|户数|数量"
    r"|不|未|非|无|除|外|\d+|[一二三四五六七八九十百千万亿]+"
)

_FELL = re.compile("[降减][幅少低]")  # 工业投资降幅 is no 工业投资增速; 降巾 may be 降幅


def like(word: str, names: Iterable[str], least: float = LEAST) -> str | None:
    """The one name that a word is nearly; None where none is, or two are.

    >>> like("工业投姿", ["工业投资", "技改投资"])
    '工业投资'
    """
    plain = _NOTE.sub("", bare(word))
    if len(plain) < FEWEST:
        return None
    telling = sorted(_TELLING.findall(plain))
    scored: list[tuple[float, str]] = []
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(plain)
    for name in dict.fromkeys(names):
        other = bare(name)
        if abs(len(other) - len(plain)) > len(plain) // 2 or sorted(_TELLING.findall(other)) != telling:
            continue
        if _FELL.search(plain) and not _FELL.search(other):
            continue
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least:
            scored.append((matcher.ratio(), name))
    scored.sort(key=lambda item: -item[0])
    if not scored or scored[0][0] < least:
        return None
    return scored[0][1] if len(scored) == 1 or scored[0][0] - scored[1][0] >= AHEAD else None
