"""The commands on schemes: check, new, learn, forget, to and from Excel."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pingbi import pipeline
from pingbi import scheme as schemes
from pingbi.answers import DONE, save
from pingbi.model import PingbiError
from pingbi.scheme_book import from_excel, to_excel
from pingbi.scoring import METHODS
from pingbi.workbook import write

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable


def scheme_check(options: Namespace) -> int:
    """Whether a scheme can be used."""
    scheme = pipeline.load_scheme(options.scheme)
    rules = scheme.scheme
    print(
        f"方案可用：{rules.name}（{rules.period}），{len(scheme.county)} 个县区，{len(scheme.indicator)} 个指标，"
        f"{len(scheme.criterion)} 个评比项"
    )
    return DONE


def scheme_new(options: Namespace) -> int:
    """The scheme of the next period."""
    text, remarks = schemes.new_scheme(schemes.find(options.source), options.period)
    target = _new(options.output)
    save(target, text)
    for remark in remarks:
        print(remark, file=sys.stderr)
    print(target)
    return DONE


def _new(output: Path) -> Path:
    """Where a scheme goes that is not there yet. Raises PingbiError."""
    target = output / "scheme.toml" if output.suffix != ".toml" else output
    if target.exists():
        raise PingbiError(f"{target} 已存在，不覆盖；请换一个名字")
    return target


def scheme_to_excel(options: Namespace) -> int:
    """A scheme as a workbook."""
    target: Path = options.output
    if target.suffix.lower() != ".xlsx":
        raise PingbiError(f"{target} 不是 .xlsx：方案只写成 .xlsx 工作簿，请把文件名改成以 .xlsx 结尾")
    path = write(to_excel(pipeline.load_scheme(options.scheme)), target)
    if path != target:
        print(f"{target.name} 正被别的程序打开，改存为 {path.name}", file=sys.stderr)
    print("改好后保存，用 pingbi scheme from-excel 转回方案；方案里以 # 开头的注释不写进工作簿", file=sys.stderr)
    print(path)
    return DONE


def scheme_from_excel(options: Namespace) -> int:
    """The scheme of a workbook."""
    target = _new(options.output)
    found = from_excel(options.workbook)
    save(target, found.text)
    for remark in found.remarks:
        print(remark, file=sys.stderr)
    print(target)
    return DONE


def scheme_learn(options: Namespace) -> int:
    """A confirmed name becomes an alias of its indicator."""
    source, target = _edited(options)
    text = schemes.learnt(source.read_text(encoding="utf-8-sig"), source.name, options.name, options.indicator, METHODS)
    save(target, text)
    print(f"已记住：“{options.name}”就是“{options.indicator}”；不要时用 pingbi scheme forget 去掉", file=sys.stderr)
    print(target)
    return DONE


def scheme_forget(options: Namespace) -> int:
    """A learnt name is taken out again."""
    source, target = _edited(options)
    save(target, schemes.forgotten(source.read_text(encoding="utf-8-sig"), source.name, options.name, METHODS))
    print(f"已去掉别名“{options.name}”", file=sys.stderr)
    print(target)
    return DONE


def _edited(options: Namespace) -> tuple[Path, Path]:
    """(the scheme's file, where the changed one goes): the built-in schemes are never written over."""
    source: Path = schemes.find(options.scheme)
    target: Path = options.output or source
    target = target / "scheme.toml" if target.suffix != ".toml" else target
    if options.output is None and source.resolve().is_relative_to(schemes.templates_folder().resolve()):
        raise PingbiError(f"“{options.scheme}”是内置方案，不在原处改动：请用 -o 另存为自己的方案")
    schemes.load(source, METHODS)
    return source, target


SCHEME_COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "scheme_check": scheme_check,
    "scheme_new": scheme_new,
    "scheme_to-excel": scheme_to_excel,
    "scheme_from-excel": scheme_from_excel,
    "scheme_learn": scheme_learn,
    "scheme_forget": scheme_forget,
}
