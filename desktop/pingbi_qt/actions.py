"""Every action of the window, once: its words, keys and sign, and on which pages it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

WORK = ("collect", "review", "score", "county", "sheets", "rules")  # the pages of an open project


class Act(NamedTuple):
    """One action. `keys` as Qt writes them; those in `own_keys` are heard by the page itself, where the focus is."""

    id: str
    words: str
    keys: tuple[str, ...] = ()
    glyph: str = ""
    where: tuple[str, ...] = ()  # pages; empty: everywhere
    tip: str = ""  # what the words cannot say
    own_keys: tuple[str, ...] = ()
    keyless: str = ""  # why it has no key


ACTS: tuple[Act, ...] = (
    Act("step_collect", "收材料", ("Ctrl+1",)),
    Act("step_review", "核对", ("Ctrl+2",), where=WORK),
    Act("step_score", "评分", ("Ctrl+3",), where=WORK),
    Act("step_sheets", "出表", ("Ctrl+4",), where=WORK),
    Act("add", "添加", ("Ctrl+O",), "folder", ("start", "collect"), "选文件，可以一次选很多个"),
    Act("add_folder", "添加文件夹", ("Ctrl+Alt+O",), "folder", ("start", "collect"), "连同里面的文件夹和压缩包"),
    Act("paste", "粘贴文字", ("Ctrl+V",), "clipboard", ("start", "collect"), "报告文字或复制的文件"),
    Act("sample", "打开示例", ("Ctrl+L",), "file", tip="9 个县区的示例材料，随便改，不影响真数据"),
    Act("new", "新建项目…", ("Ctrl+N",), "file"),
    Act("open", "打开项目…", ("Ctrl+Shift+O",), "folder"),
    Act("templates", "发模板…", ("Ctrl+T",), "download", WORK, "写出各县区的空白填报表"),
    Act("remind", "催报", ("Ctrl+U",), "bell", WORK, "复制催报文字，贴到微信里发"),
    Act("returns", "退回单…", ("Ctrl+Shift+U",), "return", WORK, "标好问题的原表，连同提醒文字"),
    Act("watch", "盯住文件夹…", ("Ctrl+Shift+W",), "eye", ("collect",), "文件夹里来了新文件就读进来"),
    Act("read_again", "重读", ("F5",), "refresh", ("collect",), "方案或口令变了以后，按原件再读一遍"),
    Act("take_out", "移除", (), "cross", ("collect",), "这份材料不用，可以撤销", ("Del",)),
    Act("only_wrong", "只看有问题的", ("Ctrl+Shift+F",), "filter", ("collect",)),
    Act("see_source", "看原文", (), "external", ("collect",), "到“核对”看这个数的出处", ("Return",)),
    Act("go_review", "核对问题", ("Ctrl+Return",), "arrow_right", ("collect",)),
    Act("next_finding", "下一处", ("F8",), "arrow_right", ("review",)),
    Act("previous_finding", "上一处", ("Shift+F8",), "arrow_left", ("review",)),
    Act("first_choice", "首选", (), "tick", ("review",), "提示条里的蓝色按钮", ("Return",)),
    Act("correct", "改正…", ("F2",), "pen", ("review",), "核定数写在原报数旁边，原报数不会被改"),
    Act("explain", "填说明…", ("F3",), "note", ("review",)),
    Act("send_back", "退回", ("F4",), "return", ("review",), "复制退回文字，并记下已退回"),
    Act("open_original", "打开原件", ("Ctrl+Shift+E",), "external", ("review",), "打开的是副本，原件不会被改"),
    Act("go_score", "看评分", ("Ctrl+Return",), "arrow_right", ("review",)),
    Act("try_out", "试算", ("F6",), "flask", ("score",), "试改权重和数，不保存"),
    Act("restore", "恢复原方案", ("Alt+R",), "undo", ("score",)),
    Act("save_scheme", "另存为方案…", ("Ctrl+Shift+S",), "file", ("score",)),
    Act("see_reason", "看来历", (), "external", ("score",), "一个分数是怎么算出来的", ("Return",)),
    Act("county", "县区页", ("Ctrl+G",), "county", ("review", "score")),
    Act("next_county", "下一个", (), "chevron_right", ("review", "county"), "", ("PgDown",)),
    Act("previous_county", "上一个", (), "chevron_left", ("review", "county"), "", ("PgUp",)),
    Act("back", "返回", (), "undo", ("county", "rules"), "", ("Esc",)),
    Act("go_sheets", "出表", ("Ctrl+Return",), "arrow_right", ("score", "county")),
    Act("export", "出表", ("Ctrl+E",), "download", WORK, "写出工作簿"),
    Act("print", "打印", ("Ctrl+P",), "printer", ("sheets", "county")),
    Act("tick", "选或不选", (), "tick", ("sheets",), "", ("Space",)),
    Act("open_file", "打开文件", ("Ctrl+Alt+E",), "external", ("sheets",)),
    Act("open_folder", "打开文件夹", ("Ctrl+Alt+F",), "folder", ("sheets",)),
    Act("copy_path", "复制路径", ("Ctrl+Shift+C",), "clipboard", ("sheets",)),
    Act("rules", "方案…", ("Ctrl+M",), "table", WORK, "县区、指标、权重和计分办法"),
    Act("adopt", "采用新方案", ("Ctrl+Return",), "tick", ("rules",), "先看对名次的影响；写入历史，可以撤销"),
    Act("add_row", "加一行", ("Ctrl+I",), "plus", ("rules",)),
    Act("remove_row", "删去", ("Ctrl+Del",), "minus", ("rules",), "删去选中的行，可以撤销"),
    Act("row_up", "上移", ("Alt+Up",), "triangle_up", ("rules",)),
    Act("row_down", "下移", ("Alt+Down",), "triangle_down", ("rules",)),
    Act("next_mistake", "下一处错误", ("F8",), "arrow_right", ("rules",)),
    Act("restore_scheme", "恢复原方案", ("Alt+R",), "undo", ("rules",), "放弃没有采用的改动，可以撤销"),
    Act("scheme_to_excel", "导出表格…", ("Ctrl+Shift+X",), "download", ("rules",), "导出到 Excel 或 WPS，改好再读回"),
    Act("scheme_from_excel", "读回表格…", ("Ctrl+Shift+I",), "upload", ("rules",), "错在哪一格就说哪一格"),
    Act("scheme_to_file", "另存为文件…", ("Ctrl+Shift+S",), "file", ("rules",), "存成方案文件，别的项目也能用"),
    Act("undo", "撤销", ("Ctrl+Z",), "undo", WORK),
    Act("redo", "重做", ("Ctrl+Y",), "redo", WORK),
    Act("search", "搜索", ("Ctrl+F",), "search", WORK),
    Act("history", "历史", ("Ctrl+H",), "history", WORK, "谁在什么时候改了什么"),
    Act("help", "帮助", ("F1",), "help"),
    Act("menu", "菜单", ("F10",), "menu"),
    Act("settings", "设置…", ("Ctrl+,",), "settings"),
    Act("zoom_in", "放大", ("Ctrl+=",), "plus"),
    Act("zoom_out", "缩小", ("Ctrl+-",), "minus"),
    Act("zoom_reset", "原来的大小", ("Ctrl+0",), "search"),
    Act("dark", "深色", ("Ctrl+Shift+D",), "moon"),
    Act("next_pane", "换一栏", ("Ctrl+Tab",), "chevron_right", WORK),
    Act("diagnostics", "诊断包…", (), "file", tip="给技术人员看的，不含任何数据", keyless="很少用，在菜单里"),
    Act("tour", "重看引导", (), "help", tip="从示例到工作簿的六步", keyless="很少用，在菜单里"),
    Act("about", "关于", (), "info", keyless="很少用，在菜单里"),
    Act("close_project", "关闭项目", ("Ctrl+F4",), "cross", WORK, "回到开始页；已经自动保存"),
    Act("quit", "退出", ("Alt+F4",), "cross", tip="已经自动保存"),
)
ONCE = frozenset({"correct", "explain", "send_back"})  # a key that is held must not settle what nobody has read
_SHOWN = {"Return": "Enter", "PgDown": "PgDn", "Space": "空格", "Up": "↑", "Down": "↓"}


def shown_key(act: Act) -> str:
    """The first key of an action as it is shown; empty where it has none."""
    found = (*act.own_keys, *act.keys)
    return "+".join(_SHOWN.get(part, part) for part in found[0].split("+")) if found else ""


class Actions(QObject):
    """The actions as Qt's; a key works on the pages of its action, and only where that is enabled."""

    reworded = Signal()  # an action has other words

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.page = ""
        self._acts = {act.id: act for act in ACTS}
        self._made = {act.id: self._action(act, window) for act in ACTS}
        self._allowed: dict[str, tuple[bool, str]] = {}
        self.show_page("")  # the window's frame is there before its first page

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def act(self, name: str) -> Act:
        """What the table says of it."""
        return self._acts[name]

    def key(self, name: str) -> str:
        """Its first key as it is shown; empty where it has none."""
        return shown_key(self._acts[name])

    def on(self, name: str, slot: Callable[[], object]) -> None:
        """What it does."""
        self._made[name].triggered.connect(lambda _checked=False: slot())

    def enable(self, name: str, allowed: bool, why_not: str = "") -> None:
        """Whether it can be done now, and why not."""
        self._allowed[name] = (allowed, why_not)
        self._apply(name)

    def reword(self, name: str, words: str) -> None:
        """Other words, where they name what it acts on: 催报 2 个县区."""
        if words == self._made[name].text():
            return
        self._made[name].setText(words)
        self._apply(name)
        self.reworded.emit()

    def show_page(self, page: str) -> None:
        """The page that is visible: the keys of others are off."""
        self.page = page
        for name in self._made:
            self._apply(name)

    def _apply(self, name: str) -> None:
        act, action = self._acts[name], self._made[name]
        allowed, why_not = self._allowed.get(name, (True, ""))
        here = not act.where or self.page in act.where
        action.setEnabled(allowed and here)
        said = why_not if not allowed else act.tip or action.text().rstrip("…")
        key = self.key(name)
        action.setToolTip(f"{said}（{key}）" if key else said)

    def _action(self, act: Act, window: QWidget) -> QAction:
        action = QAction(window)
        action.setText(act.words)  # given to the constructor Qt looks whether it is an icon, and loads those
        action.setObjectName(act.id)
        action.setShortcuts([QKeySequence(key) for key in act.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setAutoRepeat(act.id not in ONCE)
        window.addAction(action)
        return action
