"""Office files with a password: opened in memory with the one that is given, or with the one that all programs know."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from pingbi.model import UnreadableFileError
from pingbi.readers import compound
from pingbi.readers.document import Document
from pingbi.readers.reader import Reader

# What Excel itself uses where a workbook is only protected against changes ([MS-OFFCRYPTO] 2.1.4).
_KNOWN_TO_ALL = "VelvetSweatshop"
WITHOUT = "请用 --password 给出口令，或请报送单位在 Excel、WPS 的“文件—信息—保护”里去掉打开密码后再报"
_MARK = "EncryptedPackage"


class Locked:
    """A workbook or document of today's formats inside a compound file that keeps it encrypted."""

    def __init__(self, readers: Sequence[Reader]) -> None:
        self._readers = readers

    @staticmethod
    def recognises(data: bytes, _: str) -> bool:
        """By its stream."""
        return data.startswith(compound.MARK) and _MARK in compound.names(data)

    def read(self, data: bytes, name: str, password: str | None) -> Document:
        """What the right reader makes of it. Raises UnreadableFileError."""
        inside = unlocked(data, password)
        for reader in self._readers:
            if reader.recognises(inside, name):
                return reader.read(inside, name, password)
        raise UnreadableFileError("文件有密码，解开后不是能读的表格或文字，请去掉密码另存为 .xlsx 或 .docx 再报")


def unlocked(data: bytes, password: str | None) -> bytes:
    """The file without its password. Raises UnreadableFileError."""
    for attempt in (_KNOWN_TO_ALL, password):
        if attempt:
            found = _opened(data, attempt)
            if found is not None:
                return found
    raise UnreadableFileError(f"{'口令不对，打不开' if password else '文件有打开密码'}；{WITHOUT}")


def _opened(data: bytes, password: str) -> bytes | None:
    """None where the password is wrong."""
    # It takes longer to import than a hundred submissions to read, and hardly any file needs it.
    from msoffcrypto import OfficeFile, exceptions  # noqa: PLC0415

    out = BytesIO()
    try:
        file = OfficeFile(BytesIO(data))
        if file.format == "ooxml":
            file.load_key(password=password, verify_password=True)
        else:
            file.load_key(password=password)
        file.decrypt(out)
    except exceptions.InvalidKeyError:
        return None
    except Exception as error:  # whatever a damaged file, or a way of encrypting that it does not know, provokes
        raise UnreadableFileError("文件有密码，其加密方式不认识或文件已损坏，请去掉密码后再报") from error
    return out.getvalue()
