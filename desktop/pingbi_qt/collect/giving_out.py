"""What goes out to counties from here: blank templates, 退回单; and where it was written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from pingbi.model.free_names import kept_words, renamed
from pingbi_qt.opening import open_outside
from pingbi_qt.parts import State

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from pingbi.casework import Case
    from pingbi.casework.returning import GivenBack
    from pingbi_qt.collect.notice_bar import NoticeBar
    from pingbi_qt.desk import Desk, Operation

Asked = tuple[object, tuple[object, ...]]


class GivingOut:
    """Writes in the desk's threads, and says on the page what has come of it."""

    def __init__(self, desk: Desk, bar: NoticeBar, said: Callable[[str], None]) -> None:
        self._desk, self._bar, self._said = desk, bar, said

    def templates(self, folder: str) -> None:
        """A blank workbook for each county, and what the office enters itself; last year's figures are filled in."""
        target = Path(folder)

        def asked(case: Case) -> Asked:
            before = case.before(case.project.state)
            return case.scheme, tuple(before.figures) if before is not None else ()

        def begin(answer: Asked) -> None:
            scheme, figures = answer

            def writing(_: Operation) -> list[Path]:
                from pingbi.pipeline import write_templates

                return write_templates(scheme, target, None, figures)  # type: ignore[arg-type]  # as they came

            self._desk.run(
                "写填报表",
                writing,
                lambda paths: self._written(f"{len(paths)} 份填报表", target, renamed(paths)),
                self.failed,
            )

        self._desk.ask(asked, begin, failed=self.failed)

    def returns(self, folder: str) -> None:
        """Each file with something to mend, marked; the counties are noted as sent back."""
        target = Path(folder)

        def writing(case: Case) -> GivenBack:
            from pingbi.casework.returning import give_back

            return give_back(case, target)

        def then(done: GivenBack) -> None:
            if not done.paths:
                self._said("没有要退回的材料")
                return
            whose = f"，记下已退回 {len(done.counties)} 个县区" if done.counties else ""
            self._written(f"{len(done.paths)} 份退回单{whose}", target, done.renamed)

        self._desk.change("已写退回单", writing, then, self.failed)

    def failed(self, why: str) -> None:
        """It could not be written."""
        self._bar.say(State.MANDATORY, why)
        self._said(why)

    def _written(self, what: str, folder: Path, aside: Collection[Path]) -> None:
        words = kept_words(aside)
        said = f"已写出 {what}{f'（{words}）' if words else ''}：{folder}"
        offers = (
            ("打开文件夹", "folder", lambda: open_outside(folder)),
            ("复制路径", "clipboard", lambda: QGuiApplication.clipboard().setText(str(folder))),
        )
        self._bar.say(State.DONE, said, offers)
        self._said(said)  # also where another page is visible
