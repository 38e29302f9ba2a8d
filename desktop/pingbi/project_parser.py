"""The commands on a project file (.pingbi): the weeks of an evaluation, in the order in which they are needed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pingbi.parsing import forms, per_county

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from pingbi.parsing import Parser

MARKS = ("exempt", "returned", "chased", "approved")
HOW = ("phone", "paper")
OF = ("本期", "上期", "上年同期", "目标")


def add_project_commands(commands: _SubParsersAction[Parser]) -> None:
    """Those on what comes, on what is settled, and on what goes out."""
    _coming(commands)
    _settling(commands)
    _deciding(commands)
    _going(commands)


def _coming(commands: _SubParsersAction[Parser]) -> None:
    come = _command(commands, "import", "把材料收进项目文件（没有则新建）")
    come.add_argument("inputs", nargs="+", metavar="材料", help="文件、文件夹、压缩包，或 -（从标准输入读文字）")
    come.add_argument("--scheme", default="", metavar="方案", help="新建项目时用的方案；不写则用内置方案")
    come.add_argument("--period", metavar="时期", help="新建项目时的时期，如 2022H2；不写则用方案的")
    come.add_argument("--previous", action="store_true", help="这些是以前时期的结果（项目、工作簿、名次表），存入备用")
    come.add_argument("--of", default="", metavar="时期", help="名次表是什么时期的，如 2021H2；不写则为上一期")
    come.add_argument("--aside", default="", metavar="原因", help="只收下，暂不采用")

    status = _command(commands, "status", "列出谁已报、谁没报、谁退回，以及尚有的问题")
    shown = status.add_mutually_exclusive_group()
    shown.add_argument("--remind", action="store_true", help="写出催报的文字，可直接粘贴")
    shown.add_argument("--json", action="store_true", help="以 JSON 输出")
    deadline = _command(commands, "deadline", "定报送期限（不定则用方案 [handout] 里的）")
    deadline.add_argument("deadline", metavar="日期", help="如 2022-07-10 或 2022-07-10 18:00")


def _settling(commands: _SubParsersAction[Parser]) -> None:
    correct = _command(commands, "correct", "更正一个数：核定数与原报数并列")
    correct.add_argument("county", metavar="县区")
    correct.add_argument("indicator", metavar="指标", help="指标的名称或 id")
    correct.add_argument("value", metavar="核定数", help="按指标的单位，只写数；或“不采用”")
    correct.add_argument("--reason", required=True, metavar="原因")
    correct.add_argument("--how", choices=HOW, default="paper", help="怎样更正的：phone 电话，paper 书面")
    correct.add_argument(
        "--of", choices=OF, default="本期", help="更正的是哪一个数：本期（默认）、上期、上年同期、目标"
    )

    accept = _command(commands, "accept", "采用审核列出而没有计分的数或名称")
    accept.add_argument("finding", metavar="编号", help="问题的编号，见 check --project")
    answer = accept.add_mutually_exclusive_group()
    answer.add_argument("--as", default="", metavar="指标", dest="indicator", help="它是哪个指标")
    answer.add_argument("--refuse", action="store_true", help="不采用，以后也不再提")

    explain = _command(commands, "explain", "记下对一个问题的说明")
    explain.add_argument("finding", metavar="编号", help="问题的编号，见 check --project")
    explain.add_argument("text", metavar="说明", help="为什么会这样；只写核实无误的不收")

    mark = _command(commands, "mark", "给县区作标记：免报、退回、催报、审核通过")
    mark.add_argument("county", metavar="县区")
    mark.add_argument(
        "marking", choices=MARKS, metavar="标记", help="exempt 免报，returned 退回，chased 催报，approved 审核通过"
    )
    mark.add_argument("--indicator", default="", metavar="指标", help="只对这一个指标")
    mark.add_argument("--note", default="", metavar="备注")

    take = _command(commands, "take", "采用一份收下而未采用的材料")
    aside = _command(commands, "aside", "不采用一份已收的材料（仍留在项目里）")
    for command, needed in ((take, False), (aside, True)):
        command.add_argument("number", type=int, metavar="步号", help="收到它的那一步，见 history")
        command.add_argument("--reason", default="", required=needed, metavar="原因")

    adopt = _command(commands, "adopt", "换用另一份方案（如调整权重），已更正、说明的都保留")
    adopt.add_argument("scheme", metavar="方案", help="方案文件、文件夹或名称")
    adopt.add_argument("--reason", required=True, metavar="原因")


def _deciding(commands: _SubParsersAction[Parser]) -> None:
    decide = _command(commands, "decide", "会议研究决定：定一项或综合的得分，或加减分")
    decide.add_argument("county", metavar="县区")
    decide.add_argument("points", metavar="得分", help="定为多少分；有 --add 时为加多少分（负数为减）")
    decide.add_argument("--reason", required=True, metavar="依据", help="如会议的名称和日期")
    decide.add_argument("--criterion", default="", metavar="评比项", help="只对这一项；不写则为综合得分")
    decide.add_argument("--add", action="store_true", help="在计算的得分上加减")

    withdraw = _command(commands, "withdraw", "撤回某一步的更正、决定、说明、采纳、标记、别名或存档")
    withdraw.add_argument("number", type=int, metavar="步号", help="见 history")
    withdraw.add_argument("--reason", required=True, metavar="原因")

    appeal = _command(commands, "appeal", "记下县区的复核申请")
    appeal.add_argument("county", metavar="县区")
    appeal.add_argument("text", metavar="内容", help="申请复核什么，理由是什么")
    appeal.add_argument("--criterion", default="", metavar="评比项", help="只对这一项")

    answer = _command(commands, "answer", "答复复核申请，列出此前导出和现在的得分、名次")
    answer.add_argument("number", type=int, metavar="步号", help="申请的那一步，见 appeals")
    answer.add_argument("text", metavar="答复")
    how = answer.add_mutually_exclusive_group(required=True)
    how.add_argument("--upheld", action="store_true", help="申请成立")
    how.add_argument("--rejected", action="store_true", help="申请不成立")
    _command(commands, "appeals", "列出复核申请、答复和前后的得分、名次")


def _going(commands: _SubParsersAction[Parser]) -> None:
    back = _command(commands, "return", "写退回单：在报送的原表上标出问题，附清单和说明栏")
    back.add_argument("-o", "--output", required=True, type=Path, metavar="文件夹", help="放退回单的文件夹")

    export = _command(commands, "export", "写出工作簿，并记下用了哪些数和规则")
    export.add_argument("-o", "--output", required=True, type=Path, metavar="路径", help="如 综合评比.xlsx")
    which = export.add_mutually_exclusive_group()
    which.add_argument("--final", action="store_true", help="定稿（此后不能改数，除非 reopen）")
    which.add_argument("--again", type=int, metavar="号", help="把第几号导出照原样再写一遍")
    forms(export)
    per_county(export)
    export.add_argument("--pdf", action="store_true", help="另存一份 PDF（需要 LibreOffice）")

    notice = _command(commands, "notice", "写通报（.docx，公文格式），句子可在方案 [notice] 里改")
    notice.add_argument("-o", "--output", required=True, type=Path, metavar="路径", help="如 通报.docx")

    _command(commands, "reopen", "取消定稿").add_argument("--reason", required=True, metavar="原因")
    history = _command(commands, "history", "列出做过的每一步")
    history.add_argument("--json", action="store_true", help="以 JSON 输出")
    _command(commands, "undo", "撤销最后一步")
    _command(commands, "redo", "重做撤销的一步")


def _command(commands: _SubParsersAction[Parser], name: str, words: str) -> Parser:
    made = commands.add_parser(name, help=words)
    made.add_argument("--project", required=True, type=Path, metavar="项目", help="项目文件，如 2022上半年.pingbi")
    made.add_argument("--by", default=_user(), metavar="姓名", help="谁做的；不写则用登录名")
    made.add_argument("--password", metavar="口令", help="打开加密文件的口令")
    return made


def _user() -> str:
    return os.environ.get("USERNAME") or os.environ.get("USER") or os.environ.get("LOGNAME") or "本机用户"
