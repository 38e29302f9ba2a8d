"""The main job, from nothing: environment, sample, evaluation. The last line is the workbook's path."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from environment import ENGINE, ROOT, environment, prepare, stop

SAMPLE = ROOT / "out" / "示例"
WORKBOOK = ROOT / "out" / "综合评比.xlsx"
WITH_FINDINGS = 1  # the sample holds mistakes on purpose


def main() -> int:
    """Exit status 0 when the workbook is there."""
    python = prepare(ENGINE)
    try:
        WORKBOOK.parent.mkdir(exist_ok=True)
    except OSError as error:
        stop(f"不能写入 {WORKBOOK.parent}（{error.strerror}）：请把程序放到可以写入的文件夹，然后再运行一次")
    made, _ = _pingbi(python, "sample", "-o", str(SAMPLE))
    if made != 0:
        return made
    done, last_line = _pingbi(python, "evaluate", str(SAMPLE), "-o", str(WORKBOOK))
    # A crash of Python also ends with 1: only with a workbook is it "done, with findings".
    if done == WITH_FINDINGS and Path(last_line).is_file():
        return 0
    return done


def _pingbi(python: Path, *arguments: str) -> tuple[int, str]:
    """Run one command of the program; its exit status and the last line that it printed."""
    command = [str(python), "-m", "pingbi", *arguments]
    done = subprocess.run(
        command, env=environment(), check=False, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    print(done.stdout, end="", flush=True)
    return done.returncode, (done.stdout.splitlines() or [""])[-1]


if __name__ == "__main__":
    sys.exit(main())
