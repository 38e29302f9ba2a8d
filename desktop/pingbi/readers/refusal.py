"""Why a file of another format cannot be read, and what to send instead."""

from __future__ import annotations

_PICTURE = "是图片或扫描件，不能从中读数，请报送可编辑的表格或文字"
_MARKS = (
    (b"\xd0\xcf\x11\xe0", "是旧版或加密的表格/文档，请用 Excel 或 WPS 另存为 .xlsx（不设密码）再读"),
    (b"%PDF", "PDF 暂不能读，请把文字复制到 .txt 再读"),
    (b"PK", "这种格式暂不能读，请另存为 .xlsx 或 .txt 再读"),
    (b"\xff\xd8\xff", _PICTURE),
    (b"\x89PNG", _PICTURE),
    (b"BM", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"Rar!", "RAR 压缩包暂不能读，请解压后再读，或改用 zip"),
    (b"7z\xbc\xaf", "7z 压缩包暂不能读，请解压后再读，或改用 zip"),
    (b"<", "是网页格式，请用 Excel 或 WPS 打开后另存为 .xlsx 再读"),
)


def refusal(data: bytes) -> str:
    """One Chinese line for bytes that no reader recognises."""
    start = data.lstrip()
    found = (words for mark, words in _MARKS if start.startswith(mark))
    return next(found, "格式无法识别，请另存为 .xlsx 或 .txt 再读")
