"""How long until the window is there: from its sources, from the packaged folder, from the one file; in turn.

    .venv/bin/python tests/bench/bench_start.py dist/pingbi [--one-file dist/pingbi-one] [--starts 7]

From the start of the process to the window on a screen with a window manager (Xvfb, openbox), asked about fifty times
a second. Each first start is left out: the files are in the system's memory then, and sources compiled.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "window" / "support"))

from screen import Screen  # noqa: E402

TITLE = "县区半年评比"
WANTED = 1.5


def seconds(screen: Screen, command: Sequence[str | Path], variables: Mapping[str, str]) -> float:
    """From the start of the process to its window, which is closed again as a person closes it."""
    begun = time.monotonic()
    process = screen.start(command, **variables)
    window = screen.window(TITLE)
    taken = time.monotonic() - begun
    screen.front(window)
    screen.keys("alt+F4")
    process.wait()
    return taken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--one-file", type=Path)
    parser.add_argument("--starts", type=int, default=7)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        variables = {"PINGBI_SETTINGS": str(Path(name, "设置"))}
        source = variables | {"PYTHONPATH": str(ROOT / "desktop"), "PYTHONPYCACHEPREFIX": str(Path(name, "compiled"))}
        ways = {
            "source": ([sys.executable, "-m", "pingbi_qt"], source),
            "folder": ([asked.folder.resolve() / "pingbi"], variables),
        }
        if asked.one_file:
            ways["one file"] = ([asked.one_file.resolve()], variables)
        screen = Screen(home=Path(name))
        screen.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        try:
            rounds = [{way: seconds(screen, *given) for way, given in ways.items()} for _ in range(asked.starts + 1)][
                1:
            ]
        finally:
            screen.close()
    least = {way: min(row[way] for row in rounds) for way in ways}
    for way in ways:
        middle = statistics.median(row[way] for row in rounds)
        times = least[way] / least["source"]
        print(f"{way}: least {least[way] * 1000:.0f} ms, median {middle * 1000:.0f} ms, {times:.2f} times the source")
    return 0 if least["folder"] <= WANTED * least["source"] else 1


if __name__ == "__main__":
    sys.exit(main())
