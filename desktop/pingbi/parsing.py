"""A command line that speaks Chinese: help, headings and mistakes."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterable

UNUSABLE = 2

# argparse words its mistakes in English: (pattern, Chinese)
_MISTAKES = (
    (r"the following arguments are required: (.+)", r"缺少：\1"),
    (r"argument (.+): invalid choice: '(.+?)' \(choose from (.+)\)", r"没有“\2”；可用的有：\3"),
    (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
    (r"argument (.+): expected one argument", r"\1 后面要跟一个值"),
    (r"argument (.+): expected at least one argument", r"\1 后面至少要跟一个值"),
    (r"ambiguous option: (.+) could match (.+)", r"\1 不明确，可能是：\2"),
    (r"one of the arguments (.+) is required", r"还要写明 \1 中的一个"),
    (r"argument (.+): not allowed with argument (.+)", r"\1 不能与 \2 同用"),
)


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help under Chinese headings."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """The usage line, begun in Chinese."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese and ends with one line."""

    def __init__(
        self, prog: str, description: str | None = None, epilog: str | None = None, **_colours_of_newer_pythons: object
    ) -> None:
        super().__init__(prog, description=description, epilog=epilog, formatter_class=_Help, add_help=False)
        self._positionals.title = "内容"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """One line: what is wrong and where the help is. Exit status 2."""
        for pattern, words in _MISTAKES:
            message = re.sub(f"^{pattern}$", words, message)
        self.exit(UNUSABLE, f"{message.replace(', ', '、').replace(chr(39), '')}。用 {self.prog} -h 查看说明\n")


def forms(command: Parser) -> None:
    """The option for an office's own forms, on each command that writes a workbook."""
    words = "本单位自己的 .xlsx 表样，格里写 {{综合得分}} 这样的标记；填好的写在工作簿旁边，可多次"
    command.add_argument("--form", action="append", default=[], type=Path, metavar="表样", help=words)


def per_county(command: Parser) -> None:
    """The option for a workbook to each county, on the commands that write the workbook of all."""
    words = "另给每个县区写一份工作簿：只有它自己的数和得分，其他县区只见平均数和名次"
    command.add_argument("--per-county", type=Path, metavar="文件夹", help=words)
