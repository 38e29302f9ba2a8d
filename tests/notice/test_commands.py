"""`notice --project` and `evaluate --notice`: where the paper goes, what it says of how counties have reported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pingbi.cli import main
from pingbi.readers import read

SCHEME = """
[scheme]
name = "例评"
issuer = "某局"
period = "2022H1"
[[county]]
name = "甲县"
[[county]]
name = "乙县"
[[county]]
name = "丙县"
[[indicator]]
id = "a"
name = "投资"
unit = "亿元"
kind = "level"
[[criterion]]
id = "c"
name = "投资"
weight = 100
value = "a"
method = "rank_linear"
[handout]
deadline = "2022-07-10"
"""
Run = Callable[..., int]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a scheme and the tables of two counties of three, in 材料."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "材料").mkdir()
    (tmp_path / "例.toml").write_text(SCHEME, encoding="utf-8")
    for county, value in (("甲县", "9.5"), ("乙县", "8.25")):
        (tmp_path / "材料" / f"{county}.csv").write_text(f"县区,投资（亿元）\n{county},{value}\n", encoding="utf-8")
    return tmp_path


def words(path: Path) -> str:
    document = read(path.read_bytes(), path.name)
    assert document.text is not None
    return document.text


def evaluate(*more: str) -> int:
    return main(["evaluate", "材料", "--scheme", "例.toml", "-o", "表.xlsx", *more])


def notice(*more: str) -> int:
    return main(["notice", "--project", "例.pingbi", *(more or ("-o", "通报.docx"))])


def begun() -> None:
    assert main(["import", "材料", "--project", "例.pingbi", "--scheme", "例.toml"]) in (0, 1)


def test_evaluate_writes_it_beside_the_workbook(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate("--notice", "出/通报.docx") == 1  # 丙县 has not reported: a mandatory finding
    assert str(Path("出/通报.docx")) in capsys.readouterr().out.splitlines()
    found = words(here / "出" / "通报.docx")
    assert "综合得分由高到低依次是甲县（100.00分）、乙县（50.00分）。" in found
    assert "未报送材料的有1个县（区）：丙县。" in found


def test_a_trial_says_that_it_is_none_of_the_results(here: Path) -> None:
    assert evaluate("--notice", "通报.docx", "--set", "甲县.投资=7") == 1
    assert "不是正式结果" in words(here / "通报.docx")
    assert "乙县（100.00分）、甲县（50.00分）" in words(here / "通报.docx")


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        pytest.param("材料/通报.docx", "下次会被当作材料读", id="among the submissions"),
        pytest.param("通报.doc", "应以 .docx 结尾", id="no docx"),
    ],
)
def test_a_place_that_is_none_is_refused_before_anything_is_written(
    here: Path, capsys: pytest.CaptureFixture[str], target: str, wanted: str
) -> None:
    assert evaluate("--notice", target) == 2
    assert wanted in capsys.readouterr().err
    assert not (here / "表.xlsx").exists()
    begun()
    assert notice("-o", "例.pingbi") == 2


def test_a_project_s_notice_says_how_counties_have_reported(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begun()
    assert main(["mark", "--project", "例.pingbi", "乙县", "returned"]) == 0
    assert main(["deadline", "--project", "例.pingbi", "2100-01-01"]) == 0
    assert notice() == 1
    said = capsys.readouterr().err
    assert "未决事项：退回后未重报1个（乙县）" in said
    assert "还没有导出过工作簿" in said
    assert "成文日期留空" in said
    text = words(here / "通报.docx")
    assert "未报送材料的有1个县（区）：丙县。" in text
    assert "乙县退回1次。" in text
    assert "迟报" not in text
    assert main(["deadline", "--project", "例.pingbi", "2022-07-10"]) == 0
    notice()
    assert "甲县迟报" in words(here / "通报 (1).docx")


def test_it_carries_the_number_of_the_workbook_that_shows_the_same(here: Path) -> None:
    begun()
    main(["export", "--project", "例.pingbi", "-o", "表.xlsx"])
    notice()
    first = (here / "通报.docx").read_bytes()
    assert b"word/header1.xml" in first  # 第1稿
    notice("-o", "再一次.docx")
    assert (here / "再一次.docx").read_bytes() == first
    main(["correct", "--project", "例.pingbi", "乙县", "投资", "9.75", "--reason", "漏报"])
    notice()
    assert (here / "通报.docx").read_bytes() == first
    assert b"word/header1.xml" not in (here / "通报 (1).docx").read_bytes()
    assert "乙县（100.00分）" in words(here / "通报 (1).docx")


def test_what_was_written_into_a_draft_by_hand_stays(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begun()
    notice()
    notice()
    assert [path.name for path in here.glob("*.docx")] == ["通报.docx"]
    (here / "通报.docx").write_bytes(b"edited by hand")
    notice()
    assert capsys.readouterr().out.splitlines()[-1] == "通报 (1).docx"
    assert (here / "通报.docx").read_bytes() == b"edited by hand"


def test_a_target_that_is_open_elsewhere_is_not_lost(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun()
    (here / "通报.docx").write_bytes(b"open")
    moved = Path.replace

    def held_open(self: Path, to: Path) -> Path:
        if Path(to).name == "通报.docx":
            raise PermissionError(13, "open elsewhere", str(to))
        return moved(self, to)

    monkeypatch.setattr(Path, "replace", held_open)
    assert notice() == 1
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "原有的 通报.docx 没有动（内容不同或正开着），所以换了名字",
        "通报 (1).docx",
    ]
    assert (here / "通报.docx").read_bytes() == b"open"
    assert "例评" in words(here / "通报 (1).docx")
