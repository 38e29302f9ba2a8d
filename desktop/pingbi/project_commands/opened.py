"""A project is opened for a command, and each change is told in a line."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pingbi import __version__, project
from pingbi.answers import DONE
from pingbi.casework import Case
from pingbi.model import PingbiError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from pingbi.project import Step


@contextmanager
def opened(options: Namespace, *, to_change: bool = True) -> Iterator[Case]:
    """The project of the options. Raises PingbiError where it must be changed and cannot be."""
    if not options.project.exists():
        raise PingbiError(f"没有项目文件 {options.project}；用 pingbi import 材料 --project {options.project} 新建")
    by = getattr(options, "by", "")
    with project.open(options.project, by, __version__, read_only=not to_change) as held:
        if to_change and held.read_only:
            raise PingbiError(held.read_only)
        yield Case(held, password=getattr(options, "password", None))


def changed(step: Step) -> int:
    """Its line of history."""
    print(f"第{step.number}步：{step.line}")
    return DONE
