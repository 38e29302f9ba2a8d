"""load(from_excel(to_excel(S))) == load(S): for our schemes, for one with every key, whoever saved the file between."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from pingbi.model import SchemeError
from pingbi.scheme import Scheme, find, load, parse, templates_folder
from pingbi.scheme.parameters import number as usable
from pingbi.scheme_book import SchemeRead, to_excel
from pingbi.scheme_book.columns import STRUCTS, Column, columns_of
from pingbi.scheme_book.names import Names, names_of
from pingbi.scheme_book.notation import decimal_of, number_text
from pingbi.scheme_book.parameters import parameters_of, parameters_text
from pingbi.scheme_book.values import meant, method_word, shown
from pingbi.scheme_book.words import CHOICES, HEADINGS, SHEETS
from pingbi.scoring import METHODS
from pingbi.workbook import write

OURS = sorted(path.parent.name for path in templates_folder().glob("*/scheme.toml"))


def agrees(scheme: Scheme, found: SchemeRead) -> None:
    assert found.mistakes == ()
    assert found.remarks == ()
    assert parse(found.text, "back.toml", METHODS) == scheme


def test_there_are_schemes_of_ours() -> None:
    assert OURS


@pytest.mark.parametrize("name", OURS)
def test_our_schemes_come_back(name: str, tmp_path: Path, read_back: Callable[[Path], SchemeRead]) -> None:
    scheme = load(find(name), METHODS)
    agrees(scheme, read_back(write(to_excel(scheme), tmp_path / "a.xlsx")))


def test_the_example_comes_back(shared: Path, tmp_path: Path, read_back: Callable[[Path], SchemeRead]) -> None:
    scheme = load(shared / "example-scheme.toml", METHODS)
    agrees(scheme, read_back(write(to_excel(scheme), tmp_path / "a.xlsx")))


def test_every_key_comes_back_also_as_saved_by_openpyxl(
    every: Scheme, otherwise: Scheme, tmp_path: Path, read_back: Callable[[Path], SchemeRead]
) -> None:
    for number, scheme in enumerate((every, otherwise)):
        path = write(to_excel(scheme), tmp_path / f"{number}.xlsx")
        agrees(scheme, read_back(path))
        openpyxl.load_workbook(path).save(path)
        agrees(scheme, read_back(path))


@pytest.mark.office
def test_every_key_comes_back_as_saved_by_libreoffice(
    every: Scheme,
    otherwise: Scheme,
    tmp_path: Path,
    read_back: Callable[[Path], SchemeRead],
    recalculated: Callable[..., list[Path]],
) -> None:
    schemes = [every, otherwise, *(load(find(name), METHODS) for name in OURS)]
    paths = [write(to_excel(scheme), tmp_path / f"{number}.xlsx") for number, scheme in enumerate(schemes)]
    for scheme, path in zip(schemes, recalculated(*paths), strict=True):
        agrees(scheme, read_back(path))


def test_what_is_read_back_is_written_the_same_again(
    every: Scheme, tmp_path: Path, read_back: Callable[[Path], SchemeRead]
) -> None:
    once = read_back(write(to_excel(every), tmp_path / "a.xlsx")).text
    again = read_back(write(to_excel(parse(once, "a", METHODS)), tmp_path / "a.xlsx")).text
    assert once == again


def test_no_cell_is_a_formula_of_excel(every: Scheme, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write(to_excel(every), tmp_path / "a.xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any(cell.value == "=以文件为准" for cell in cells)
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []


def test_the_text_keeps_names_and_numbers_as_a_person_writes_them(
    every: Scheme, tmp_path: Path, read_back: Callable[[Path], SchemeRead]
) -> None:
    text = read_back(write(to_excel(every), tmp_path / "a.xlsx")).text
    assert "value = 0.1\n" in text
    assert "maximum = 1234567890123456789.25\n" in text
    assert 'units = { "金额" = "亿元", "总额" = "亿元" }' in text
    assert "table = [[1, 1, 9.5], [2, 5, 3]]" in text
    assert [row["name"] for row in tomllib.loads(text)["county"]] == ["甲县", "乙区"]


def test_what_a_cell_cannot_hold_is_said(every: Scheme) -> None:
    long = msgspec.structs.replace(every, handout=msgspec.structs.replace(every.handout, contact="长" * 32768))
    with pytest.raises(SchemeError, match=r"“填报”表的“联系科室”超过32767个字"):
        to_excel(long)


# What cannot be forgotten.


def keys_of(kind: Any) -> Iterator[type[msgspec.Struct]]:  # noqa: ANN401
    """Every struct that a type leads to."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield kind
        for row in msgspec.structs.fields(kind):
            yield from keys_of(row.type)
    for part in getattr(kind, "__args__", ()):
        yield from keys_of(part)


def test_every_table_of_the_shape_has_a_sheet() -> None:
    assert {*keys_of(Scheme)} - {Scheme} == set(STRUCTS.values())
    assert set(STRUCTS) == set(SHEETS)
    assert {row.name for row in msgspec.structs.fields(Scheme)} | {"sheets"} == set(SHEETS)


@pytest.mark.parametrize("table", STRUCTS)
def test_every_key_of_a_table_has_a_column_with_a_chinese_heading_of_its_own(table: str) -> None:
    columns = columns_of(table)
    keys = {row.encode_name for row in msgspec.structs.fields(STRUCTS[table])}
    assert keys <= {column.key for column in columns}
    assert {column.label for column in columns if column.word == column.label} == set()
    assert len({column.word for column in columns}) == len({column.label for column in columns}) == len(columns)
    assert {column.label for column in columns if f"{table}.{column.label}" not in HEADINGS} <= set(HEADINGS)


@pytest.mark.parametrize("table", STRUCTS)
def test_every_choice_has_a_chinese_word_of_its_own(table: str) -> None:
    for column in columns_of(table):
        words = [column.word_of(value) for value in column.choices]
        assert len(set(words)) == len(words)
        assert [
            value for value in column.choices if value not in CHOICES and f"{column.key}:{value}" not in CHOICES
        ] == []


def test_no_two_methods_have_one_name() -> None:
    assert [method_word(row, METHODS) for row in METHODS.values()] == [row.name for row in METHODS.values()]


def rows_of(scheme: Scheme, table: str) -> list[Any]:
    if table == "sheets":
        return list(scheme.print.sheets.values()) if isinstance(scheme.print.sheets, dict) else []
    held = getattr(scheme, table)
    return list(held) if isinstance(held, tuple) else [held]


@pytest.mark.parametrize("table", STRUCTS)
def test_the_schemes_with_every_key_use_every_column(table: str, every: Scheme, otherwise: Scheme) -> None:
    def used(column: Column) -> bool:
        values = [
            (getattr(row, "from_" if column.key == "from" else column.key), scheme)
            for scheme in (every, otherwise)
            for row in rows_of(scheme, table)
        ]
        return any(shown(value, column, names_of(scheme), METHODS) is not None for value, scheme in values)

    columns = [row for row in columns_of(table) if row.key != "sheet" and row.sort != "parameters"]
    assert [column.label for column in columns if not used(column)] == []


def test_the_scheme_with_every_key_uses_every_parameter(every: Scheme) -> None:
    given_keys = {(row.method, key) for row in every.criterion for key in row.parameters}
    assert {(row.key, item.key) for row in METHODS.values() for item in row.parameters} <= given_keys


# Whatever people write.

TEXTS = some.one_of(
    some.text(max_size=12),
    some.text(alphabet='；;，,=＝：:｜|"“”、\n\r\t \u3000空表（）甲1１_x0041', max_size=12),
    some.sampled_from(
        ["（空）", "（空表）", "(空)", '"', '""', "_x000D_", "=A1", "'甲", "\x7f", "\u2028", "１", "01", "TRUE"]
    ),
)
NAMED = Names(
    {
        "indicator": [("a", "甲；乙"), ("b", "a"), ("目标表", "按时期"), ("12", "１２"), ('"', "=x，y")],
        "group": [("g", "县=区")],
    }
)
INDICATORS = some.sampled_from([row for row, _ in NAMED.rows["indicator"]])
NUMBERS = some.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20).filter(
    lambda value: usable(value) is not None
)


def round_tripped(value: Any, column: Column, names: Names) -> Any:  # noqa: ANN401
    text = shown(value, column, names, METHODS)
    if text is None:
        return column.default
    return meant(number_text(text) if isinstance(text, Decimal) else text.strip(), column, names, METHODS)


ALL = [(table, column.label) for table in STRUCTS for column in columns_of(table)]
BY_SORT = {"text": TEXTS, "list": some.lists(TEXTS, max_size=4).map(tuple), "number": NUMBERS, "flag": some.booleans()}
BY_SORT |= {"pairs": some.dictionaries(TEXTS, TEXTS, max_size=3), "whole": some.integers(-(10**20), 10**20)}
BY_SORT |= {"lists": some.dictionaries(TEXTS, some.lists(TEXTS, max_size=3).map(tuple), max_size=3)}


@settings(max_examples=400, deadline=None)
@given(some.data())
def test_whatever_a_value_is_its_cell_means_it(data: some.DataObject) -> None:
    table, label = data.draw(some.sampled_from(ALL))
    column = next(row for row in columns_of(table) if row.label == label)
    if column.sort not in BY_SORT:
        return
    value = data.draw(BY_SORT[column.sort])
    found = round_tripped(value, column, NAMED)
    plain = msgspec.to_builtins(value) if not isinstance(value, Decimal) else value
    assert (tuple(found) if isinstance(value, tuple) else found) == (
        value if isinstance(value, tuple) else plain_of(plain)
    )
    if isinstance(value, dict):
        assert list(found) == list(value)


def plain_of(value: Any) -> Any:  # noqa: ANN401
    return (
        {key: list(item) if isinstance(item, tuple) else item for key, item in value.items()}
        if isinstance(value, dict)
        else value
    )


@settings(max_examples=200, deadline=None)
@given(some.data())
def test_whatever_the_parameters_are_their_cell_means_them(data: some.DataObject) -> None:
    method = METHODS[data.draw(some.sampled_from(sorted(METHODS)))]
    rows = some.lists(some.tuples(NUMBERS, NUMBERS), min_size=1, max_size=3).map(tuple)
    strategies: dict[str, some.SearchStrategy[Any]] = {
        "number": NUMBERS,
        "flag": some.booleans(),
        "table": rows,
        "numbers": some.lists(NUMBERS, min_size=1, max_size=3).map(tuple),
        "prices": some.dictionaries(INDICATORS, NUMBERS, min_size=1, max_size=3),
        "indicators": some.lists(INDICATORS, min_size=1, max_size=3).map(tuple),
        "target": some.one_of(NUMBERS, INDICATORS, some.just("TARGET")),
        "schedule": some.one_of(NUMBERS, some.just("period")),
    }
    value = {row.key: data.draw(strategies[row.kind]) for row in method.parameters}
    if any(row.kind == "table" for row in method.parameters):
        value["tables"] = {"g": data.draw(rows)}
    found = parameters_of(parameters_text(value, method, NAMED).strip(), method, NAMED)
    assert tuples(found) == tuples(value)


def tuples(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {key: tuples(item) for key, item in value.items()}
    return tuple(map(tuples, value)) if isinstance(value, list | tuple) else value


@settings(max_examples=12, deadline=None)
@given(some.lists(TEXTS, min_size=12, max_size=12), some.lists(NUMBERS, min_size=3, max_size=3))
def test_whatever_a_scheme_says_it_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    read_back: Callable[[Path], SchemeRead],
    every: Scheme,
    texts: list[str],
    numbers: list[Decimal],
) -> None:
    change = msgspec.structs.replace
    plain = [text.replace("{", "<").replace("}", ">") for text in texts[9:12]]  # a name in braces must be known
    first = change(every.indicator[0], definition=texts[0], source=texts[1], office=texts[2], lines=tuple(texts[3:5]))
    scheme = change(
        every,
        scheme=change(every.scheme, issuer=texts[0], notes=tuple(texts[5:9])),
        indicator=(first, *every.indicator[1:]),
        target=tuple(change(every.target[0], value=number) for number in numbers),
        handout=change(every.handout, instructions=tuple(texts[9:11])),
        print=change(every.print, title=texts[3], fonts=dict(zip(texts[:3], texts[3:6], strict=True))),
        notice=change(every.notice, sentences=dict(zip(("first", "band", "tied"), plain, strict=True))),
    )
    agrees(scheme, read_back(write(to_excel(scheme), tmp_path_factory.mktemp("scheme") / "a.xlsx")))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        pytest.param("１２．５", "12.5", id="full-width"),
        pytest.param("-0.10", "-0.10", id="digits stay"),
        pytest.param("1,234.5", "1234.5", id="thousands"),
        pytest.param("＋３", "3", id="a sign"),
        pytest.param(".5", "0.5", id="no leading zero"),
    ],
)
def test_a_number_is_read_as_typed(typed: str, number: str) -> None:
    assert decimal_of(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["", "12亿", "1e5", "一", "1.2.3", "nan", "1,23", "12 5", "9" * 70])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert decimal_of(typed) is None
