"""The installer for Windows, from the folder that package.py has built: `python3 build/installer.py`, also on Linux.

It wants NSIS (Debian: nsis). Printed are its SHA-256 and, as the last line, its path.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from bundle import program_version
from environment import ROOT

DIST = ROOT / "dist"
SCRIPT = ROOT / "build" / "windows" / "pingbi.nsi"


def compiler() -> str:
    """NSIS, also where Windows has it outside the search path; empty where it is not installed."""
    places = [
        str(Path(os.environ[name], "NSIS")) for name in ("ProgramFiles", "ProgramFiles(x86)") if name in os.environ
    ]
    return shutil.which("makensis", path=os.pathsep.join([os.environ.get("PATH", ""), *places])) or ""


def make(folder: Path) -> Path:
    """The installer of what is in the folder. Raises CalledProcessError."""
    version = program_version(ROOT)
    target = DIST / f"pingbi-{version}-windows-setup.exe"
    said = [f"-D{name}={value}" for name, value in (("VERSION", version), ("OUT", target), ("FOLDER", folder))]
    subprocess.run([compiler(), "-V2", "-WX", "-INPUTCHARSET", "UTF8", *said, str(SCRIPT)], check=True)
    return target


def main(folder: Path) -> int:
    """Exit status 0 when it is made."""
    if not compiler() or not (folder / "pingbi.exe").is_file():
        print("先装 NSIS（makensis），并在 Windows 上运行 build/package.py 得到 dist/pingbi", file=sys.stderr)
        return 2
    target = make(folder)
    print(f"{hashlib.sha256(target.read_bytes()).hexdigest()}  {target.name}\n{target}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve() if sys.argv[1:] else DIST / "pingbi"))
