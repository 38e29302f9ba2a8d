"""At the start of each program of the folder: the modules of both lie in one archive, once."""

import sys

import pyimod01_archive as archives  # type: ignore[import-not-found]  # PyInstaller's own, in every program that it makes
import pyimod02_importers as importers  # type: ignore[import-not-found]

place = f"{sys._MEIPASS}/modules.pyz"  # type: ignore[attr-defined]  # noqa: SLF001  # where all of it lies
vars(importers.pyz_archive).update(vars(archives.ZlibArchiveReader(place, 0, check_pymagic=True)))
