"""All kinds of change, each with its word in the file."""

from __future__ import annotations

import tomllib

from pingbi.project.archiving import Archived
from pingbi.project.change import Change, Names
from pingbi.project.course import Answered, Appealed, DeadlineSet, Finalised, Marked, Reopened, SchemeChanged
from pingbi.project.encoding import decoded, encoded
from pingbi.project.settling import Accepted, Corrected, Decided, Explained, Learnt, Matter, Withdrawn
from pingbi.project.state import How, Marking
from pingbi.project.submitting import PutAside, Received, Took

__all__ = [
    "CHANGES",
    "Accepted",
    "Answered",
    "Appealed",
    "Archived",
    "Change",
    "Corrected",
    "DeadlineSet",
    "Decided",
    "Explained",
    "Finalised",
    "How",
    "Learnt",
    "Marked",
    "Marking",
    "Matter",
    "Names",
    "PutAside",
    "Received",
    "Reopened",
    "SchemeChanged",
    "Took",
    "Withdrawn",
    "change_of",
    "kept",
    "names_of",
]
CHANGES: dict[str, type[Change]] = {
    "received": Received,
    "taken": Took,
    "aside": PutAside,
    "corrected": Corrected,
    "decided": Decided,
    "explained": Explained,
    "accepted": Accepted,
    "learnt": Learnt,
    "withdrawn": Withdrawn,
    "marked": Marked,
    "deadline": DeadlineSet,
    "archived": Archived,
    "scheme": SchemeChanged,
    "appealed": Appealed,
    "answered": Answered,
    "final": Finalised,
    "reopened": Reopened,
}
_WORDS = {kind: word for word, kind in CHANGES.items()}


def kept(change: Change) -> tuple[str, bytes]:
    """The change's word and JSON, as the file has them."""
    return _WORDS[type(change)], encoded(change)


def change_of(kind: str, payload: bytes) -> Change:
    """The change that `kept` was given. Raises ValueError where it is none."""
    if kind not in CHANGES:
        raise ValueError(f"no such change: {kind}")
    return decoded(payload, CHANGES[kind])


def names_of(scheme_text: str) -> Names:
    """The names of a scheme's indicators and criteria by id. Raises ValueError where it is no TOML."""
    raw = tomllib.loads(scheme_text.removeprefix("\ufeff"))
    rows = [row for table in ("criterion", "indicator") for row in raw.get(table, ()) if isinstance(row, dict)]
    return {str(row.get("id", "")): str(row.get("name") or row.get("id", "")) for row in rows}
