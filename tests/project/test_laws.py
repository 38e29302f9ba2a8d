"""Laws of changes: whatever is done, undone and redone, the state is what the done changes make."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from pingbi import project
from pingbi.model import PingbiError, Role
from pingbi.project import changes
from pingbi.project.change import Stamp

COUNTIES = st.sampled_from(["甲县", "乙县", "丙县"])
WORDS = st.text(min_size=1, max_size=12)  # also what no keyboard writes
VALUES = st.decimals(allow_nan=False, allow_infinity=False)
NUMBERS = st.integers(0, 12)
CHANGES = st.one_of(
    st.builds(
        changes.Received, WORDS, st.just(""), NUMBERS, st.lists(COUNTIES, max_size=3).map(tuple), taken=st.booleans()
    ),
    st.builds(changes.Took, NUMBERS, WORDS),
    st.builds(changes.PutAside, NUMBERS, WORDS),
    st.builds(
        changes.Corrected,
        COUNTIES,
        WORDS,
        st.none() | VALUES,
        WORDS,
        st.sampled_from(changes.How),
        st.sampled_from(Role),
    ),
    st.builds(changes.Decided, COUNTIES, WORDS, VALUES, WORDS, st.booleans()),
    st.builds(changes.Explained, WORDS, st.just("去年有补贴"), COUNTIES, WORDS),
    st.builds(changes.Accepted, WORDS, WORDS),
    st.builds(changes.Learnt, WORDS, WORDS),
    st.builds(changes.Withdrawn, st.sampled_from(changes.Matter), NUMBERS),
    st.builds(changes.Marked, COUNTIES, st.sampled_from(changes.Marking), note=WORDS),
    st.builds(changes.DeadlineSet, st.sampled_from(["2022-07-10", "2022-07-10 18:00", ""])),
    st.builds(changes.Appealed, COUNTIES, WORDS),
    st.builds(changes.Archived, WORDS, st.just(""), st.sampled_from(["2021H2", "2021M07-12", "2021H1", "去年"]), WORDS),
    st.builds(changes.Answered, NUMBERS, WORDS, st.booleans()),
    st.builds(changes.Finalised, NUMBERS),
    st.builds(changes.Reopened, WORDS),
)
SESSIONS = st.lists(st.one_of(CHANGES, st.sampled_from(["undo", "redo"])), max_size=25)
LAW = settings(max_examples=30, deadline=None)


@dataclass
class Model:
    """What should be, kept as two stacks of (change, stamp)."""

    done: list[tuple[changes.Change, Stamp]] = field(default_factory=list)
    undone: list[tuple[changes.Change, Stamp]] = field(default_factory=list)
    abandoned: int = 0

    def state(self, first: project.State) -> project.State:
        for change, stamp in self.done:
            first = change.applied(first, stamp)
        return first


def play(held: project.Project, session: list[changes.Change | str], model: Model) -> None:
    """Do it all; what is refused changes nothing."""
    for step in session:
        before = held.state
        try:
            if step == "undo":
                held.undo()
                model.undone.append(model.done.pop())
            elif step == "redo":
                held.redo()
                model.done.append(model.undone.pop())
            elif isinstance(step, changes.Change):
                said = held.record(step)
                model.done.append((step, Stamp(said.number, said.when, said.by)))
                model.abandoned += len(model.undone)
                model.undone.clear()
        except PingbiError:
            assert held.state == before


@LAW
@given(session=SESSIONS)
def test_the_state_is_the_fold_of_what_is_done_also_after_reopening(session: list[changes.Change | str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "例.pingbi")
        model = Model()
        with project.create(path, "", "张三") as held:
            play(held, session, model)
            assert held.state == model.state(held.first)
            left = held.state, held.history()
        with project.open(path, "李四") as held:
            assert (held.state, held.history()) == left
            standing = [row.standing for row in held.history()]
            assert standing.count(project.Standing.UNDONE) == len(model.undone)
            assert standing.count(project.Standing.ABANDONED) == model.abandoned


@LAW
@given(session=SESSIONS)
def test_undoing_everything_empties_and_redoing_everything_restores(session: list[changes.Change | str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "例.pingbi")
        model = Model()
        with project.create(path, "", "张三") as held:
            play(held, session, model)
            full, count = held.state, len(model.done)
            states = []
            for _ in range(count):
                held.undo()
                states.append(held.made_from)
            assert held.state == held.first
        with project.open(path, "张三") as held:
            for _ in range(count):
                held.redo()
            assert held.state == full
            assert states == sorted(states, reverse=True)
