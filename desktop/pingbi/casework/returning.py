"""退回单 go out into a folder, and it is noted who was sent back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pingbi import project
from pingbi.casework.handing_back import handed_back, sent_back
from pingbi.model import PingbiError, reason

if TYPE_CHECKING:
    from pathlib import Path

    from pingbi.casework.case import Case
    from pingbi.casework.handing_back import HandedBack


class GivenBack(NamedTuple):
    """What was written, and the counties of which it was noted that they were sent back."""

    paths: tuple[Path, ...]
    counties: tuple[str, ...]


def give_back(case: Case, folder: Path) -> GivenBack:
    """Each file that has something to mend, with its findings marked; never over what was submitted.

    Raises PingbiError where it cannot be written; then what has been written stays, and nothing is noted.
    """
    submitted = {submission.sha for submission in case.project.state.submissions}
    written: dict[Path, str] = {}
    for row in handed_back(case):
        path = _free(folder, row, set(written))
        if path.is_file() and project.digest(path.read_bytes()) in submitted:
            raise PingbiError(f"{path} 是报送的原件，不覆盖；另选一个文件夹放退回单")
        _save(path, row.returned.data)
        written[path] = row.county
    counties = tuple(dict.fromkeys(filter(None, written.values())))
    sent_back(case, counties)
    return GivenBack(tuple(written), counties)


def _free(folder: Path, row: HandedBack, taken: set[Path]) -> Path:
    """Two files of one name go into folders of their counties."""
    path = folder / row.returned.name
    return path if path not in taken else folder / (row.county or f"另{len(taken)}") / row.returned.name


def _save(path: Path, data: bytes) -> None:
    """Beside its target and moved into place: a file is never half there."""
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_bytes(data)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise PingbiError(f"不能写入 {path}（{reason(error)}）：换一个位置再试") from None
