"""综合评比结果 in sentences: who leads, who follows, groups, grades, what moved, adjustments, who is not ranked."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.notice.amounts import are, listed, plain, rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pingbi.model import Adjusted, Total
    from pingbi.notice.given import Given

FEWEST_POINTS_DECIMALS = 2  # of what is added or deducted, as 加减分 prints it


def totals(given: Given) -> dict[str, str]:
    """The sentences by their names; what has nothing to say is empty."""
    rows = given.result.totals
    some = 1 < sum(row.place is not None for row in rows) < len(rows)
    return {
        "opening": given.say("opening"),
        "trial": given.say("trial", 试算=listed(given.trial, given.scheme.notice.most_named)),
        "scope": given.say("scope"),
        "taking_part": given.say("taking_part") if some else "",
        "first": _first(given) if not given.by_group or not given.ranked else "",
        "band": "".join(_bands(given, given.ranked)) if not given.by_group else "",
        "tied": _tied(given) if not given.by_group else "",
        "group": "".join(_groups(given)),
        "grade": "".join(_grades(given)),
        **_moved(given),
        "bonus": _adjusted(given, "bonus", "加分", lambda row: row.points > 0),
        "deduction": _adjusted(given, "deduction", "扣分", lambda row: row.points < 0),
        **_notes(given),
        "decision": "".join(given.say("decision", 决定=text) for text in given.decisions),
        "closing": given.say("closing"),
    }


def _scored(given: Given, rows: Sequence[Total]) -> str:
    """A（94.20分）、B（…）."""
    decimals = given.scheme.scheme.total_decimals
    named = [f"{row.county}（{row.shown:.{decimals}f}分）" if row.shown is not None else row.county for row in rows]
    return listed(named, given.scheme.notice.most_named)


def _people(given: Given, rows: Sequence[Total]) -> dict[str, str]:
    names = listed([row.county for row in rows], given.scheme.notice.most_named)
    return {"县区": names, "县区得分": _scored(given, rows), "个数": str(len(rows)), "是": are(rows)}


def _front(given: Given, rows: Sequence[Total], place: Callable[[Total], Decimal]) -> list[Total]:
    return [row for row in rows if place(row) <= given.scheme.notice.front]


def _first(given: Given) -> str:
    rows = given.ranked
    if not rows:
        return given.say("none_ranked")
    if len(rows) == 1 and not _standing_last(given):
        return given.say("only_one", **_people(given, rows))
    if len(rows) == 1:
        return given.say("first", 位数="1", **_people(given, rows))
    front = _front(given, rows, _place)
    if len(front) == len(rows) or not front:
        return given.say("everyone", **_people(given, rows)) if front or len(rows) <= _most(given) else ""
    return given.say("first", 位数=str(given.scheme.notice.front), **_people(given, front))


def _standing_last(given: Given, group: str | None = None) -> bool:
    """Whether a county takes part that stands last by a veto: beside it a single one is not the only one."""
    rows = (row for row in given.result.totals if group is None or row.group == group)
    return any(row.veto_effect == "last" and row.place is not None for row in rows)


def _place(row: Total) -> Decimal:
    return Decimal(row.place or 0)


def _most(given: Given) -> int:
    return given.scheme.notice.most_named


def _bands(given: Given, rows: Sequence[Total]) -> Iterator[str]:
    """Those after the front: up to `middle`, then the others where a sentence can name them."""
    if len(_front(given, rows, _place)) == 0:
        return
    after = [row for row in rows if _place(row) > given.scheme.notice.front]
    middle = [row for row in after if _place(row) <= given.scheme.notice.middle]
    others = after[len(middle) :]
    if middle:
        yield _band(given, middle)
    if len(others) > _most(given):
        yield given.say("rest", 个数=str(len(others)))
    elif others:
        yield _band(given, others)


def _band(given: Given, rows: Sequence[Total]) -> str:
    first, last = plain(rows[0].place or 0), plain(rows[-1].place or 0)
    name = "band_of_one" if first == last else "band"
    return given.say(name, 起=first, 止=last, **_people(given, rows))


def _tied(given: Given) -> str:
    """A、B并列第3位；C、D并列第6位."""
    found: dict[object, list[str]] = {}
    for row in given.ranked:
        if given.sharing[row.place] > 1:
            found.setdefault(row.place, []).append(row.county)
    said = [f"{listed(names, _most(given))}并列第{plain(Decimal(str(at)))}位" for at, names in found.items()]
    return given.say("tied", 并列=listed(said, _most(given), "；"))


def _groups(given: Given) -> Iterator[str]:
    for name, rows in given.groups.items():
        called = name if name.endswith("组") else f"{name}组"
        front = _front(given, rows, lambda row: Decimal(row.group_place or 0))
        if len(rows) == 1 and _standing_last(given, name):
            yield given.say("group", 组别=called, 位数="1", **_people(given, rows))
        elif len(rows) == 1:
            yield given.say("group_only_one", 组别=called, **_people(given, rows))
        elif len(front) == len(rows):
            yield given.say("group_everyone", 组别=called, **_people(given, rows))
        elif front:
            count = str(given.scheme.notice.front)
            yield given.say("group", 组别=called, 位数=count, **_people(given, front))


def _grades(given: Given) -> Iterator[str]:
    for grade in given.scheme.grade:
        rows = [row for row in given.ranked if row.grade == grade.name]
        if rows:
            yield given.say("grade", 等次=grade.name, **_people(given, rows))


def _moved(given: Given) -> dict[str, str]:
    """Against the last period: ↑ is a better place."""
    found: dict[str, list[tuple[str, Decimal]]] = {"risen": [], "fallen": [], "unchanged": [], "newly": []}
    previous = given.previous
    if previous is None or not previous.places:
        return dict.fromkeys(found, "")
    for row in given.ranked:
        before = previous.places.get(row.county)
        moved = None if before is None else before - _place(row)
        name = "newly" if moved is None else "risen" if moved > 0 else "fallen" if moved < 0 else "unchanged"
        found[name].append((row.county, moved or Decimal(0)))
    said = {}
    for name, rows in found.items():
        rows.sort(key=lambda row: -abs(row[1]))
        arrow = "↑" if name == "risen" else "↓"
        said[name] = given.say(
            name,
            个数=str(len(rows)) if rows else "",
            县区=listed([county for county, _ in rows], _most(given)),
            县区变化=listed([f"{county}（{arrow}{plain(abs(by))}）" for county, by in rows], _most(given)),
        )
    return said


def _adjusted(given: Given, sentence: str, word: str, counts: Callable[[Adjusted], bool]) -> str:
    """A加1.00分（省级通报表扬1次）、B加…."""
    items = {row.name: row for row in given.scheme.adjustment}
    decimals = max(FEWEST_POINTS_DECIMALS, given.scheme.scheme.decimals)
    named, names = [], []
    for total in given.result.totals:
        rows = [row for row in total.adjusted if counts(row) and row.points]
        points = total.bonus if sentence == "bonus" else total.deduction
        if not rows or not points:
            continue
        reasons = []
        for row in rows:
            item = items.get(row.name)
            measure = given.scheme.indicators[item.indicator].unit if item is not None else ""
            times = f"{plain(row.count)}{measure}" if row.count is not None and item is not None else ""
            reasons.append(f"{row.name}{times}")
        names.append(total.county)
        shown = rounded(points, decimals)
        named.append(f"{total.county}{word[0]}{shown:f}分（{'、'.join(reasons)}）")
    return given.say(
        sentence,
        个数=str(len(names)) if names else "",
        县区=listed(names, _most(given)),
        **{word: listed(named, _most(given))},
    )


def _notes(given: Given) -> dict[str, str]:
    """Vetoes, and counties that are not ranked or scaled, those with the same reason together."""
    found: dict[str, dict[tuple[str, str], list[str]]] = {"vetoed": {}, "unranked": {}, "rescaled": {}}
    for row in given.result.totals:
        if row.veto_effect:  # one that also lacks something has no total: it is not ranked, and so not the last
            key = ("、".join(row.vetoes), "列末位" if row.place is not None else "不参加综合排名")
            found["vetoed"].setdefault(key, []).append(row.county)
        elif row.note:
            name = "unranked" if row.place is None else "rescaled"
            found[name].setdefault((row.note, ""), []).append(row.county)
    said = {}
    for name, reasons in found.items():
        if name != "vetoed" and len(reasons) > _most(
            given
        ):  # nobody reads so many reasons; 附件1 shows whom they are of
            names = [county for counties in reasons.values() for county in counties]
            said[name] = given.say(f"{name}_many", 个数=str(len(names)), 县区=listed(names, _most(given)))
            continue
        rows = []
        for (why, effect), counties in reasons.items():
            who = listed(counties, _most(given)) + (
                f"{len(counties)}个县（区）" if len(counties) > _most(given) else ""
            )
            rows.append(given.say(name, 县区=who, 原因=why.rstrip("。"), 事项=why, 结果=effect))
        said[name] = "".join(rows)
    return said
