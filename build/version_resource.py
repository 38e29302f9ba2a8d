"""The version resource that Windows shows under 属性 → 详细信息, as PyInstaller reads it."""

from __future__ import annotations

NAME = "县区半年评比"
WORDS = {
    "CompanyName": "县区半年评比",
    "FileDescription": "县区半年综合评比：收材料、核对、评分、出表",
    "InternalName": "pingbi",
    "OriginalFilename": "pingbi.exe",
    "ProductName": NAME,
    "LegalCopyright": "程序按其许可证使用；所含部件的许可证见 licences 文件夹",
}
CHINESE_UNICODE = (0x0804, 1200)


def resource(version: str) -> str:
    """The text of the resource; `version` is 1.2.3."""
    numbers = tuple(int(part) for part in version.split(".")[:3])
    four = (*numbers, *(0,) * (4 - len(numbers)))
    words = {**WORDS, "FileVersion": version, "ProductVersion": version}
    strings = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in words.items())
    language, charset = CHINESE_UNICODE
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={four}, prodvers={four}, mask=0x3F, flags=0, OS=0x40004,"
        f" fileType=1, subtype=0, date=(0, 0)),"
        f" kids=[StringFileInfo([StringTable('{language:04X}{charset:04X}', [{strings}])]),"
        f" VarFileInfo([VarStruct('Translation', [{language}, {charset}])])])\n"
    )
