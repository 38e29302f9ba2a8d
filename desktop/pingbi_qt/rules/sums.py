"""What the weights come to: of all, and of each part that its criteria do not fill."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pingbi.scheme_draft import Draft, Row
    from pingbi_qt.rules.editing import Editing

ZERO = Decimal(0)


def sums(editing: Editing, table: str) -> tuple[str, bool]:
    """(权重合计 100，满分 100; whether it fits). Empty for tables without weights."""
    draft = editing.draft
    if draft is None or table not in ("criterion", "part"):
        return "", True
    parts = draft.rows("part")
    criteria = draft.rows("criterion")
    loose = sum((number(row["weight"]) for row in criteria if not row["part"]), ZERO)
    total = loose + sum((number(row["weight"]) for row in parts), ZERO)
    full = draft.cell("scheme", 0, "full")
    fits = not full or number(full) == total
    words = [f"权重合计 {plain(total)}{f'，满分 {full}' if full else ''}"]
    for part in parts:
        own = within(draft, part)
        if own != number(part["weight"]):
            words.append(f"“{part['name']}”里的合计 {plain(own)}，该部分权重 {part['weight'] or '没填'}，按比例折算")
    return "；".join(words), fits


def within(draft: Draft, part: Row) -> Decimal:
    """What the criteria of a part weigh together."""
    names = (part["name"], part["id"])
    return sum((number(row["weight"]) for row in draft.rows("criterion") if row["part"] in names), ZERO)


def number(text: str) -> Decimal:
    """What is no number weighs nothing here; that it is none is said at its cell."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return ZERO
    return found if found.is_finite() else ZERO


def plain(value: Decimal) -> str:
    """Without noughts at the end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
