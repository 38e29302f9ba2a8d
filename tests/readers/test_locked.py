"""Files with a password."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from pingbi.model import UnreadableFileError
from pingbi.readers import READERS, read
from pingbi.readers.refusal import refusal

ROOT = Path(__file__).resolve().parents[2]
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _locked(data: bytes, password: str) -> bytes:
    out = BytesIO()
    OOXMLFile(BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def test_a_workbook_is_opened_with_its_password(workbook: bytes) -> None:
    data = _locked(workbook, "口令123")
    assert [type(reader).__name__ for reader in READERS if reader.recognises(data, "表.xlsx")] == ["Locked"]
    assert read(data, "表.xlsx", "口令123").sheets == read(workbook, "表.xlsx").sheets


def test_a_document_of_word_too(archive: Callable[[dict[str, bytes]], bytes]) -> None:
    kinds = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    body = f"<w:document {WORD}><w:body><w:p><w:r><w:t>工业投资30.58亿元。</w:t></w:r></w:p></w:body></w:document>"
    picture = b"".join(sha256(bytes([at])).digest() for at in range(200))  # what is smaller is not encrypted rightly
    parts = {"[Content_Types].xml": kinds, "word/document.xml": body.encode(), "word/media/a.png": picture}
    data = _locked(archive(parts), "x")
    assert read(data, "材料.docx", "x").text == "工业投资30.58亿元。"


def test_a_workbook_that_is_only_protected_against_changes_needs_none(workbook: bytes) -> None:
    data = _locked(workbook, "VelvetSweatshop")
    assert read(data, "表.xlsx").sheets == read(data, "表.xlsx", "另一个").sheets == read(workbook, "表.xlsx").sheets


@pytest.mark.parametrize(
    ("password", "words"), [(None, "文件有打开密码；请用 --password 给出口令"), ("错", "口令不对，打不开；")]
)
def test_without_the_password_one_line_says_what_to_do(workbook: bytes, password: str | None, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words) as caught:
        read(_locked(workbook, "对"), "表.xlsx", password)
    assert "\n" not in str(caught.value)


REAL = [
    pytest.param("1752_97_rc4cryptoapi_password.xls", "Password1234_", id="xls, RC4 CryptoAPI"),
    pytest.param("0cba_60320-protected.xlsx", "Test001!!", id="xlsx, standard"),
    pytest.param("080f_encryptSHA512.xlsx", "password", id="xlsx, agile with SHA-512"),
]


@pytest.mark.parametrize(("name", "password"), REAL)
def test_files_of_other_programs(shared: Path, name: str, password: str) -> None:
    data = (shared / "excel/real" / name).read_bytes()
    assert any(sheet.cells for sheet in read(data, name, password).sheets)
    for wrong, words in ((None, "有打开密码"), ("x", "口令不对")):
        with pytest.raises(UnreadableFileError, match=words):
            read(data, name, wrong)


READ_AS_PACKAGED = """
import runpy, sys
from pathlib import Path
runpy.run_path(sys.argv[1])
from pingbi.readers import read
print(ascii(read(Path(sys.argv[2]).read_bytes(), "表", sys.argv[3]).sheets))
assert "Cryptodome.Cipher.AES" in sys.modules and "cryptography.hazmat.bindings" not in sys.modules
"""


@pytest.mark.parametrize(("name", "password"), [pytest.param("", "口令123", id="xlsx, written here"), *REAL])
def test_the_packaged_program_has_other_ciphers_and_opens_the_same(
    workbook: bytes, tmp_path: Path, request: pytest.FixtureRequest, name: str, password: str
) -> None:
    path = tmp_path / "锁着的"
    if name:
        path = request.getfixturevalue("shared") / "excel/real" / name
    else:
        path.write_bytes(_locked(workbook, password))
    command = [sys.executable, "-X", "utf8", "-c", READ_AS_PACKAGED, str(ROOT / "build" / "start" / "ciphers.py")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "desktop")}
    done = subprocess.run([*command, str(path), password], env=environment, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == ascii(read(path.read_bytes(), "表", password).sheets)


def test_a_damaged_one_is_one_line(workbook: bytes) -> None:
    data = bytearray(_locked(workbook, "对"))
    data[1500:3000] = bytes(1500)
    with pytest.raises(UnreadableFileError):
        read(bytes(data), "表.xlsx", "对")
    assert refusal(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")).count("密码") > 0
