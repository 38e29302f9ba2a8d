"""A file that no reader reads is refused by what it is, with what to send instead."""

from __future__ import annotations

import pytest

from pingbi.model import UnreadableFileError
from pingbi.readers import read


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"\xff\xd8\xff\xe0\0\x10JFIF\0", "图片或扫描件", id="a photo"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\r", "图片或扫描件", id="a picture"),
        pytest.param(b"MM\0*\0\0\0\x08", "图片或扫描件", id="a scan"),
        pytest.param(b"Rar!\x1a\x07\0\0", "RAR 压缩包", id="a RAR archive"),
        pytest.param(b"7z\xbc\xaf\x27\x1c\0\0", "7z 压缩包", id="a 7z archive"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版或加密", id="an old workbook"),
        pytest.param(b"\0\x01\x02\x03\xff\xfe\xfd", "格式无法识别", id="bytes of no kind"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_its_bytes(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words):
        read(data, "报送.xlsx")
