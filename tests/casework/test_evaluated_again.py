"""What an open case has kept from one evaluation for the next never shows: a case opened anew says the very same."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pingbi import casework, project
from pingbi.casework import Case
from pingbi.model import Figure, InSheet, InText, PingbiError, Role, Source, State
from pingbi.project import Reading
from pingbi.project.changes import Corrected, Decided, How, Marking, PutAside, Received, Took

COUNTIES = ("甲县", "乙县", "丙县", "丁县", "戊县")
IDS = ("a", "b", "c", "of", "rate", "late")
CRITERIA = (
    ('value = "a"', "rank_linear"),
    ('value = "a / b * 100"', "percentile"),
    ('value = "c"', "rank_step"),
    ('value = "rate"', "minmax"),
    ('value = "GROWTH(of, LAST_YEAR(of))"', "rank_linear"),
    ('value = "late"', "rank_linear"),
)


def scheme(weight: int, ties: str, missing: str) -> str:
    """Indicators reported, computed and counted; criteria of one, of several and of last year's."""
    kinds = {"rate": "share", "late": "count"}
    more = {"rate": 'compute = "a / of * 100"\n', "late": 'count_of = "mandatory_findings"\nreported_by = "office"\n'}
    parts = [f'[scheme]\nname = "例"\nperiod = "2022H1"\nties = "{ties}"\nmissing = "{missing}"\n']
    parts += [f'[[county]]\nname = "{name}"\n' for name in COUNTIES]
    for name in IDS:
        unit = {"rate": "%", "late": "个"}.get(name, "亿元")
        kind = kinds.get(name, "level")
        parts.append(f'[[indicator]]\nid = "{name}"\nname = "指标{name}"\nunit = "{unit}"\nkind = "{kind}"\n')
        parts.append(more.get(name, ""))
    for at, (value, method) in enumerate(CRITERIA):
        parts.append(f'[[criterion]]\nid = "k{at}"\nname = "项{at}"\nweight = {weight + at}\n{value}\n')
        parts.append(f'method = "{method}"\n')
    return "\n".join(parts)


SCHEMES = (scheme(10, "skip", "rescale"), scheme(20, "average", "zero"), scheme(10, "first_by:k2", "lowest"))


def exactly(case: Case) -> list[str]:
    """All that an evaluation says, digit by digit and in its order."""
    done = case.evaluation()
    figures = [f"{row!r}" for row in done.figures]
    return [*figures, repr(done.result), *(repr(row) for row in done.findings), repr(done.decisions), done.read_at]


def received(case: Case, random: Random) -> None:
    """A file of one county or of several, as it comes; now and then with the same values as before."""
    held = case.project
    counties = random.sample(COUNTIES, random.choice((1, 1, 1, 3)))
    name = f"{random.choice('子丑寅')}{held.steps}.xlsx"
    source = random.choice((Source.TEMPLATE, Source.TEMPLATE, Source.CITY_TABLE, Source.TEXT))
    figures = []
    for county in counties:
        for at, indicator in enumerate(IDS[:-1]):
            for role in (Role.NOW, Role.LAST_YEAR):
                if random.random() < (0.7 if role is Role.NOW and indicator != "rate" else 0.25):
                    value = Decimal(
                        random.choice(("0", "30", "30.0", "30.58", "305800", "-4", f"{random.randint(1, 60)}"))
                    )
                    state = random.choice((State.READ,) * 7 + (State.EXEMPT, State.UNREADABLE))
                    cell = InSheet(name, "表", f"B{at + 2}", f"{value}")
                    origin = cell if source is not Source.TEXT else InText(name, at, at + 2, f"{value}亿元")
                    kept = value if state is State.READ else None
                    figures.append(Figure(county, indicator, kept, "2022H1", source, origin, state, role, f"{value}"))
    data = f"{held.steps}".encode()
    reading = Reading(
        project.digest(data), name, case.reading_rules(held.state), "0", "2022-07-05T08:00:00", tuple(figures)
    )
    change = Received(
        name=name,
        sha=reading.sha,
        size=len(data),
        counties=tuple(row for row in COUNTIES if row in counties),
        modified=random.choice(("2022-07-04T08:00:00", f"2022-07-05T08:00:{held.steps % 60:02}")),
        taken=random.random() < 0.9,
        reason="待核",
        batch=random.choice((1, held.steps + 1)),
    )
    case.remember(held.record(change, contents=(data,), reading=reading).number, reading)


def corrected(case: Case, random: Random) -> None:
    value = random.choice((None, Decimal("30.6"), Decimal(7)))
    case.project.record(Corrected(random.choice(COUNTIES), random.choice(IDS[:4]), value, "电话核实", How.PHONE))


def explained(case: Case, random: Random) -> None:
    if found := case.evaluation().findings:
        casework.explain(case, random.choice(found).id, "该项目上年基数低，已核对入库表")


def marked(case: Case, random: Random) -> None:
    casework.mark(
        case, random.choice(COUNTIES), random.choice((Marking.EXEMPT, Marking.RETURNED)), random.choice(("", "a"))
    )


def moved(case: Case, random: Random) -> None:
    """A submission is put aside, or taken again."""
    if rows := case.project.state.submissions:
        row = random.choice(rows)
        case.project.record(PutAside(row.number, "重复") if row.taken else Took(row.number))


def decided(case: Case, random: Random) -> None:
    change = Decided(random.choice(COUNTIES), random.choice(("", "k0")), Decimal(3), "会议研究", added=True)
    case.project.record(change)


def ruled(case: Case, random: Random) -> None:
    """Other weights, ties and rules for what is missing; readings stay as they are."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "方案.toml"
        path.write_text(random.choice(SCHEMES), encoding="utf-8")
        casework.adopt(case, path, "调整")


def undone(case: Case, _: Random) -> None:
    case.project.undo()


def redone(case: Case, _: Random) -> None:
    case.project.redo()


def looked_ahead(case: Case, _: Random) -> None:
    """What the newest submission does is shown as if it came once more; nothing of it may stay."""
    if rows := case.arrived():
        case.evaluation(also=rows[-1:])


CHANGES: tuple[Callable[[Case, Random], None], ...] = (
    *(received,) * 5,
    corrected,
    corrected,
    explained,
    marked,
    moved,
    moved,
    decided,
    ruled,
    undone,
    undone,
    redone,
    looked_ahead,
)


@given(st.integers(0, 10**9))
@settings(max_examples=12, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))  # no seed is simpler
def test_after_any_changes_the_open_case_says_what_one_opened_anew_says(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    with TemporaryDirectory() as folder, project.create(Path(folder) / "例.pingbi", SCHEMES[0], "张三") as held:
        case = Case(held)
        for _ in range(12):
            try:
                random.choice(CHANGES)(case, random)
            except PingbiError:
                continue  # nothing to undo, no total to decide on: no change
            assert exactly(case) == exactly(Case(held))
