"""The numbers of tables printed as lines -> facts of the text's owner, or of the county that a row names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy

from pingbi.extraction.certainty import OFFERED
from pingbi.extraction.mapping import Meanings
from pingbi.extraction.numerals import numeral
from pingbi.extraction.printed_lines import Printed
from pingbi.extraction.times import times
from pingbi.extraction.whose import Places
from pingbi.model import Fact
from pingbi.model.catalogue import Kind, year_before

_COMPARED = re.compile(r"[比较与](?:[去上]年)?(?:同期|[去上]年)(?:相比)?")


def read_printed(
    printed: list[Printed], text: str, rest: str, places: Places, file: str, meanings: Meanings, default: str
) -> Iterator[Fact]:
    """The period is the one that the words above the table name last, or its column's own; `rest` holds no tables."""
    bare = re.sub(r"\s", "", text)
    owner = copy(places).settle(bare) if printed else None
    period = None
    if printed:
        named = [time for time in times(re.sub(r"\s", "", rest[: printed[0].start]), default) if time.sort == "span"]
        period = named[-1].period if named else None
    for row in printed:
        county = owner if row.place is None else places.names.get(row.place, row.place)
        own = next(times(_COMPARED.sub("", row.column), default), None) if row.column else None
        when = period if own is None else own.period if own.sort != "before" else year_before(period or default)
        indicator, sure = meanings.of(row.subject, row.kind, row.unit)
        value = numeral(row.digits)
        yield Fact(
            file=file,
            county=county,
            indicator=row.subject,
            indicator_id=indicator.id if indicator is not None else None,
            value=-abs(value) if row.negative else value,
            unit=row.unit,
            kind=row.kind,
            period=f"{(period or default)[:4]}FY-plan" if row.planned else when,
            qualifier=None,
            reference=None,
            number_start=row.start,
            number_end=row.end,
            quote=row.quote,
            confidence=min(sure, OFFERED) if row.unsure or (row.kind is Kind.LEVEL and not row.unit) else sure,
        )
