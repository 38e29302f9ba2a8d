"""What a style or delegate is asked to paint: fields that the types of PySide leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QRect

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QStyle, QStyleOption, QStyleOptionMenuItem, QStyleOptionSlider


class _Option(Protocol):
    rect: QRect
    state: QStyle.StateFlag


class _Framed(Protocol):
    lineWidth: int  # Qt's name


class ScrollFields(Protocol):
    """Of a scroll bar."""

    minimum: int
    maximum: int
    pageStep: int  # Qt's name
    sliderPosition: int  # Qt's name
    upsideDown: bool  # Qt's name


class MenuFields(Protocol):
    """Of a line of a menu."""

    text: str
    icon: QIcon
    checked: bool
    menuItemType: QStyleOptionMenuItem.MenuItemType  # Qt's name
    checkType: QStyleOptionMenuItem.CheckType  # Qt's name
    reservedShortcutWidth: int  # Qt's name


def rect_of(option: QStyleOption) -> QRect:
    """Where to paint."""
    return QRect(cast("_Option", option).rect)


def has(option: QStyleOption, flag: QStyle.StateFlag) -> bool:
    """Whether it is in that state."""
    return bool(cast("_Option", option).state & flag)


def has_frame(option: QStyleOption) -> bool:
    """Whether a field has a frame of its own; inside another field it has none."""
    return cast("_Framed", option).lineWidth > 0


def scroll_of(option: QStyleOptionSlider) -> ScrollFields:
    """The fields of a scroll bar."""
    return cast("ScrollFields", option)


def menu_of(option: QStyleOptionMenuItem) -> MenuFields:
    """The fields of a line of a menu."""
    return cast("MenuFields", option)
