"""Numbers that a spreadsheet keeps as dates: which number formats say so, and which moment a number is."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache

LATEST = 2_958_465  # 9999-12-31
_DAYS = timedelta(days=1)
_FALSE_LEAP_DAY = 60  # 1900-02-29, which Excel knows and the calendar does not
# Texts in quotes, escaped characters, fillers, all brackets ([Red], [$-804], [DBNum1], [>=1]) but those of time spans.
_NO_DATE = re.compile(r'"[^"]*"?|\\.|[_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]?', re.IGNORECASE)
_GENERAL = re.compile(r"General|G/通用格式", re.IGNORECASE)
# e is the year in Chinese formats, and the exponent in 0.00E+00; aaa is the day of the week.
_DATE = re.compile(r"[ymdhs]|e(?![+-])|a{3}|上午|下午", re.IGNORECASE)
_RUNNING = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)


@lru_cache(maxsize=4096)
def is_date(number_format: str) -> bool:
    """Whether numbers of this format are shown as a date, a time or a span of time."""
    first = _NO_DATE.sub("", number_format).partition(";")[0]
    return _DATE.search(_GENERAL.sub("", first)) is not None


def moment(serial: float, number_format: str = "", *, since_1904: bool = False) -> str:
    """The ISO text of a number kept as a date, `2022-06-01`, `2022-06-01 08:30:00`, `08:30:00`; spans as hours.

    A number that is no date, less than 0 or beyond the year 9999, stays the text of that number.
    """
    if not 0 <= serial <= LATEST:
        return f"{serial:.15g}"
    seconds = round(serial * 86400)
    if _RUNNING.search(number_format):
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    days, rest = divmod(seconds, 86400)
    time = f"{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"
    if serial < 1:
        return time if rest or not since_1904 else "1904-01-01"
    if since_1904:
        day = datetime(1904, 1, 1) + days * _DAYS  # noqa: DTZ001  # a cell's date has no time zone
    elif days == _FALSE_LEAP_DAY:
        return "1900-02-29" if not rest else f"1900-02-29 {time}"
    else:
        day = datetime(1899, 12, 31 if days < _FALSE_LEAP_DAY else 30) + days * _DAYS  # noqa: DTZ001
    return f"{day:%Y-%m-%d}" if not rest else f"{day:%Y-%m-%d} {time}"
