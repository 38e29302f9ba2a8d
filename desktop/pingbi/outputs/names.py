"""Names of files: what Windows refuses, and what stands beside a workbook."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from pingbi.model.catalogue import words

SUFFIX = ".xlsx"
LONGEST = 100  # characters: a path has 260 at the most
_ILLEGAL = '\\/:*?"<>|'
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


class Beside(NamedTuple):
    """Where what goes out with a workbook stands."""

    counties: Path
    notice: Path


def why_not(name: str) -> str:
    """Why a file cannot have that name on Windows; empty where it can."""
    bad = dict.fromkeys(sign for sign in name if sign in _ILLEGAL or ord(sign) < 32)
    stem = name.removesuffix(SUFFIX)
    if not stem.strip():
        return "还没有写名称"
    if bad:
        shown = " ".join(sign if sign.isprintable() else "换行" for sign in bad)
        return f"名称里不能有 {shown}"
    if stem != stem.strip() or stem.endswith("."):
        return "名称首尾不能是空格，末尾不能是点"
    if _RESERVED.fullmatch(stem):
        return f"{stem} 是系统保留的名称"
    return f"名称太长，最多 {LONGEST} 个字" if len(stem) > LONGEST else ""


def name_of(period: str) -> str:
    """What a workbook is called where nobody has said: 2022年上半年综合评比结果.xlsx."""
    return f"{words(period)}综合评比结果{SUFFIX}"


def beside(workbook: Path, *, final: bool = False) -> Beside:
    """The folder of the county workbooks and the notice of a workbook."""
    stem = workbook.stem.removesuffix("结果")
    draft = "" if final else "（初稿）"
    return Beside(workbook.with_name(f"{stem}县区分册"), workbook.with_name(f"{stem}通报{draft}.docx"))
