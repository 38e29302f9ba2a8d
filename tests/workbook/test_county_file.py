"""The workbook sent to one county: its own alone, down to the last byte of the package."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import openpyxl
import pytest

from pingbi.for_counties import asked, workbooks
from pingbi.model import ByHand, Edition, Figure, Finding, InSheet, InText, Level, Role, Source, State
from pingbi.workbook import Book, untouched
from pingbi.workbook.county_file import LEFT_OUT, file_name
from pingbi.workbook.written import SHEET as RECORD

Made = Callable[..., Book]

NAMES = ("范县", "台前县", "清丰县", "经济技术开发区", "工业园区")
ALIASES = {"经济技术开发区": ("开发区", "经开区"), "工业园区": ("濮阳工业园区",)}
RULES = """indicator = [{id="a", name="投资增速", unit="%", kind="yoy", decimals=4},
    {id="b", name="能耗", unit="%", kind="yoy", decimals=4}]
criterion = [{id="x", name="投资增速", weight=60, method="benchmark", value="a"},
    {id="y", name="能耗", weight=40, method="rank_step", value="b", direction="lower", step=0.1}]"""
SEED = "某市评比，范县增长31.5731%，台前县增长27.9137%"
# numbers by which each county's figures and corrections are told from all others
OWN = {
    "范县": ("31.5731", "8.1371"),
    "台前县": ("27.9137", "7.3173"),
    "清丰县": ("24.7193", "6.7391"),
    "经济技术开发区": ("21.3719", "9.3719"),
    "工业园区": ("18.9371", "5.1937"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Finding):
    code: ClassVar[str] = "jump"
    words: str

    def __str__(self) -> str:
        return self.words


def figure(county: str, indicator: str, value: str, origin: InText | ByHand | InSheet, note: str = "") -> Figure:
    return Figure(
        county,
        indicator,
        Decimal(value),
        "2022H1",
        Source.TEXT if isinstance(origin, InText) else Source.TEMPLATE,
        origin,
        State.READ,
        Role.NOW,
        value,
        "%",
        "2022-07-06T09:12:00",
        note=note,
    )


def extra() -> list[Figure]:
    """A sentence of two counties, a correction with another's name in its reason, a remark with another's number."""
    sheet = InSheet("台前县填报表.xlsx", "填报表", "D7", "27.9137")
    return [
        figure("范县", "a", "31.5731", InText("全市通稿.txt", 9, 16, SEED)),
        figure("台前县", "a", "27.9137", ByHand("与清丰县24.7193对调更正", "张三", "2022-07-07", sheet)),
        figure("清丰县", "b", "6.7391", InSheet("清丰县.xlsx", "填报表", "D8", "6.7391"), note="比开发区的9.3719低"),
    ]


FINDINGS = (
    Noted(county="范县", indicator="a", words="范县的投资增速31.5731与台前县的27.9137同一句话报出"),
    Noted(
        county="范县",
        indicator="b",
        words="范县的能耗比上年同期下降8.1371",
        places=(InSheet("台前县填报表.xlsx", "填报表", "D7", "7.3173"), InSheet("范县.xlsx", "填报表", "D8", "8.1371")),
    ),
    Noted(county="台前县", indicator="a", words="台前县的投资增速原为27.9137", level_override=Level.MANDATORY),
)


def book_of(made: Made) -> Book:
    table = "\n".join(
        ["a b", "全市 25 7", *(f"{name}:{'县' if '县' in name else '区'} {' '.join(OWN[name])}" for name in NAMES)]
    )
    given = made(
        table,
        tables=RULES,
        figures=extra(),
        findings=FINDINGS,
        handled={FINDINGS[0].id: "台前县27.9137是对的"},
        edition=Edition(3, 2, "ab12cd34", "2022-07-10T09:00:00"),
    )
    counties = tuple(
        type(row)(name=row.name, group=row.group, aliases=ALIASES.get(row.name, ())) for row in given.scheme.county
    )
    scheme = type(given.scheme)(
        **{name: getattr(given.scheme, name) for name in given.scheme.__struct_fields__ if name != "county"}
        | {"county": counties}
    )
    book = replace(given, scheme=scheme)
    views = asked(book)
    return replace(book, county_views=lambda: views)


@pytest.fixture(scope="module")
def written(made: Made, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("各县区")
    book = book_of(made)
    paths = [write(folder / name) for name, write in workbooks(book)]
    return dict(zip(book.counties.names, paths, strict=True))


def parts(path: Path) -> Iterator[tuple[str, str]]:
    """Every part of the package as text, its name too."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            yield name, f"{name}\n{package.read(name).decode('utf-8')}"


@pytest.mark.parametrize("county", NAMES)
def test_no_part_of_the_package_holds_anothers_name_or_number(written: dict[str, Path], county: str) -> None:
    mine = (county, *ALIASES.get(county, ()))
    for name, text in parts(written[county]):
        plain = re.sub(r"[\s\u3000]", "", text)
        for own in sorted(mine, key=len, reverse=True):
            plain = plain.replace(own, "＊")
        for other in NAMES:
            if other == county:
                continue
            named = [word for word in (other, *ALIASES.get(other, ())) if word in plain]
            numbers = [number for number in OWN[other] if number in plain]
            assert (named, numbers) == ([], []), (name, other)


@pytest.mark.parametrize("county", NAMES)
def test_its_own_are_there(written: dict[str, Path], county: str) -> None:
    text = "".join(text for _, text in parts(written[county]))
    assert county.replace("范县", "范　县") in text
    for number in OWN[county]:
        assert number in text


def test_a_test_for_what_must_not_be_there_finds_it_where_it_is(written: dict[str, Path]) -> None:
    """The search above would see a name and a number in any part."""
    text = "".join(text for _, text in parts(written["范县"]))
    assert "31.5731" in text
    assert "投资增速" in text


def test_nothing_in_it_is_computed_or_leads_anywhere(written: dict[str, Path]) -> None:
    for path in written.values():
        book = openpyxl.load_workbook(path)
        assert [sheet.title for sheet in book.worksheets] == ["县区分析", "审核情况", "数据来源"]
        cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
        assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
        assert book.defined_names == {}
        names = [name for name, _ in parts(path)]
        assert not any("comments" in name or "externalLink" in name for name in names)
        assert not any(RECORD in text for _, text in parts(path))


def test_words_that_name_another_county_are_left_out_and_said_to_be(written: dict[str, Path]) -> None:
    book = openpyxl.load_workbook(written["范县"])
    findings = [str(cell.value) for row in book["审核情况"].iter_rows() for cell in row if cell.value is not None]
    assert findings.count(LEFT_OUT) == 2  # the words of one, and what was said to it
    assert "范县的能耗比上年同期下降8.1371" in findings
    assert any("范县.xlsx" in text for text in findings)
    assert not any("台前县" in text for text in findings)
    sources = [str(cell.value) for row in book["数据来源"].iter_rows() for cell in row if cell.value is not None]
    assert LEFT_OUT in sources
    assert "全市通稿.txt" in sources


def test_a_way_that_is_anothers_value_is_told_without_it(written: dict[str, Path]) -> None:
    """Where points come from places, to catch up is to have the value of the one ahead."""
    cells = [
        str(cell.value) for row in openpyxl.load_workbook(written["台前县"])["县区分析"].iter_rows() for cell in row
    ]
    assert "赶上其他县区" in cells


def test_levels_stay_what_they_were(written: dict[str, Path]) -> None:
    sheet = openpyxl.load_workbook(written["台前县"])["审核情况"]
    assert [sheet.cell(5, column).value for column in (2, 5)] == ["强制性", "台前县的投资增速原为27.9137"]


def test_every_page_has_the_exports_number_at_its_foot(written: dict[str, Path]) -> None:
    for path in written.values():
        book = openpyxl.load_workbook(path)
        for sheet in book.worksheets:
            assert sheet.oddFooter is not None
            left, right = sheet.oddFooter.left, sheet.oddFooter.right
            assert left is not None
            assert right is not None
            assert (left.text, "AB12CD34" in str(right.text)) == ("第2稿", True)


def test_the_page_has_its_chart_and_shows_the_same_numbers_as_the_whole_workbook(written: dict[str, Path]) -> None:
    for path in written.values():
        text = dict(parts(path))
        assert [name for name in text if re.fullmatch(r"xl/charts/chart\d+\.xml", name)] == ["xl/charts/chart1.xml"]
    sheet = openpyxl.load_workbook(written["范县"])["县区分析"]
    assert [sheet["A5"].value, sheet["C5"].value] == [pytest.approx(60 + 40 * 0.7), 1]


def test_a_target_that_is_open_elsewhere_is_not_lost(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, write = next(workbooks(book_of(made)))
    first = write(tmp_path / name)
    really = Path.replace

    def held(self: Path, target: Path) -> Path:
        if target == first:
            raise PermissionError(13, "open elsewhere")
        return really(self, target)

    monkeypatch.setattr(Path, "replace", held)
    assert write(tmp_path / name) == first.with_name(f"{first.stem} (1).xlsx")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        pytest.param("上半年<评比>:得分?", "甲县上半年评比得分.xlsx", id="signs that Windows forbids"),
        pytest.param("评比.. ", "甲县评比.xlsx", id="dots at the end"),
        pytest.param("很长" * 60, "甲县" + "很长" * 39 + ".xlsx", id="a long title"),
    ],
)
def test_the_name_of_a_file_is_the_countys_and_the_titles(made: Made, title: str, name: str) -> None:
    tables = f'print = {{sheets = {{"县区分析" = {{title = "{title}"}}}}}}'
    assert file_name(made("a\n甲县 1\n乙县 2", tables=tables), "甲县") == name


def test_a_name_that_windows_keeps_for_itself_gets_another(made: Made) -> None:
    book = made("a\nCON 1\n乙县 2", tables='print = {sheets = {"县区分析" = {title = " "}}}')
    assert file_name(book, "CON") == "_CON.xlsx"


def locked(path: Path) -> None:
    """The parts of an archive are said to need a password."""
    data = bytearray(path.read_bytes())
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(sign, at + 1)
    path.write_bytes(data)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[:-40]), id="torn"),
        pytest.param(locked, id="with a password"),
        pytest.param(lambda path: openpyxl.load_workbook(path).save(path), id="saved anew"),
        pytest.param(lambda path: path.unlink(), id="gone"),
    ],
)
def test_only_what_was_written_here_and_never_saved_since_is_untouched(
    written: dict[str, Path], tmp_path: Path, change: Callable[[Path], object]
) -> None:
    path = tmp_path / "范县.xlsx"
    path.write_bytes(written["范县"].read_bytes())
    assert untouched(path)
    change(path)
    assert not untouched(path)
