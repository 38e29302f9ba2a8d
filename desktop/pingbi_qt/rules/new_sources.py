"""Where a new project's scheme comes from, and what becomes of it for a period. In the reading thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pingbi_qt.rules.making import SUFFIX

if TYPE_CHECKING:
    from pingbi.casework import Case


class Source(NamedTuple):
    """Where the scheme comes from: its words in the list, and the file (a project's, a scheme's); none: built in."""

    words: str
    path: Path | None = None
    text: str = ""


class Prepared(NamedTuple):
    """A source that was read: its text, period, name, deadline, how much is in it."""

    text: str
    period: str
    name: str
    deadline: str
    about: str


class Ready(NamedTuple):
    """The scheme of the new project, and what a person should look at in it."""

    text: str
    remarks: tuple[str, ...]
    name: str
    deadline: str


def offered() -> list[Source]:
    """The schemes that come with the program."""
    from pingbi.scheme_draft import built_in

    return [Source(f"内置：{row.name}", None, row.text) for row in built_in()]


def prepare(source: Source, by: str) -> Prepared:
    """Read a source. Raises SchemeError, PingbiError."""
    from pingbi.model.catalogue import words
    from pingbi.scheme_draft import draft_from_text, scheme_text_of

    text = source.text
    if source.path is not None:
        text = _of_project(source.path, by) if source.path.suffix.lower() == SUFFIX else scheme_text_of(source.path)
    draft = draft_from_text(text)
    rules = draft.rows("scheme")[0]
    about = (
        f"{words(rules['period'])}，{len(draft.rows('county'))} 个县区，{len(draft.rows('indicator'))} 个指标，"
        f"{len(draft.rows('criterion'))} 个评比项"
    )
    return Prepared(text, rules["period"], rules["name"], draft.cell("handout", 0, "deadline"), about)


def _of_project(path: Path, by: str) -> str:
    from pingbi import project

    with project.open(path, by, read_only=True) as held:
        return held.scheme_text(held.state.scheme.sha)


def readied(prepared: Prepared, period: str, deadline: str | None) -> Ready:
    """The scheme for a period; without a deadline that of the source moves along. Raises SchemeError, PingbiError."""
    from pingbi.model.catalogue import words
    from pingbi.scheme_draft import draft_from_text, renewed, with_deadline

    text = prepared.text
    remarks: tuple[str, ...] = ()
    if period != prepared.period:
        text, remarks = renewed(text, period, deadline)
    elif deadline is not None and deadline != prepared.deadline:
        text = with_deadline(text, deadline)
    draft = draft_from_text(text)
    name = draft.cell("scheme", 0, "name")
    return Ready(text, remarks, f"{words(period)}{name}", draft.cell("handout", 0, "deadline"))


def bring(case: Case, path: Path) -> None:
    """The results of the last period, from its project or a workbook. In the project's thread."""
    from pingbi.casework import archive_results, bring_project

    if path.suffix.lower() == SUFFIX:
        bring_project(case, path, as_earlier=True)
    else:
        archive_results(case, path)
