"""The table of states: sign, word and colours of each, so that each is told apart also in a grey print."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pingbi_qt.look import glyph, px
from pingbi_qt.parts.painting import words


class Shown(NamedTuple):
    """How a state looks; `ground` is empty where it has none, because all is right."""

    sign: str
    word: str
    ink: str
    ground: str = ""


class State(Enum):
    """What a cell, a finding, a place or a step can be."""

    RECEIVED = Shown("tick", "已收", "ok")
    MISSING = Shown("dashed_ring", "缺", "err", "err_soft")
    DOUBTFUL = Shown("triangle_alert", "存疑", "warn", "warn_soft")
    UNREADABLE_VALUE = Shown("square_question", "看不懂", "odd", "odd_soft")
    EXEMPT = Shown("slashed_ring", "免报", "none")
    READING = Shown("clock", "正在读", "accent", "accent_soft")
    UNREADABLE_FILE = Shown("octagon_cross", "打不开", "err", "err_soft")
    INCOMPLETE = Shown("half_ring", "不全", "warn", "warn_soft")
    NOT_REPORTED = Shown("dashed_ring", "未报", "err", "err_soft")
    COMPLETE = Shown("tick", "收齐", "ok")
    MANDATORY = Shown("octagon_cross", "强制性", "err", "err_soft")
    VERIFYING = Shown("triangle_alert", "核实性", "warn", "warn_soft")
    HINT = Shown("ring_info", "提示", "info", "info_soft")
    UNAUDITED = Shown("dashed_ring_minus", "未能审核", "none", "none_soft")
    VERIFIED = Shown("tick", "已核", "ok")
    CORRECTED = Shown("pen", "已改正", "accent")
    FIRM = Shown("shield", "稳固", "ok")
    FAIRLY_FIRM = Shown("shield", "较稳", "info")
    FRAGILE = Shown("triangle_alert", "易变", "warn", "warn_soft")
    CLOSE = Shown("triangle_alert", "难分", "warn", "warn_soft")
    RISEN = Shown("triangle_up", "", "ok")
    FALLEN = Shown("triangle_down", "", "err")
    DONE = Shown("tick", "", "ok", "ok_soft")

    @property
    def sign(self) -> str:
        """The sign's name."""
        return self.value.sign

    @property
    def word(self) -> str:
        """The word."""
        return self.value.word

    @property
    def ink(self) -> str:
        """The token of sign and word."""
        return self.value.ink

    @property
    def ground(self) -> str:
        """The token of the ground; empty where there is none."""
        return self.value.ground


def paint_state(
    painter: QPainter,
    rect: QRect,
    state: State,
    text: str | None = None,
    *,
    kind: str = "body",
    bold: bool | None = None,
) -> None:
    """Sign and word at the left of `rect`, in the middle of its height; `text` instead of the state's own word."""
    edge = px(14)
    glyph(painter, state.sign, QRect(rect.left(), rect.center().y() - edge // 2 + 1, edge, edge), state.ink)
    left = rect.left() + edge + px(6)
    place = QRect(left, rect.top(), rect.right() - left + 1, rect.height())
    words(painter, place, state.word if text is None else text, kind, state.ink, bold=bold)
