"""One changed file: a filled book, one or two changes, a format; all of it follows from the seed and the number."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from book import Sheet
from change import SHEETS, Change, Here
from filled import MAKERS, book_of
from invented import all_schemes
from judge import Case, Verdict, judge, known
from kinds import CHANGES, PAIRED
from writers import Format, by_openpyxl, main_sheet

from pingbi.model.fingerprint import SHEET
from pingbi.scheme import Scheme

TRIES = 60


class Attempt(NamedTuple):
    """A changed file before it is read. `case.data` is an xlsx where the format is LibreOffice's."""

    number: int
    changes: tuple[Change, ...]
    kind: str
    format: Format
    case: Case


class Outcome(NamedTuple):
    """What came of it. `broken` is an exception of the program: the worst of all."""

    attempt: Attempt
    verdicts: list[Verdict]
    broken: str = ""


def attempts(seed: int, numbers: Iterable[int], formats: Sequence[Format], kind: str = "") -> Iterator[Attempt]:
    """Files by number: the even ones with one change, the odd ones with two, every change in turn."""
    schemes = all_schemes(seed)
    for number in numbers:
        made = _attempt(seed, number, schemes, formats, kind)
        if made is not None:
            yield made


def _attempt(seed: int, number: int, schemes: Sequence[Scheme], formats: Sequence[Format], kind: str) -> Attempt | None:
    draw = random.Random(f"{seed}-{number}")  # noqa: S311  # no secret
    single = [change for change in CHANGES if change.name == kind] or CHANGES
    for _ in range(TRIES):
        changes = [single[number // 2 % len(single)]]
        if number % 2:
            first = draw.choice(PAIRED) if not kind else changes[0]
            changes = [first, draw.choice([change for change in PAIRED if change is not first])]
        form = draw.choice(formats)
        made = _made(draw, draw.choice(schemes), tuple(changes), form)
        if made is not None:
            kind_of_book, case = made
            return Attempt(number, tuple(changes), kind_of_book, form, case)
    return None


def _made(draw: random.Random, scheme: Scheme, changes: tuple[Change, ...], form: Format) -> tuple[str, Case] | None:
    """None where the changes, the book and the format do not go together."""
    if any(change.needs - form.keeps for change in changes):
        return None
    wanted = [kind for kind in MAKERS if all(not change.kinds or kind in change.kinds for change in changes)]
    if not wanted:
        return None
    book = book_of(draw.choice(wanted), scheme, draw)
    if book is None or not book.tables:
        return None
    original, kind = known(book), book.kind
    if SHEETS not in form.keeps:  # what is saved is the one sheet on top: the change is made to that
        book.sheets = [main_sheet(book)]
        if kind == "form":
            book.kind = "plain"
    for change in sorted(changes, key=lambda change: change.stage):
        if change.kinds and book.kind not in change.kinds and kind not in change.kinds:
            return None
        if not change.make(Here(book, scheme, draw)) or not book.tables:
            return None
    sheets: list[Sheet] = book.sheets
    if SHEETS not in form.keeps:
        sheets = [main_sheet(book)]
    data = (form.write or by_openpyxl)(book)
    return kind, Case(
        f"{book.name}.{form.ending}", data, scheme, [row for row in sheets if row.name != SHEET], original
    )


def outcomes(found: Iterable[Attempt]) -> Iterator[Outcome]:
    """Read and judge; what LibreOffice writes is made in one go for each format."""
    waiting: dict[str, list[Attempt]] = {}
    for attempt in found:
        if attempt.format.office:
            waiting.setdefault(attempt.format.office, []).append(attempt)
        else:
            yield _outcome(attempt)
    for office, rows in waiting.items():
        for attempt, data in zip(rows, _by_office([row.case.data for row in rows], office), strict=True):
            yield _outcome(attempt._replace(case=attempt.case._replace(data=data)))


def _by_office(files: Sequence[bytes], office: str) -> list[bytes]:
    """The workbooks in LibreOffice's words for a format, by one start of the program."""
    ending = office.partition(":")[0]
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "out").mkdir()
        for at, data in enumerate(files):
            (folder / f"{at}.xlsx").write_bytes(data)
        command = [
            "soffice",
            f"-env:UserInstallation=file://{folder / 'profile'}",
            "--headless",
            "--convert-to",
            office,
        ]
        command += ["--outdir", str(folder / "out"), *(str(folder / f"{at}.xlsx") for at in range(len(files)))]
        subprocess.run(command, check=True, capture_output=True, timeout=900)
        return [(folder / "out" / f"{at}.{ending}").read_bytes() for at in range(len(files))]


def _outcome(attempt: Attempt) -> Outcome:
    try:
        return Outcome(attempt, judge(attempt.case))
    except Exception as error:  # noqa: BLE001  # whatever the program raises is what is looked for
        return Outcome(attempt, [], f"{type(error).__name__}: {error}")
