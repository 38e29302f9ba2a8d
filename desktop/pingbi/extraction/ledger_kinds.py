"""What a row of a ledger can be, and the words that say so: 合计, 一、续建项目, 其中：…, 无, 注：…"""

from __future__ import annotations

import re
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model.catalogue import bare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pingbi.scheme.condition import Content


class Kind(Enum):
    """What a row is."""

    ENTRY = "entry"
    MORE = "more"  # a further line of the entry above: the name is merged over both
    MAYBE = "maybe"  # an entry, unless it turns out to be the sum of others: no 序号, no words
    TOTAL = "total"
    HEADING = "heading"  # 一、续建项目, also with the group's sums beside it
    NAMELESS = "nameless"  # figures without a name
    NOTHING = "nothing"  # 无: submitted, and there is none
    PART = "part"  # 其中：…, a part of the entry above
    ALONE = "alone"  # a name and nothing beside it


class LedgerRow(NamedTuple):
    """`values` in the order of the ledger's columns: numbers in the ledger's unit. Masks hold a bit a column."""

    row: int
    kind: Kind
    name: str
    values: tuple[Content, ...]
    bad: int = 0  # columns that hold something that is no number
    void: int = 0  # columns that hold — or /: not applicable
    county: str = ""  # what stands in the county column


row_of: Callable[[Iterable[object]], LedgerRow] = partial(tuple.__new__, LedgerRow)  # in half the time of _make

_CHINESE = "[一二三四五六七八九十]{1,3}"
_LABELS = (
    "注|备注|说明|填表说明|填报说明|填报人|填表人|制表人?|审核人?|审批人?|负责人|联系人|联系电话|电话|手机|填报单位|填表单位"
    "|报送单位|填报日期|填表日期|报送日期|报送截止|单位负责人|分管领导|主要领导|签字|盖章|日期|时间|附|附注|单位"
)
MARKED = re.compile(rf"[(]{_CHINESE}[)]|{_CHINESE}[、.:]|第{_CHINESE}[类部]")
NUMERAL = re.compile(rf"[(]?{_CHINESE}[)]?[、.]?")
TOTAL = re.compile(r".{0,20}?(?:合计|总计|小计|共计|汇总|合计数|总计数)(?:[(:].*|\d.*)?|计|总数|共\d+[个项].*")
NOTE = re.compile(rf"(?:{_LABELS})(?:[(][^()]*[)])?(?::(?s:.*))?|\d?[.、]?注\d*:(?s:.*)")
PART = re.compile(r"其中[:,]?.*|[#]\S.*")
NOTHING = re.compile(r"(?:本期|本月|暂|目前)?(?:无|没有|零|0|—+|/|-)(?:此类|相关|该类|新增)?(?:项目|事项|任务|情况)?")
_SPECIAL = re.compile(
    rf"[(一二三四五六七八九十注无没暂目本零0—/#-]|第[一二三四五六七八九十]|其中|.{{0,20}}?[合总小共汇][计总]|计$|总数|共\d|\d?[.、]?注|{_LABELS}"
)
_WHOLE = "|".join(words.pattern for words in (NOTE, TOTAL, PART, NOTHING, NUMERAL))
_SAID = re.compile(rf"{MARKED.pattern}|(?:{_WHOLE})\Z")


def plain(words: str) -> str:
    """Words as they are compared with those above."""
    return bare(words).replace("：", ":")


def plain_words(words: Sequence[str]) -> list[str]:
    """The same of each, where any sign in it makes a difference."""
    signs = {sign for sign in set("".join(words)) if plain(sign) != sign}
    return [word if signs.isdisjoint(word) else plain(word) for word in words] if signs else list(words)


def may_say(words: str) -> bool:
    """Whether plain words may say what a row is, by how they begin."""
    return _SPECIAL.match(words) is not None


def say(words: Sequence[str]) -> list[int]:
    """Which of these plain words say that a row is no entry."""
    found = [at for at, match in enumerate(map(_SPECIAL.match, words)) if match]
    return [at for at in found if _SAID.match(words[at])]
