"""What a person does on this page: choose files, paste, chase, take out, open what is locked, bring other projects."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from pingbi_qt.collect.chasing import ChaseDialog, joined, note_chased, owed
from pingbi_qt.collect.collected import closed
from pingbi_qt.collect.lines import Way, short_reason
from pingbi_qt.collect.pasting import PasteDialog
from pingbi_qt.parts import State
from pingbi_qt.parts.sheet_dialog import SheetDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pingbi.casework import Case, Kept, Reminder
    from pingbi_qt.collect.intake import Intake
    from pingbi_qt.collect.lines import FileLine
    from pingbi_qt.collect.notice_bar import NoticeBar
    from pingbi_qt.collect.trouble import Trouble
    from pingbi_qt.desk import Desk, View

KINDS = (
    "报送材料 (*.xlsx *.xlsm *.xls *.xlsb *.et *.ods *.csv *.txt *.docx *.doc *.wps *.pdf *.htm *.html *.mht *.zip)"
    ";;所有文件 (*)"
)


Dialog = TypeVar("Dialog", bound=SheetDialog)


class _Brought(NamedTuple):
    """What came of other projects."""

    steps: int
    archives: int
    conflicts: tuple[str, ...]


class Errands:
    """Each asks the desk; what came of it is said on the page."""

    def __init__(self, desk: Desk, intake: Intake, bar: NoticeBar, over: QWidget, said: Callable[[str], None]) -> None:
        self._desk, self._intake, self._bar, self._over, self._said = desk, intake, bar, over, said
        self.dialog: SheetDialog | None = None
        self.chased: Callable[[str], str] = lambda _: ""
        self.open_scheme: Callable[[str], None] = lambda _: None

    def _show(self, dialog: Dialog, then: Callable[[Dialog], object]) -> None:
        """A dialog; what it was for is done when it is confirmed."""
        self.dialog = dialog
        dialog.accepted.connect(lambda: then(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def attend(self, trouble: Trouble) -> None:
        """What can be done about a file that is wrong."""
        trouble.chosen_anew.connect(self.choose_anew)
        trouble.told.connect(self.tell_county)
        trouble.removed.connect(lambda line: self.take_out([line]))
        trouble.again.connect(lambda line: self._intake.read_again([line]))
        trouble.unlocked.connect(lambda line, password: self._intake.read_again([line], password))
        trouble.earlier.connect(self.as_earlier)

    # Files

    def add_files(self) -> None:
        """Files of any kind."""
        paths, _ = QFileDialog.getOpenFileNames(self._over.window(), "选报送材料", "", KINDS)
        if paths:
            self.take(paths)

    def add_folder(self) -> None:
        """A folder with all that is below it."""
        folder = self.folder("选放材料的文件夹")
        if folder:
            self.take([folder])

    def folder(self, title: str) -> str:
        """A folder that the person chooses; empty where none."""
        return QFileDialog.getExistingDirectory(self._over.window(), title)

    def take(self, paths: Sequence[str]) -> None:
        """What was dropped, pasted or chosen; other projects and schemes are offered for what they are."""
        if self._closed(f"{Path(paths[0]).name}等 {len(paths)} 个" if len(paths) > 1 else Path(paths[0]).name, paths):
            return
        kinds: dict[str, list[str]] = {".pingbi": [], ".toml": [], "": []}
        for path in paths:
            kind = Path(path).suffix.lower()
            kinds[kind if kind in kinds else ""].append(path)
        if kinds[".pingbi"]:
            self._offer_projects(kinds[".pingbi"])
        elif kinds[".toml"]:
            path = kinds[".toml"][0]
            words = f"{Path(path).name} 是评比方案，不是报送材料"
            self._bar.say(State.HINT, words, (("看这个方案…", "table", lambda: self.open_scheme(path)),))
        if kinds[""]:
            self._intake.add(kinds[""])

    def take_text(self, text: str) -> None:
        """What was dropped or pasted as text."""
        if not self._closed("粘贴的文字"):
            self._said(f"正在读 {self._intake.add_text(text)}")

    def _closed(self, what: str, paths: Sequence[str] = ()) -> bool:
        """Whether nothing can be received; then that is said, with why. Another project can be opened all the same."""
        why = closed(self._desk.view)
        if why:
            opened = [Path(path) for path in paths if Path(path).suffix.lower() == ".pingbi"]
            offers = [("打开它", "folder", lambda: self._opened(opened[0]))] if len(opened) == len(paths) == 1 else []
            self._bar.say(State.VERIFYING, f"没有收 {what}：{why}", offers)
        return bool(why)

    def paste(self) -> None:
        """A large box for text, where any can be received: what is written in it is not to be refused afterwards."""
        if self._closed("文字"):
            return
        self._show(PasteDialog(self._over.window()), lambda dialog: self._intake.add_text(dialog.text()))

    def take_out(self, lines: Iterable[FileLine], reason: str = "移除") -> None:
        """Submissions are not used any more, one change each; what is on its way is given up."""
        filed = []
        for line in lines:
            if line.under_way:
                self._intake.cancel(line)
            elif line.way is Way.REFUSED:
                self._intake.forget(line)
            else:
                filed.append(line)
        if not filed:
            return
        numbers = [line.number for line in filed]

        def putting(case: Case) -> None:
            from pingbi.project.changes import PutAside

            for number in numbers:
                case.project.record(PutAside(number, reason))

        named = filed[0].shown_name if len(filed) == 1 else f"{len(filed)} 份材料"
        self._desk.change(f"已移除 {named}", putting, failed=self._said)

    def choose_anew(self, line: FileLine) -> None:
        """Another file instead of one that cannot be read."""
        path, _ = QFileDialog.getOpenFileName(self._over.window(), f"重选 {line.shown_name}", "", KINDS)
        if path:
            self.take_out([line], f"另选了 {Path(path).name}")
            self._intake.add([path])

    def tell_county(self, line: FileLine) -> None:
        """What is written to the county whose file cannot be read."""
        QGuiApplication.clipboard().setText(sent_back_words(line, self._desk.view))
        self._said(f"已复制给{line.county}的退回话术，贴到微信里发")

    def as_earlier(self, line: FileLine) -> None:
        """A workbook of results becomes the last period's."""
        place = self._intake.where(line)
        if place is None:
            self._said(f"{line.shown_name} 不在原处了，解压后再拖进来")
            return

        def keeping(case: Case) -> tuple[Kept, str]:
            from pingbi.casework import archive_results, use

            kept = archive_results(case, place)
            found = use(kept.content, case.scheme)
            return kept, f"{found.counties} 个县区，{found.indicators} 个指标" if found.roles else ""

        def then(answer: tuple[Kept, str]) -> None:
            self._intake.forget(line)
            words = answer[1] or "既不是上期，也不是上年同期，只存着"
            self._bar.say(State.DONE, f"已存入以前的结果 {place.name}：{words}")

        self._desk.change(f"已存入以前的结果 {place.name}", keeping, then, self._fail)

    # Other projects

    def _offer_projects(self, paths: Sequence[str]) -> None:
        first = Path(paths[0])
        offers = [("并入本项目", "plus", lambda: self._merge([Path(path) for path in paths]))]
        if len(paths) == 1:
            offers.append(("打开它", "folder", lambda: self._opened(first)))
        named = first.name if len(paths) == 1 else f"{len(paths)} 个文件"
        self._bar.say(State.HINT, f"{named} 是评比项目：同一时期的并进来，以前的存为上期结果", offers)

    def _merge(self, paths: Sequence[Path]) -> None:
        def merging(case: Case) -> _Brought:
            from pingbi.casework import bring_project
            from pingbi.project import Merged

            found = [bring_project(case, path) for path in paths]
            merged = [row for row in found if isinstance(row, Merged)]
            return _Brought(
                sum(len(row.steps) for row in merged),
                sum(len(row) for row in found if not isinstance(row, Merged)),
                tuple(line for row in merged for line in row.conflicts),
            )

        def then(done: _Brought) -> None:
            said = [f"并进 {done.steps} 步"] if done.steps else []
            said += [f"存入 {done.archives} 份以前的结果"] if done.archives else []
            if done.conflicts:
                more = f"等 {len(done.conflicts)} 处" if len(done.conflicts) > 1 else ""
                said.append(f"两边不一致：{done.conflicts[0]}{more}")
            state = State.VERIFYING if done.conflicts else State.DONE if said else State.HINT
            self._bar.say(state, "，".join(said) or "里面没有本项目还没有的")

        self._desk.change("已并入项目", merging, then, self._fail)

    def _opened(self, path: Path) -> None:
        """By the window, which remembers it."""
        from pingbi_qt.window import Window

        window = self._over.window()
        if isinstance(window, Window):
            window.open_project(path)

    def _fail(self, why: str) -> None:
        self._bar.say(State.MANDATORY, why)

    # Who is chased

    def chase(self) -> None:
        """Who owes what; the texts of those who are ticked are copied, and that is noted."""
        self._desk.ask(owed, self._choose_chased, failed=self._said, key="owed")

    def _choose_chased(self, rows: tuple[Reminder, ...]) -> None:
        if not rows:
            self._said("各县区都已报齐，没有要催报的")
            return
        self._show(ChaseDialog(self._over.window(), rows, self.chased), lambda dialog: self._copy(dialog.chosen()))

    def chase_one(self, county: str) -> None:
        """The text to one county, copied and noted."""

        def copying(rows: tuple[Reminder, ...]) -> None:
            self._copy([row for row in rows if row.county == county])

        self._desk.ask(owed, copying, failed=self._said)

    def _copy(self, rows: Sequence[Reminder]) -> None:
        if not rows:
            return
        QGuiApplication.clipboard().setText(joined(rows))
        counties = [row.county for row in rows]
        named = counties[0] if len(counties) == 1 else f"{len(counties)} 个县区"
        view = self._desk.view
        if view is not None and view.read_only:
            self._said(f"已复制给{named}的催报文字；{view.read_only}，没有记下已催")
            return
        words = f"已复制给{named}的催报文字，记下已催"
        self._desk.change(words, note_chased(counties), failed=self._said)


def sent_back_words(line: FileLine, view: View | None) -> str:
    """Polite, with whom to ask; it is pasted into WeChat."""
    handout = view.scheme.handout if view is not None else None
    known = (("联系人", handout.contact), ("电话", handout.phone)) if handout is not None else ()
    contact = "，".join(f"{word}：{value}" for word, value in known if value)
    why = "里面没有读出数" if line.filed is not None and line.filed.empty else f"打不开（{short_reason(line.why)}）"
    asked = f"【退回】{line.county}：你单位报来的“{line.name.rpartition('/')[2]}”{why}，麻烦检查后重新发送一份，谢谢。"
    return "\n".join(part for part in (asked, contact) if part)
