"""The house of DESIGN.md as a table: which room may import which. Read from the sources, nothing is run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCES = Path(__file__).resolve().parent.parent / "desktop"
LONGEST_MODULE, LONGEST_DOOR = 299, 70
MEANINGLESS = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "base2", "misc"}

GROUND = {"model", "scheme"}
STAGES = {"readers", "extraction", "audit", "scoring", "analysis", "workbook", "handout", "project"}
# A room (a folder or module of the engine) and what of the engine it may import besides itself.
ALLOWED: dict[str, set[str]] = {
    "__init__": set(),
    "model": set(),
    "built": {"__init__"},
    "scheme": {"model"},
    **dict.fromkeys(STAGES, GROUND),
    "extraction": GROUND | {"readers"},
    "workbook": GROUND | {"__init__"},  # a workbook says which version wrote it
    "handout": GROUND | {"workbook"},
    "notice": GROUND,  # the results in sentences, and the paper that they make
    "patching": GROUND | {"readers"},  # it patches what a reader knows how to find its way in
    "returns": GROUND | {"readers", "workbook", "patching"},
    "own_forms": GROUND | {"readers", "workbook", "patching"},
    # The upper floor: where the stages meet, and the doors to the world.
    "children": {"model"},  # work in processes of its own, whatever the work
    "reading": GROUND | {"readers", "extraction", "children"},
    "trial": GROUND,
    "for_counties": GROUND | {"analysis", "scoring", "workbook"},  # what each county asks, and gets
    "reckoning": GROUND | {"children", "scoring", "workbook", "for_counties", "pipeline"},  # how points come about
    "pipeline": GROUND | STAGES | {"reading", "trial", "own_forms", "for_counties"},
    "paper": GROUND | {"workbook"},  # the pages that a workbook prints
    "casework": GROUND | {"__init__", "readers", "children", "scoring", "returns", "project", "reading", "pipeline"},
    "exchange": GROUND | {"scoring"},  # JSON prints points as scoring rounds them
    "tracing": GROUND | {"readers", "workbook", "project", "reading"},
    "verifying": GROUND | {"readers", "reading", "scoring", "workbook"},
    "scheme_book": GROUND | {"readers", "reading", "workbook", "scoring"},  # a scheme as a workbook, and back
    "scheme_draft": GROUND | {"readers", "workbook", "scoring", "scheme_book"},  # a scheme changed cell by cell
    "scheme_commands": GROUND | {"pipeline", "scoring", "answers", "scheme_book", "workbook"},
    "outside": set(),
    "printing": {"model", "outside", "workbook"},  # a PDF is put in its place as a workbook is
    "answers": GROUND | {"pipeline"},
    "outputs": GROUND | {"pipeline", "casework", "project", "for_counties", "noticing", "printing"},  # what goes out
    "noticing": GROUND | {"pipeline", "notice", "workbook"},  # a notice is put in its place as a workbook is
    "evaluated": GROUND | {"pipeline", "exchange", "answers", "printing", "noticing", "outputs"},
    "project_commands": GROUND
    | {"__init__", "scoring", "project", "pipeline", "casework", "answers", "exchange", "tracing", "verifying"}
    | {"evaluated", "noticing", "outputs"},
    "window_command": {"model"},  # it knows the window by name alone, as a program
    "commands": GROUND
    | STAGES
    | {"pipeline", "exchange", "tracing", "verifying", "answers", "printing", "scheme_commands"}
    | {"project_commands", "evaluated", "outputs", "window_command"},
    "project_parser": {"parsing"},
    "parsing": set(),
    "self_test": {"__init__", "built", "model", "scheme", "pipeline", "casework", "project", "verifying"},
    "cli": GROUND
    | STAGES
    | {"built", "pipeline", "exchange", "tracing", "commands", "children", "parsing", "project_parser", "self_test"},
    "__main__": {"cli", "pipeline"},
}
WINDOW_ALLOWED = GROUND | {
    "__init__",
    "built",
    "pipeline",
    "project",
    "casework",
    "paper",
    "outputs",
    "outside",
    "reckoning",
    "scheme_draft",
    "self_test",
}
# A library that stands behind a fence, and the only rooms that may touch it.
FENCES = {
    "openpyxl": {"readers"},
    "xlrd": {"readers"},
    "python_calamine": {"readers"},
    "msoffcrypto": {"readers"},
    "olefile": {"readers"},
    "pypdfium2": {"readers"},
    "xlsxwriter": {"workbook"},
    "sqlite3": {"project"},
    "PySide6": set[str](),
    "pingbi_qt": set[str](),
}


def imports(source: str, package: str) -> Iterator[str]:
    """Every module that a source names, absolute: also inside functions, under TYPE_CHECKING and by import_module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in {"import_module", "__import__"}:
                yield str(node.args[0].value)


def room_of(module: str) -> str:
    """`pingbi.scoring.places` stands in scoring, `pingbi` itself (its version) in __init__."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and not parts[1].startswith("__version") else "__init__"


def breaches(module: str, source: str, *, is_package: bool = False) -> list[str]:
    """The imports of a module that the table does not allow, each as a sentence."""
    window = module.partition(".")[0] == "pingbi_qt"
    room = room_of(module)
    if not window and room not in ALLOWED:
        return [f"{module}: the room {room} is not in the table"]
    found = []
    for name in imports(source, module if is_package else module.rpartition(".")[0]):
        library = name.split(".")[0]
        if library == "pingbi":
            target = room_of(name)
            good = target in WINDOW_ALLOWED if window else target == room or target in ALLOWED[room]
        elif library in FENCES:
            good = library in {"PySide6", "pingbi_qt"} if window else room in FENCES[library]
        else:
            good = True
        if not good:
            found.append(f"{module} imports {name}")
    return found


def modules() -> list[Path]:
    return sorted(path for path in SOURCES.rglob("*.py") if "__pycache__" not in path.parts)


def name_of(path: Path) -> str:
    parts = path.relative_to(SOURCES).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_every_room_imports_only_what_the_table_allows() -> None:
    found = [
        breach
        for path in modules()
        for breach in breaches(name_of(path), path.read_text(encoding="utf-8"), is_package=path.stem == "__init__")
    ]
    assert len(modules()) > 1
    assert found == []


def test_every_folder_of_the_engine_is_in_the_table() -> None:
    """The table names no room twice and leaves none out: a new folder is a decision, not an accident."""
    assert {room_of(name_of(path)) for path in modules() if path.is_relative_to(SOURCES / "pingbi")} <= set(ALLOWED)


def test_modules_stay_short() -> None:
    lengths = {name_of(path): (path, len(path.read_text(encoding="utf-8").splitlines())) for path in modules()}
    long = {
        name: length
        for name, (path, length) in lengths.items()
        if length > (LONGEST_DOOR if path.stem == "__init__" else LONGEST_MODULE)
    }
    assert long == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    root = SOURCES.parent
    paths = [*modules(), *(path for folder in ("tests", "build") for path in (root / folder).rglob("*.py"))]
    parts = {part for path in paths for part in path.relative_to(root).with_suffix("").parts}
    assert {part for part in parts if MEANINGLESS & set(re.split(r"[_\d]+", part))} == set()


@pytest.mark.parametrize(
    ("module", "source"),
    [
        pytest.param("pingbi.model.figure", "from pingbi.scheme import Scheme", id="the ground imports nothing"),
        pytest.param("pingbi.scheme.load", "import pingbi.scoring.places", id="scheme knows no stage"),
        pytest.param("pingbi.audit.limits", "from pingbi.scoring import places", id="a stage knows no other"),
        pytest.param("pingbi.audit.limits", "from pingbi import scoring", id="nor by its folder's name"),
        pytest.param("pingbi.audit.limits", "from ..scoring import places", id="nor by a relative import"),
        pytest.param("pingbi.audit.limits", "def f():\n    from pingbi import pipeline", id="nor inside a function"),
        pytest.param("pingbi.audit.limits", "if TYPE_CHECKING:\n    import pingbi.cli", id="nor for a type"),
        pytest.param("pingbi.audit.limits", "import_module('pingbi.scoring')", id="nor by its name as text"),
        pytest.param("pingbi.extraction.form", "import openpyxl", id="extraction knows no file formats"),
        pytest.param("pingbi.readers.xlsx", "import xlsxwriter", id="readers do not write"),
        pytest.param("pingbi.workbook.write", "from openpyxl.styles import Font", id="the writer does not read"),
        pytest.param("pingbi.pipeline", "from PySide6 import QtWidgets", id="the engine knows no screen"),
        pytest.param("pingbi.cli", "import pingbi_qt.window", id="the engine knows no window"),
        pytest.param("pingbi.__main__", "from pingbi import scoring", id="the entry knows the command line"),
        pytest.param("pingbi_qt.window", "from pingbi.scoring import places", id="the window knows no stage"),
        pytest.param("pingbi_qt.window", "import openpyxl", id="the window reads no files"),
        pytest.param("pingbi.novelty.thing", "", id="a new room is not in the table"),
    ],
)
def test_a_forbidden_import_is_found(module: str, source: str) -> None:
    assert len(breaches(module, source)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        pytest.param(
            "pingbi.scoring.places", "from pingbi.model import Score\nfrom .rounding import rounded", id="stage"
        ),
        pytest.param("pingbi.extraction.form", "from pingbi.readers import Document", id="extraction reads Documents"),
        pytest.param("pingbi.handout.blank", "from pingbi.workbook import write", id="handout uses the writer"),
        pytest.param("pingbi.readers.xlsx", "import openpyxl\nimport zipfile", id="readers read"),
        pytest.param("pingbi.pipeline", "from pingbi import audit, scoring, workbook", id="pipeline knows every stage"),
        pytest.param("pingbi.cli", "from pingbi import built, commands", id="cli"),
        pytest.param("pingbi_qt.window", "from PySide6 import QtCore\nfrom pingbi import pipeline", id="window"),
    ],
)
def test_an_allowed_import_passes(module: str, source: str) -> None:
    assert breaches(module, source) == []


def test_a_front_door_resolves_its_relative_imports() -> None:
    assert breaches("pingbi.audit", "from .limits import limits", is_package=True) == []
    assert breaches("pingbi.audit", "from ..scoring import places", is_package=True) != []
