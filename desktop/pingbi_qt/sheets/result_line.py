"""What came of it: a green line with what can be done next, or a red one with what is wrong and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from pingbi.model.free_names import aside_words, kept_words
from pingbi.outputs import Output
from pingbi_qt.look import px
from pingbi_qt.parts import Button, Card, ElidingLabel, State, StateSign

if TYPE_CHECKING:
    from pathlib import Path

    from pingbi.outputs import Made
    from pingbi_qt.actions import Actions
    from pingbi_qt.sheets.answers import Result

KINDS = {
    Output.WORKBOOK: "工作簿",
    Output.FORM: "本单位模板",
    Output.COUNTY: "县区分册",
    Output.NOTICE: "通报",
    Output.PDF: "PDF",
}


class ResultLine(Card):
    """It stays till the next change. The path's button is there where the words have room beside it; its key works."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.path: Path | None = None
        self.sign = StateSign(State.DONE, "已出表")
        self.words = ElidingLabel("")
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.file = Button.of(actions["open_file"], sign="external")
        self.folder = Button.of(actions["open_folder"], sign="folder")
        self.copy = Button.of(actions["copy_path"], "link", sign="clipboard")
        self.again, self.elsewhere = Button("再试一次"), Button("换个位置…")
        for button in (self.file, self.folder, self.copy):
            button.key = ""  # the words are enough: the line is for these three
        self._row = QHBoxLayout()
        for part in (self.sign, self.words, self.again, self.elsewhere, self.file, self.folder, self.copy):
            self._row.addWidget(part)
        self._row.setStretch(1, 1)
        self.column.addLayout(self._row)
        self.refit()
        self.setVisible(False)

    def show_result(self, result: Result, sheets: int) -> None:
        """What was written, and what was not."""
        main = result.main
        self.path = main.path if main is not None else None
        good = not result.failed and not result.stopped
        if good:
            self.sign.set_state(State.DONE, "已出表")
        elif result.stopped:
            self.sign.set_state(State.DOUBTFUL, "已停下")
        else:
            self.sign.set_state(State.MANDATORY, "没有全部写好" if result.made else "没有写成")
        self.set_ground(
            *(("ok_soft", "ok") if good else ("warn_soft", "warn") if result.stopped else ("err_soft", "err"))
        )
        self.words.setText(told(result, sheets))
        for button in (self.file, self.folder):
            button.setVisible(self.path is not None)
        for button in (self.again, self.elsewhere):
            button.setVisible(bool(result.failed))
        self._fit_copy()
        self.setVisible(True)

    def show_failure(self, why: str) -> None:
        """Nothing was written: why, and what to do."""
        self.path = None
        self.sign.set_state(State.MANDATORY, "没有写成")
        self.set_ground("err_soft", "err")
        self.words.setText(f"{why}；项目里的数据没有变")
        for button in (self.file, self.folder):
            button.setVisible(False)
        for button in (self.again, self.elsewhere):
            button.setVisible(True)
        self._fit_copy()
        self.setVisible(True)

    def clear(self) -> None:
        """Something has changed since."""
        self.path = None
        self.setVisible(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        self._fit_copy()

    def minimumSizeHint(self) -> QSize:
        """Without the button that may go."""
        least = super().minimumSizeHint()
        spare = 0 if self.copy.isHidden() else self.copy.minimumSizeHint().width() + self._row.spacing()
        return QSize(least.width() - spare, least.height())

    def _fit_copy(self) -> None:
        others = [part for part in (self.again, self.elsewhere, self.file, self.folder) if not part.isHidden()]
        parts = [self.sign, self.words, *others, self.copy]
        asked = sum(part.sizeHint().width() for part in parts) + self._row.spacing() * (len(parts) - 1)
        for edge in (self._row.contentsMargins(), self.column.contentsMargins()):
            asked += edge.left() + edge.right()
        self.copy.setVisible(self.path is not None and asked <= self.width())

    def fit(self) -> None:
        """As the theme is."""
        super().fit()
        if hasattr(self, "_row"):
            self._row.setContentsMargins(px(16), px(6), px(12), px(6))
            self._row.setSpacing(px(8))


def told(result: Result, sheets: int) -> str:
    """综合评比结果 (1).xlsx，10 张表，1.8 秒。原文件正被 WPS 打开，所以换了名字."""
    main = result.main
    said = []
    if main is not None:
        whole = main.output is Output.WORKBOOK
        said.append(f"{main.path.name}{f'，{sheets} 张表' if whole else ''}，{result.seconds:.1f} 秒")
        aside = [row for row in result.made if row.renamed]
        said += [_renamed(row) for row in aside if row.output is not Output.COUNTY]
        said += filter(None, [kept_words([row.path for row in aside if row.output is Output.COUNTY])])
        others = [
            f"{KINDS[output]} {len(rows)} 份"
            for output in Output
            if (rows := [row for row in result.of(output) if row is not main])
        ]
        if others:
            said.append(f"另有{' ' if others[0][:1].isascii() else ''}{'、'.join(others)}")
    if result.stopped:
        said.append("其余没有写" if said else "什么都没有写")
    said += [f"{KINDS[output]}：{why}" for output, why in result.failed]
    return "。".join(said)


def _renamed(row: Made) -> str:
    """Excel and WPS leave a file beside what they have open, which says so."""
    held = row.wanted.with_name(f"~${row.wanted.name}").exists()
    why = "原文件正被 Excel 或 WPS 打开，所以换了名字" if held else aside_words(row.wanted.name)
    return f"{why}：{row.path.name}"
