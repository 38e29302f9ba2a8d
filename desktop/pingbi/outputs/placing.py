"""Each file in its place: never over a submission, under its free name where it is open elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pingbi import for_counties, pipeline
from pingbi.model import PingbiError, reason
from pingbi.model.catalogue import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pingbi.pipeline import Evaluation


def written(write: Callable[[Path], Path], target: Path, given: Sequence[str | Path] = ()) -> Path:
    """Where the workbook stands in the end. It never takes the place of a submission that was given."""
    places = {target.resolve(), *target.resolve().parents} & {Path(path).resolve() for path in given}
    if target.suffix.lower() != ".xlsx" or (places and target.is_file() and not pipeline.is_result_file(target)):
        why = "是报送材料，不覆盖" if places and target.is_file() else "应以 .xlsx 结尾"
        raise PingbiError(f"{target.name} {why}；请换一个文件名，如 综合评比.xlsx")
    try:
        return write(target)
    except OSError as error:
        message = f"不能写入 {target}（{reason(error)}）：请换一个位置或文件名"
        raise PingbiError(message) from None


def filled_form(done: Evaluation, form: Path, folder: Path) -> Path:
    """An office's own form, filled beside the workbook. The form itself stays, and one that was filled otherwise."""
    if not form.is_file():
        raise PingbiError(f"没有找到表样“{form}”")
    target = filled_name(done, form, folder)
    try:
        return pipeline.fill_form(done, form, target)
    except OSError as error:
        raise PingbiError(f"不能写入 {target}（{reason(error)}）：请换一个位置或文件名") from None


def filled_name(done: Evaluation, form: Path, folder: Path) -> Path:
    """Where it is wanted: 表样（2022年上半年）.xlsx."""
    return folder / f"{form.stem}（{words(done.scheme.period)}）{form.suffix}"


def filled_forms(done: Evaluation, forms: Sequence[Path], folder: Path) -> list[Path]:
    """Each of the forms, filled."""
    return [filled_form(done, form, folder) for form in forms]


def county_workbooks(done: Evaluation, folder: Path, given: Sequence[str | Path] = ()) -> Iterator[Path]:
    """A workbook for each county, as soon as it is written. Raises PingbiError."""
    for name, write in for_counties.workbooks(pipeline.book(done)):
        yield written(write, folder / name, given)
