"""A process that records changes for ever, each said when it is in the file; it is killed from outside.

`recording.py FILE SEED`: a line is the number of the step and, for a submission, the SHA-256 of its bytes.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

from pingbi import project
from pingbi.project import changes


def main() -> None:
    chance = Random(int(sys.argv[2]))  # noqa: S311  # to repeat a run, not to keep a secret
    with project.open(Path(sys.argv[1]), "张三", "0.9") as held:
        while True:
            kind, sha = chance.random(), "-"
            if kind < 0.4:
                data = chance.randbytes(chance.randrange(1, 200_000))
                sha = project.digest(data)
                reading = project.Reading(sha, f"{sha[:8]}.xlsx", held.state.rules, "0.9", "")
                came = changes.Received(f"{sha[:8]}.xlsx", sha, len(data), ("甲县",))
                said = held.record(came, contents=(data,), reading=reading)
            elif kind < 0.7:
                said = held.record(changes.Corrected("甲县", "done", Decimal(chance.randrange(99)), "漏报"))
            elif kind < 0.8 and held.made_from:
                said = held.undo()
            else:
                said = held.record_export(replace(held.next_export("排名.xlsx", program="0.9"), digest="0a1b2c3d"))
            sys.stdout.write(f"{said.number} {sha}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
