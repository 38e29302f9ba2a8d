"""The scheme's page with the sample open."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot
from rules_editor import Editor, bring

from pingbi_qt.actions import Actions
from pingbi_qt.around.drafts import drafts
from pingbi_qt.desk import Desk
from pingbi_qt.look import SizeClass
from pingbi_qt.look.style import dress
from pingbi_qt.rules import RulesPage

Finished = Callable[[Desk], None]


@pytest.fixture
def make_editor(qapp: QApplication, qtbot: QtBot, finished: Finished) -> Iterator[Callable[[Desk], Editor]]:
    """An editor over a desk with a project; several may follow each other."""
    dress(qapp)
    pages: list[RulesPage] = []

    def make(desk: Desk) -> Editor:
        window = QMainWindow()
        qtbot.addWidget(window)
        acts = Actions(window)
        acts.show_page("rules")
        page = RulesPage(desk, acts)
        pages.append(page)
        window.setCentralWidget(page)
        window.resize(1258, 611)
        page.adapt(SizeClass.FULL)
        window.show()
        desk.viewed.connect(lambda _: bring(desk, page))
        bring(desk, page)
        finished(desk)
        return Editor(qtbot, desk, page, window, acts)

    yield make
    for page in pages:
        page.editing.draft = None  # a page that is left later keeps nothing for the next test
    drafts().belong_to(None)


@pytest.fixture
def editor(sample_desk: Desk, make_editor: Callable[[Desk], Editor]) -> Editor:
    """The sample's scheme, open."""
    return make_editor(sample_desk)
