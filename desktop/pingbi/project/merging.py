"""What another person has collected in another file of the same scheme comes into this one; conflicts are listed.

Who did what and when stays as it was there. What both files had before they parted is no conflict. Of two new
submissions of one county the other one comes in put aside; of two different words on one matter the own one stays.
Exports are not merged: their numbers belong to the file they were made from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from pingbi.model import ROLE_WORDS, PingbiError
from pingbi.model.catalogue import words
from pingbi.project.archiving import Archived
from pingbi.project.change import short
from pingbi.project.course import Answered, Appealed, DeadlineSet, Marked
from pingbi.project.project import Merging, Project
from pingbi.project.settling import Accepted, Corrected, Decided, Explained, Learnt
from pingbi.project.submitting import Received

if TYPE_CHECKING:
    from pingbi.project.change import Change, Names
    from pingbi.project.log import Step
    from pingbi.project.state import Acceptance, Alias, Archive, Correction, Decision, Explanation, Submission


class Merged(NamedTuple):
    """What came in, and what a person must decide: one Chinese line each."""

    steps: tuple[Step, ...]
    conflicts: tuple[str, ...]


class Kept(NamedTuple):
    """One field of the state that holds one word a matter: what the matter is, what is said, and the change for it."""

    field: str
    key: tuple[str, ...]
    said: tuple[str, ...]
    change: Callable[[Any], Change]
    words: Callable[[Any, Names], str]


def merge(mine: Project, theirs: Project) -> Merged:
    """Bring in what `theirs` has and `mine` has not. Raises PingbiError where their schemes differ."""
    if mine.state.scheme.sha != theirs.state.scheme.sha:
        raise PingbiError(f"{mine.path.name} 与 {theirs.path.name} 的方案不同，不能合并；请先换成同一个方案")
    merging = _Merging(mine, theirs, mine.common(theirs))
    merging.submissions()
    for kept in MATTERS:
        merging.matter(kept)
    merging.course()
    return Merged(tuple(merging.steps), tuple(merging.conflicts))


@dataclass(slots=True)
class _Merging:
    mine: Project
    theirs: Project
    common: int
    steps: list[Step] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)

    def bring(self, change: Change, row: Any, **what: Any) -> Step:  # noqa: ANN401  # any row of the state; as `record`
        """Record what they did."""
        when = getattr(row, "when", "") or getattr(row, "received", "")
        step = self.mine.record(change, merged=Merging(self.theirs.path.name, row.by, when), **what)
        self.steps.append(step)
        return step

    def submissions(self) -> None:
        """Those that are not here."""
        there = {(row.sha, row.name): row for row in self.mine.state.submissions}
        known = {(row.sha, row.name) for row in self.theirs.state.submissions}
        new = {row.number for row in there.values() if (row.sha, row.name) not in known}
        for row in self.theirs.state.submissions:
            same = there.get((row.sha, row.name))
            if same is None:
                self._submission(row, new)
            elif same.taken != row.taken:
                words = ("采用", "不采用") if same.taken else ("不采用", "采用")
                self.conflicts.append(f"{short(row.name)}：本项目{words[0]}，{self.theirs.path.name} {words[1]}")

    def _submission(self, row: Submission, new: set[int]) -> None:
        rivals = [old for old in self._rivals(row) if old.number in new] if row.taken else []
        reason = f"合并时待定：{short(rivals[-1].name)} 也是新收到的" if rivals else row.reason
        came = Received(row.name, row.sha, row.size, row.counties, row.modified, row.taken and not rivals, reason)
        reading = self.theirs.reading(row)
        self.bring(came, row, contents=(self.theirs.content(row.sha),), reading=reading)
        if rivals:
            own = "、".join(f"{short(old.name)}（{old.by}，{old.received[:16]}）" for old in rivals)
            other = f"{short(row.name)}（{row.by}，{row.received[:16]}）"
            self.conflicts.append(
                f"{'、'.join(row.counties)}两边都收到了新的材料：{own}；{other}，暂不采用后者，请决定用哪一份"
            )

    def _rivals(self, row: Submission) -> Iterator[Submission]:
        for old in self.mine.state.taken:
            if set(old.counties) & set(row.counties):
                yield old

    def matter(self, kept: Kept) -> None:
        """One word a matter: theirs where there is none here, or where only they have changed it since."""
        own = {_of(row, kept.key): row for row in getattr(self.mine.state, kept.field)}
        for row in getattr(self.theirs.state, kept.field):
            here = own.get(_of(row, kept.key))
            if row.number <= self.common or (here is not None and _of(here, kept.said) == _of(row, kept.said)):
                continue
            if here is None or here.number <= self.common:
                brought = (self.theirs.content(row.sha),) if kept.field == "archives" else ()
                self.bring(kept.change(row), row, contents=brought)
            else:
                here_said, there_said = (" ".join(_said(each, kept.said)) + f"（{each.by}）" for each in (here, row))
                what = kept.words(row, self.mine.names)
                self.conflicts.append(f"{what}两边不同：本项目为 {here_said}，{self.theirs.path.name} 为 {there_said}")

    def course(self) -> None:
        """Marks, appeals and the deadline; 定稿 is for this file to say."""
        marks = {(row.county, row.marking, row.indicator, row.when, row.by) for row in self.mine.state.marks}
        for row in self.theirs.state.marks:
            if (row.county, row.marking, row.indicator, row.when, row.by) not in marks:
                self.bring(Marked(row.county, row.marking, row.indicator, row.note, row.when), row)
        appeals = {(row.county, row.criterion, row.text, row.when): row for row in self.mine.state.appeals}
        for appeal in self.theirs.state.appeals:
            here = appeals.get((appeal.county, appeal.criterion, appeal.text, appeal.when))
            if here is None:
                number = self.bring(Appealed(appeal.county, appeal.text, appeal.criterion), appeal).number
            elif here.answer:
                if here.answer != appeal.answer and appeal.answer:
                    self.conflicts.append(f"{appeal.county}的复核申请两边的答复不同")
                continue
            else:
                number = here.number
            if appeal.answer:
                self.bring(
                    Answered(number, appeal.answer, appeal.upheld, appeal.county),
                    _Answer(appeal.answered_by, appeal.answered),
                )
        own, other = self.mine.state.deadline, self.theirs.state.deadline
        if other and not own:
            self.bring(DeadlineSet(other), _Answer(self.theirs.by, ""))
        elif other and other != own:
            self.conflicts.append(f"报送截止日期两边不同：本项目为 {own}，{self.theirs.path.name} 为 {other}")


class _Answer(NamedTuple):
    by: str
    when: str


def _of(row: object, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(getattr(row, name)) for name in names)


def _said(row: object, names: tuple[str, ...]) -> tuple[str, ...]:
    """As `_of`, for people: a correction without a value says that no figure is to be used."""
    return tuple("不采用" if getattr(row, name) is None else str(getattr(row, name)) for name in names)


def _corrected(row: Correction) -> Change:
    return Corrected(row.county, row.indicator, row.value, row.reason, row.how, row.role, row.reported)


def _decided(row: Decision) -> Change:
    return Decided(row.county, row.criterion, row.points, row.reason, row.added)


def _explained(row: Explanation) -> Change:
    return Explained(row.finding, row.text, row.county)


def _accepted(row: Acceptance) -> Change:
    return Accepted(row.offer, row.indicator, row.county)


def _learnt(row: Alias) -> Change:
    return Learnt(row.name, row.indicator)


def _archived(row: Archive) -> Change:
    return Archived(row.name, row.sha, row.period, row.edition)


MATTERS = (
    Kept(
        "corrections",
        ("county", "indicator", "role"),
        ("value", "reason"),
        _corrected,
        lambda row, names: f"{row.county}的{ROLE_WORDS[row.role]}{names.get(row.indicator, row.indicator)}的核定数",
    ),
    Kept(
        "decisions",
        ("county", "criterion"),
        ("points", "reason"),
        _decided,
        lambda row, names: f"{row.county}的{names.get(row.criterion, row.criterion) or '综合得分'}的会议决定",
    ),
    Kept("explanations", ("finding",), ("text",), _explained, lambda row, _: f"{row.county}对 {row.finding} 的说明"),
    Kept("acceptances", ("offer",), ("indicator",), _accepted, lambda row, _: f"{row.offer} 的采纳"),
    Kept("aliases", ("name",), ("indicator",), _learnt, lambda row, _: f"别名“{short(row.name)}”"),
    Kept(
        "archives", ("period",), ("name", "edition", "digest"), _archived, lambda row, _: f"{words(row.period)}的存档"
    ),
)
