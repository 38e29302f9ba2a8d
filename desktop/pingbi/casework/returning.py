"""退回单 go out into a folder, and it is noted who was sent back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pingbi import project
from pingbi.casework.handing_back import handed_back, sent_back
from pingbi.model import PingbiError, reason
from pingbi.model.free_names import free_name, same

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from pingbi.casework.case import Case
    from pingbi.casework.handing_back import HandedBack


class GivenBack(NamedTuple):
    """What was written, the counties of which it was noted that they were sent back, and what got a free name."""

    paths: tuple[Path, ...]
    counties: tuple[str, ...]
    renamed: tuple[Path, ...] = ()


def give_back(case: Case, folder: Path) -> GivenBack:
    """Each file that has something to mend, with its findings marked; never over what a county has sent.

    Raises PingbiError where it cannot be written; then what has been written stays, and nothing is noted.
    """
    written: dict[Path, str] = {}
    renamed = []
    for row in handed_back(case):
        path = place_of(case, folder, row, written)
        _save(path, row.returned.data)
        written[path] = row.county
        if path.name != row.returned.name:
            renamed.append(path)
    counties = tuple(dict.fromkeys(filter(None, written.values())))
    sent_back(case, counties)
    return GivenBack(tuple(written), counties, tuple(renamed))


def place_of(case: Case, folder: Path, row: HandedBack, taken: Collection[Path]) -> Path:
    """Where a 退回单 goes: two files of one name into folders of their counties.

    What stands there and is no 退回单 with these very marks may be a corrected file that was not read yet: it stays,
    and the 退回单 takes its free name. Raises PingbiError where it is what was submitted: the folder is the wrong one.
    """
    path = folder / row.returned.name
    if path in taken:
        path = folder / (row.county or f"另{len(taken)}") / row.returned.name
    submitted = {submission.sha for submission in case.project.state.submissions}
    try:
        if path.is_file() and project.digest(path.read_bytes()) in submitted:
            raise PingbiError(f"{path} 是报送的原件，不覆盖；另选一个文件夹放退回单")
        return free_name(path, lambda there: there not in taken and same(there, row.returned.data))
    except OSError as error:
        raise PingbiError(f"不能写入 {path}（{reason(error)}）：换一个位置再试") from None


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
