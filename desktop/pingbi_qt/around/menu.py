"""菜单: every action once, with its key, the last projects, and how everything looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from pingbi_qt.actions import ACTS
from pingbi_qt.around.appearance import SCHEMES, Appearance
from pingbi_qt.look import SIZES, ZOOMS, icon, theme

if TYPE_CHECKING:
    from pingbi_qt.actions import Actions
    from pingbi_qt.settings import Recent

# What stands in the menu itself; "|" is a line, "@" a menu of its own below it.
MAIN = (
    *("new", "open", "@recents", "close_project", "|"),
    *("@collect", "@review", "@score", "@sheets", "|"),
    *("rules", "undo", "redo", "search", "history", "|"),
    *("@look", "settings", "|", "help", "@more", "|", "quit"),
)
MORE = ("sample", "tour", "diagnostics", "about")
BELOW = {
    "collect": "收材料",
    "review": "核对",
    "score": "评分",
    "sheets": "出表",
    "recents": "最近的项目",
    "look": "外观",
    "more": "示例、诊断和关于",
}
LOOK = ("zoom_in", "zoom_out", "zoom_reset")
ELSEWHERE = {"menu", "dark"}  # the button itself; among light, dark and system
MOST = 9


def below(act_id: str, where: tuple[str, ...]) -> str:
    """Under which step an action stands that is not in the menu itself."""
    step = act_id.removeprefix("step_")
    if step in BELOW:
        return step
    if act_id in {"templates", "remind", "returns"}:
        return "collect"
    if act_id in {"export", "print", "next_pane"}:
        return "sheets"
    if act_id in {"county", "next_county", "previous_county", "back"}:
        return "score"
    return next((page for page in where if page in BELOW), "collect")


class Menu(QMenu):
    """To be filled anew each time before it opens: actions have other words and reasons by then."""

    def __init__(
        self,
        window: QWidget,
        actions: Actions,
        appearance: Appearance,
        recents: Callable[[], tuple[Recent, ...]],
        open_recent: Callable[[Recent], object],
    ) -> None:
        super().__init__("菜单", window)
        self._actions, self._appearance = actions, appearance
        self._recents, self._open_recent = recents, open_recent
        self.setToolTipsVisible(True)
        self.setAccessibleName("菜单")

    def fill(self) -> None:
        """All of it, as it is now."""
        for part in self.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
            part.setParent(None)
            part.deleteLater()
        self.clear()
        for name in MAIN:
            if name == "|":
                self.addSeparator()
            elif name == "@recents":
                self._fill_recents(self._below("recents"))
            elif name == "@look":
                self._fill_look(self._below("look"))
            elif name == "@more":
                menu = self._below("more")
                for act_id in MORE:
                    self._put(menu, act_id)
            elif name.startswith("@"):
                step = name[1:]
                menu = self._below(step)
                for act in ACTS:
                    if act.id not in {*MAIN, *MORE, *LOOK, *ELSEWHERE} and below(act.id, act.where) == step:
                        self._put(menu, act.id)
            else:
                self._put(self, name)

    def all_actions(self) -> set[str]:
        """The actions that stand in it, its menus too."""
        names = set()
        for menu in (self, *self.findChildren(QMenu)):
            names |= {str(row.data()) for row in menu.actions() if row.data()}
        return names

    def _below(self, name: str) -> QMenu:
        menu = QMenu(BELOW[name], self)
        menu.setToolTipsVisible(True)
        self.addMenu(menu)
        return menu

    def _put(self, menu: QMenu, name: str) -> None:
        """A twin of the action: with its own key where the page hears that, and a sign in the colours of now."""
        action, act = self._actions[name], self._actions.act(name)
        twin = QAction(action.text(), menu)
        twin.setData(name)
        if act.glyph:
            twin.setIcon(icon(act.glyph))
        if key := self._actions.key(name):
            twin.setText(f"{action.text()}\t{key}")
        twin.setEnabled(action.isEnabled())
        twin.setToolTip(action.toolTip())
        twin.triggered.connect(lambda _checked=False: action.trigger())
        menu.addAction(twin)

    def _fill_recents(self, menu: QMenu) -> None:
        rows = self._recents()[:MOST]
        for row in rows:
            action = menu.addAction(icon("file"), row.name.replace("&", "&&") or row.path)
            action.setToolTip(row.path)
            action.triggered.connect(lambda _checked=False, row=row: self._open_recent(row))
        if not rows:
            menu.addAction("还没有打开过项目").setEnabled(False)

    def _fill_look(self, menu: QMenu) -> None:
        self._choices(menu, SCHEMES, self._appearance.settings.theme, self._appearance.choose)
        menu.addSeparator()
        sizes = menu.addMenu("字号")
        self._choices(sizes, {str(size): str(size) for size in SIZES}, str(theme().size), choose_size)
        zooms = menu.addMenu("放大")
        self._choices(zooms, {str(zoom): f"{zoom}%" for zoom in ZOOMS}, str(theme().zoom), choose_zoom)
        menu.addSeparator()
        for name in LOOK:
            self._put(menu, name)

    def _choices(self, menu: QMenu, words: dict[str, str], chosen: str, choose: Callable[[str], object]) -> None:
        group = QActionGroup(menu)
        for value, word in words.items():
            action = menu.addAction(word)
            action.setCheckable(True)
            action.setChecked(value == chosen)
            group.addAction(action)
            action.triggered.connect(lambda _checked=False, value=value: choose(value))


def choose_size(size: str) -> None:
    """That size of type."""
    theme().choose(size=int(size))


def choose_zoom(zoom: str) -> None:
    """That zoom."""
    theme().choose(zoom=int(zoom))
