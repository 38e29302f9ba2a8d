"""The JSON of CONTRACT.md: what other people's scripts read. Numbers are strings of decimals without exponent."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from pingbi.model import ByHand, Derived, InArchive, InRows, InSheet, InText
from pingbi.scoring import rounded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pingbi.model import Fact, Finding, Origin, PlaceChanges, Result, Score, Total
    from pingbi.scheme import Scheme

MOST_DECIMALS = Decimal("1E-12")
Json = dict[str, Any]


def number(value: Decimal | int | None) -> str | None:
    """A computed number with at most 12 decimals and no exponent; None stays null.

    >>> number(Decimal("86.49870"))
    '86.4987'
    """
    if value is None:
        return None
    value = Decimal(value)
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -12:
        value = value.quantize(MOST_DECIMALS, ROUND_HALF_UP)
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def place(value: Decimal | int | None) -> int | str | None:
    """A place is an integer, or a string such as "2.5" under ties = average."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else number(value)


def printed(value: Decimal | None, decimals: int) -> str | None:
    """Points as printed: a fixed number of decimals."""
    return None if value is None else f"{value:.{decimals}f}"


def finding(item: Finding) -> Json:
    """One finding."""
    return {
        "id": item.id,
        "code": item.code,
        "level": item.level.value,
        "county": item.county,
        "indicator": item.indicator,
        "message": str(item),
        "places": [row for origin in item.places for row in _places(origin)],
    }


def findings(items: Iterable[Finding]) -> list[Json]:
    """All findings."""
    return [finding(item) for item in items]


def _places(origin: Origin) -> Iterable[Json]:
    match origin:
        case InSheet(file=file, sheet=sheet, cell=cell):
            yield {"file": file, "sheet": sheet, "cell": cell}
        case InRows(ranges=ranges):
            for part in ranges:
                yield {"file": part.file, "sheet": part.sheet, "cell": part.cells}
        case InText(file=file, start=start, end=end, quote=quote, page=page):
            yield {"file": file, "start": start, "end": end, "quote": quote} | ({"page": page} if page else {})
        case ByHand(reason=reason, by=by, over=over):
            yield {"reason": reason, "by": by}
            if over is not None:
                yield from _places(over)
        case InArchive(file=file, period=period, text=text, edition=edition):
            yield {"file": file, "period": period, "quote": text} | ({"edition": edition} if edition else {})
        case Derived(operands=operands):
            for operand in operands:
                yield from _places(operand)


def evaluation(scheme: Scheme, result: Result, all_findings: Iterable[Finding]) -> Json:
    """What `score --json` and `evaluate --json` print."""
    rules = scheme.scheme
    return {
        "scheme": rules.name,
        "period": rules.period,
        "criteria": [
            {
                "id": criterion.id,
                "weight": number(criterion.weight),
                "rows": [_score(score, rules.decimals) for score in criterion.scores.values()],
            }
            for criterion in result.criteria
        ],
        "totals": [_total(total, scheme) for total in result.totals],
        "findings": findings(all_findings),
    }


def with_real(
    answer: Json, changes: Iterable[str], scheme: Scheme, result: Result, all_findings: Iterable[Finding]
) -> Json:
    """The answer of a trial: what was changed, and beside the trial's own the real criteria, totals and findings."""
    real = evaluation(scheme, result, all_findings)
    return {**answer, "trial": list(changes), "real": {key: real[key] for key in ("criteria", "totals", "findings")}}


def changes(scheme: Scheme, found: PlaceChanges) -> list[Json]:
    """Against the last period: places and points of then and now, and what each change of points comes from."""
    digits = scheme.scheme.total_decimals
    return [
        {
            "county": row.county,
            "place_before": place(row.place_then),
            "place": place(row.place),
            "points_before": printed(row.total_then, max(digits, _decimals(row.total_then))),
            "points": printed(row.total, digits),
            "own": number(row.own),
            "others": number(row.others),
            "rules": number(row.rules),
        }
        for row in found.rows
    ]


def _decimals(value: Decimal | None) -> int:
    exponent = value.as_tuple().exponent if value is not None else 0
    return -exponent if isinstance(exponent, int) else 0


def _score(score: Score, decimals: int) -> Json:
    return {
        "county": score.county,
        "value": number(score.value),
        "points": printed(score.shown, decimals),
        "points_exact": number(score.points),
        "place": place(score.place),
        "group_place": place(score.group_place),
    }


def _total(total: Total, scheme: Scheme) -> Json:
    rules = scheme.scheme
    return {
        "county": total.county,
        "group": total.group,
        "points": printed(total.shown, rules.total_decimals),
        "points_exact": number(total.exact),
        "bonus": number(rounded(total.bonus, rules.decimals, rules.rounding)),
        "deduction": number(rounded(total.deduction, rules.decimals, rules.rounding)),
        "place": place(total.place),
        "group_place": place(total.group_place),
        "grade": total.grade,
        "note": total.note,
    }


def fact(item: Fact) -> Json:
    """One fact of a report text."""
    return {
        "file": item.file,
        "county": item.county,
        "indicator": item.indicator,
        "indicator_id": item.indicator_id,
        "value": str(item.value),
        "unit": item.unit,
        "kind": str(item.kind),
        "period": item.period,
        "qualifier": item.qualifier,
        "reference": item.reference,
        "number_start": item.number_start,
        "number_end": item.number_end,
        "quote": item.quote,
        "confidence": str(item.confidence),
    } | ({"page": item.page} if item.page else {})
