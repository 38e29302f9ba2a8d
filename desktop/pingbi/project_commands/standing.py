"""Who has submitted and who has not, the reminder for those, and until when."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from pingbi import casework
from pingbi.answers import DONE, print_json
from pingbi.model import Level
from pingbi.project.changes import DeadlineSet
from pingbi.project_commands.opened import changed, opened

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from pingbi.casework import CountyStatus, Status

HEADS = ("县区", "状态", "版次", "收到", "迟报", "退回", "催报", "更正", "强制性", "核实性", "提示", "材料")
LEVELS = (Level.MANDATORY, Level.VERIFY, Level.HINT)


def status(options: Namespace) -> int:
    """A table of the counties; with --remind the message to those who owe something."""
    now = datetime.now().astimezone()
    with opened(options, to_change=False) as case:
        found = casework.status(case, now)
        text = casework.reminder_text(case, now) if options.remind or options.json else ""
        alone = casework.reminders(case, now) if options.json else ()
    if options.json:
        print_json(_json(found) | {"reminder": text, "reminders": {row.county: row.text for row in alone}})
    elif options.remind:
        print(text or "各县区都已报齐，没有要催报的")
    else:
        for line in _table([HEADS, *map(_row, found.counties)]):
            print(line)
        print(_totals(found))
    return DONE


def deadline(options: Namespace) -> int:
    """Until when counties are to report."""
    with opened(options) as case:
        return changed(case.project.record(DeadlineSet(options.deadline)))


def _row(row: CountyStatus) -> tuple[str, ...]:
    counts = (row.returned, row.chased, row.corrections, *(row.count(level) for level in LEVELS))
    late = f"{row.late_days}天" if row.late_days else ""
    came = row.last[5:16].replace("T", " ")
    return (row.county, row.stage.word, str(row.versions or ""), came, late, *(str(n or "") for n in counts), row.file)


def _totals(found: Status) -> str:
    stages = casework.Stage
    sent = len(found.counties) - len(found.having(stages.MISSING, stages.EXEMPT))
    parts = [f"应报{found.due}个，已报{sent}个"]
    other = (stages.MISSING, stages.RETURNED, stages.AGAIN, stages.APPROVED, stages.EXEMPT)
    named = {stage: found.having(stage) for stage in other}
    parts += (f"{stage.word}{len(names)}个（{'、'.join(names)}）" for stage, names in named.items() if names)
    return "；".join(parts) + (f"；期限 {found.deadline}" if found.deadline else "")


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns as wide as their widest text, where a Chinese character takes two places."""
    widths = [max(map(_wide, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = (text + " " * (width - _wide(text)) for text, width in zip(row, widths, strict=True))
        lines.append("  ".join(cells).rstrip())
    return lines


def _wide(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _json(found: Status) -> dict[str, Any]:
    names = ("county", "versions", "first", "last", "file", "late_days", "returned", "chased", "corrections")
    return {
        "deadline": found.deadline or None,
        "due": found.due,
        "totals": {stage.value: len(found.having(stage)) for stage in casework.Stage},
        "counties": [
            {name: getattr(row, name) for name in names}
            | {"stage": row.stage.value}
            | {"findings": {level.value: row.count(level) for level in Level}}
            for row in found.counties
        ],
    }
