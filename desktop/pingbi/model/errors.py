"""The few failures that stop the program. Bad data is never one of them: that is a Finding."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限，或正被别的程序打开",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "同名的文件已存在",
    errno.ENAMETOOLONG: "名称太长",
}


def reason(error: OSError) -> str:
    """Why a file cannot be opened or written, in Chinese whatever the system's language."""
    return _REASONS.get(error.errno or 0, f"系统错误 {error.errno}")


class PingbiError(Exception):
    """Ends a command with exit status 2; its text is one Chinese line: what is wrong and what to do."""


class SchemeError(PingbiError):
    """A scheme that cannot be used; `mistakes` holds one Chinese line each, also where it quotes words of several."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        mistakes = tuple("".join(row.splitlines()) for row in mistakes)
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


class UnreadableFileError(PingbiError):
    """An input that cannot be read; the pipeline turns it into a finding and goes on."""
