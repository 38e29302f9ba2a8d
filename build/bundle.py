"""What goes into the packaged program, and what of the libraries stays out because nothing of ours can reach it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import TypeVar

from licences import gather
from version_resource import resource

Entry = TypeVar("Entry", bound=tuple[str, ...])

# Beside the program's own modules: what they read, by the place in the bundle.
HELP = "pingbi_qt/around/help"
DATA = [
    ("templates", "templates"),
    ("build/self_test_files", "self_test_files"),
    ("out/licences", "licences"),
    ("out/build.txt", "."),
    *((f"desktop/{HELP}/{part}", f"{HELP}/{part}") for part in ("text", "pictures")),
]
EXCLUDED = [
    *("tkinter", "unittest", "pydoc", "doctest", "pdb", "lib2to3", "ensurepip", "distutils", "setuptools", "pip"),
    *("ssl", "_ssl", "_hashlib"),  # nothing goes over a network; the digests that Python brings itself are enough
    *("cryptography", "cffi", "pycparser"),  # what start/ciphers.py stands in for
    *("multiprocessing.managers", "multiprocessing.pool", "multiprocessing.dummy"),
    *("PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtSvg", "PySide6.QtOpenGL"),
    *("PySide6.QtOpenGLWidgets", "PySide6.QtSql", "PySide6.QtTest", "PySide6.QtXml", "PySide6.QtDBus"),
    *("asyncio", "xmlrpc", "smtplib", "ftplib", "http", "urllib.request", "socketserver", "importlib.metadata"),
    *("optparse", "_pydecimal", "tarfile", "xml.sax", "xml.dom.pulldom"),
    *(f"defusedxml.{part}" for part in ("expatreader", "lxml", "minidom", "pulldom", "sax", "xmlrpc")),
    *("numpy", "pandas", "PIL", "lxml", "IPython", "matplotlib", "pytest", "hypothesis", "mypy"),
]
# Parts of paths in the bundle that stay out: Qt's plugins and libraries that no widget needs.
LEFT_OUT = (
    *("opengl32sw", "d3dcompiler", "Qt6Network", "Qt6Qml", "Qt6Quick", "Qt6Svg", "Qt6OpenGL", "Qt6Pdf", "Qt6Sql"),
    *("Qt6VirtualKeyboard", "Qt6WaylandCompositor", "Qt6EglF", "libQt6Wayland", "libQt6WlShell", "QtNetwork"),
    *("plugins/tls", "plugins/networkinformation", "plugins/generic", "plugins/iconengines", "plugins/sqldrivers"),
    *("plugins/egldeviceintegrations", "plugins/platforminputcontexts/libqtvirtualkeyboard", "plugins/styles"),
    *(
        "plugins/wayland",
        "platforms/libqwayland",
        "platforms/libqeglfs",
        "platforms/libqlinuxfb",
        "plugins/imageformats",
    ),
    *("platforms/libqvkkhrdisplay", "platforms/libqvnc", "platforms/libqminimal", "platformthemes/libqgtk3"),
    *("platforms/qminimal", "platforms/qdirect2d", "PySide6/glue", "PySide6/typesystems"),
    *("_ssl.", "_hashlib.", "libssl", "libcrypto", "Cryptodome/PublicKey", "Cryptodome/Math", "Cryptodome/SelfTest"),
)
# Of the libraries of the Linux that packs, these alone go along: what Python's own modules and Qt's part for X11 want
# and a plain desktop may lack. All else it has itself, in a version that suits its screen; what more a machine that
# packs has (GTK, say, for a part of Qt that stays out) is not ours.
BROUGHT = (
    *("libpython3", "libffi", "libz.", "libbz2", "liblzma", "libexpat", "libsqlite3", "libuuid"),
    *("libX11-xcb", "libxcb-", "libxkbcommon"),
)
LANGUAGE = "zh_CN"
UNICODE = [("X utf8", None, "OPTION")]  # names of files and what is printed, whatever the system speaks


def prepare(root: Path) -> None:
    """Make in out/ what the specification refers to and no checkout holds: licences, version resource, build."""
    _without_columns()
    names = re.findall(r"(?m)^([\w.-]+)==", (root / "requirements-window.lock").read_text(encoding="utf-8"))
    packed = [name for name in names if name not in EXCLUDED] + ["pycryptodomex"]
    for name in gather(packed, root / "out" / "licences"):
        print(f"{name}：没有带许可证文件，只记下名称")
    (root / "out" / "version.txt").write_text(resource(program_version(root)), encoding="utf-8")
    (root / "out" / "build.txt").write_text(build_of(root), encoding="utf-8")


def _without_columns() -> None:
    """Begin again as a Python that notes lines alone in the code it makes: columns are a quarter of packed code.

    Only the marks below a traceback's lines want them, and neither PyInstaller nor a running Python can leave them out.
    """
    if "no_debug_ranges" not in sys._xoptions:  # noqa: SLF001  # where Python keeps them
        again = [sys.executable, "-X", "no_debug_ranges", *sys.orig_argv[1:]]
        raise SystemExit(subprocess.run(again, check=False).returncode)


def build_of(root: Path) -> str:
    """The day and the commit of the sources, `2026-11-26 1a2b3c4`; the day alone where they have no history."""
    git = shutil.which("git")
    own = ["-c", "safe.directory=*"]  # a runner's checkout belongs to somebody else: its history is only read
    command = [git or "git", *own, "-C", str(root), "log", "-1", "--format=%cs %h"]
    said = subprocess.run(command, check=False, capture_output=True, text=True) if git else None
    return said.stdout.strip() if said and said.returncode == 0 else datetime.now(UTC).date().isoformat()


def program_version(root: Path) -> str:
    """As the engine says it. Raises ValueError where it says none."""
    text = (root / "desktop" / "pingbi" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'__version__ = "([^"]+)"', text)
    if not found:
        raise ValueError("desktop/pingbi/__init__.py says no version")
    return found[1]


def analysed(root: Path, *hooks: str) -> dict[str, object]:
    """What PyInstaller's Analysis takes besides the script; `hooks` of build/start run before it."""
    return {
        "pathex": [str(root / "desktop")],
        "datas": [(str(root / source), target) for source, target in DATA],
        "hiddenimports": [*_modules(root / "desktop"), "Cryptodome.Cipher.AES", "Cryptodome.Cipher.ARC4"],
        "runtime_hooks": [str(root / "build" / "start" / f"{hook}.py") for hook in hooks],
        "excludes": EXCLUDED,
        "optimize": 2,  # the words in code are for us
    }


def appearance(root: Path) -> dict[str, object]:
    """How an executable looks from outside, for PyInstaller's EXE."""
    own = {"version": str(root / "out" / "version.txt"), "manifest": str(root / "build" / "pingbi.manifest")}
    return {
        "icon": str(root / "build" / "icon" / "pingbi.ico"),
        "strip": sys.platform != "win32",
        "upx": False,
        **(own if sys.platform == "win32" else {}),
    }


def _modules(folder: Path) -> list[str]:
    """All of ours: some are named as text only, as what children load and pages at their first visit."""
    paths = [path.relative_to(folder).with_suffix("") for path in sorted(folder.rglob("*.py"))]
    return [".".join((path.parent if path.name == "__init__" else path).parts) for path in paths]


def kept(entries: list[Entry]) -> list[Entry]:
    """The entries (place in the bundle, source, kind) that the program needs."""
    return [entry for entry in entries if _needed(PurePath(entry[0]).as_posix(), entry[2])]


def _needed(place: str, kind: str) -> bool:
    if "/translations/" in place:
        return f"qtbase_{LANGUAGE}" in place
    if kind == "BINARY" and sys.platform.startswith("linux") and "/" not in place and place.startswith("lib"):
        return place.startswith(BROUGHT)
    return not any(part in place for part in LEFT_OUT)
