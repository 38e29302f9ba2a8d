"""Buttons, chips, words, tabs, banner, table, dialog."""

from __future__ import annotations

import gc
import sys
import weakref
from collections.abc import Callable, Iterator

import pytest
from gallery import parts
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPolygon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pingbi_qt.actions import Actions
from pingbi_qt.look import LEAST, SizeClass, font, theme
from pingbi_qt.parts import (
    Banner,
    Button,
    Card,
    Chip,
    DropOverlay,
    ElidingLabel,
    EmptyState,
    IconButton,
    ProgressBar,
    State,
    Tabs,
    words,
)
from pingbi_qt.parts.painting import LEFT, MIDDLE, RIGHT
from pingbi_qt.parts.ring import FocusRing
from pingbi_qt.parts.sheet_dialog import SheetDialog


@pytest.fixture(autouse=True)
def _plain() -> Iterator[None]:
    yield
    theme().choose(dark=False, size=14, zoom=100)


def shown(qtbot: QtBot, widget: QWidget, width: int = 400, height: int = 300) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    qtbot.waitExposed(widget)


def acts_of(holder: QWidget) -> Actions:
    made = Actions(holder)
    made.show_page("review")
    return made


def test_a_button_of_an_action_is_as_the_action_is(qtbot: QtBot) -> None:
    holder = QWidget()
    shown(qtbot, holder)
    acts = acts_of(holder)
    button = Button.of(acts["correct"])
    assert (button.text(), button.key, button.sign, button.accessibleName()) == ("改正…", "F2", "pen", "改正")
    acts.enable("correct", False, "这个数来自两处，先定用哪一处")
    assert not button.isEnabled()
    assert "先定用哪一处" in button.toolTip()
    acts.enable("correct", True)
    acts.reword("correct", "改正 技改投资…")
    assert button.text() == "改正 技改投资…"
    with qtbot.waitSignal(acts["correct"].triggered):
        QTest.keyClick(button, Qt.Key.Key_Return)
    assert Button.of(acts["first_choice"]).key == "Enter"


def test_a_button_with_words_of_its_own_keeps_them(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    acts = acts_of(holder)
    button = Button.of(acts["send_back"], text="退回南乐县")
    acts.reword("send_back", "退回")
    assert button.text() == "退回南乐县"


def test_a_button_that_is_narrow_drops_its_key_before_its_words(qtbot: QtBot) -> None:
    button = Button("催报 2 个县区", "plain", "bell", "Ctrl+U")
    qtbot.addWidget(button)
    assert button.minimumSizeHint().width() < button.sizeHint().width()
    plain = Button("催报 2 个县区", "plain", "bell")
    qtbot.addWidget(plain)
    assert button.minimumSizeHint().width() >= plain.sizeHint().width()


@pytest.mark.parametrize(("kind", "high"), [("plain", 32), ("primary", 36), ("large", 46)])
def test_buttons_are_as_high_as_the_look_says(qtbot: QtBot, kind: str, high: int) -> None:
    button = Button("出表", kind)
    qtbot.addWidget(button)
    assert button.sizeHint().height() == high
    theme().choose(zoom=200)
    assert button.sizeHint().height() == 2 * high


def test_a_sign_without_words_has_a_name_and_a_tooltip_with_its_key(qtbot: QtBot) -> None:
    button = IconButton("cross", "关闭…", "Esc")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip()) == ("关闭", "关闭（Esc）")


def test_the_ring_of_the_focus_lies_around_its_button_and_goes_with_it(qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    first, second = Button("一"), Button("二")
    column.addWidget(first)
    column.addWidget(second)
    shown(qtbot, page)
    page.activateWindow()
    first.setFocus()
    qtbot.waitUntil(lambda: bool([ring for ring in page.findChildren(FocusRing) if ring.isVisible()]))
    ring = next(ring for ring in page.findChildren(FocusRing) if ring.isVisible())
    assert ring.geometry() == first.geometry().adjusted(-4, -4, 4, 4)
    page.resize(500, 400)
    column.activate()
    assert ring.geometry() == first.geometry().adjusted(-4, -4, 4, 4)
    second.setFocus()
    visible = [ring for ring in page.findChildren(FocusRing) if ring.isVisible()]
    assert [ring.geometry() for ring in visible] == [second.geometry().adjusted(-4, -4, 4, 4)]


def left_while_its_ring_goes(qtbot: QtBot) -> weakref.ref[QWidget]:
    page = QWidget()
    button = Button("一")
    QVBoxLayout(page).addWidget(button)
    shown(qtbot, page)
    page.activateWindow()
    button.setFocus()
    qtbot.waitUntil(lambda: bool(page.findChildren(FocusRing)))
    button.setEnabled(False)  # the ring goes in a later turn
    return weakref.ref(page)


def test_the_ring_keeps_no_hold_of_what_it_lies_in(qtbot: QtBot) -> None:
    """What Python alone holds would else be destroyed in the midst of its ring: a crash."""
    gc.disable()
    try:
        assert left_while_its_ring_goes(qtbot)() is None
    finally:
        gc.enable()


def test_what_a_label_cuts_is_in_its_tooltip(qtbot: QtBot) -> None:
    label = ElidingLabel("清丰县上报表（第2版，补报研发机构覆盖率）.xlsx")
    shown(qtbot, label, 100, 20)
    assert label.toolTip() == label.text()
    label.resize(1000, 20)
    assert label.toolTip() == ""
    assert label.minimumSizeHint().width() <= 32


def test_a_chip_that_filters_is_switched_by_keys_and_another_is_not_to_be_pressed(qtbot: QtBot) -> None:
    switch, plain = Chip("强制性 1", "err", "octagon_cross", filters=True), Chip("示例数据")
    shown(qtbot, switch)
    qtbot.addWidget(plain)
    with qtbot.waitSignal(switch.toggled):
        QTest.keyClick(switch, Qt.Key.Key_Space)
    assert switch.isChecked()
    assert plain.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_tabs_are_opened_by_pointer_and_keys(qtbot: QtBot) -> None:
    tabs = Tabs(["报送表", "项目台账", "与第1版对照"])
    shown(qtbot, tabs, 500, 36)
    with qtbot.waitSignal(tabs.chosen) as told:
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs._places()[2].center())
    assert told.args == [2]
    with qtbot.assertNotEmitted(tabs.chosen):
        QTest.keyClick(tabs, Qt.Key.Key_Right)
        tabs.open(0)
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert tabs.opened() == 1
    tabs.set_names(["只有一张"])
    assert tabs.opened() == 0
    tabs.set_names([])
    assert tabs.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_tabs_without_room_share_what_there_is(qtbot: QtBot) -> None:
    tabs = Tabs([f"第 {number} 张很长的工作表名" for number in range(12)])
    shown(qtbot, tabs, 400, 36)
    assert tabs.minimumSizeHint().width() <= 200
    assert tabs._places()[-1].right() <= tabs.width()


def test_a_banner_without_room_keeps_what_is_wrong_and_puts_the_rest_into_its_tooltip(qtbot: QtBot) -> None:
    banner = Banner()
    banner.show_words(State.MANDATORY, "技改投资 101100 亿元", "按万元理解是 10.11 亿元", "第 1/7 处")
    shown(qtbot, banner, 600, 140)
    assert banner.more.isVisible()
    banner.adapt(SizeClass.COMPACT)
    assert not banner.more.isVisible()
    assert "按万元理解" in banner.line.toolTip()


def test_the_actions_of_a_banner_are_replaced(qtbot: QtBot) -> None:
    banner = Banner()
    shown(qtbot, banner, 600, 140)
    old, kept, new = Button("按万元：核定 10.11", "primary"), Button("改正…"), Button("填说明…")
    banner.set_actions([old, kept])
    banner.set_actions([kept, new])
    assert not old.isVisible()
    assert kept.isVisible()
    assert new.isVisible()


def test_the_actions_of_a_banner_are_reached_before_what_stands_below_it(qtbot: QtBot) -> None:
    page, banner, below, following = QWidget(), Banner(), Button("打开原件"), Button("下一处", "link")
    column = QVBoxLayout(page)
    column.addWidget(banner)
    column.addWidget(below)
    banner.head.addWidget(following)
    shown(qtbot, page)
    first, second = Button("按万元：核定 10.11", "primary"), Button("改正…")
    banner.set_actions([first, second])
    reached: list[QWidget] = [following]
    while reached[-1] is not below:
        following_one = reached[-1].nextInFocusChain()
        assert following_one is not None
        reached.append(following_one)
    assert [row for row in reached if isinstance(row, Button)] == [following, first, second, below]


def test_progress_stays_between_none_and_all(qtbot: QtBot) -> None:
    bar = ProgressBar()
    qtbot.addWidget(bar)
    bar.set_share(1.7)
    assert bar.share() == 1
    bar.set_share(-1)
    assert (bar.share(), bar.accessibleDescription()) == (0, "0%")


def test_an_empty_place_says_what_goes_there_and_has_the_button_that_fills_it(qtbot: QtBot) -> None:
    button = Button("添加", "plain", "folder", "Ctrl+O")
    empty = EmptyState("file", "还没有材料", "把各县区报来的文件拖到窗口任意处", button)
    shown(qtbot, empty)
    assert button.isVisible()
    assert empty.line.text() == "还没有材料"
    assert empty.minimumSizeHint().width() <= 200


def test_the_frame_of_dropping_lies_over_the_whole_window_and_hears_no_pointer(qtbot: QtBot) -> None:
    window = QWidget()
    shown(qtbot, window)
    overlay = DropOverlay(window)
    assert not overlay.isVisible()
    overlay.show()
    window.resize(640, 480)
    assert overlay.geometry() == window.rect()
    assert overlay.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    edge = overlay.grab().toImage().pixelColor(0, 200)
    assert edge == theme().colour("accent")
    overlay.hide()
    assert not overlay.isVisible()


def test_a_dialog_is_confirmed_by_ctrl_enter_and_left_by_esc(qtbot: QtBot) -> None:
    window = QWidget()
    shown(qtbot, window, 1366, 697)
    for keys, expected in (
        ((Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier), SheetDialog.DialogCode.Accepted),
        ((Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier), SheetDialog.DialogCode.Rejected),
    ):
        dialog = SheetDialog(window, "改正：南乐县 技改投资", "确定改正", "写入历史，可以撤销")
        dialog.column.addWidget(ElidingLabel("原报数（不会被改）"))
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(lambda dialog=dialog: QApplication.activeWindow() is dialog)  # type: ignore[misc]
        assert dialog.width() == 600
        with qtbot.waitSignal(dialog.finished) as told:
            QTest.keyClick(dialog, *keys)
        assert told.args == [expected.value]


def test_a_dialog_that_may_not_be_confirmed_says_why_and_stays(qtbot: QtBot) -> None:
    window = QWidget()
    shown(qtbot, window, 1366, 697)
    dialog = SheetDialog(window, "改正", "确定改正")
    dialog.open()
    qtbot.waitExposed(dialog)
    dialog.allow(False, "原因还没写")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    assert dialog.confirm.toolTip() == "原因还没写"
    dialog.reject()


def test_a_dialog_is_never_higher_than_its_window(qtbot: QtBot) -> None:
    window = QWidget()
    shown(qtbot, window, *LEAST)
    dialog = SheetDialog(window, "方案", "确定")
    for number in range(40):
        dialog.column.addWidget(ElidingLabel(f"第 {number} 项"))
    dialog.open()
    qtbot.waitExposed(dialog)
    assert dialog.height() <= LEAST[1]
    assert dialog.confirm.isVisible()
    dialog.reject()


def test_a_dialog_is_as_wide_as_what_is_in_it_needs(qtbot: QtBot) -> None:
    window = QWidget()
    shown(qtbot, window, *LEAST)
    dialog = SheetDialog(window, "方案", "确定")
    wide = QWidget()
    wide.setMinimumSize(660, 40)
    dialog.column.addWidget(wide)
    dialog.open()
    qtbot.waitExposed(dialog)
    assert 660 < dialog.width() <= window.width()
    assert dialog.childAt(wide.mapTo(dialog, wide.rect().topRight())) is wide
    dialog.reject()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_part_is_painted_anew_when_the_theme_changes(qtbot: QtBot, dark: bool) -> None:
    page = parts()
    shown(qtbot, page, 1366, 760)
    before, wide = page.grab().toImage(), page.sizeHint().width()
    theme().choose(dark=not dark, zoom=125)
    assert page.grab().toImage() != before
    assert page.sizeHint().width() > wide
    theme().choose(dark=False, zoom=100)
    assert page.sizeHint().width() == wide


def test_a_card_keeps_its_parts_off_its_line_at_every_zoom(qtbot: QtBot) -> None:
    card = Card()
    inner = QWidget()
    card.column.addWidget(inner)
    shown(qtbot, card)
    for zoom in (100, 150, 200):
        theme().choose(zoom=zoom)
        card.column.activate()
        assert inner.geometry() == card.rect().adjusted(1, 1, -1, -1)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("align", [LEFT, RIGHT, MIDDLE])
def test_words_stand_where_qt_itself_would_put_them(align: Qt.AlignmentFlag, scale: float) -> None:
    place, said = QRect(10, 5, 150, 31), "规上工业增加值 12.3"

    def inked(paint: Callable[[QPainter], object]) -> QRect:
        picture = QImage(round(170 * scale), round(41 * scale), QImage.Format.Format_RGB32)
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        paint(painter)
        painter.end()
        dots = [(x, y) for x in range(picture.width()) for y in range(picture.height())]
        dark = [QPoint(x, y) for x, y in dots if picture.pixelColor(x, y).lightness() < 128]
        return QPolygon(dark).boundingRect()

    def by_qt(painter: QPainter) -> None:
        painter.setFont(font("body"))
        painter.drawText(QRectF(place), int(align.value) | Qt.TextFlag.TextSingleLine.value, said)

    ours, qts = inked(lambda painter: words(painter, place, said, "body", "text", align)), inked(by_qt)
    assert abs(ours.top() - qts.top()) <= (sys.platform == "win32")  # letters of Windows begin in the midst of a pixel
    assert abs(ours.left() - qts.left()) <= 1  # of a half pixel either is right
    assert ours.width() == qts.width()
