"""A complete set of submissions, made by filling our own templates with the figures of a sample folder.

figures.csv and city.csv are tables as `score --data` has them (county, indicator ids, id@last_year, id@target; a row of
the city's name is the city). sins.csv says what one filler wrote instead of the number; that filler has also moved
the column of this period. Every text file of the folder is a report and goes along as it is.
"""

from __future__ import annotations

import csv
from decimal import Decimal, InvalidOperation
from io import StringIO
from typing import TYPE_CHECKING

from pingbi.handout.form import COLUMNS
from pingbi.handout.templates import CITY_FILE, city_workbook, county_workbook, file_names
from pingbi.model import PingbiError, Role
from pingbi.model.fingerprint import LAST_YEAR, NOW
from pingbi.workbook import write

if TYPE_CHECKING:
    from pathlib import Path

    from pingbi.handout.checks import Content
    from pingbi.model.figures import Key
    from pingbi.scheme import Scheme

MARK = "示例数据"
EXEMPT = "—"


def write_sample(scheme: Scheme, sample_folder: Path, folder: Path) -> list[Path]:
    """Filled templates, the city's table and the reports, all marked 示例数据. Raises PingbiError."""
    contents = _figures(scheme, sample_folder / "figures.csv") | _figures(scheme, sample_folder / "city.csv")
    sins = {(row["county"], row["indicator"], Role.NOW): row["written"] for row in _rows(sample_folder / "sins.csv")}
    sinners = {county for county, _, _ in sins}
    written: list[Path] = []
    names = file_names([*(f"{county}填报表" for county in scheme.counties), CITY_FILE])
    for county, name in zip(scheme.counties, names, strict=False):
        columns = _moved(COLUMNS) if county in sinners else COLUMNS
        plan = county_workbook(scheme, county, contents | sins, columns=columns, sample=MARK)
        written.append(write(plan, folder / name))
    city = city_workbook(scheme, contents, sample=MARK)
    if city is not None:
        written.append(write(city, folder / names[-1]))
    for path in sorted(sample_folder.glob("*.txt")):
        target = folder / path.name
        target.write_bytes(path.read_bytes())
        written.append(target)
    return written


def _moved(columns: tuple[str, ...]) -> list[str]:
    """This period's column before last year's."""
    order = [word for word in columns if word != NOW]
    order.insert(order.index(LAST_YEAR), NOW)
    return order


def _figures(scheme: Scheme, path: Path) -> dict[Key, Content]:
    found: dict[Key, Content] = {}
    known = {*scheme.counties, scheme.city.name}
    for row in _rows(path):
        county = row.pop("county")
        if county not in known:
            raise PingbiError(f"{path.name}：没有县区“{county}”")
        for head, text in row.items():
            indicator, _, role = head.partition("@")
            if indicator not in scheme.indicators:
                raise PingbiError(f"{path.name}：没有指标“{indicator}”")
            if text:
                found[county, indicator, Role(role or "now")] = _content(path, text)
    return found


def _content(path: Path, text: str) -> Content:
    if text == "exempt":
        return EXEMPT
    try:
        return Decimal(text)
    except InvalidOperation:
        raise PingbiError(f"{path.name}：“{text}”不是数字") from None


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        raise PingbiError(f"程序不完整：缺少示例数据 {path.name}，请重新安装") from None
    return list(csv.DictReader(StringIO(text)))
