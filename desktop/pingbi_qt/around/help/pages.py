"""The pages of the help: those that were written, and two that are made from the tables of actions and states."""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import NamedTuple

from pingbi_qt.actions import ACTS, Act
from pingbi_qt.parts import State

FOLDER = Path(__file__).resolve().parent
WRITTEN = (
    ("start", "从这里开始"),
    ("collect", "1 收材料"),
    ("review", "2 核对"),
    ("score", "3 评分"),
    ("sheets", "4 出表"),
    ("rules", "方案"),
    ("questions", "常见问题"),
    ("safety", "数据在哪里"),
)
OF_PAGE = {"county": "score"}  # the help of a page that has none of its own
SHOWN = {"Return": "Enter", "PgDown": "PgDn", "Space": "空格"}
GROUPS = (
    ("everywhere", "哪里都能用"),
    ("start", "开始页"),
    ("collect", "收材料"),
    ("review", "核对"),
    ("score", "评分"),
    ("county", "县区页"),
    ("sheets", "出表"),
    ("rules", "方案"),
)
STATES = (
    ("格子里的", ("RECEIVED", "MISSING", "DOUBTFUL", "UNREADABLE_VALUE", "EXEMPT", "READING", "UNREADABLE_FILE")),
    ("县区的", ("COMPLETE", "INCOMPLETE", "NOT_REPORTED")),
    ("问题的", ("MANDATORY", "VERIFYING", "HINT", "UNAUDITED", "VERIFIED", "CORRECTED")),
    ("名次的", ("FIRM", "FAIRLY_FIRM", "FRAGILE", "CLOSE", "RISEN", "FALLEN")),
    ("做完的", ("DONE",)),
)
MEANINGS = {
    "RECEIVED": "读到了，没有问题",
    "MISSING": "没有报，或报的材料里没有",
    "DOUBTFUL": "读到了，但有问题要核；格子里是县区报的原数",
    "UNREADABLE_VALUE": "写的不是一个确定的数，例如“约8亿”；不会当作 0",
    "EXEMPT": "这个县区不用报这一项，不参加这一项的排名；“可不报”是方案没有要求它报",
    "READING": "文件正在读，已读完的照样能看",
    "UNREADABLE_FILE": "文件收到了，但打不开，原因写在文件那一行下面",
    "COMPLETE": "应报的都报了",
    "INCOMPLETE": "报了一部分",
    "NOT_REPORTED": "一份也没报",
    "MANDATORY": "不处理，这个数不能用",
    "VERIFYING": "很可能有错，要问一问",
    "HINT": "知道就行，不影响评分",
    "UNAUDITED": "缺材料，没法判断",
    "VERIFIED": "没有问题，或已经有了说明",
    "CORRECTED": "核定数是人改的，原报数灰色写在旁边",
    "FIRM": "权重和数浮动一点，名次不变",
    "FAIRLY_FIRM": "多数时候名次不变",
    "FRAGILE": "浮动一点名次就变，公布前再核一遍",
    "CLOSE": "和前后名次差得太少，分不出先后",
    "RISEN": "比上期上升几位",
    "FALLEN": "比上期下降几位",
    "DONE": "这件事做完了",
}
_TAG = re.compile(r"<[^>]+>")


class HelpPage(NamedTuple):
    """One page; `text` is what of it can be searched."""

    id: str
    title: str
    html: str

    @property
    def text(self) -> str:
        """Its words without marks."""
        return " ".join(unescape(_TAG.sub(" ", self.html)).split())


@cache
def help_pages() -> tuple[HelpPage, ...]:
    """All pages in order."""
    written = [
        HelpPage(name, title, (FOLDER / "text" / f"{name}.html").read_text(encoding="utf-8")) for name, title in WRITTEN
    ]
    made = [HelpPage("keys", "按键", keys_page()), HelpPage("signs", "记号", signs_page())]
    return (*written[:6], *made, *written[6:])


def page_for(page: str) -> str:
    """The help page of a page of the window."""
    return OF_PAGE.get(page, page) if page else "start"


def keys_of(act: Act) -> str:
    """All keys of an action as they are shown."""
    found = (*act.own_keys, *act.keys)
    return "、".join("+".join(SHOWN.get(part, part) for part in key.split("+")) for key in found)


def keys_page() -> str:
    """Every action that has a key, by the page on which it works."""
    parts = ["<h1>按键</h1><p>每件事都能只用键盘做。按钮和菜单里也写着各自的键。</p>"]
    for name, title in GROUPS:
        rows = [
            f"<tr><td><b>{escape(keys_of(act))}</b></td><td>{escape(act.words.rstrip('…'))}</td>"
            f"<td>{escape(act.tip)}</td></tr>"
            for act in ACTS
            if keys_of(act) and name in _groups(act)
        ]
        if rows:
            parts.append(f"<h2>{title}</h2><table>{''.join(rows)}</table>")
    return "".join(parts)


def signs_page() -> str:
    """Every state: sign, word, what it means."""
    parts = ["<h1>记号</h1><p>每种状态都有自己的形状和字，打成黑白的也分得清。</p>"]
    for title, names in STATES:
        rows = []
        for name in names:
            state = State[name]
            sign = f'<img src="sign:{state.sign}:{state.ink}">'
            rows.append(f"<tr><td>{sign}</td><td><b>{state.word}</b></td><td>{MEANINGS[name]}</td></tr>")
        parts.append(f"<h2>{title}</h2><table>{''.join(rows)}</table>")
    return "".join(parts)


def _groups(act: Act) -> tuple[str, ...]:
    return act.where if act.where and len(act.where) < 6 else ("everywhere",)
