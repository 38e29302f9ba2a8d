"""The command line of CONTRACT.md: words in, one-line errors out. What each command does stands in `commands`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pingbi.built import named
from pingbi.model import PingbiError, reason
from pingbi.parsing import UNUSABLE, Parser, forms, per_county
from pingbi.project_parser import add_project_commands

if TYPE_CHECKING:
    from argparse import _SubParsersAction
    from collections.abc import Sequence

STOPPED = 130
# Commands that read files of others.
READING = {"evaluate", "extract", "check", "score", "trace", "verify", "import", "return"}

EPILOG = """示例：
  pingbi sample -o 示例                        写出一套完整的示例材料
  pingbi evaluate 示例 -o 综合评比.xlsx        读入、审核、计分、出表
  pingbi check 各县上报 --json                 只看审核发现的问题
  pingbi template -o 空白模板                  给每个县区写一份空白填报表
  pingbi trace 综合评比.xlsx 综合排名!F8       一个数从哪里来
"""


def parser() -> Parser:
    """All commands."""
    top = Parser(
        prog="pingbi", description="半年综合评比：读入县区材料，审核，计分排名，写出可打印的工作簿。", epilog=EPILOG
    )
    top.add_argument("--version", action="version", version=f"pingbi {named()}", help="显示版本号")
    top.add_argument("--self-test", type=Path, metavar="文件", help="自检：每样都试一遍，结果写成 JSON")
    commands = top.add_subparsers(dest="command", metavar="命令", title="命令", parser_class=Parser)

    evaluate = commands.add_parser("evaluate", help="读入、审核、计分，写出工作簿")
    _reading(evaluate, several="*")
    evaluate.add_argument(
        "--project", type=Path, metavar="项目", help="项目文件（.pingbi），代替材料：只在其中试算，不留记录"
    )
    _output(evaluate, "工作簿的路径，如 综合评比.xlsx")
    evaluate.add_argument("--previous", type=Path, metavar="上期", help="上期的工作簿或名次表，用于较上期")
    evaluate.add_argument(
        "--set", action="append", default=[], metavar="县区.指标=值", help="试算：改一个数", dest="settings"
    )
    evaluate.add_argument(
        "--weight",
        action="append",
        default=[],
        metavar="项=值",
        help="试算：改一项或一级指标的权重",
        dest="weights",
    )
    forms(evaluate)
    per_county(evaluate)
    evaluate.add_argument("--notice", type=Path, metavar="通报.docx", help="另写一份通报（公文格式）")
    evaluate.add_argument("--pdf", action="store_true", help="另存一份 PDF（需要 LibreOffice）")
    evaluate.add_argument("--json", metavar="文件", help="结果另存为 JSON；- 为标准输出")

    extract = commands.add_parser("extract", help="列出报送文字里的数字和出处")
    _reading(extract)
    extract.add_argument("--json", action="store_true", help="以 JSON 输出")

    check = commands.add_parser("check", help="列出审核发现的问题")
    _reading(check, several="*")
    check.add_argument("--project", type=Path, metavar="项目", help="项目文件（.pingbi），代替材料")
    check.add_argument("--json", action="store_true", help="以 JSON 输出")

    score = commands.add_parser("score", help="只计分：从一张指标表算得分和名次")
    score.add_argument("--scheme", required=True, metavar="方案", help="方案文件、文件夹或名称")
    score.add_argument("--data", required=True, type=Path, metavar="表.csv", help="县区一列，每个指标一列")
    score.add_argument("--period", metavar="时期", help="如 2022H1；不写则用方案的")
    score.add_argument("--json", action="store_true", help="以 JSON 输出")
    score.add_argument("-o", "--output", type=Path, metavar="文件", help="同时写出工作簿")

    template = commands.add_parser("template", help="写出空白填报表")
    _scheme(template)
    template.add_argument("--project", type=Path, metavar="项目", help="项目文件（.pingbi）：用它的方案，预填上年同期")
    template.add_argument("--county", metavar="县区", help="只写这一个县区的")
    _output(template, "放填报表的文件夹")

    sample = commands.add_parser("sample", help="写出一套完整的示例材料")
    _output(sample, "放示例的文件夹")

    trace = commands.add_parser("trace", help="一个数从哪里来，直到单元格或句子")
    trace.add_argument("workbook", type=Path, nargs="?", metavar="工作簿")
    trace.add_argument("--project", type=Path, metavar="项目", help="项目文件（.pingbi），代替工作簿")
    trace.add_argument("cell", metavar="工作表!单元格", help="如 综合排名!F8")

    commands.add_parser(
        "verify",
        help="核对工作簿：得分名次是否由表里的数算出，写出后改过哪些单元格",
        description="核对工作簿与写出时是否一致，逐格列出改动。能发现疏忽，防不住有意作假：隐藏表也可以一并改掉。",
    ).add_argument("workbook", type=Path, metavar="工作簿")

    add_project_commands(commands)
    window = commands.add_parser("gui", help="打开窗口")
    window.add_argument("project", type=Path, nargs="?", metavar="项目", help="要打开的项目文件（.pingbi）")

    _schemes(commands)
    return top


def _schemes(commands: _SubParsersAction[Parser]) -> None:
    scheme = commands.add_parser("scheme", help="检查方案，新建下期方案，与 Excel 互转，记住名称")
    actions = scheme.add_subparsers(dest="action", metavar="做什么", title="做什么", parser_class=Parser, required=True)
    checked = actions.add_parser("check", help="检查一个方案，逐条列出错误")
    checked.add_argument("scheme", metavar="方案")
    new = actions.add_parser("new", help="由现有方案新建另一时期的")
    new.add_argument("--from", required=True, metavar="方案", dest="source", help="照着哪个方案")
    new.add_argument("--period", required=True, metavar="时期", help="新方案的时期，如 2022H2")
    _output(new, "新方案的路径")
    to_excel = actions.add_parser("to-excel", help="把方案写成工作簿，在 Excel 里改")
    to_excel.add_argument("scheme", metavar="方案")
    _output(to_excel, "工作簿的路径，如 方案.xlsx")
    from_excel = actions.add_parser("from-excel", help="把工作簿转回方案")
    from_excel.add_argument("workbook", type=Path, metavar="工作簿")
    _output(from_excel, "新方案的路径")
    learn = actions.add_parser("learn", help="记住一个名称：它就是哪个指标（写进方案的 aliases）")
    learn.add_argument("scheme", metavar="方案")
    learn.add_argument("name", metavar="名称", help="材料里的叫法，如 技术改造完成投资")
    learn.add_argument("--as", required=True, metavar="指标", dest="indicator", help="指标的名称或 id")
    forget = actions.add_parser("forget", help="去掉一个记住的名称")
    forget.add_argument("scheme", metavar="方案")
    forget.add_argument("name", metavar="名称")
    for action in (learn, forget):
        action.add_argument("-o", "--output", type=Path, metavar="路径", help="另存为；不写则改原文件")


def _reading(command: Parser, several: str = "+") -> None:
    command.add_argument("inputs", nargs=several, metavar="材料", help="文件、文件夹、压缩包，或 -（从标准输入读文字）")
    _scheme(command)
    command.add_argument("--password", metavar="口令", help="打开加密文件的口令")


def _scheme(command: Parser) -> None:
    command.add_argument("--scheme", default="", metavar="方案", help="方案文件、文件夹或名称；不写则用内置方案")
    command.add_argument("--period", metavar="时期", help="如 2022H1；不写则用方案的")


def _output(command: Parser, words: str) -> None:
    command.add_argument("-o", "--output", required=True, type=Path, metavar="路径", help=words)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status of CONTRACT.md."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    top = parser()
    options = top.parse_args(arguments)
    if options.command is None and options.self_test is None:
        top.print_help()
        return 0
    try:
        if options.self_test is not None:
            from pingbi import self_test  # noqa: PLC0415  # as below

            return self_test.report(self_test.engine(), options.self_test)
        if options.command in READING:
            from pingbi import children  # noqa: PLC0415  # nothing is loaded for a help or a mistake

            children.shared().begin()  # they load what they need while this process loads the rest
        from pingbi import commands  # noqa: PLC0415  # as above

        return commands.run(options)
    except PingbiError as error:
        print(error, file=sys.stderr)
        return UNUSABLE
    except KeyboardInterrupt:
        print("已停止", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:  # whoever read the output has seen enough: pingbi … | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing is left to be flushed at the end
        return 0
    except OSError as error:
        print(f"文件打不开或写不了：{error.filename or ''}（{reason(error)}）", file=sys.stderr)
        return UNUSABLE
