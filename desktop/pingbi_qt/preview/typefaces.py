"""The official fonts of a paper, and what stands in for each where a machine has not got it."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

UNIT = 100.0  # units of a millimetre: sizes are whole numbers of them, so that a line breaks alike at every zoom
_POINT = 25.4 / 72 * UNIT
_SONG = ("宋体", "SimSun", "STSong", "Noto Serif CJK SC", "Source Han Serif SC", "AR PL SungtiL GB")


class _Stand(NamedTuple):
    own: tuple[str, ...]  # the font itself, by its names
    others: tuple[str, ...]
    bold: bool = False  # what stands in for it is bold


_STANDS = {
    "方正小标宋简体": _Stand(("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK"), _SONG, bold=True),
    "黑体": _Stand(("黑体", "SimHei"), ("STHeiti", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Zen Hei")),
    "仿宋_GB2312": _Stand(("仿宋_GB2312", "FangSong_GB2312"), ("仿宋", "FangSong", "STFangsong", *_SONG[::-1])),
    "仿宋": _Stand(("仿宋", "FangSong"), ("STFangsong", *_SONG[::-1])),
    "楷体_GB2312": _Stand(("楷体_GB2312", "KaiTi_GB2312"), ("楷体", "KaiTi", "STKaiti", "AR PL KaitiM GB", *_SONG)),
    "楷体": _Stand(("楷体", "KaiTi"), ("STKaiti", "AR PL KaitiM GB", *_SONG)),
    "宋体": _Stand(_SONG[:2], _SONG[2:]),
    "Times New Roman": _Stand(("Times New Roman",), ("Liberation Serif", "Tinos", "Noto Serif CJK SC")),
}


@cache
def _there() -> frozenset[str]:
    return frozenset(QFontDatabase.families())


@cache
def typeface(family: str, size: float, bold: bool) -> QFont:
    """The font of that size (points) in units of paper."""
    stand = _STANDS.get(family, _Stand((family,), _SONG))
    there = _there()
    own = [name for name in stand.own if name in there]
    others = [name for name in stand.others if name in there]
    made = QFont([*own, *others] or [family])
    made.setPixelSize(max(1, round(size * _POINT)))
    made.setBold(bold or (stand.bold and not own))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return made


@cache
def measures(family: str, size: float, bold: bool) -> QFontMetricsF:
    """How wide its words are, in units."""
    return QFontMetricsF(typeface(family, size, bold))
