"""What the program remembers between two starts."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from pingbi_qt import settings
from pingbi_qt.around import stored
from pingbi_qt.around.folder import FILE, PORTABLE
from pingbi_qt.settings import MOST_RECENTS, Recent, Settings, load


def test_what_was_set_is_there_at_the_next_start(tmp_path: Path) -> None:
    mine = Settings(tmp_path / "设置", by="张三", theme="dark", font_size=18, zoom=150, target="/out", toured=True)
    mine.hidden, mine.splitters, mine.geometry = ("name",), {"review": "AAA"}, "BBB"
    mine.remember(tmp_path / "a.pingbi", "2022年上半年", "9 个县区，核完", "2022-07-10T10:42:00+08:00")
    assert load(tmp_path / "设置") == mine
    assert load(tmp_path / "设置").recents[0].day == "7月10日"
    assert load(tmp_path / "设置").lost == ""


def test_without_a_file_all_is_as_at_the_beginning(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings(tmp_path)


def test_a_damaged_file_is_set_aside_and_said_and_the_next_one_is_good(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"{")
    mine = load(tmp_path)
    assert mine == Settings(tmp_path)
    assert mine.lost == "settings.json 已损坏，改用默认设置；原来的留作 settings（已损坏）.json"
    mine.save()
    assert mine.lost == ""
    assert load(tmp_path).lost == ""


@pytest.mark.parametrize(
    ("fields", "good"),
    [
        pytest.param({"theme": "pink", "by": "张三"}, {"by": "张三"}, id="a theme that is none"),
        pytest.param({"font_size": 99, "zoom": "many"}, {}, id="sizes that are none"),
        pytest.param({"font_size": True, "by": 7, "toured": "yes"}, {}, id="values of another kind"),
        pytest.param({"recents": [1, {}, {"path": ""}, {"path": "/a"}]}, {"recents": (Recent("/a", ""),)}, id="rows"),
        pytest.param({"recents": "x", "splitters": [1], "hidden": 3}, {}, id="lists that are none"),
        pytest.param({"splitters": {"a": 1, "b": "c"}}, {"splitters": {"b": "c"}}, id="sizes of panes"),
        pytest.param({"of": "a newer program", "zoom": 125}, {"zoom": 125}, id="more than is known"),
    ],
)
def test_a_value_that_makes_no_sense_costs_only_itself(
    tmp_path: Path, fields: dict[str, object], good: dict[str, object]
) -> None:
    (tmp_path / FILE).write_text(json.dumps(fields), encoding="utf-8")
    found = load(tmp_path)
    assert found.lost == ""
    assert {key: getattr(found, key) for key in good} == good
    for key in ("theme", "font_size", "zoom", "by", "recents", "splitters", "toured"):
        if key not in good:
            assert getattr(found, key) == getattr(Settings(tmp_path), key)


def test_settings_that_cannot_be_written_are_said_and_hold_for_this_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    mine = load(tmp_path / "file" / "below")
    mine.theme = "dark"
    mine.save()
    assert mine.lost == "设置存不下来（文件夹不能写）：下次打开要重新设"
    assert mine.theme == "dark"


def test_a_full_disk_is_said_and_the_old_settings_stay(small_disk: Path) -> None:
    mine = Settings(small_disk, by="张三")
    mine.save()
    (small_disk / "rest").write_bytes(b"x" * 508_000)
    mine.splitters = {"x": "y" * 100_000}
    mine.save()
    assert mine.lost == "设置存不下来（磁盘已满）：下次打开要重新设"
    assert load(small_disk).by == "张三"


def test_without_any_folder_the_program_starts_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "settings_folder", lambda: None)
    mine = load()
    mine.remember(Path("a.pingbi"), "甲", "", "2022-07-10")
    assert mine.lost.startswith("设置存不下来（没有能写的文件夹）")
    assert mine.recents[0].name == "甲"


def test_the_last_project_is_the_first_of_the_list_once_and_the_list_ends_somewhere(tmp_path: Path) -> None:
    mine = Settings(tmp_path / "设置")
    for at in (*range(MOST_RECENTS + 3), 5):
        mine.remember(tmp_path / f"{at}.pingbi", str(at), "", f"2022-07-10T10:{at:02}")
    assert [row.name for row in mine.recents[:3]] == ["5", str(MOST_RECENTS + 2), str(MOST_RECENTS + 1)]
    assert len(mine.recents) == MOST_RECENTS
    mine.forget(mine.recents[0].path)
    assert load(tmp_path / "设置").recents[0].name == str(MOST_RECENTS + 2)


def test_the_sample_is_not_among_the_projects_of_last_time(tmp_path: Path) -> None:
    mine = Settings(tmp_path / "设置")
    mine.remember(tmp_path / "设置" / "示例" / "1" / "示例.pingbi", "示例", "", "2022-07-10")
    assert mine.recents == ()


def test_two_windows_remember_their_projects_side_by_side(tmp_path: Path) -> None:
    one, other = load(tmp_path / "设置"), load(tmp_path / "设置")
    one.remember(tmp_path / "a.pingbi", "甲", "", "2022-07-10T10:00")
    other.remember(tmp_path / "b.pingbi", "乙", "", "2022-07-10T11:00")
    one.remember(tmp_path / "a.pingbi", "甲", "改了", "2022-07-10T12:00")
    assert [(row.name, row.words) for row in load(tmp_path / "设置").recents] == [("甲", "改了"), ("乙", "")]


def test_how_far_a_project_is_is_kept_with_the_next_thing_that_is_written(tmp_path: Path) -> None:
    mine = Settings(tmp_path / "设置")
    mine.remember(tmp_path / "a.pingbi", "甲", "", "2022-07-10T10:00")
    mine.describe(tmp_path / "a.pingbi", "9 个县区，核完", "2022-07-10T11:00")
    assert load(tmp_path / "设置").recents[0].words == ""
    mine.save()
    assert load(tmp_path / "设置").recents[0].words == "9 个县区，核完"


def test_settings_move_beside_the_program_and_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PINGBI_SETTINGS")
    monkeypatch.setenv("APPDATA" if sys.platform == "win32" else "XDG_CONFIG_HOME", str(tmp_path / "set"))
    monkeypatch.setattr("sys.argv", [str(tmp_path / "pingbi")])
    mine = load()
    assert mine.folder == tmp_path / "set" / "pingbi"
    mine.by = "张三"
    assert mine.move(beside=True) == ""
    assert mine.folder == tmp_path / PORTABLE
    assert load() == mine
    assert mine.move(beside=False) == ""
    assert load().folder == tmp_path / "set" / "pingbi"


def test_where_the_program_lies_on_a_read_only_disk_its_settings_stay_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = Settings(tmp_path / "home")
    monkeypatch.setattr(settings, "is_writable", lambda _place: False)
    assert mine.move(beside=True) == "程序旁边不能写，设置还放在原来的地方"
    assert mine.folder == tmp_path / "home"


def test_settings_are_the_same_whatever_language_the_system_speaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("locale.getpreferredencoding", lambda _do_setlocale=True: "ascii")
    Settings(tmp_path, by="张三").save()
    assert load(tmp_path).by == "张三"
    assert "张三".encode() in (tmp_path / FILE).read_bytes()


def test_an_error_of_the_disk_is_said_in_chinese() -> None:
    assert stored.why(OSError(28, "No space left on device")) == "磁盘已满"
    assert stored.why(OSError(5, "Input/output error")) == "文件夹不能写"
