"""Bytes of a text -> its characters, in the encodings of Chinese offices."""

from __future__ import annotations

import re

from pingbi.model import UnreadableFileError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAMPLE = 4096  # bytes that show whether a text without its mark is UTF-16
# What stands in tables and reports: letters, blanks, Chinese characters and their punctuation.
_USUAL = re.compile(
    r"[\t\r\n -~\u00a0-\u00ff\u2010-\u2312\u2460-\u257f\u25a0-\u25ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
)
_ENOUGH = 0.97
# A few Chinese characters of GB 18030 are letters of Greek, Cyrillic or Armenian in UTF-8: 约 is \u053c there.
_LETTERS, _WIDER = re.compile("[\u0100-\u07ff]"), re.compile("[\u0800-\U0010ffff]")


def decode(data: bytes) -> str:
    """The text, newlines untouched. Raises UnreadableFileError where no encoding fits."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    if unmarked := _utf16(data[:_SAMPLE]):
        return data.decode(unmarked, errors="replace")
    text = _decoded(data, "utf-8")
    if text is None or (_LETTERS.search(text) and not _WIDER.search(text)):
        chinese = _decoded(data, "gb18030")
        text = text if chinese is None else chinese
    if text is None:
        raise UnreadableFileError("文字编码无法识别，请另存为 UTF-8")
    return text


def _decoded(data: bytes, encoding: str) -> str | None:
    """None where it is not in that encoding."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _utf16(sample: bytes) -> str:
    """The byte order of UTF-16 without its mark; empty where it is not that. Other texts hold no zero bytes."""
    zeros = sample.count(0)
    if not zeros or (zeros * 4 < len(sample) and sample.isascii()):  # half-width text in UTF-16 is half zeros
        return ""
    sample = sample[: len(sample) // 2 * 2]
    shares = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        shares[encoding] = len(_USUAL.findall(text)) / max(1, len(text))
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] >= _ENOUGH else ""
