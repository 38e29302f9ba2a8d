"""A file that no reader reads is refused by what it is, with what to send instead."""

from __future__ import annotations

import pytest

from pingbi.model import UnreadableFileError
from pingbi.readers import read

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"\xff\xd8\xff\xe0\0\x10JFIF\0", "图片或扫描件", id="a photo"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\r", "图片或扫描件", id="a picture"),
        pytest.param(b"MM\0*\0\0\0\x08", "图片或扫描件", id="a scan"),
        pytest.param(b"Rar!\x1a\x07\0\0", "RAR 压缩包", id="a RAR archive"),
        pytest.param(b"7z\xbc\xaf\x27\x1c\0\0", "7z 压缩包", id="a 7z archive"),
        pytest.param(OLE, "旧版的表格", id="an old workbook"),
        pytest.param(OLE + "WordDocument".encode("utf-16-le"), "另存为 .docx", id="an old document"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "有打开密码", id="a document with a password"),
        pytest.param(b"\0\1\0\0Standard ACE DB\0", "Access", id="a database"),
        pytest.param(b"SQLite format 3\0", "数据库", id="another database"),
        pytest.param(b"PK\3\4" + b"Index/Document.iwa" * 3, "Numbers", id="Numbers"),
        pytest.param(b"{\\rtf1 30.58}", "RTF", id="RTF"),
        pytest.param(b"MIME-Version: 1.0\nContent-Type: multipart/related", "单个文件网页", id="a page with pictures"),
        pytest.param(b"\0\x01\x02\x03\xff\xfe\xfd", "格式无法识别", id="bytes of no kind"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_its_bytes(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words):
        read(data, "报送.xlsx")
