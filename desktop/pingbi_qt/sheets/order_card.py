"""The right of step 4: what goes out, where to, by which name, and the button that writes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from pingbi import outputs
from pingbi.model import Level
from pingbi.outputs import Order
from pingbi_qt.look import SizeClass, px
from pingbi_qt.parts import Button, Card, ElidingLabel, Following, Line, ProgressBar, Words
from pingbi_qt.parts.pane import Pane
from pingbi_qt.parts.path_edit import PathEdit
from pingbi_qt.sheets.open_levels import OpenLevels

if TYPE_CHECKING:
    from pingbi_qt.actions import Actions
    from pingbi_qt.sheets.answers import Prepared

SAFE = "同名文件正开着或被改过也没关系，会另存并告诉您"
NO_PROGRAM = "另存 PDF 要用 Excel、WPS 或 LibreOffice，这台电脑上没有；可按 Ctrl+P 打印成 PDF"
SUFFIX = ".xlsx"


class Choice(QCheckBox):
    """A tick with words that may be cut; what cannot be had says why."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def allow(self, allowed: bool, why_not: str = "") -> None:
        """Whether it can be had."""
        self.setEnabled(allowed)
        self.setToolTip("" if allowed else why_not)
        if not allowed:
            self.setChecked(False)

    def minimumSizeHint(self) -> QSize:
        """Its words never widen the window."""
        return QSize(px(80), super().minimumSizeHint().height())


class OrderCard(Following, QWidget):
    """`changed` comes with every other choice; `elsewhere` and `form_wanted` ask for a folder and a file."""

    changed = Signal()
    elsewhere = Signal()
    form_wanted = Signal()
    stopped = Signal()

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._form: Path | None = None
        self._named = self._compact = False  # whether somebody has said how it is called
        self.workbook, self.counties = Choice("工作簿（Excel、WPS 都能打开）"), Choice("县区分册")
        self.notice, self.pdf, self.form = Choice("通报初稿（Word）"), Choice("PDF 一份"), Choice("按本单位模板…")
        self.final = Choice("定稿，不再是初稿")
        self.final.setToolTip("定稿后不能再改数；要改先取消定稿，历史里都记着")
        self.workbook.setChecked(True)
        self.folder, self.name = PathEdit(), QLineEdit()
        self.folder.setAccessibleName("存到的文件夹")
        self.name.setAccessibleName("文件名称")
        self.hint = Words(SAFE, "note", "text2", wrap=True)
        self.levels = OpenLevels()
        self._left, self._draft = 0, ""
        self.rough = Words("", "note", "warn", wrap=True)
        self.export = Button.of(actions["export"], "large")
        self.export.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.busy, self.bar, self.doing = QWidget(), ProgressBar(), ElidingLabel("", "note", "text2")
        self.stop = Button("取消", "link")
        self._lay_out()
        self._connect()
        self.follow()

    # What the page asks

    def show_state(self, ready: Prepared, folder: Path) -> None:
        """What is known of the state; what the person has chosen stays."""
        self.counties.setText(f"县区分册，{ready.counties} 份")
        self.counties.allow(ready.counties > 0, "方案里没有县区")
        self.pdf.allow(bool(ready.program), NO_PROGRAM)
        self.final.blockSignals(True)
        self.final.setText(f"已定稿，{_day(ready.final)}" if ready.final else "定稿，不再是初稿")
        self.final.setChecked(bool(ready.final) or (self.final.isEnabled() and self.final.isChecked()))
        self.final.setEnabled(not ready.final and not ready.read_only)
        self.final.blockSignals(False)
        self.reopen.setVisible(bool(ready.final) and not ready.read_only)
        if not self.folder.text():
            self.folder.setText(str(folder))
        if not self._named:
            self.name.setText(ready.name)
        self._show_findings(ready)
        self.check()

    def forget(self) -> None:
        """Another project: folder, name, form and 定稿 were said of the one before."""
        self.folder.clear()
        self._named = False
        self.final.blockSignals(True)
        self.final.setChecked(False)
        self.final.blockSignals(False)
        self.set_form(None)

    def set_form(self, form: Path | None) -> None:
        """The office's own form; none takes the tick away."""
        self._form = form
        self.form.blockSignals(True)
        self.form.setChecked(form is not None)
        self.form.blockSignals(False)
        self.form.setText(f"按本单位模板：{form.name}" if form is not None else "按本单位模板…")
        self.form.setToolTip(str(form) if form is not None else "选本单位的空表，按里面的标记填数")
        self.changed.emit()

    def order(self, sheets: tuple[str, ...]) -> Order:
        """What is asked for."""
        target = self.target()
        near = outputs.beside(target, final=self.final.isChecked())
        return Order(
            target,
            written=self.workbook.isChecked(),
            sheets=sheets,
            final=self.final.isChecked(),
            forms=(self._form,) if self._form is not None else (),
            counties=near.counties if self.counties.isChecked() else None,
            notice=near.notice if self.notice.isChecked() else None,
            pdf=self.pdf.isChecked(),
        )

    def target(self) -> Path:
        """Where the workbook is to stand."""
        name = self.name.text()
        return Path(self.folder.text()) / (name if name.lower().endswith(SUFFIX) else f"{name}{SUFFIX}")

    def why_not(self, ticked: int) -> str:
        """Why nothing can be written now; empty where it can."""
        wanted = (self.workbook, self.counties, self.notice, self.pdf, self.form)
        if not any(choice.isChecked() for choice in wanted):
            return "还没有选要出什么"
        if self.workbook.isChecked() and not ticked:
            return "至少选一张工作表"
        if self.pdf.isChecked() and not self.workbook.isChecked():
            return "PDF 要和工作簿一起出"
        if not self.folder.text().strip():
            return "还没有写存到哪个文件夹"
        return outputs.why_not(self.name.text())

    def check(self) -> None:
        """Say at the place what is wrong with the name."""
        said = outputs.why_not(self.name.text())
        self.hint.setText(f"{said}，改一下就能出表" if said else SAFE)
        self.hint.set_ink("err" if said else "text2")

    def show_progress(self, done: int, total: int, what: str) -> None:
        """While it is written."""
        self.export.setVisible(False)
        self.busy.setVisible(True)
        self.bar.set_share(done / total if total else 0)
        self.doing.setText(f"正在写第 {min(done + 1, total)} 份，共 {total} 份：{what}" if total else "正在出表")

    def adapt(self, size: SizeClass) -> None:
        """In a compact window the choices have the room."""
        self._compact = size.compact
        self.rough.setVisible(bool(self.rough.text()) and not size.compact)

    def show_idle(self) -> None:
        """When it is written."""
        self.busy.setVisible(False)
        self.export.setVisible(True)

    # Within

    def _show_findings(self, ready: Prepared) -> None:
        self._left = ready.open_levels.get(Level.MANDATORY, 0)
        self._draft = ready.edition.word if ready.edition is not None and ready.edition.draft else ""
        self.levels.show_counts(self._left, ready.open_levels.get(Level.VERIFY, 0), ready.explained)
        self._warn()

    def _warn(self) -> None:
        """What open findings mean for what is printed: a draft says so, 定稿 is for good."""
        draft, ends = (
            f"有强制性问题，页脚会标“草稿　{self._draft}”",
            f"还有 {self._left} 处强制性问题，定稿后不能再改数",
        )
        said = ends if self.final.isChecked() else draft
        self.rough.setText(said if self._left and self._draft else "")
        self.rough.setVisible(bool(self.rough.text()) and not self._compact)

    def _choose_form(self) -> None:
        if self.form.isChecked():
            self.form_wanted.emit()
        else:
            self.set_form(None)

    def _named_by_hand(self) -> None:
        self._named = True
        self.check()
        self.changed.emit()

    def _connect(self) -> None:
        for choice in (self.workbook, self.counties, self.notice, self.pdf, self.final):
            choice.toggled.connect(self.changed)
        self.final.toggled.connect(self._warn)
        self.form.clicked.connect(self._choose_form)
        self.folder.textEdited.connect(self.changed)
        self.name.textEdited.connect(self._named_by_hand)
        self.other.clicked.connect(self.elsewhere)
        self.stop.clicked.connect(self.stopped)

    def _lay_out(self) -> None:
        self.other = Button("换…")
        self.other.setToolTip("选另一个文件夹")
        place = QHBoxLayout()
        place.addWidget(self.folder, 1)
        place.addWidget(self.other)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.addWidget(Words("出什么", "title"))
        column.addWidget(self.workbook)
        note = Words("　　带公式，可复算", "note", "text2")
        column.addWidget(note)
        for choice in (self.counties, self.notice, self.pdf, self.form):
            column.addWidget(choice)
        self.reopen = Button("取消定稿…", "link")
        self.reopen.setVisible(False)
        settled = QHBoxLayout()
        settled.addWidget(self.final, 1)
        settled.addWidget(self.reopen)
        column.addLayout(settled)
        column.addWidget(Line())
        column.addWidget(Words("存到", "title"))
        column.addLayout(place)
        column.addWidget(self.name)
        column.addWidget(self.hint)
        column.addStretch(1)
        self.scrolled = Pane(inner)
        under = QHBoxLayout()
        under.addWidget(self.doing, 1)
        under.addWidget(self.stop)
        busy = QVBoxLayout(self.busy)
        busy.setContentsMargins(0, 0, 0, 0)
        busy.addLayout(under)
        busy.addWidget(self.bar)
        self.busy.setVisible(False)
        whole = QVBoxLayout(self)
        whole.addWidget(self.scrolled, 1)
        foot = QVBoxLayout()
        foot.addWidget(self.rough)
        foot.addWidget(self.levels)
        foot.addWidget(self.export)
        foot.addWidget(self.busy)
        whole.addLayout(foot)
        self._inner, self._whole, self._place, self._foot = column, whole, place, foot

    def fit(self) -> None:
        """As the theme is."""
        self._inner.setContentsMargins(px(16), px(8), px(16), px(4))
        self._inner.setSpacing(px(3))
        self._whole.setContentsMargins(1, 1, 1, px(12))
        self._whole.setSpacing(px(6))
        self._foot.setContentsMargins(px(16), 0, px(16), 0)
        self._foot.setSpacing(px(8))
        self._place.setSpacing(px(6))
        for edit in (self.folder, self.name):
            edit.setMinimumHeight(px(34))


def _day(when: str) -> str:
    """7月12日."""
    return f"{int(when[5:7])}月{int(when[8:10])}日" if len(when) >= 10 else ""


class OrderPanel(Card):
    """The card that holds it; where the window is compact it stands behind a tab."""

    def __init__(self, order: OrderCard) -> None:
        super().__init__()
        self.column.addWidget(order)
