"""Fields of choice and number, ticks and sliders: painted from the tokens, which a stylesheet cannot do with arrows."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import (
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionSlider,
    QStyleOptionSpinBox,
    QWidget,
)

from pingbi_qt.look.fonts import metrics
from pingbi_qt.look.glyphs import glyph
from pingbi_qt.look.options import has, rect_of
from pingbi_qt.look.theme import colour, px

_Primitive, _Complex, _Sub = QStyle.PrimitiveElement, QStyle.ComplexControl, QStyle.SubControl
_State, _Metric, _Contents = QStyle.StateFlag, QStyle.PixelMetric, QStyle.ContentsType
_TICKS = {_Primitive.PE_IndicatorCheckBox, _Primitive.PE_IndicatorItemViewItemCheck}
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
}


def _rounded(rect: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    return path


def field(painter: QPainter, rect: QRect, *, enabled: bool, focused: bool, line: str = "line2") -> None:
    """The ground and frame of a field."""
    width = 2 if focused else 1
    outer = QRectF(rect)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(_rounded(outer, px(4)), colour("accent" if focused else line if enabled else "line"))
    inner = outer.adjusted(width, width, -width, -width)
    painter.fillPath(_rounded(inner, px(4) - width), colour("surface" if enabled else "head"))
    painter.restore()


class Controls(QProxyStyle):
    """Fusion, but for what is named here."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Sizes that follow the zoom."""
        size = _SIZES.get(metric)
        return px(size) if size is not None else super().pixelMetric(metric, option, widget)

    def styleHint(  # noqa: D102
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        data: object = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_Slider_AbsoluteSetButtons:
            return Qt.MouseButton.LeftButton.value  # a click on the groove goes there
        return super().styleHint(hint, option, widget, data)  # type: ignore[arg-type]

    def sizeFromContents(
        self, contents: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        """Fields are 32 high, with room for their arrow."""
        found = super().sizeFromContents(contents, option, size, cast("QWidget", widget))
        if contents in (_Contents.CT_ComboBox, _Contents.CT_SpinBox):
            return QSize(found.width() + px(20), max(px(32), metrics().height() + px(6)))
        return found

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """The words of a field stand off its frame; the arrow has its place at the right."""
        whole = rect_of(option)
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
        """Ticks, radio buttons, and the ring of the focus."""
        if element in _TICKS:
            _tick(painter, option)
        elif element == _Primitive.PE_IndicatorRadioButton:
            _radio(painter, option)
        elif element == _Primitive.PE_FrameFocusRect:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ring = _rounded(QRectF(rect_of(option)), px(3))
            ring.addPath(_rounded(QRectF(rect_of(option)).adjusted(2, 2, -2, -2), px(2)))
            painter.fillPath(ring, colour("accent"))
            painter.restore()
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Fields of choice and number, and sliders."""
        if control == _Complex.CC_ComboBox and isinstance(option, QStyleOptionComboBox):
            _choice(painter, option)
        elif control == _Complex.CC_SpinBox and isinstance(option, QStyleOptionSpinBox):
            self._number(painter, option, cast("QWidget", widget))
        elif control == _Complex.CC_Slider and isinstance(option, QStyleOptionSlider):
            self._slider(painter, option, cast("QWidget", widget))
        else:
            super().drawComplexControl(control, option, painter, widget)

    def _number(self, painter: QPainter, option: QStyleOptionSpinBox, widget: QWidget) -> None:
        enabled = has(option, _State.State_Enabled)
        field(painter, rect_of(option), enabled=enabled, focused=has(option, _State.State_HasFocus))
        for sub, name in ((_Sub.SC_SpinBoxUp, "triangle_up"), (_Sub.SC_SpinBoxDown, "triangle_down")):
            middle = self.subControlRect(_Complex.CC_SpinBox, option, sub, widget).center()
            edge = px(9)
            place = QRect(middle.x() - edge // 2, middle.y() - edge // 2, edge, edge)
            glyph(painter, name, place, "text2" if enabled else "disabled")

    def _slider(self, painter: QPainter, option: QStyleOptionSlider, widget: QWidget) -> None:
        handle = QRectF(self.subControlRect(_Complex.CC_Slider, option, _Sub.SC_SliderHandle, widget))
        groove = QRectF(self.subControlRect(_Complex.CC_Slider, option, _Sub.SC_SliderGroove, widget))
        enabled = has(option, _State.State_Enabled)
        ink = colour("accent_fill" if enabled else "disabled")
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        thick = px(3)
        if has(option, _State.State_Horizontal):
            rail = QRectF(groove.left(), groove.center().y() - thick / 2, groove.width(), thick)
            done = QRectF(rail)
            done.setRight(handle.center().x())
        else:
            rail = QRectF(groove.center().x() - thick / 2, groove.top(), thick, groove.height())
            done = QRectF(rail)
            done.setTop(handle.center().y())
        painter.fillPath(_rounded(rail, thick / 2), colour("line2"))
        painter.fillPath(_rounded(done, thick / 2), ink)
        knob = min(handle.width(), handle.height())
        if has(option, _State.State_HasFocus):
            painter.setBrush(colour("accent_soft"))
            painter.drawEllipse(handle.center(), knob / 2 + px(2), knob / 2 + px(2))
        painter.setBrush(ink)
        painter.drawEllipse(handle.center(), knob / 2, knob / 2)
        painter.setBrush(colour("surface"))
        painter.drawEllipse(handle.center(), knob / 2 - px(2), knob / 2 - px(2))
        painter.restore()


def _tick(painter: QPainter, option: QStyleOption) -> None:
    edge = min(rect_of(option).width(), rect_of(option).height())
    place = QRect(0, 0, edge, edge)
    place.moveCenter(rect_of(option).center())
    enabled = has(option, _State.State_Enabled)
    on, partly = has(option, _State.State_On), has(option, _State.State_NoChange)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if on or partly:
        painter.fillPath(_rounded(QRectF(place), px(4)), colour("accent_fill" if enabled else "disabled"))
        inset = px(2)
        glyph(painter, "minus" if partly else "tick", place.adjusted(inset, inset, -inset, -inset), "on_accent")
    else:
        painter.fillPath(_rounded(QRectF(place), px(4)), colour("line2" if enabled else "line"))
        painter.fillPath(
            _rounded(QRectF(place).adjusted(1, 1, -1, -1), px(4) - 1), colour("surface" if enabled else "head")
        )
    painter.restore()


def _radio(painter: QPainter, option: QStyleOption) -> None:
    place = QRectF(rect_of(option))
    enabled = has(option, _State.State_Enabled)
    on = has(option, _State.State_On)
    radius = min(place.width(), place.height()) / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(("accent_fill" if on else "line2") if enabled else "disabled"))
    painter.drawEllipse(place.center(), radius, radius)
    painter.setBrush(colour("surface"))
    painter.drawEllipse(place.center(), radius - px(2 if on else 1), radius - px(2 if on else 1))
    if on:
        painter.setBrush(colour("accent_fill" if enabled else "disabled"))
        painter.drawEllipse(place.center(), radius / 2, radius / 2)
    painter.restore()


def _choice(painter: QPainter, option: QStyleOptionComboBox) -> None:
    enabled = has(option, _State.State_Enabled)
    field(painter, rect_of(option), enabled=enabled, focused=has(option, _State.State_HasFocus))
    edge = px(14)
    at = rect_of(option)
    place = QRect(at.right() - edge - px(7), at.center().y() - edge // 2, edge, edge)
    glyph(painter, "chevron_down", place, "text2" if enabled else "disabled")
