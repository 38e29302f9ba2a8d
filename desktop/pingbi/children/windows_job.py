"""Windows: a job object limits the memory of this process; a crash ends it without a dialog.

Structures and numbers: learn.microsoft.com, winnt.h, JOBOBJECT_EXTENDED_LIMIT_INFORMATION. Every call may fail
(a system that lets no process into a second job): then there is no limit, and reading goes on.
"""

from __future__ import annotations

import ctypes
from ctypes import wintypes

EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
PROCESS_MEMORY = 0x100  # JOB_OBJECT_LIMIT_PROCESS_MEMORY: committed bytes of each process
DIE_ON_EXCEPTION = 0x400  # JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION
BELOW_NORMAL = 0x4000  # BELOW_NORMAL_PRIORITY_CLASS
DWORD = ctypes.c_uint32  # wintypes has 64 bits for it on other systems
NO_DIALOGS = 0x0001 | 0x0002 | 0x8000  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX, SEM_NOOPENFILEERRORBOX


class _Basic(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", DWORD),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", DWORD),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", DWORD),
        ("SchedulingClass", DWORD),
    )


class _Extended(ctypes.Structure):
    _fields_ = (
        ("BasicLimitInformation", _Basic),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


class _Counters(ctypes.Structure):
    _fields_ = (
        ("cb", DWORD),
        ("PageFaultCount", DWORD),
        *((name, ctypes.c_size_t) for name in ("PeakWorkingSetSize", "WorkingSetSize")),
        *((f"Quota{kind}", ctypes.c_size_t) for kind in ("PeakPaged", "Paged", "PeakNonPaged", "NonPaged")),
        *((name, ctypes.c_size_t) for name in ("PagefileUsage", "PeakPagefileUsage")),
    )


def limit(more: int) -> bool:
    """Let this process commit `more` bytes above what it has now; whether the system has agreed."""
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]  # as seen from other systems
    kernel.SetErrorMode(NO_DIALOGS)
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, wintypes.LPCWSTR)
    kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, DWORD)
    kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    job = kernel.CreateJobObjectW(None, None)  # never closed: it lives as long as this process
    if not job:
        return False
    limits = _Extended()
    limits.BasicLimitInformation.LimitFlags = PROCESS_MEMORY | DIE_ON_EXCEPTION
    limits.ProcessMemoryLimit = _committed(kernel) + more
    told = kernel.SetInformationJobObject(job, EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
    return bool(told and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess()))


def step_back() -> bool:
    """Let others go before this process; whether the system has agreed."""
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]  # as seen from other systems
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.SetPriorityClass.argtypes = (wintypes.HANDLE, DWORD)
    return bool(kernel.SetPriorityClass(kernel.GetCurrentProcess(), BELOW_NORMAL))


def _committed(kernel: ctypes.CDLL) -> int:
    """Bytes that this process has committed; 0 where the system does not say."""
    asked = kernel.K32GetProcessMemoryInfo
    asked.argtypes = (wintypes.HANDLE, ctypes.c_void_p, DWORD)
    counters = _Counters()
    counters.cb = ctypes.sizeof(counters)
    found = asked(kernel.GetCurrentProcess(), ctypes.byref(counters), counters.cb)
    return int(counters.PagefileUsage) if found else 0
