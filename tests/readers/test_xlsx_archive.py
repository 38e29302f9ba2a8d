"""The look at an archive before anything is unpacked: what is no submission is refused, what only looks odd is read."""

from __future__ import annotations

import struct
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from time import process_time
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from pingbi.model import UnreadableFileError
from pingbi.readers import read
from pingbi.readers.archive import MOST_PARTS, declares_type, opened, parts

LONGEST = 20  # seconds


def repacked(data: bytes, more: Callable[[ZipFile], None], method: int = ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", method) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
        more(target)
    return out.getvalue()


def refused(data: bytes) -> str:
    started = process_time()
    with pytest.raises(UnreadableFileError) as caught:
        read(data, "表.xlsx")
    assert process_time() - started < LONGEST
    return str(caught.value)


def test_too_many_parts_are_refused(workbook: bytes) -> None:
    def fill(target: ZipFile) -> None:
        for at in range(MOST_PARTS):
            target.writestr(f"x/{at}", b"")

    assert "过大" in refused(repacked(workbook, fill))


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/media/unused.xml"])
def test_a_bomb_is_refused_in_a_part_that_is_read_and_in_one_that_nobody_needs(workbook: bytes, name: str) -> None:
    with ZipFile(BytesIO(workbook)) as source:
        kept = {other: source.read(other) for other in source.namelist() if other != name}
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as target:
        for other, data in kept.items():
            target.writestr(other, data)
        with target.open(name, "w") as part:
            for _ in range(30):
                part.write(b" " * 2**20)
    assert len(out.getvalue()) < 2**17
    assert "过大" in refused(out.getvalue())


def test_a_large_part_that_is_no_bomb_is_read(workbook: bytes) -> None:
    pictures = bytes(range(256)) * 2**12
    data = repacked(workbook, lambda target: target.writestr("xl/media/image1.jpeg", pictures))
    assert read(data, "表.xlsx").sheets[0].cells[2, 2].value == Decimal("30.58")


@pytest.mark.parametrize("twin", ["xl/workbook.xml", "XL/Workbook.xml", "xl\\workbook.xml", "/xl/workbook.xml"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_is_there_twice_is_refused(workbook: bytes, twin: str) -> None:
    assert "重复" in refused(repacked(workbook, lambda target: target.writestr(twin, b"<workbook/>")))


def test_another_way_of_packing_is_refused(workbook: bytes) -> None:
    assert "压缩方式" in refused(repacked(workbook, lambda _: None, ZIP_BZIP2))


@pytest.mark.parametrize("size", [1, 2**22])
def test_a_lie_about_a_size_ends_in_one_line(workbook: bytes, size: int) -> None:
    """The size in the directory at the end: too small it would cut the part, too large it cannot be true."""
    name = b"xl/worksheets/sheet1.xml"
    at = workbook.rindex(name) - 46
    assert workbook[at : at + 4] == b"PK\x01\x02"
    data = workbook[: at + 24] + struct.pack("<I", size) + workbook[at + 28 :]
    if size == 1:
        assert read(data, "表.xlsx").lost
    else:
        assert "大小不符" in refused(data)


def test_a_name_that_climbs_out_leads_nowhere(workbook: bytes) -> None:
    def climb(target: ZipFile) -> None:
        for name in ("../../evil.xml", "/etc/evil", "..\\..\\evil.exe", "C:\\evil.exe"):
            target.writestr(name, b"evil")

    assert read(repacked(workbook, climb), "表.xlsx").sheets[0].cells[2, 2].value == Decimal("30.58")


TYPES = [
    pytest.param(b"<!DOCTYPE x []><x/>", True, id="at the beginning"),
    pytest.param(b'<?xml version="1.0"?><!-- c --><!DOCTYPE x><x/>', True, id="after a comment"),
    pytest.param(b"<!-- " + b"c" * 100_000 + b" --><!DOCTYPE x><x/>", True, id="after a long comment"),
    pytest.param('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode("utf-16"), True, id="UTF-16"),
    pytest.param("<!DOCTYPE x><x/>".encode("utf-16-be"), True, id="UTF-16 without its mark"),
    pytest.param(b"<x><!-- <!DOCTYPE x> --></x>", False, id="in a comment"),
    pytest.param(b"<x><![CDATA[<!DOCTYPE x>]]></x>", False, id="in CDATA"),
    pytest.param(b"<x>&lt;!DOCTYPE</x>", False, id="as text"),
    pytest.param(b"", False, id="nothing"),
]


@pytest.mark.parametrize(("xml", "declares"), TYPES)
def test_a_document_type_is_seen_where_the_parser_would_see_it(xml: bytes, declares: bool) -> None:
    assert declares_type(xml) is declares


def test_parts_of_an_office_file_are_given_after_the_same_look(archive: Callable[[dict[str, bytes]], bytes]) -> None:
    good = archive({"word\\document.xml": b"<x/>", "word/media/a.png": b"\x89"})
    assert dict(parts(good, "另存")) == {"word/document.xml": b"<x/>"}
    bad = archive({"word/document.xml": "<!DOCTYPE x><x/>".encode("utf-16")})
    with pytest.raises(UnreadableFileError, match="外部实体"):
        list(parts(bad, "另存"))


def test_the_look_does_not_unpack(workbook: bytes) -> None:
    torn = bytearray(workbook)
    at = torn.index(b"xl/worksheets/sheet1.xml") + 40
    torn[at : at + 20] = bytes(20)
    with opened(bytes(torn), "另存") as package:
        assert "xl/workbook.xml" in package.namelist()
