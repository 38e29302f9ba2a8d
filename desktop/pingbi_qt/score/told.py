"""Lines that the page says of a county and of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi_qt.score.rows import by_group, moved, place_words

if TYPE_CHECKING:
    from pingbi.pipeline import Evaluation


def under_words(done: Evaluation, county: str) -> str:
    """南乐县，县组第 1，全市第 2，较上期升 2 位."""
    total = next(row for row in done.result.totals if row.county == county)
    said = [county]
    if total.group and total.group_place is not None:
        group = total.group if total.group.endswith("组") else f"{total.group}组"
        said.append(f"{group}第 {place_words(total.group_place)}")
    if total.place is not None:
        said.append(f"{done.scheme.city.name}第 {place_words(total.place)}")
    if done.previous is not None:
        more = moved(done.previous.places.get(county), total.place)
        if more is not None:
            said.append("较上期持平" if not more else f"较上期{'升' if more > 0 else '降'} {place_words(abs(more))} 位")
    if total.grade:
        said.append(total.grade)
    return "，".join(said)


def foot_words(done: Evaluation, sure: str = "") -> str:
    """What the signs in the table mean, and how sure its places are."""
    said = "下划线：组内最高分" if by_group(done.scheme) else "下划线：最高分"
    if done.sample:
        said += "。示例数据，不是真数据"
    return f"{said}；名次：{sure}" if sure else said
