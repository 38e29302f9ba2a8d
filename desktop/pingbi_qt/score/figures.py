"""Numbers as the screen shows them: the minus is U+2212."""

from __future__ import annotations

from decimal import Decimal


def shown(value: Decimal, digits: int) -> str:
    """With so many decimals; what is 0 has no minus.

    >>> shown(Decimal("-0.5"), 2)
    '−0.50'
    """
    text = f"{value:.{digits}f}"
    return text.removeprefix("-") if not text.strip("-0.") else text.replace("-", "−")
