"""What is said of a workbook: that it agrees, or every cell that was changed and whether the points follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import PingbiError
from pingbi.verifying.again import again
from pingbi.verifying.cells import At, compare
from pingbi.verifying.following import following
from pingbi.workbook.record import FORMAT, read_record
from pingbi.workbook.written import DAMAGED, SHEET, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pingbi.readers import Document
    from pingbi.verifying.again import Again
    from pingbi.verifying.cells import Compared
    from pingbi.workbook.record import Record

MOST = 200  # cells named one by one


class Verdict(NamedTuple):
    """Whether the workbook is as it was written, and the lines that say so."""

    agrees: bool
    lines: tuple[str, ...]


def verdict(document: Document) -> Verdict:
    """Compare a workbook with what it keeps of itself. Raises PingbiError where it keeps nothing."""
    sheet = next((sheet for sheet in document.sheets if sheet.name == SHEET), None)
    if sheet is None:
        raise PingbiError(f"{document.name} 不是本程序写出的工作簿，或核对用的隐藏表已被删去，无法核对")
    try:
        kept = unpacked([sheet.text(row, 1) for row in range(1, sheet.rows + 1)])
        record = read_record(kept.record)
        if record.format > FORMAT:
            raise PingbiError(f"{document.name} 由较新的程序（{record.version}）写出，请用新程序核对")
        compared = compare(document, kept.sheets)
        made = again(document, record, compared.changes)
    except (ValueError, KeyError) as error:
        if isinstance(error, UnicodeError) or str(error) != DAMAGED:
            raise PingbiError(f"{document.name}：{DAMAGED}，无法核对") from error
        return Verdict(agrees=False, lines=(f"{DAMAGED}，不能说明哪些单元格被改动",))
    lines = tuple(_lines(compared, made))
    if not lines:
        return Verdict(agrees=True, lines=(_agreed(record, kept.tied, compared, made),))
    return Verdict(agrees=False, lines=(f"与写出时不一致（{_origin(record, kept.tied)}）：", *lines))


def _origin(record: Record, tied: str) -> str:
    trial = f"，试算：{'、'.join(record.trial)}" if record.trial else ""
    return f"pingbi {record.version} 写出，校验码 {tied}{trial}"


def _agreed(record: Record, tied: str, compared: Compared, made: Again) -> str:
    return (
        f"与写出时一致：{compared.count}个单元格没有改动，{len(made.shown)}个得分和名次由{made.figures}个数"
        f"按办法重算无误（{_origin(record, tied)}）"
    )


def _lines(compared: Compared, made: Again) -> Iterator[str]:
    """What was changed; results of formulas that nothing explains; whether the points follow."""
    yield from compared.sheets
    yield from _first(compared.changes)
    results = compared.results
    wrong = {row.at: row for row in made.shown if not row.agrees}
    right = {row.at for row in made.shown if row.agrees and row.at in results}
    stale = bool(wrong) and not right and not wrong.keys() & results.keys()
    changed = [row.at for row in compared.changes]
    explained = frozenset[At]() if stale else following(changed, results) - wrong.keys()
    yield from _first([row for at, row in results.items() if at not in wrong and at not in explained])
    if stale and changed:
        yield f"得分和名次没有随改动重算，有{len(wrong)}个与表里现在的数不符，如：{next(iter(wrong.values()))}"
    else:
        yield from _first(list(wrong.values()))
    if changed and made.shown and not wrong:
        yield _followed(len(right & explained), len(explained - right))
    if compared.unsaved:
        yield f"{compared.unsaved}个公式没有存下结果：请用 Excel 或 WPS 打开、保存后再核对得分"
    if made.unknown:
        yield f"办法里的{'、'.join(map(str, made.unknown))}已不是数，得分按原来的数核验"


def _followed(points: int, others: int) -> str:
    more = f"；另有{others}个公式的结果随改动不同" if others else ""
    if not points:
        return f"得分和名次没有变，与表里现在的数和办法相符{more}"
    return f"得分和名次已随改动重算，与表里现在的数和办法相符：{points}个与写出时不同{more}"


def _first(rows: Sequence[object]) -> Iterator[str]:
    yield from map(str, rows[:MOST])
    if len(rows) > MOST:
        yield f"……共{len(rows)}处，以上是前{MOST}处"
