"""Whether a process of this machine is running."""

from __future__ import annotations

import ctypes
import os
import sys

_QUERY = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION
_STILL_ACTIVE = 259
_DENIED = 5  # ERROR_ACCESS_DENIED: it is there, and another user's


def is_alive(pid: int) -> bool:
    """Whether there is a process of that number (perhaps another one by now)."""
    if pid <= 0:
        return False
    if sys.platform == "win32":  # os.kill would end it there
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = ctypes.c_void_p
        handle = kernel.OpenProcess(_QUERY, False, pid)  # noqa: FBT003  # inherits no handle
        if not handle:
            return ctypes.get_last_error() == _DENIED
        code = ctypes.c_uint32()
        kernel.GetExitCodeProcess(ctypes.c_void_p(handle), ctypes.byref(code))
        kernel.CloseHandle(ctypes.c_void_p(handle))
        return code.value == _STILL_ACTIVE
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
