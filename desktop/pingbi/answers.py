"""How commands answer: a line on standard error, JSON, the levels of findings, a file."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pingbi.model import Level, PingbiError, reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pingbi.model import Finding
    from pingbi.pipeline import Evaluation, FileRead

DONE, WITH_FINDINGS = 0, 1


def progress() -> Callable[[FileRead | None], None]:
    """Tells how many files are read, on a terminal only; None clears the line."""
    terminal = sys.stderr.isatty()

    def told(file: FileRead | None) -> None:
        if terminal:
            line = f"已读 {file.done} 份：{file.name[:60]}" if file is not None else ""
            print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)

    return told


def say(text: str) -> None:
    """A line for people beside the answer."""
    print(text, file=sys.stderr)


def print_json(answer: dict[str, Any]) -> None:
    """The answer for scripts."""
    print(json.dumps(answer, ensure_ascii=False, indent=1))


def status(findings: Iterable[Finding]) -> int:
    """The exit status: 1 where there are mandatory findings."""
    return WITH_FINDINGS if any(finding.level is Level.MANDATORY for finding in findings) else DONE


def save(path: Path, content: str | bytes) -> Path:
    """Written beside its target and moved into place: a file is never half there. The path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return beside.replace(path)
    except OSError as error:
        raise PingbiError(f"不能写入 {path}（{reason(error)}）：请换一个位置或文件名") from None
    finally:
        beside.unlink(missing_ok=True)


def summary(done: Evaluation, tell: Callable[[str], None]) -> None:
    """Three lines: how many are ranked, who leads, how many findings."""
    ranked = [total for total in done.result.totals if total.place is not None]
    first = sorted(ranked, key=lambda total: total.place or 0)[:3]
    leaders = "、".join(f"{total.county} {total.shown}" for total in first)
    tell(f"{done.scheme.scheme.name}（{done.scheme.period}）：{len(ranked)}/{len(done.result.totals)} 个县区参与排名")
    if leaders:
        tell(f"前三名：{leaders}")
    tell(f"审核：{levels(done.findings)}")


def levels(findings: Iterable[Finding]) -> str:
    """How many of each level."""
    counts = Counter(finding.level for finding in findings)
    return "，".join(f"{level.word} {counts[level]} 条" for level in Level if counts[level]) or "未发现问题"
