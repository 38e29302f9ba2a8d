"""Why a file of another format cannot be read, and what to send instead."""

from __future__ import annotations

_PICTURE = "是图片或扫描件，不能从中读数，请报送可编辑的表格或文字"
_MARKS = (
    (b"PK", "这种格式暂不能读，请另存为 .xlsx（表格）或 .docx（文字）再读"),
    (b"{\\rtf", "是 RTF 文档，请用 Word 或 WPS 另存为 .docx 再读"),
    (b"SQLite format 3", "是数据库文件，请把其中的表导出为 Excel（.xlsx）再报"),
    (b"\xff\xd8\xff", _PICTURE),
    (b"\x89PNG", _PICTURE),
    (b"BM", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"Rar!", "RAR 压缩包暂不能读，请解压后再读，或改用 zip"),
    (b"7z\xbc\xaf", "7z 压缩包暂不能读，请解压后再读，或改用 zip"),
    (b"<", "是 XML 格式，请用 Excel 或 WPS 打开后另存为 .xlsx（表格）或 .docx（文字）再读"),
)


_DATABASES = (b"Standard Jet DB", b"Standard ACE DB")
# What an old compound file (OLE) holds, by the names of its streams.
_OLE = b"\xd0\xcf\x11\xe0"
_STREAMS = (
    ("EncryptedPackage", "有打开密码，请去掉密码后再报"),
    ("WordDocument", "是旧版 Word/WPS 文档（.doc、.wps），请用 Word 或 WPS 另存为 .docx 再读"),
    ("", "是旧版的表格/文档，请用 Excel 或 WPS 另存为 .xlsx（表格）或 .docx（文字）再读"),
)


def refusal(data: bytes) -> str:
    """One Chinese line for bytes that no reader recognises."""
    start = data.lstrip()
    if start.startswith(_OLE):
        return next(words for stream, words in _STREAMS if stream.encode("utf-16-le") in data)
    if any(mark in data[:64] for mark in _DATABASES):
        return "是 Access 数据库，请把其中的表导出为 Excel（.xlsx）再报"
    if start.startswith(b"PK") and b".iwa" in data:
        return "是苹果 Numbers、Pages 文档，请导出为 Excel（.xlsx）或 Word（.docx）再报"
    found = (words for mark, words in _MARKS if start.startswith(mark))
    return next(found, "格式无法识别，请另存为 .xlsx（表格）、.docx 或 .txt（文字）再读")
