"""Counties without points in a criterion: what the scheme says of them, and why, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.model import Role, Standing, State
from pingbi.scheme.settings import asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.model import Score
    from pingbi.scheme import Criterion, Missing, Scheme
    from pingbi.scoring.setting import Setting

MOST_NAMED = 3  # criteria named in a note before they are only counted
_STATES = {
    State.EXEMPT: "免报",
    State.UNREADABLE: "填报内容无法识别",
    State.OTHER_PERIOD: "不是本期数",
    State.UNDECIDED: "数字未定",
}
_ROLES = {Role.PREVIOUS: "缺上期数", Role.LAST_YEAR: "缺上年同期数", Role.TARGET: "缺目标值"}


def missing_rule(scheme: Scheme, criterion: Criterion, standing: Standing) -> Missing:
    """What the scheme says of a county without points in a criterion."""
    if standing is Standing.EXEMPT:
        return criterion.exempt or scheme.scheme.exempt
    return criterion.missing or scheme.scheme.missing


def exempt(setting: Setting, criterion: Criterion, county: str) -> bool:
    """免报: one of the figures that the county is asked for is marked so."""
    rows = (row for row in asked(setting.scheme, criterion) if row.role is Role.NOW and not row.city)
    return any(setting.figures.exempt(county, row.indicator) for row in rows)


def reason(setting: Setting, criterion: Criterion, county: str, score: Score) -> str:
    """Why a county has no points in a criterion: 未报送, 免报, 不是本期数, 缺目标值 …"""
    if score.standing is Standing.EXEMPT:
        return "免报"
    found: list[str] = []
    for row in asked(setting.scheme, criterion):
        if setting.lookups[county](row) is not None:
            continue
        figure = setting.figures.get(county, row.indicator, row.role)
        if row.city:
            found.append("缺全市数")
        elif row.role is not Role.NOW:
            found.append(_ROLES[row.role])
        else:
            found.append("未报送" if figure is None else _STATES.get(figure.state, "未报送"))
    if not found:
        return "缺全市数" if criterion.method.startswith("against_city") else "不能计分"
    return "未报送" if "未报送" in found else found[0]


def lacking_note(setting: Setting, county: str, rows: Sequence[tuple[Criterion, Score]]) -> str:
    """技改投资增速、入库项目未报送，工业投资增速免报."""
    reasons: dict[str, list[str]] = {}
    for criterion, score in rows:
        reasons.setdefault(reason(setting, criterion, county, score), []).append(criterion.name)
    return "，".join(
        ("、".join(names) if len(names) <= MOST_NAMED else f"{len(names)}项") + why for why, names in reasons.items()
    )


def unranked_note(setting: Setting, county: str, rows: Sequence[tuple[Criterion, Score]]) -> str:
    """Why a county has no total, where the rule of a criterion forbids one."""
    if all(setting.figures.get(county, row.id) is None for row in setting.scheme.indicator):
        return "未报送，不参与排名"
    return f"{lacking_note(setting, county, rows)}，不参与排名"
