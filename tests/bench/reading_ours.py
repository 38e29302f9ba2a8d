"""What `bench_reading.py` measures of ours: a folder's files by its schemes. A small main module, as ours is."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from pingbi import children

if __name__ == "__main__":
    children.shared().begin()  # as the command line does: they load what they need while this process loads the rest


def ours(folder: Path) -> None:
    """Read each folder by its scheme; when the first was read, how many figures and sums there are."""
    from pingbi import scheme as schemes  # noqa: PLC0415  # not in the children
    from pingbi.reading import each_read  # noqa: PLC0415
    from pingbi.scoring import METHODS  # noqa: PLC0415

    started, first, figures, findings = time.perf_counter(), 0.0, 0, 0
    for path in sorted(folder.glob("*.toml")):
        scheme = schemes.load(path, METHODS)
        for file in each_read([path.with_suffix("")], scheme):
            first = first or time.perf_counter() - started
            found = file.extracted
            figures += len(found.figures) + sum(len(part.sums) for part in found.ledgers) if found else 0
            findings += len(found.findings) if found else 1
    print(json.dumps({"first": first, "figures": figures, "findings": findings}))


if __name__ == "__main__":
    ours(Path(sys.argv[1]))
