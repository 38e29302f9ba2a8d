"""The methods of scoring as they are offered: by their Chinese names, each with its own parameters as fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pingbi.scheme_book.notation import ITEMS, cut, number_text, pair_of, plain, written
from pingbi.scheme_book.parameters import BY_PERIOD, EACH_TARGET, FLAGS, GROUPED, word_of
from pingbi.scheme_book.values import method_word
from pingbi.scheme_draft.fields import Field, Kind, Offer
from pingbi.scoring import METHODS

if TYPE_CHECKING:
    from pingbi.scheme import MethodShape, Parameter
    from pingbi.scheme_draft.draft import Draft

_HELD = "；;\n，,=＝：:｜|"
_HELP = {
    "number": "",
    "flag": "",
    "table": "一档里的数用“，”隔开，档与档用“｜”隔开，如 1，3，5｜4，6，4",
    "numbers": "几个数，用“，”隔开",
    "prices": "指标=单价，用“，”隔开",
    "indicators": "几个指标，用“，”隔开",
    "target": "一个数、一个指标，或目标表里各县区的目标",
    "schedule": "应完成的比例：一个数，或按时期折算",
}
_KINDS: dict[str, Kind] = {"number": "number", "flag": "choice", "target": "choice", "schedule": "choice"}


@dataclass(frozen=True, slots=True)
class Method:
    """One method: its Chinese name, whether a criterion of it takes a value, the names of its parameters."""

    key: str
    name: str
    takes_value: bool
    shape: MethodShape

    def fields(self, draft: Draft) -> tuple[Field, ...]:
        """Its parameters, as fields of a criterion; the label of each is its word."""
        found: list[Field] = []
        for row in self.shape.parameters:
            word = word_of(row, self.shape)
            choices = _choices(row, draft)
            kind = _KINDS.get(row.kind, "lines")
            usual = _usual(row)
            only = row.kind == "flag"
            found.append(Field("criterion", word, word, _HELP[row.kind], kind, row.required, usual, choices, only=only))
            if row.kind == "table":
                groups = [group["name"] or group["id"] for group in draft.rows("group")]
                found += [
                    Field("criterion", f"{GROUPED}{name}", f"只用于{name}", _HELP["table"], "lines") for name in groups
                ]
        return tuple(found)


def methods() -> dict[str, Method]:
    """Every method by the name under which it is chosen."""
    names = {key: method_word(shape, METHODS) for key, shape in METHODS.items()}
    return {names[key]: Method(key, names[key], shape.takes_value, shape) for key, shape in METHODS.items()}


def parameter(text: str, label: str) -> str:
    """What a cell of parameters says of one of them; empty where nothing."""
    return next((value for name, value in _pairs(text) if plain(name) == plain(label)), "")


def with_parameter(text: str, label: str, value: str) -> str:
    """The cell with that parameter given (left out where it is blank); the others stay as they are."""
    rows = [(name, value if plain(name) == plain(label) else held) for name, held in _pairs(text)]
    if value and all(plain(name) != plain(label) for name, _ in rows):
        rows.append((label, value))
    return ITEMS[0].join(f"{written(name, _HELD)}={held}" for name, held in rows if held)


def fitted(text: str, method: Method, draft: Draft) -> tuple[str, tuple[str, ...]]:
    """(the parameters that another method knows too, the words of those that it does not)."""
    known = {plain(name) for field in method.fields(draft) for name in (field.label,)}
    known |= {plain(row.key) for row in method.shape.parameters}
    gone = tuple(name for name, _ in _pairs(text) if plain(name) not in known)
    for name in gone:
        text = with_parameter(text, name, "")
    return text, gone


def _pairs(text: str) -> list[tuple[str, str]]:
    return [pair for piece in cut(text, ITEMS) if (pair := pair_of(piece)) is not None]


def _choices(row: Parameter, draft: Draft) -> tuple[Offer, ...]:
    words: tuple[str, ...] = ()
    if row.kind == "flag":
        words = tuple(FLAGS.values())
    elif row.kind == "schedule":
        words = (BY_PERIOD,)
    elif row.kind == "target":
        words = (EACH_TARGET, *(item["name"] for item in draft.rows("indicator") if item["name"]))
    return tuple((word, word) for word in words)


def _usual(row: Parameter) -> str:
    value = row.default
    if value is None:
        return ""
    if isinstance(value, bool):
        return FLAGS[value]
    return "，".join(map(number_text, value)) if isinstance(value, tuple) else number_text(value)
