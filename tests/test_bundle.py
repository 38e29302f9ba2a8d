"""What stays out of the packaged program is nothing that ours names."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def imported(path: Path) -> Iterator[str]:
    """Modules, and what may be one, by their whole names."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_module_that_is_left_out_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "build"))
    excluded = importlib.import_module("bundle").EXCLUDED
    paths = [*(ROOT / "desktop").rglob("*.py"), *(ROOT / "build" / "start").glob("*.py")]
    wanted = {(path.name, name) for path in paths for name in imported(path)}
    assert len(wanted) > 1000
    assert [row for row in wanted if any(f"{row[1]}.".startswith(f"{one}.") for one in excluded)] == []
