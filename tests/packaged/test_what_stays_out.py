"""What the packaged program leaves out is missed by nothing: seen without packaging, by forbidding it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from unseen import PLATFORM

ROOT = Path(__file__).resolve().parents[2]
# A program like the packaged one: neither the modules that stay out nor, by -OO, the words in code.
PRUNED = """
import sys
from runpy import run_path

sys.path[:0] = {paths!r}
from bundle import EXCLUDED


class LeftOut:
    def find_spec(self, name, path=None, target=None):
        if any(name == row or name.startswith(row + ".") for row in EXCLUDED):
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)


sys.meta_path.insert(0, LeftOut())
run_path({ciphers!r})

if __name__ == "__main__":
    from importlib import import_module
    from pathlib import Path
    from pkgutil import walk_packages

    for name in ("pingbi", "pingbi_qt"):
        for module in walk_packages(import_module(name).__path__, f"{{name}}."):
            elsewhere = "input_method." in module.name and sys.platform != "linux"  # what it speaks with is not there
            if not module.name.endswith("__main__") and not elsewhere:
                import_module(module.name)
    from pingbi_qt import self_test

    sys.exit(self_test.run(Path({report!r})))
"""


def test_all_that_the_program_does_works_without_what_is_not_packed(tmp_path: Path) -> None:
    """In the children too: they load the main module, which forbids it there."""
    script, report = tmp_path / "pruned.py", tmp_path / "report.json"
    paths = [str(ROOT / "build"), str(ROOT / "desktop")]
    ciphers = str(ROOT / "build" / "start" / "ciphers.py")
    script.write_text(PRUNED.format(paths=paths, ciphers=ciphers, report=str(report)), encoding="utf-8")
    variables = {**os.environ, "QT_QPA_PLATFORM": PLATFORM, "PINGBI_SETTINGS": str(tmp_path / "设置")}
    done = subprocess.run(
        [sys.executable, "-OO", script], env=variables, capture_output=True, text=True, timeout=300, check=False
    )
    assert report.is_file(), done.stderr
    assert [row for row in json.loads(report.read_text(encoding="utf-8"))["tried"] if not row["good"]] == []
