"""What only a process of its own can show."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no broken pipes of this kind")
def test_a_reader_who_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    data = tmp_path / "data.csv"
    rows = [f"县{at}," + ",".join("1" * 3) for at in range(4000)]
    data.write_text("\n".join(["county,a,b,c", *rows]), encoding="utf-8")
    scheme = tmp_path / "scheme.toml"
    lines = ['[scheme]\nname = "例"\nperiod = "2022H1"']
    for name in "abc":
        lines.append(f'[[indicator]]\nid = "{name}"\nname = "{name}"\nunit = "个"\nkind = "count"')
        lines.append(f'[[criterion]]\nid = "{name}"\nname = "{name}"\nweight = 5\nmethod = "given"\nvalue = "{name}"')
    scheme.write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "pingbi", "score", "--scheme", str(scheme), "--data", str(data), "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={"PYTHONPATH": str(ROOT / "desktop")}
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"{\n"
        process.stdout.close()
        said = process.stderr.read()
        assert (process.wait(60), said) == (0, b"")
