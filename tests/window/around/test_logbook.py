"""The log tells what happened, and nothing of what was worked on."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from pingbi_qt.around import logbook
from pingbi_qt.around.logbook import end_log, foreign, keep_log, kept


@pytest.fixture(autouse=True)
def _log_ends() -> Iterator[None]:
    level = logging.getLogger().level
    yield
    end_log()
    logging.getLogger().setLevel(level)


def text_of(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in kept(folder))


def test_a_message_stands_with_its_numbers_and_without_its_words(tmp_path: Path) -> None:
    assert keep_log(tmp_path) == ""
    log = logging.getLogger("pingbi_qt.window")
    log.info("%d files of %s read: %s", 7, "台前县", Decimal("30.58"))
    log.error("%s at %s", "KeyError", "case.py:12 evaluation > store.py:3 rows")
    said = text_of(tmp_path)
    assert "INFO pingbi_qt.window: 7 files of … read: …\n" in said
    assert "ERROR pingbi_qt.window: KeyError at case.py:12 evaluation > store.py:3 rows\n" in said
    assert "台前" not in said
    assert "30.58" not in said


def fail() -> None:
    quoted = "台前县的工业投资为305800"
    raise ValueError(quoted)


def test_of_an_exception_stand_its_class_and_lines_but_not_its_message(tmp_path: Path) -> None:
    keep_log(tmp_path)
    try:
        try:
            fail()
        except ValueError as error:
            raise OSError(28, "台前县.xlsx") from error
    except OSError:
        logging.getLogger("pingbi_qt").exception("it failed")
    said = text_of(tmp_path)
    assert "  builtins.OSError 28\n" in said
    assert "  builtins.ValueError\n" in said
    assert "test_logbook.py" in said
    assert " fail\n" in said
    assert "台前" not in said
    assert "305800" not in said
    assert str(Path(__file__).parent) not in said


def test_an_exception_given_as_the_message_is_its_class(tmp_path: Path) -> None:
    keep_log(tmp_path)
    logging.getLogger("pingbi_qt").error(ValueError("台前县"))
    assert text_of(tmp_path).endswith("ERROR pingbi_qt: ValueError\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("QPainter::begin: failed", "QPainter::begin: failed", id="plain words stay"),
        pytest.param("cannot open /home/zhang/材料/台前.xlsx now", "cannot open … now", id="a path"),
        pytest.param(r"cannot open C:\Users\zhang\taiqian.xlsx", "cannot open …", id="a path of Windows"),
        pytest.param('no font "仿宋" of 30.58', "no font … of …", id="a quotation and a figure"),
    ],
)
def test_of_the_words_of_a_library_only_plain_ones_stay(text: str, said: str) -> None:
    assert foreign(text) == said


def test_the_log_is_rotated_and_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logbook, "SIZE", 2000)
    keep_log(tmp_path)
    for number in range(500):
        logging.getLogger("pingbi").info("step %d", number)
    assert len(kept(tmp_path)) == 1 + logbook.KEPT
    assert all(path.stat().st_size <= 2000 for path in kept(tmp_path))
    assert "step 499" in text_of(tmp_path)


def test_a_log_that_another_window_holds_open_goes_on_unrotated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, _target: Path) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(logbook, "SIZE", 500)
    monkeypatch.setattr(Path, "replace", refuse)
    keep_log(tmp_path)
    for number in range(50):
        logging.getLogger("pingbi").info("step %d", number)
    assert [f"step {number}\n" in text_of(tmp_path) for number in range(50)] == [True] * 50


def test_a_log_that_cannot_be_kept_is_said(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("", encoding="utf-8")
    assert keep_log(tmp_path) == "日志写不下来，这次不留日志"
    assert keep_log(None) == "没有能写的文件夹，这次不留日志"
    logging.getLogger("pingbi").error("heard by nobody, and no harm")


def test_a_full_disk_costs_the_log_and_nothing_else(small_disk: Path) -> None:
    keep_log(small_disk)
    (small_disk / "rest").write_bytes(b"x" * 520_000)
    for number in range(2000):
        logging.getLogger("pingbi").info("step %d", number)
    assert "step 0" in text_of(small_disk)
