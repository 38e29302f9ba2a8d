"""Names of files beside what is there already: what others have written or filled in is never written over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    Ours = Callable[[Path], bool]  # whether what stands there may be replaced
    Ready = Callable[[], None]

MOST = 1000  # names that are tried
_NUMBERED = re.compile(r".* \(\d+\)")


def names(target: Path) -> Iterator[Path]:
    """The name itself, then `名 (1).xlsx` and so on."""
    yield target
    for number in range(1, MOST):
        yield target.with_name(f"{target.stem} ({number}){target.suffix}")


def free_name(target: Path, ours: Ours) -> Path:
    """The first of its names that nothing has, or that has a file of our own, which may be replaced."""
    for path in names(target):
        if not path.exists() or (path.is_file() and ours(path)):
            return path
    raise FileExistsError(17, "同名文件太多", str(target))


def same(path: Path, data: bytes | memoryview) -> bool:
    """Whether a file has these bytes; one that cannot be looked at has not."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def renamed(paths: Collection[Path]) -> list[Path]:
    """Those that have another name than was wanted, where no wanted one is numbered itself."""
    return [path for path in paths if _NUMBERED.fullmatch(path.stem)]


def kept_words(paths: Collection[Path]) -> str:
    """What is said of files that got their free names; empty where there are none."""
    first = next(iter(paths), None)
    return f"原有同名文件没有动，{len(paths)} 份换了名字，如 {first.name}" if first is not None else ""


def aside_words(wanted: str) -> str:
    """What is said of one file that got its free name."""
    return f"原有的 {wanted} 没有动（内容不同或正开着），所以换了名字"
