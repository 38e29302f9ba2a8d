"""What a notice is written from, and who stands where in it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from pingbi.model import State
from pingbi.model.catalogue import words
from pingbi.scheme.notice_words import NAME, SENTENCES

if TYPE_CHECKING:
    from pingbi.model import CriterionResult, Edition, Figures, Finding, Previous, Result, Total
    from pingbi.model.reporting import Reporting
    from pingbi.scheme import Criterion, Part, Scheme

LAST = Decimal("Infinity")


@dataclass(frozen=True)
class Given:
    """One evaluation. `reporting` is what a project knows of each county; None where there is no project."""

    scheme: Scheme
    figures: Figures
    result: Result
    findings: tuple[Finding, ...] = ()
    previous: Previous | None = None
    sample: bool = False
    trial: tuple[str, ...] = ()
    edition: Edition | None = None
    decisions: tuple[str, ...] = ()
    reporting: tuple[Reporting, ...] | None = None

    @cached_property
    def ranked(self) -> tuple[Total, ...]:
        """Those with a place of their own, the first first; equals in official order. 列末位 is no place of its own."""
        rows = (row for row in self.result.totals if row.place is not None and row.veto_effect is None)
        return tuple(sorted(rows, key=lambda row: Decimal(row.place or 0)))

    @cached_property
    def groups(self) -> dict[str, tuple[Total, ...]]:
        """Ranked counties by group, by their place within; empty where there is but one group."""
        found: dict[str, list[Total]] = {}
        for row in self.result.totals:
            if row.group:
                found.setdefault(row.group, [])
        if len(found) < 2:
            return {}
        for row in sorted(self.ranked, key=lambda row: Decimal(row.group_place or 0)):
            found.setdefault(row.group or "", []).append(row)
        return {name: tuple(rows) for name, rows in found.items() if rows}

    @cached_property
    def by_group(self) -> bool:
        """Whether points are made within the group: then places over all say little."""
        return bool(self.groups) and self.scheme.scheme.rank_within == "group"

    @cached_property
    def sharing(self) -> dict[object, int]:
        """How many counties have a place over all."""
        return dict(Counter(row.place for row in self.ranked))

    @cached_property
    def scores(self) -> dict[str, CriterionResult]:
        """Results of criteria by id."""
        return {row.id: row for row in self.result.criteria}

    @cached_property
    def sections(self) -> tuple[tuple[Part | None, tuple[Criterion, ...]], ...]:
        """Criteria that have data by part, those without a part last."""
        alive = [row for row in self.scheme.criterion if not self.scores[row.id].dead]
        known = {part.id for part in self.scheme.part}
        found: list[tuple[Part | None, tuple[Criterion, ...]]] = [
            (part, tuple(row for row in alive if row.part == part.id)) for part in self.scheme.part
        ]
        found.append((None, tuple(row for row in alive if row.part not in known)))
        return tuple((part, rows) for part, rows in found if rows)

    @cached_property
    def silent(self) -> tuple[str, ...]:
        """Counties of which nothing has come: as a project says, else those without any figure of their own."""
        if self.reporting is not None:
            return tuple(row.county for row in self.reporting if row.missing)
        asked = {row.id for row in self.scheme.indicator if row.reported_by == "county"}
        here = {
            row.county
            for row in self.figures
            if row.indicator in asked and (row.value is not None or row.state is not State.READ)
        }
        return tuple(county for county in self.scheme.counties if county not in here) if asked else ()

    @cached_property
    def attached_totals(self) -> bool:
        """Whether the table of points is among the 附件: there is somebody with a total."""
        return self.scheme.notice.attachments != "none" and any(row.shown is not None for row in self.result.totals)

    @property
    def period(self) -> str:
        """2022年上半年."""
        return words(self.scheme.period)

    @cached_property
    def values(self) -> dict[str, str]:
        """The {names} that have a value everywhere; an empty one has nothing to say."""
        rules, previous = self.scheme.scheme, self.previous
        return {
            "时期": self.period,
            "期间": re.sub(r"^\d{4}年(?=.)", "", self.period),
            "方案": rules.name,
            "单位": rules.issuer,
            "城市": self.scheme.city.name,
            "上期": (previous.name or "上期") if previous is not None else "",
            "县区数": str(len(self.result.totals)),
            "参评数": str(sum(row.place is not None for row in self.result.totals)),
            "项数": str(sum(len(rows) for _, rows in self.sections)),
            "满分": f"{rules.full.normalize():f}" if rules.full is not None else "",
            "得分表": "附件1" if self.attached_totals else "",
        }

    def wording(self, name: str) -> str:
        """A sentence as the scheme has it, else ours."""
        given = self.scheme.notice.sentences
        return given.get(name, SENTENCES[name].text) if isinstance(given, dict) else SENTENCES[name].text

    def say(self, name: str, **values: str) -> str:
        """A sentence with its values; empty where one of its {names} has nothing to say."""
        return filled(self.wording(name), {**self.values, **values})


def filled(text: str, values: dict[str, str]) -> str:
    """The text with its {names} replaced; empty where one of them has no value or an empty one."""
    found = {name: values.get(name, "") for name in NAME.findall(text)}
    return NAME.sub(lambda match: found[match[1]], text) if all(found.values()) else ""
