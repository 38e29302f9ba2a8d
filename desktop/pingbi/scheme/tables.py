"""The tables of a scheme.toml as CONTRACT.md has them. Loaded by `load`, checked by `check`; frozen."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from msgspec import Struct, field

from pingbi.model.catalogue import Kind

Rounding = Literal["half_up", "half_even"]
Missing = Literal["unranked", "zero", "lowest", "rescale"]
Aggregation = Literal["sum", "weighted_mean", "geometric_mean"]
Base = Literal["group", "all"]


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """A table whose keys are all known."""


class SchemeTable(Table, frozen=True, kw_only=True):
    """[scheme]: what holds for the whole evaluation."""

    name: str
    issuer: str = ""
    period: str
    rounding: Rounding = "half_up"
    decimals: int = 2
    total_decimals: int = 2
    ties: str = "skip"  # skip, dense, average, first_by:<criterion>
    compare: Literal["exact", "rounded"] = "exact"
    total_of: Literal["exact", "shown"] = "exact"
    missing: Missing = "unranked"
    exempt: Missing = "rescale"
    rescale_least: Decimal = Decimal("0.6")
    rank_within: Base = "all"
    total: Aggregation = "sum"
    full: Decimal | None = None
    bonus_cap: Decimal | None = None
    deduction_cap: Decimal | None = None
    total_cap: Decimal | None = None
    sources: tuple[str, ...] = ("correction", "city_table", "template", "ledger", "text")
    notes: tuple[str, ...] = ()  # printed under 综合排名 and in 计分办法


class Place(Table, frozen=True, kw_only=True):
    """Who has figures: a county or the city."""

    name: str
    code: str | None = None
    aliases: tuple[str, ...] = ()


class City(Place, frozen=True, kw_only=True):
    """[city]: the city's own row, entered and never summed."""

    name: str = "全市"


class Group(Table, frozen=True, kw_only=True):
    """[[group]]"""

    id: str
    name: str


class County(Place, frozen=True, kw_only=True):
    """[[county]], in official order."""

    group: str | None = None


class Indicator(Table, frozen=True, kw_only=True):
    """[[indicator]]: what is collected."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    unit: str
    kind: Kind
    of: str | None = None
    decimals: int | None = None  # None: 0 for counts, 1 for rates, 2 else (see `places`)
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    required: bool = True
    compute: str | None = None
    reported_by: Literal["county", "city", "office"] = "county"
    office: str = ""
    count_of: Literal["late_days", "returns", "corrections", "mandatory_findings", "chased"] | None = None
    definition: str = ""
    source: str = ""
    part_of: str | None = None  # id of the whole: audit checks part ≤ whole
    ledger: str | None = None
    aggregate: Literal["count", "sum", "ratio"] | None = None
    column: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    where: str | None = None
    lines: tuple[str, ...] = ()  # heading broken by meaning

    @property
    def shown_decimals(self) -> int:
        """Decimals as printed: the scheme's, else 亿元 2, rates 1, counts 0 (DOMAIN.md, "Numbers")."""
        if self.decimals is not None:
            return self.decimals
        if self.kind in (Kind.COUNT, Kind.RANK):
            return 0
        return 2 if self.kind is Kind.LEVEL else 1


class Ledger(Table, frozen=True, kw_only=True):
    """[[ledger]]: one row a project or matter."""

    id: str
    name: str
    key: str
    columns: tuple[str, ...]
    units: dict[str, str] = field(default_factory=dict)
    county_column: str | None = None
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)  # column -> other headings for it
    checks: tuple[str, ...] | None = None  # what must hold in each row; None: 完成… <= 概算…, 总投资, where they exist


class Target(Table, frozen=True, kw_only=True):
    """[[target]]: for one county, or for all where `county` is left out."""

    indicator: str
    value: Decimal
    county: str | None = None
    period: str | None = None


class Weighted(Table, frozen=True, kw_only=True):
    """What has full marks: a part or a criterion."""

    id: str
    name: str
    weight: Decimal
    lines: tuple[str, ...] = ()  # heading broken by meaning


class Part(Weighted, frozen=True, kw_only=True):
    """[[part]]: a 一级指标."""

    total: Aggregation | None = None  # None: the scheme's


class Criterion(Weighted, frozen=True, kw_only=True):
    """[[criterion]]. Keys that are the method's parameters stand in `parameters` (known per method)."""

    method: str
    part: str | None = None
    value: str | None = None
    value_name: str = ""  # what the value is called over its column, where it is a formula: 完成率
    value_unit: str = ""  # and its unit
    direction: Literal["higher", "lower"] = "higher"
    decimals: int | None = None  # of the value as shown; also what `compare = "rounded"` rounds to
    ties: str | None = None
    missing: Missing | None = None
    exempt: Missing | None = None
    within: Base | None = None
    scale: Decimal | None = None
    parameters: dict[str, Any] = field(default_factory=dict)  # numbers are Decimal, tables are tuples


class Counted(Table, frozen=True, kw_only=True):
    """What depends on how often something happened: an adjustment or a veto."""

    name: str
    indicator: str


class Adjustment(Counted, frozen=True, kw_only=True):
    """[[adjustment]]: 加分 (points_each > 0) or 扣分 (< 0)."""

    points_each: Decimal
    cap: Decimal | None = None
    capped: bool = True  # False: it stands beside bonus_cap and deduction_cap
    requires: str | None = None
    remark: str = ""


class Veto(Counted, frozen=True, kw_only=True):
    """[[veto]]: holds when its indicator is > 0."""

    effect: Literal["unranked", "last"] = "unranked"


class Grade(Table, frozen=True, kw_only=True):
    """[[grade]]: from a total, or the first k places."""

    name: str
    from_: Decimal | None = field(default=None, name="from")
    first: int | None = None
    within: Base = "all"


class Check(Table, frozen=True, kw_only=True):
    """[[check]]: a rule of the scheme's own, or (rule left out) the level of a built-in code."""

    code: str
    level: Literal["mandatory", "verify", "hint", "unchecked"] | None = None
    rule: str | None = None
    message: str = ""


class Handout(Table, frozen=True, kw_only=True):
    """[handout]: what the blank templates say."""

    deadline: str = ""
    contact: str = ""
    phone: str = ""
    instructions: tuple[str, ...] | str = ()


class Sheet(Table, frozen=True, kw_only=True):
    """[print.sheets.<name>]: one sheet's own title and whether it is written."""

    title: str = ""
    attachment: str = ""
    write: bool = True
    columns: tuple[str, ...] = ()


class Print(Table, frozen=True, kw_only=True):
    """[print]: what the workbook's pages say."""

    attachment: str = ""
    title: str = ""
    unit_line: str = ""
    signers: tuple[str, ...] = ("制表人", "审核人")
    secrecy: str = ""
    document_number: str = ""
    paper: Literal["A4", "A3"] = "A4"
    fonts: dict[str, str] | Literal["official", "common"] = "official"
    sheets: dict[str, Sheet] | tuple[str, ...] = field(default_factory=dict)


class Notice(Table, frozen=True, kw_only=True):
    """[notice]: the 通报. Its sentences and their {names} stand in `notice_words`; what is left out is ours."""

    title: str = ""
    addressee: str = ""
    paragraphs: tuple[str, ...] = ()  # the text's outline, in place of ours
    sentences: dict[str, str] | tuple[str, ...] = ()  # by name, in place of ours; a list is the outline
    requirements: tuple[str, ...] = ()
    date: str = ""  # 成文日期; left out: a blank to be filled by hand
    front: int = 3  # places told with their points …
    middle: int = 7  # … and those told after them
    most_named: int = 12  # counties that a sentence names
    criteria: tuple[str, ...] = ()  # ids or names of those that have a paragraph; left out: all
    attachments: Literal["all", "totals", "none"] = "all"


class Scheme(Table, frozen=True, kw_only=True, dict=True):  # for what is derived once
    """The rules of one half-year."""

    scheme: SchemeTable
    city: City = field(default_factory=City)
    group: tuple[Group, ...] = ()
    county: tuple[County, ...] = ()
    indicator: tuple[Indicator, ...] = ()
    ledger: tuple[Ledger, ...] = ()
    target: tuple[Target, ...] = ()
    part: tuple[Part, ...] = ()
    criterion: tuple[Criterion, ...] = ()
    adjustment: tuple[Adjustment, ...] = ()
    veto: tuple[Veto, ...] = ()
    grade: tuple[Grade, ...] = ()
    check: tuple[Check, ...] = ()
    handout: Handout = field(default_factory=Handout)
    print: Print = field(default_factory=Print)
    notice: Notice = field(default_factory=Notice)

    @property
    def period(self) -> str:
        """The scheme's period."""
        return self.scheme.period

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Indicators by id."""
        return {row.id: row for row in self.indicator}

    @cached_property
    def counties(self) -> tuple[str, ...]:
        """The counties' names in official order."""
        return tuple(row.name for row in self.county)

    def group_name(self, county: str) -> str | None:
        """The name of the group that a county is in."""
        names = {row.id: row.name for row in self.group}
        return next((names.get(row.group or "") for row in self.county if row.name == county), None)
