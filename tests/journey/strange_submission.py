"""A reader that misbehaves as the file's name says; children import it as `strange_submission`."""

from __future__ import annotations

import ctypes
import os
import time
from zlib import crc32

from pingbi import reading
from pingbi.reading import File, Held
from pingbi.scheme import Scheme


def submission(scheme: Scheme, file: File) -> Held:
    """As the name says, else as ever, sooner or later."""
    time.sleep(crc32(file.name.encode()) % 20 / 1000)
    match file.name.partition(" ")[0]:
        case "hangs":
            time.sleep(3600)
        case "aborts":
            os.abort()
        case "crashes":
            ctypes.string_at(0)
        case "quits":
            os._exit(0)
        case "raises":
            raise KeyError(file.name)
        case "eats":
            bytearray(4 * 1024**3)
        case "prints":
            os.write(1, b"noise")
            os.write(2, b"noise")
        case _:
            pass
    return reading.submission(scheme, file)
