"""While files are on their way the journal knows which; once all are read it knows of none."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pingbi import scheme as schemes
from pingbi_qt import settings
from pingbi_qt.around import unread
from pingbi_qt.around.journal import Journal, crashed
from pingbi_qt.collect import CollectPage
from pingbi_qt.desk import Desk
from pingbi_qt.window import Window

PATIENCE = 60_000


def test_the_files_on_their_way_are_in_the_journal_until_they_are_read(
    qtbot: QtBot,
    desk: Desk,
    settings_folder: Path,
    sample_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unread, "PAUSE", 0)
    told: list[list[Path]] = []
    really = Journal.reading

    def listen(journal: Journal, files: list[Path]) -> None:
        told.append(list(files))
        really(journal, files)

    monkeypatch.setattr(Journal, "reading", listen)
    window = Window(desk, settings.load(settings_folder))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: hasattr(window, "around"))
    desk.create(tmp_path / "新.pingbi", schemes.find("").read_text(encoding="utf-8"))
    qtbot.waitUntil(lambda: not desk.operations, timeout=PATIENCE)
    window.take([str(sample_folder)])
    page = window.pages["collect"]
    assert isinstance(page, CollectPage)
    qtbot.waitUntil(lambda: any(told), timeout=PATIENCE)
    qtbot.waitUntil(lambda: not page.intake.busy and not desk.operations and not told[-1], timeout=PATIENCE)
    named = {path for files in told for path in files}
    assert named <= {path for path in sample_folder.rglob("*") if path.is_file()}
    assert len(named) > 3
    assert [row.files for row in crashed(settings_folder, lambda _pid: False)] == [()]
