"""What is said of work that failed: the engine's own line; of a fault of the program that it is in the log."""

from __future__ import annotations

import logging

INSIDE = "程序内部出错，已记入日志；数据没有改动，可以接着用"
_log = logging.getLogger("pingbi.window")


def words_of(error: BaseException) -> str:
    """One Chinese line. A fault of the program goes to the log with its stack, without what it worked on."""
    from pingbi.casework.finding_words import plain
    from pingbi.model import PingbiError, reason

    if isinstance(error, PingbiError):
        return plain(str(error))
    if isinstance(error, OSError):
        return f"文件打不开或写不了：{error.filename or ''}（{reason(error)}）"
    frames, at = [], error.__traceback__
    while at is not None:
        code = at.tb_frame.f_code
        frames.append(f"{code.co_filename.rpartition('/')[2]}:{at.tb_lineno} {code.co_name}")
        at = at.tb_next
    _log.error("%s at %s", type(error).__name__, " > ".join(frames))
    return INSIDE
