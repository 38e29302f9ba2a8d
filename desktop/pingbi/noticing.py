"""The 通报 of an evaluation as a file, and where it may stand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pingbi.model import PingbiError, reason
from pingbi.notice import Given, notice_of
from pingbi.workbook.write import put

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.model.reporting import Reporting
    from pingbi.pipeline import Evaluation


def fit_place(target: Path, given: Sequence[str | Path] = ()) -> None:
    """Raises PingbiError where a notice would be no .docx, or would be read as a report text next time."""
    if target.suffix.lower() != ".docx":
        raise PingbiError(f"{target.name} 应以 .docx 结尾；请换一个文件名，如 通报.docx")
    if {target.resolve(), *target.resolve().parents} & {Path(path).resolve() for path in given}:
        raise PingbiError(f"{target} 在材料所在的文件夹里，下次会被当作材料读；请换一个文件夹放通报")


def write_notice(
    done: Evaluation, target: Path, given: Sequence[str | Path] = (), reporting: tuple[Reporting, ...] | None = None
) -> Path:
    """Write it; the path it really has: another name where the target is open elsewhere, or is another paper.

    A draft is there to be edited by hand: what was written into it stays. Raises PingbiError.
    """
    fit_place(target, given)
    written_from = Given(
        scheme=done.scheme,
        figures=done.figures,
        result=done.result,
        findings=tuple(row for row in done.findings if row.id not in done.handled),
        previous=done.previous,
        sample=done.sample,
        trial=done.trial,
        edition=done.edition,
        decisions=done.decisions,
        reporting=reporting,
    )
    try:
        return put(notice_of(written_from), target, keep=True)
    except OSError as error:
        raise PingbiError(f"不能写入 {target}（{reason(error)}）：请换一个位置或文件名") from None
