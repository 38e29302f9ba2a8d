"""What of OpenDocument's styles changes what a cell says: its number format in Excel's letters, a line through it."""

from __future__ import annotations

from collections.abc import Iterator

from pingbi.readers.dates import is_date
from pingbi.readers.xlsx_styles import Style

_LONG = {"year": "yyyy", "month": "mm", "day": "dd", "hours": "hh", "minutes": "mm", "seconds": "ss", "quarter": "0"}
_PARTS = {"am-pm": "AM/PM", "text-content": "@", "day-of-week": "aaaa", "era": "", "week-of-year": "0", "boolean": ""}
_FORMATS = frozenset(
    ("number-style", "percentage-style", "currency-style", "date-style", "time-style", "text-style", "boolean-style")
)
_DEEPEST = 20  # styles that rest on each other
_PLAIN = frozenset("%-/:. ,")


class Styles:
    """Learns styles from the tags that are given to it, of one part or of several."""

    def __init__(self) -> None:
        self._formats: dict[str, str] = {}
        self._uses: dict[str, tuple[str, str]] = {}  # style -> (its format, the style it rests on)
        self._struck: dict[str, bool] = {}
        self._found: dict[str, Style] = {}
        self._style = ""
        self._format: list[str] | None = None
        self._format_name = ""

    def start(self, name: str, attributes: dict[str, str]) -> bool:
        """A tag opens; whether the words inside it belong here."""
        if name in _FORMATS:
            self._format, self._format_name = [], attributes.get("name", "")
        elif self._format is not None:
            return self._part(self._format, name, attributes)
        elif name in {"style", "default-style"}:
            self._style = attributes.get("name", "")
            self._uses[self._style] = attributes.get("data-style-name", ""), attributes.get("parent-style-name", "")
        elif name == "text-properties" and self._style:
            line = attributes.get("text-line-through-style", attributes.get("text-line-through-type", ""))
            if line:
                self._struck[self._style] = line != "none"
        return False

    def end(self, name: str, words: str) -> None:
        """A tag closes, with the words inside it."""
        if name in _FORMATS and self._format is not None:
            self._formats[self._format_name] = "".join(self._format)
            self._format = None
        elif self._format is not None and name in {"text", "currency-symbol"} and words:
            self._format.append(words if _PLAIN.issuperset(words) else '"' + words.replace('"', "") + '"')
        elif name in {"style", "default-style"}:
            self._style = ""

    def style(self, name: str) -> Style:
        """A style, with what it takes from those it rests on."""
        if name not in self._found:
            line = list(self._line(name))
            formats = (self._formats.get(self._uses[style][0]) for style in line)
            number_format = next((shown for shown in formats if shown), "General")
            struck = next((self._struck[style] for style in line if style in self._struck), False)
            self._found[name] = Style(number_format, is_date(number_format), struck)
        return self._found[name]

    def _line(self, name: str) -> Iterator[str]:
        """The style and those it rests on."""
        for _ in range(_DEEPEST):
            if name not in self._uses:
                break
            yield name
            name = self._uses[name][1]

    @staticmethod
    def _part(pieces: list[str], name: str, attributes: dict[str, str]) -> bool:
        if name in {"number", "scientific-number", "fraction"}:
            digits = attributes.get("decimal-places", "")
            places = min(int(digits), 30) if digits.isdecimal() and len(digits) < 4 else 0
            whole = "#,##0" if attributes.get("grouping") == "true" else "0"
            factor = attributes.get("display-factor", "1")
            pieces.append(whole + ("." + "0" * places if places else "") + "," * (factor.count("0") // 3))
            pieces.append("E+00" if name == "scientific-number" else "")
        elif name in _LONG:
            pieces.append(_LONG[name])
        elif name in _PARTS:
            pieces.append(_PARTS[name])
        return name in {"text", "currency-symbol"}
