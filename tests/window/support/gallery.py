"""Every part in light and dark at four scales, to be looked at: `python tests/window/support/gallery.py FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from unseen import choose

from pingbi_qt.actions import Actions
from pingbi_qt.look import SizeClass, colour, px, theme
from pingbi_qt.look.style import dress
from pingbi_qt.parts import (
    Banner,
    Button,
    Card,
    Chip,
    ElidingLabel,
    EmptyState,
    Header,
    IconButton,
    ProgressBar,
    Rail,
    Row,
    State,
    StateSign,
    StatusBar,
    Tabs,
    Words,
)
from pingbi_qt.parts.table import BOLD, GROUND, INK, FrozenTable

SCALES = (1.0, 1.25, 1.5, 2.0)
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def model() -> QStandardItemModel:
    """A small table with a cell of each kind."""
    made = QStandardItemModel(0, 6)
    titles = ("县区", "已收", "工业投资\n亿元", "投资同比\n%", "技改投资\n亿元", "稳健性")
    for column, title in enumerate(titles):
        made.setHeaderData(column, Qt.Orientation.Horizontal, title)
        if column > 1:
            made.setHeaderData(column, Qt.Orientation.Horizontal, RIGHT, Qt.ItemDataRole.TextAlignmentRole)
    for name, *numbers in (
        ("濮阳县", "8/8", "53.51", "12.8", "16.10", "较稳"),
        ("南乐县", "8/8", "30.58", "45.0", "101100", "易变"),
        ("范县", "0/8", "缺", "缺", "缺", "—"),
        ("城乡一体化示范区", "8/8", "18.92", "−9.7", "5.40", "稳固"),
    ):
        cells = [QStandardItem(text) for text in (name, *numbers)]
        for cell in cells[2:]:
            cell.setTextAlignment(RIGHT)
        cells[0].setData(True, BOLD)
        if name == "南乐县":
            cells[4].setData("warn_soft", GROUND)
            cells[4].setData("warn", INK)
        made.appendRow(cells)
    return made


def parts() -> QWidget:
    """All small parts on one page."""
    page = QWidget()
    acts = Actions(page)
    acts.show_page("collect")
    grid = QGridLayout(page)
    buttons = Row(
        Button.of(acts["templates"]),
        Button.of(acts["remind"], text="催报 2 个县区"),
        Button("按万元：核定 10.11", "primary", "tick", "Enter"),
        Button("下一处", "link", "arrow_right", "F8"),
        Button("出表", "large", "download", "Ctrl+E"),
        IconButton("undo", "撤销", "Ctrl+Z"),
    )
    off = Button("不能按", "plain", "printer")
    off.setEnabled(False)
    on = Chip("强制性 1", "err", "octagon_cross", filters=True)
    on.setChecked(True)
    chips = Row(
        on,
        Chip("核实性 3", "warn", "triangle_alert", filters=True),
        Chip("提示 1", "info", "ring_info"),
        Chip("未能审核 2", "none", "dashed_ring_minus"),
        Chip("看不懂 1", "odd", "square_question"),
        Chip("已出表", "ok", "tick"),
        off,
    )
    states = QWidget()
    table = QGridLayout(states)
    for at, state in enumerate(State):
        table.addWidget(StateSign(state, state.word or "2"), at // 6, at % 6)
    banner = Banner()
    banner.show_words(
        State.MANDATORY,
        "技改投资 101100 亿元，是工业投资 30.58 亿元的 3306 倍",
        "按“万元”理解是 10.11 亿元，上年同期 8.55 亿元，同比 18.2%，对得上。",
        "第 1/7 处",
    )
    banner.set_actions([Button("按万元：核定", "primary", "tick", "Enter"), Button("改正…", "plain", "pen", "F2")])
    card = Card()
    card.column.addWidget(banner)
    card.column.addWidget(Tabs(["报送表", "项目台账", "与第1版对照"]))
    rows = FrozenTable(1, "matrix", two_lines=True)
    rows.setModel(model())
    rows.selectRow(1)
    tabled = Card()
    tabled.column.addWidget(rows)
    bar = ProgressBar()
    bar.set_share(0.62)
    slider, line = QSlider(Qt.Orientation.Horizontal), QLineEdit("D:\\2022")
    fields = Row(QComboBox(), QSpinBox(), slider, QCheckBox("带公式，可复算"), line)
    for box in fields.findChildren(QComboBox):
        box.addItem("电话核实")
    for tick in fields.findChildren(QCheckBox):
        tick.setChecked(True)
    empty = EmptyState("file", "还没有材料", "把各县区报来的文件拖到窗口任意处", Button("添加", "plain", "folder"))
    long = ElidingLabel("清丰县上报表（第2版，补报研发机构覆盖率）.xlsx", cut=Qt.TextElideMode.ElideMiddle)
    long.setFixedWidth(px(220))
    said = Words("一行说明", "note", "text2")
    column: tuple[QWidget, ...] = (buttons, chips, states, card, tabled, fields, bar, long, said)
    for at, part in enumerate(column):
        grid.addWidget(part, at, 0)
    grid.addWidget(empty, 3, 1, 2, 1)
    return page


def framed(width: int, height: int) -> QWidget:
    """Rail, header and status bar around an empty page."""
    whole = QWidget()
    acts = Actions(whole)
    acts.show_page("review")
    rail, header, bar = Rail(acts), Header(acts), StatusBar()
    header.set_title("2022年上半年", "工业项目攻坚年活动半年综合评比", sample=True)
    header.set_way_on("看评分", "arrow_right", enabled=True, why_not="")
    rail.set_step("review")
    for step, words, ink in (("collect", "9/9 收齐", "ok"), ("review", "待核 7", "warn"), ("sheets", "未出", "text2")):
        rail.set_state(step, words, ink)
    bar.say("已改正 南乐县 技改投资", "撤销", lambda: None)
    bar.set_keys([("F8", "下一处"), ("Enter", "首选"), ("F2", "改正"), ("F4", "退回"), ("Ctrl+Z", "撤销")])
    bar.set_saved("已自动保存 10:42")
    right, across = QVBoxLayout(), QHBoxLayout(whole)
    right.addWidget(header)
    right.addStretch(1)
    right.addWidget(bar)
    across.addWidget(rail)
    across.addLayout(right)
    for layout in (right, across):
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
    for part in (rail, header, bar):
        part.adapt(SizeClass.of(width, height))
    whole.resize(width, height)
    return whole


def picture(widget: QWidget, scale: float) -> QImage:
    """A widget as it looks on a screen of that scale."""
    size = widget.size()
    made = QImage(QSize(round(size.width() * scale), round(size.height() * scale)), QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(scale)
    made.fill(colour("bg"))
    widget.render(made)
    return made


def main(folder: Path) -> None:
    """Write the pictures."""
    choose()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    dress(app)
    folder.mkdir(parents=True, exist_ok=True)
    for dark in (False, True):
        theme().choose(dark=dark)
        shade = "dark" if dark else "light"
        for name, widget in (("parts", parts()), ("full", framed(1366, 697)), ("compact", framed(960, 469))):
            widget.show()
            app.processEvents()
            for scale in SCALES:
                assert picture(widget, scale).save(str(folder / f"{name}-{shade}-{scale}.png"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
