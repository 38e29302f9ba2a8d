"""What Qt itself says - 剪切, 粘贴, buttons of its dialogs - is Chinese too, whatever the system speaks."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication


def speak_chinese(application: QApplication) -> bool:
    """Load Qt's own Chinese; False where the program was packed without it."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    loaded = translator.load("qtbase_zh_CN", folder)
    return bool(loaded and application.installTranslator(translator))
