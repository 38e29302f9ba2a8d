"""Periods as a person chooses them: a year and a part of it, in words."""

from __future__ import annotations

from datetime import date

PARTS: tuple[tuple[str, str], ...] = (
    ("H1", "上半年"),
    ("H2", "下半年"),
    *((f"Q{at}", f"{'一二三四'[at - 1]}季度") for at in range(1, 5)),
    ("", "全年"),
    *((f"M01-{at:02}", f"1—{at}月") for at in range(2, 12)),
    *((f"M{at:02}", f"{at}月") for at in range(1, 13)),
)


def period_of(year: int, part: str) -> str:
    """2022 and H1 are 2022H1."""
    return f"{year}{part}"


def parted(period: str) -> tuple[int, str] | None:
    """The year and the part; None for a period that is not offered."""
    part = period[4:]
    known = any(part == key for key, _ in PARTS)
    return (int(period[:4]), part) if known and period[:4].isdigit() else None


def after(period: str) -> str:
    """The next one of its kind: the same part of the next year where parts do not follow each other."""
    from pingbi.model.catalogue import period_before

    found = parted(period)
    if found is None:
        return period
    year, part = found
    candidates = [period_of(each, key) for each in (year, year + 1) for key, _ in PARTS if key[:1] == part[:1]]
    same_kind = [row for row in candidates if len(row) == len(period)]
    return next((row for row in same_kind if period_before(row) == period), period_of(year + 1, part))


def day_of(words: str) -> str | None:
    """A day as it may be typed, in ISO form; empty for nothing, None where it is no day."""
    text = words.strip()
    if not text:
        return ""
    for sign in "年月/.":
        text = text.replace(sign, "-")
    pieces = text.replace("日", "").strip("-").split("-")
    if len(pieces) != 3:
        pieces = [text[:4], text[4:6], text[6:]] if len(text) == 8 and text.isdigit() else pieces
    try:
        year, month, day = (int(piece) for piece in pieces)
        return date(year, month, day).isoformat()
    except ValueError:
        return None
