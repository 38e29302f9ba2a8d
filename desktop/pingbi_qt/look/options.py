"""What a style or delegate is asked to paint: fields that the types of PySide leave out."""

from __future__ import annotations

from typing import Protocol, cast

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStyle, QStyleOption


class _Option(Protocol):
    rect: QRect
    state: QStyle.StateFlag


def rect_of(option: QStyleOption) -> QRect:
    """Where to paint."""
    return QRect(cast("_Option", option).rect)


def has(option: QStyleOption, flag: QStyle.StateFlag) -> bool:
    """Whether it is in that state."""
    return bool(cast("_Option", option).state & flag)
