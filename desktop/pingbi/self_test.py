"""`--self-test=FILE`: the program tries all that it is made of, where it stands, and says how each went.

A packaged program may lack a file or a library that only one kind of input needs: this is the check that shows it.
"""

from __future__ import annotations

import json
import platform
import sys
import time
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pingbi import __version__, casework, pipeline, project, verifying
from pingbi.built import build
from pingbi.model import PingbiError
from pingbi.scheme import find, templates_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FILES = "self_test_files"  # a folder beside templates/: one small file of each format, all saying the same
COUNTY, INDICATOR, VALUE, PASSWORD = "华龙区", "industrial_investment", Decimal("30.58"), "1234"


@dataclass(frozen=True, slots=True)
class Tried:
    """One thing that was tried. `seconds` it took; `words` say what was seen, or what went wrong."""

    what: str
    good: bool
    seconds: float
    words: str


def tried(what: str, work: Callable[[], str]) -> Tried:
    """Do it: whatever it raises is its result."""
    began = time.perf_counter()
    try:
        words, good = work(), True
    except Exception as error:  # noqa: BLE001  # whatever is missing shows here, and the next thing is tried
        words, good = f"{type(error).__name__}: {error}", False
    return Tried(what, good, round(time.perf_counter() - began, 3), words)


def engine() -> list[Tried]:
    """Each format read, the sample evaluated, the workbook written and verified, a project saved and opened again."""
    with TemporaryDirectory(prefix="评比 自检 ") as name:
        folder = Path(name)
        rows = [tried(f"read {path.name}", lambda path=path: _read(path)) for path in _there()]  # type: ignore[misc]
        rows.append(tried("files of all formats", _complete))
        rows.append(tried("sample", lambda: _sample(folder / "示例")))
        rows.append(tried("workbook", lambda: _workbook(folder)))
        rows.append(tried("project", lambda: _project(folder)))
        return rows


def report(rows: Iterable[Tried], target: Path) -> int:
    """Write what was tried; the exit status: 0 where all is well."""
    rows = list(rows)
    good = all(row.good for row in rows)
    said = {
        "good": good,
        "version": __version__,
        "build": build(),
        "python": platform.python_version(),
        "system": platform.platform(),
        "packaged": bool(getattr(sys, "frozen", False)),
        "tried": [asdict(row) for row in rows],
    }
    target.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0 if good else 1


def files() -> list[Path]:
    """One file of each format."""
    beside = templates_folder().parent
    folder = next((row for row in (beside / FILES, beside / "build" / FILES) if row.is_dir()), beside / FILES)
    return sorted(folder.glob("*.*"))


def _there() -> list[Path]:
    """Where their folder itself is gone, `files of all formats` says so."""
    try:
        return files()
    except PingbiError:
        return []


def _complete() -> str:
    suffixes = sorted({path.suffix for path in files()})
    if wanted := {".xlsx", ".xls", ".ods", ".csv", ".docx", ".pdf", ".html", ".txt"} - set(suffixes):
        raise FileNotFoundError(f"no file of {sorted(wanted)}")
    return " ".join(suffixes)


def _read(path: Path) -> str:
    scheme = pipeline.load_scheme("")
    material = pipeline.gather([path], scheme, password=PASSWORD if "加密" in path.name else None)
    found = [row.value for row in material.figures if (row.county, row.indicator) == (COUNTY, INDICATOR)]
    if VALUE not in found:
        raise ValueError(f"{VALUE} not among {found}; {[str(row) for row in material.findings]}")
    return str(VALUE)


def _sample(folder: Path) -> str:
    return f"{len(pipeline.write_sample(folder))} files"


def _workbook(folder: Path) -> str:
    scheme = pipeline.load_scheme("")
    done = pipeline.evaluate(pipeline.gather([folder / "示例"], scheme), scheme)
    ranked = sum(row.place is not None for row in done.result.totals)
    if not ranked:
        raise ValueError("no county is ranked")
    path = pipeline.write_workbook(done, folder / "综合评比.xlsx")
    if not verifying.verify(path).agrees:
        raise ValueError("the workbook does not agree with itself")
    return f"{ranked} counties, {path.stat().st_size} bytes"


def _project(folder: Path) -> str:
    path = folder / "半年 评比.pingbi"
    with project.create(path, find("").read_text(encoding="utf-8-sig"), "自检", __version__) as held:
        came = sum(row.readable for row in casework.receive(casework.Case(held), [folder / "示例"]))
    with project.open(path, "自检", __version__) as held:
        again = len(held.state.taken)
        ranked = len(casework.Case(held).evaluation().result.totals)
    if came != again or not came:
        raise ValueError(f"{came} submissions came, {again} are there")
    return f"{came} submissions, {ranked} counties"
