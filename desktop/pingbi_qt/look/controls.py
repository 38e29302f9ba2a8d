"""The application's style: Fusion, with all that has a colour, an arrow or a frame painted from the tokens.

A stylesheet would do less and cost more: it cannot draw arrows, keeps old fonts when the zoom changes, and is slow.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QPlainTextEdit,
    QProxyStyle,
    QScrollArea,
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionMenuItem,
    QStyleOptionSlider,
    QStyleOptionSpinBox,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from pingbi_qt.look import fields
from pingbi_qt.look.fonts import metrics
from pingbi_qt.look.menus import menu_line_size, paint_menu_line
from pingbi_qt.look.options import has, has_frame, rect_of
from pingbi_qt.look.scrolling import paint_scroll_bar, scroll_part
from pingbi_qt.look.theme import colour, px

_Primitive, _Complex, _Sub = QStyle.PrimitiveElement, QStyle.ComplexControl, QStyle.SubControl
_State, _Metric, _Contents = QStyle.StateFlag, QStyle.PixelMetric, QStyle.ContentsType
_Control, _Element = QStyle.ControlElement, QStyle.SubElement
_TICKS = {_Primitive.PE_IndicatorCheckBox, _Primitive.PE_IndicatorItemViewItemCheck}
_BARE = {_Primitive.PE_FrameLineEdit, _Primitive.PE_PanelScrollAreaCorner}  # nothing is painted there
_SIZES = {
    _Metric.PM_IndicatorWidth: 18,
    _Metric.PM_IndicatorHeight: 18,
    _Metric.PM_ExclusiveIndicatorWidth: 18,
    _Metric.PM_ExclusiveIndicatorHeight: 18,
    _Metric.PM_CheckBoxLabelSpacing: 8,
    _Metric.PM_RadioButtonLabelSpacing: 8,
    _Metric.PM_SliderThickness: 18,
    _Metric.PM_SliderControlThickness: 14,
    _Metric.PM_SliderLength: 14,
    _Metric.PM_SmallIconSize: 16,
    _Metric.PM_ButtonIconSize: 16,
    _Metric.PM_ListViewIconSize: 16,
    _Metric.PM_ScrollBarExtent: 14,
    _Metric.PM_ScrollBarSliderMin: 40,
    _Metric.PM_HeaderMargin: 8,
    _Metric.PM_MenuVMargin: 4,
    _Metric.PM_ToolTipLabelFrameWidth: 5,
}
_FRAMES = {_Metric.PM_DefaultFrameWidth: 2, _Metric.PM_MenuPanelWidth: 1, _Metric.PM_MenuHMargin: 0}


class Controls(QProxyStyle):
    """Fusion, but for what is named here."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def polish(self, what: QWidget | QApplication) -> None:  # type: ignore[override]
        """Views and areas have no frame of their own, and an area shows the ground that it lies on."""
        super().polish(what)
        if isinstance(what, QAbstractItemView | QScrollArea | QTextBrowser):
            what.setFrameShape(QFrame.Shape.NoFrame)
        if isinstance(what, QScrollArea):
            what.viewport().setAutoFillBackground(False)

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Sizes that follow the zoom."""
        if metric in _FRAMES:
            return _FRAMES[metric]
        size = _SIZES.get(metric)
        return px(size) if size is not None else super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        data: object = None,
    ) -> int:
        """A click on a slider's rail goes there; a menu higher than the screen scrolls: in columns its keys are cut."""
        if hint == QStyle.StyleHint.SH_Slider_AbsoluteSetButtons:
            return Qt.MouseButton.LeftButton.value
        if hint in {QStyle.StyleHint.SH_Menu_Scrollable, QStyle.StyleHint.SH_Menu_SupportsSections}:
            return 1
        return super().styleHint(hint, option, widget, data)  # type: ignore[arg-type]

    def sizeFromContents(
        self, contents: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        """Fields are 32 high, with room for their arrow; lines of menus too."""
        if contents == _Contents.CT_MenuItem and isinstance(option, QStyleOptionMenuItem):
            return menu_line_size(option)
        found = super().sizeFromContents(contents, option, size, cast("QWidget", widget))
        if contents == _Contents.CT_HeaderSection:  # asked for every column of every table, again and again
            return found
        high = max(px(32), metrics().height() + px(6))
        if contents in (_Contents.CT_ComboBox, _Contents.CT_SpinBox):
            return QSize(found.width() + px(20), high)
        if contents == _Contents.CT_LineEdit and has_frame(option):
            return QSize(size.width() + 2 * px(8), high)
        return found

    def subElementRect(self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None) -> QRect:
        """The words of a line stand off its frame."""
        if element == _Element.SE_LineEditContents and has_frame(option):
            return rect_of(option).adjusted(px(8), 2, -px(8), -2)
        return super().subElementRect(element, option, cast("QWidget", widget))

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """The words of a field stand off its frame; the arrow has its place at the right."""
        whole = rect_of(option)
        if control == _Complex.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            return scroll_part(option, part)
        if part == _Sub.SC_ComboBoxEditField and control == _Complex.CC_ComboBox:
            return whole.adjusted(px(8), 2, -px(28), -2)
        if part == _Sub.SC_SpinBoxEditField and control == _Complex.CC_SpinBox:
            return whole.adjusted(px(6), 2, -px(18), -2)
        if part in (_Sub.SC_SpinBoxUp, _Sub.SC_SpinBoxDown) and control == _Complex.CC_SpinBox:
            half = whole.height() // 2
            top = whole.top() if part == _Sub.SC_SpinBoxUp else whole.top() + half
            inward = px(3) if part == _Sub.SC_SpinBoxUp else 0
            return QRect(whole.right() - px(17), top + inward, px(16), half - px(3))
        return super().subControlRect(control, option, part, cast("QWidget", widget))

    def drawPrimitive(
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Ticks, fields, panels of menus and tooltips, and the ring of the focus."""
        enabled, focused = has(option, _State.State_Enabled), has(option, _State.State_HasFocus)
        if element in _TICKS:
            fields.paint_tick(painter, option)
        elif element == _Primitive.PE_IndicatorRadioButton:
            fields.paint_radio(painter, option)
        elif element == _Primitive.PE_FrameFocusRect:
            fields.paint_ring(painter, rect_of(option))
        elif element == _Primitive.PE_PanelLineEdit:
            if has_frame(option):
                open_ = enabled and not has(option, _State.State_ReadOnly)
                fields.field(painter, rect_of(option), enabled=open_, focused=focused)
        elif element in (_Primitive.PE_PanelMenu, _Primitive.PE_PanelTipLabel, _Primitive.PE_FrameMenu):
            if element != _Primitive.PE_FrameMenu:
                painter.fillRect(rect_of(option), colour("line2"))
                painter.fillRect(rect_of(option).adjusted(1, 1, -1, -1), colour("surface"))
        elif element not in _BARE:
            super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Heads of tables, lines of menus, frames of texts; nothing between panes."""
        whole = rect_of(option)
        if element in (_Control.CE_HeaderSection, _Control.CE_HeaderEmptyArea):
            painter.fillRect(whole, colour("head"))
            painter.fillRect(QRect(whole.left(), whole.bottom(), whole.width(), 1), colour("line"))
        elif element == _Control.CE_MenuItem and isinstance(option, QStyleOptionMenuItem):
            paint_menu_line(painter, option)
        elif element == _Control.CE_ShapedFrame and isinstance(widget, QTextEdit | QPlainTextEdit):
            focused = has(option, _State.State_HasFocus)
            if not widget.isReadOnly():
                fields.field(painter, whole, enabled=has(option, _State.State_Enabled), focused=focused)
            elif focused:
                fields.paint_ring(painter, whole)
        elif element in (_Control.CE_MenuEmptyArea, _Control.CE_MenuVMargin, _Control.CE_MenuHMargin):
            painter.fillRect(whole, colour("surface"))
        elif element != _Control.CE_Splitter:
            super().drawControl(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Fields of choice and number, sliders and scroll bars."""
        if control == _Complex.CC_ComboBox and isinstance(option, QStyleOptionComboBox):
            fields.paint_choice(painter, option)
        elif control == _Complex.CC_SpinBox and isinstance(option, QStyleOptionSpinBox):
            arrows = (self.subControlRect(control, option, part) for part in (_Sub.SC_SpinBoxUp, _Sub.SC_SpinBoxDown))
            fields.paint_number(painter, option, *arrows)
        elif control == _Complex.CC_Slider and isinstance(option, QStyleOptionSlider):
            parts = (_Sub.SC_SliderHandle, _Sub.SC_SliderGroove)
            handle, groove = (QRectF(self.subControlRect(control, option, part, widget)) for part in parts)
            fields.paint_slider(painter, option, handle, groove)
        elif control == _Complex.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            paint_scroll_bar(painter, option)
        else:
            super().drawComplexControl(control, option, painter, widget)
