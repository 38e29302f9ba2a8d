"""What was done, and back and forth."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from pingbi.answers import DONE, print_json
from pingbi.project_commands.opened import changed, opened

if TYPE_CHECKING:
    from argparse import Namespace


def history(options: Namespace) -> int:
    """Every step, oldest first."""
    with opened(options, to_change=False) as case:
        steps = case.project.history()
    if options.json:
        print_json({"steps": [asdict(row) for row in steps]})
        return DONE
    for row in steps:
        standing = f"（{row.standing.word}）" if row.standing.word else ""
        print(f"{row.number}\t{row.when[:16].replace('T', ' ')}\t{row.by}\t{row.line}{standing}")
    return DONE


def undo(options: Namespace) -> int:
    """The last change is undone."""
    with opened(options) as case:
        return changed(case.project.undo())


def redo(options: Namespace) -> int:
    """What was undone is done again."""
    with opened(options) as case:
        return changed(case.project.redo())
