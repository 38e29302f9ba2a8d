"""The state of a project: what its changes make, seen at one moment. Plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256

from pingbi.model import Role


class How(StrEnum):
    """How a correction reached the office."""

    PHONE = "phone"
    PAPER = "paper"

    @property
    def word(self) -> str:
        """电话 or 书面."""
        return {"phone": "电话", "paper": "书面"}[self.value]


class Marking(StrEnum):
    """What the office notes of a county."""

    EXEMPT = "exempt"
    RETURNED = "returned"
    CHASED = "chased"
    APPROVED = "approved"

    @property
    def word(self) -> str:
        """免报 退回 催报 审核通过."""
        return {"exempt": "免报", "returned": "退回", "chased": "催报", "approved": "审核通过"}[self.value]


@dataclass(frozen=True, slots=True)
class SchemeVersion:
    """The text of a scheme, by its SHA-256; `number` is the change that brought it, 0 the first."""

    sha: str
    number: int
    when: str
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """One file as it came. `number` is the change that brought it: of one county the greater is the newer version."""

    number: int
    name: str
    sha: str
    size: int
    counties: tuple[str, ...]  # whose figures it holds
    received: str
    by: str
    modified: str = ""  # when the file itself was last changed
    taken: bool = True  # False: put aside, not used
    reason: str = ""  # why it was put aside
    batch: int = 0  # the first step of the import that it came with


@dataclass(frozen=True, slots=True)
class Correction:
    """核定数 beside 原报数. `value` None: the reported figure is not to be used."""

    county: str
    indicator: str
    role: Role
    value: Decimal | None
    reason: str
    how: How
    by: str
    when: str
    number: int
    reported: str = ""  # what stood there at that time


@dataclass(frozen=True, slots=True)
class Decision:
    """会议研究决定: points of one criterion (of the total where `criterion` is empty), set or added to."""

    county: str
    criterion: str
    points: Decimal
    added: bool
    reason: str
    by: str
    when: str
    number: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the county says to a finding, by the finding's id."""

    finding: str
    text: str
    by: str
    when: str
    number: int
    county: str = ""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """An offered fact or name that a person has taken as an indicator's; an empty `indicator` refuses the offer."""

    offer: str
    indicator: str
    by: str
    when: str
    number: int
    county: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A note of a county: each stays, so that being sent back twice counts twice. `indicator` may be empty."""

    county: str
    marking: Marking
    indicator: str
    note: str
    by: str
    when: str
    number: int


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that a person has confirmed as an indicator's."""

    name: str
    indicator: str
    by: str
    when: str
    number: int


@dataclass(frozen=True, slots=True)
class Appeal:
    """复核申请, and its answer once there is one."""

    number: int
    county: str
    criterion: str
    text: str
    by: str
    when: str
    answer: str = ""
    upheld: bool = False
    answered_by: str = ""
    answered: str = ""


@dataclass(frozen=True, slots=True)
class Archive:
    """An earlier period's results, by the SHA-256 of their JSON (`Published`); `name` is the file they come from."""

    number: int
    name: str
    sha: str
    period: str
    edition: str
    by: str
    when: str

    @property
    def digest(self) -> str:
        """Enough of the SHA-256 to tell contents apart."""
        return self.sha[:8]


@dataclass(frozen=True, slots=True)
class Final:
    """定稿, with the number of mandatory findings that were open."""

    open_mandatory: int
    note: str
    by: str
    when: str
    number: int


@dataclass(frozen=True, slots=True)
class State:
    """A project at one moment. Of one thing (a figure, a finding, a name) only the latest word is here."""

    schemes: tuple[SchemeVersion, ...]
    submissions: tuple[Submission, ...] = ()
    corrections: tuple[Correction, ...] = ()
    decisions: tuple[Decision, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    marks: tuple[Mark, ...] = ()
    aliases: tuple[Alias, ...] = ()
    appeals: tuple[Appeal, ...] = ()
    archives: tuple[Archive, ...] = ()  # of each period the latest
    deadline: str = ""  # ISO date, with a time where one is set
    final: Final | None = None

    @property
    def scheme(self) -> SchemeVersion:
        """The version in force."""
        return self.schemes[-1]

    @property
    def rules(self) -> str:
        """A digest of all that a reading depends on: the scheme's text and the learnt names."""
        names = sorted(f"{row.name}\x1f{row.indicator}" for row in self.aliases)
        return sha256("\x1e".join([self.scheme.sha, *names]).encode()).hexdigest() if names else self.scheme.sha

    @property
    def taken(self) -> tuple[Submission, ...]:
        """The submissions in use, oldest first."""
        return tuple(row for row in self.submissions if row.taken)

    def versions(self, county: str) -> tuple[Submission, ...]:
        """Every submission of a county, oldest first, those put aside too."""
        return tuple(row for row in self.submissions if county in row.counties)

    def submission(self, number: int) -> Submission | None:
        """The submission of that number."""
        return next((row for row in self.submissions if row.number == number), None)

    def with_submission(self, row: Submission) -> State:
        """The state in which that submission stands as given."""
        return replace(self, submissions=tuple(row if old.number == row.number else old for old in self.submissions))
