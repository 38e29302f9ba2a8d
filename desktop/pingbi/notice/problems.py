"""存在问题 in sentences, each from a rule that a reader can check: first here and last there, far from the middle,
short of what is due, late, sent back, missing, found wrong.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING

from pingbi.model import Level
from pingbi.model.catalogue import Kind
from pingbi.notice.amounts import listed, plain
from pingbi.notice.items import Item, due_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pingbi.model import Score
    from pingbi.notice.given import Given
    from pingbi.scheme import Criterion

FEWEST_COMPARED = 5  # counties: among fewer the first of one item is easily the last of another
MOST_UNBALANCED = 4  # counties that are told to be first here and last there
FAR = Decimal("0.5")  # of the counties' median: less than that is far behind (more than twice where less is better)
MOST_FAR = 6  # counties of which that is told, those with most first; and criteria of each, the heaviest first


def problems(given: Given) -> dict[str, str]:
    """The sentences by their names; what has nothing to say is empty."""
    items = [Item(given, row) for row in given.scheme.criterion if not given.scores[row.id].dead]
    return {
        "unbalanced": given.say("unbalanced", 强弱="；".join(_unbalanced(given))),
        "far_behind": "".join(_far_behind(given, items)),
        "short": "".join(_short(given, items)),
        **_reported(given),
    }


def _unbalanced(given: Given) -> Iterator[str]:
    """Counties that are first in one criterion and last in another, named by the heaviest of each."""
    heaviest = sorted(given.scheme.criterion, key=lambda row: -row.weight)
    ends = {row.id: _ends(given, row) for row in heaviest}
    found = []
    for total in given.ranked:
        best = worst = ""
        for criterion in heaviest:
            place = _place(given, criterion, given.scores[criterion.id].scores[total.county])
            first, last = ends[criterion.id].get(total.group if _within(given, criterion) else None, (None, None))
            if place is None or first == last:
                continue
            said = f"{criterion.name}居{_inside(given, criterion, total.group)}第{plain(place)}位"
            best = best or (said if place == first else "")
            worst = worst or (said if place == last else "")
        if best and worst:
            found.append(f"{total.county}{best}，但{worst}")
    yield from found[:MOST_UNBALANCED]


def _ends(given: Given, criterion: Criterion) -> dict[str | None, tuple[Decimal, Decimal]]:
    """The first and the last place of each group (None: of all) in which enough are compared."""
    groups = {row.county: row.group for row in given.result.totals}
    places: dict[str | None, list[Decimal]] = {}
    for score in given.scores[criterion.id].scores.values():
        place = _place(given, criterion, score)
        if place is not None:
            places.setdefault(groups[score.county] if _within(given, criterion) else None, []).append(place)
    return {group: (min(rows), max(rows)) for group, rows in places.items() if len(rows) >= FEWEST_COMPARED}


def _within(given: Given, criterion: Criterion) -> bool:
    return bool(given.groups) and (criterion.within or given.scheme.scheme.rank_within) == "group"


def _inside(given: Given, criterion: Criterion, group: str | None) -> str:
    return (f"{group}内" if (group or "").endswith("组") else f"{group}组内") if _within(given, criterion) else ""


def _place(given: Given, criterion: Criterion, score: Score) -> Decimal | None:
    found = score.group_place if _within(given, criterion) else score.place
    return None if found is None else Decimal(found)


def _far_behind(given: Given, items: Sequence[Item]) -> Iterator[str]:
    """County by county what is below half of the counties' median, or above twice of it where less is better."""
    found: dict[tuple[str, bool], list[str]] = {}
    for item in sorted(items, key=lambda item: -item.criterion.weight):
        values = [value for _, value in item.values]
        middle = median(values) if len(values) >= FEWEST_COMPARED else Decimal(0)
        if middle <= 0 or item.measure.kind in (Kind.RANK, Kind.PP_DIFF, Kind.VS_CITY):  # nothing to take a half of
            continue
        rows = [row for row in item.values if (row[1] > middle / FAR if item.lower else row[1] < middle * FAR)]
        if len(rows) * 3 <= len(values):  # where many are, none stays behind the others
            for county, value in rows:
                found.setdefault((county, item.lower), []).append(f"{item.full_name}（{item.measure.words(value)}）")
    for (county, lower), texts in sorted(found.items(), key=lambda row: -len(row[1]))[:MOST_FAR]:
        how = "超过各县（区）中位数的两倍" if lower else "不到各县（区）中位数的一半"
        yield given.say("far_behind", 县区=county, 落后项=listed(texts, MOST_FAR), 程度=how)


def _short(given: Given, items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        _, rows = item.split()
        yield given.say("short", 比较=item.full_name, 目标=due_word(item), **item.named(rows))


def _reported(given: Given) -> dict[str, str]:
    """Who has not reported, who was late or sent back, of whose figures mandatory findings stand."""
    most = given.scheme.notice.most_named
    late = []
    for row in given.reporting or ():
        parts = [f"迟报{row.late_days}天"] if row.late_days and not row.missing else []
        parts += [f"退回{row.returned}次"] if row.returned else []
        late += [f"{row.county}{'、'.join(parts)}"] if parts else []
    missing = given.silent
    wrong = Counter(row.county for row in given.findings if row.level is Level.MANDATORY and row.county)
    mistakes = [(county, wrong[county]) for county in given.scheme.counties if wrong[county] and county not in missing]
    mistakes.sort(key=lambda row: -row[1])
    return {
        "unreported": given.say("unreported", 个数=str(len(missing) or ""), 县区=listed(missing, most)),
        "late": given.say("late", 县区情况=listed(late, most, "；")),
        "mistakes": given.say(
            "mistakes",
            个数=str(len(mistakes) or ""),
            县区=listed([county for county, _ in mistakes], most),
            县区条数=listed([f"{county}（{count}条）" for county, count in mistakes], most),
        ),
    }
