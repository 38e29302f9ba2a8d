"""The command line as CONTRACT.md has it: words, exit status, what stands on which stream."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import load_workbook

from pingbi import __version__, pipeline
from pingbi.cli import main

COMMANDS = ("evaluate", "extract", "check", "score", "template", "sample", "trace", "scheme")
SCHEME = """
[scheme]
name = "例"
period = "2022H1"
missing = "zero"
bonus_cap = 3
[[group]]
id = "x"
name = "县"
[[group]]
id = "y"
name = "区"
[[county]]
name = "甲县"
group = "x"
aliases = ["甲"]
[[county]]
name = "乙区"
group = "y"
[[county]]
name = "丙县"
group = "x"
[[indicator]]
id = "a"
name = "投资"
unit = "亿元"
kind = "level"
required = false
[[indicator]]
id = "n"
name = "表扬"
unit = "次"
kind = "count"
required = false
[[target]]
indicator = "a"
value = 40
[[criterion]]
id = "k"
name = "完成率"
weight = 20
value = "a"
method = "target_ratio"
target = "TARGET"
[[criterion]]
id = "c"
name = "与全市比"
weight = 10
value = "a"
method = "against_city"
start = 5
up = 0.5
down = 0.5
cap = 10
[[adjustment]]
name = "表扬"
indicator = "n"
points_each = 1
[[grade]]
name = "优秀"
first = 1
"""
DATA = """county,a,a@target,n,group
全市,30,,,
甲县,20,,1,
乙区,50,100,5,县
丙县,exempt,,,
"""
# Without counties, groups and targets: they come from the data.
FREE = SCHEME[: SCHEME.index("[[group]]")] + SCHEME[SCHEME.index("[[indicator]]") :]
PAGE = "南乐县：上半年，完成工业投资30.58亿元，同比增长45%。\n"


class Done(NamedTuple):
    """What a command came to."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401
        return json.loads(self.out)


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run(*words, typed=text)`: a command in an empty folder, with `typed` on standard input."""
    monkeypatch.chdir(tmp_path)

    def done(*words: str, typed: str = "") -> Done:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
        try:
            status = main(words)
        except SystemExit as end:  # argparse ends by itself
            status = end.code if isinstance(end.code, int) else 2
        return Done(status, *capsys.readouterr())

    return done


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a scheme, data and a page of text."""
    (tmp_path / "方案.toml").write_text(SCHEME, encoding="utf-8")
    (tmp_path / "开放.toml").write_text(FREE, encoding="utf-8")
    (tmp_path / "数据.csv").write_text(DATA, encoding="utf-8")
    (tmp_path / "页.txt").write_text(PAGE, encoding="utf-8")
    return tmp_path


# Help.


def test_without_arguments_the_help_is_chinese_with_examples(run: Run) -> None:
    done = run()
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("用法：pingbi")
    assert "示例：\n  pingbi sample -o" in done.out
    assert [name for name in COMMANDS if not re.search(rf"\n +{name} +[\u4e00-\u9fff]", done.out)] == []
    assert not re.search("usage|options|positional|show this", done.out)


@pytest.mark.parametrize("words", [(name,) for name in COMMANDS] + [("scheme", "check"), ("scheme", "new")])
def test_every_command_has_its_help(run: Run, words: Sequence[str]) -> None:
    done = run(*words, "-h")
    assert done.status == 0
    assert done.out.startswith(f"用法：pingbi {' '.join(words)}")
    assert not re.search("usage|options:|positional|show this", done.out)


def test_the_version_is_told(run: Run) -> None:
    assert run("--version") == Done(0, f"pingbi {__version__}\n", "")


def test_the_command_line_needs_no_window(tmp_path: Path) -> None:
    """The engine knows no Qt; and what is not used is not loaded."""
    script = "import sys, pingbi.cli; sys.exit(any(name.startswith(('PySide6', 'openpyxl')) for name in sys.modules))"
    source = Path(__file__).resolve().parent.parent / "desktop"
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env={"PYTHONPATH": str(source)}, check=False)
    assert done.returncode == 0


# Errors: one Chinese line, exit status 2.

READ = ("evaluate", "-o", "表.xlsx")
WITH = (*READ, "--scheme", "方案.toml", "页.txt")
UNUSABLE = [
    pytest.param(("nonsense",), ("“nonsense”", "evaluate、extract"), id="an unknown command"),
    pytest.param((*READ, "页.txt", "--zzz"), ("不认识的参数：--zzz",), id="an unknown option"),
    pytest.param(("evaluate", "页.txt"), ("缺少：-o/--output", "pingbi evaluate -h"), id="no output"),
    pytest.param(READ, ("缺少：材料",), id="no input"),
    pytest.param((*READ, "页.txt", "--scheme"), ("--scheme 后面要跟一个值",), id="an option without value"),
    pytest.param(("scheme",), ("缺少：做什么",), id="half a command"),
    pytest.param(("scheme", "mend", "方案.toml"), ("“mend”", "check、new"), id="an unknown half"),
    pytest.param((*READ, "没有.xlsx"), ("没有.xlsx：没有这个文件",), id="an input that is not there"),
    pytest.param(("check", "空"), ("没有一份材料能读出来",), id="a folder of nothing"),
    pytest.param((*READ, "坏.xlsx"), ("没有一份材料能读出来：坏.xlsx",), id="only an unreadable input"),
    pytest.param((*READ, "页.txt", "--scheme", "没有"), ("没有方案“没有”", "industry_half_year"), id="no such scheme"),
    pytest.param((*READ, "页.txt", "--scheme", "坏.toml"), ("坏.toml", "没有表“schema”"), id="a broken scheme"),
    pytest.param((*READ, "页.txt", "--period", "上半年"), ("时期“上半年”", "2022H1"), id="no period"),
    pytest.param((*WITH, "--previous", "没有.xlsx"), ("没有.xlsx：没有这个文件",), id="no workbook of the last period"),
    pytest.param((*WITH, "--set", "甲县.a"), ("“甲县.a”缺少等号",), id="--set without ="),
    pytest.param((*WITH, "--set", "a=1"), ("“a=1”应写成 县区.指标=值",), id="--set without a county"),
    pytest.param((*WITH, "--set", "丁县.a=1"), ("没有县区“丁县”", "甲县、乙区、丙县"), id="--set of no county"),
    pytest.param((*WITH, "--set", "甲县.b=1"), ("没有指标“b”", "投资、表扬"), id="--set of no indicator"),
    pytest.param((*WITH, "--set", "甲县.a=nan"), ("“甲县.a=nan”应写成 名称=数字",), id="--set to no number"),
    pytest.param((*WITH, "--weight", "z=1"), ("没有评比项“z”", "完成率、与全市比"), id="--weight of no criterion"),
    pytest.param((*WITH, "--weight", "k=0"), ("权重应大于0",), id="--weight of nothing"),
    pytest.param((*WITH, "--weight", "k=1e9"), ("应写成 名称=数字",), id="--weight that is no plain number"),
    pytest.param(
        ("evaluate", "--scheme", "方案.toml", "页.txt", "-o", "页.txt/表.xlsx"),
        ("页.txt/表.xlsx",),
        id="no such target",
    ),
    pytest.param(("template", "--scheme", "方案.toml", "--county", "丁县", "-o", "出"), ("丁县",), id="no such county"),
    pytest.param(("score", "--scheme", "方案.toml", "--data", "没有.csv"), ("没有.csv：没有这个文件",), id="no data"),
    pytest.param(
        ("score", "--scheme", "方案.toml", "--data", "生.csv"), ("没有县区“丁县”", "甲县"), id="a county unknown"
    ),
    pytest.param(
        ("score", "--scheme", "方案.toml", "--data", "列.csv"), ("没有指标“zz”", "a、n"), id="a column unknown"
    ),
    pytest.param(("trace", "没有.xlsx", "综合排名!F8"), ("没有.xlsx", "没有这个文件"), id="no workbook"),
    pytest.param(("trace", "页.txt", "综合排名!F8"), ("没有工作表“综合排名”",), id="a workbook that is none"),
    pytest.param(("scheme", "check", "坏.toml"), ("坏.toml", "没有表“schema”"), id="a scheme with a mistake"),
    pytest.param(
        ("scheme", "new", "--from", "方案.toml", "--period", "x", "-o", "新"), ("时期“x”",), id="no new period"
    ),
    pytest.param(
        ("scheme", "new", "--from", "方案.toml", "--period", "2022H2", "-o", "坏.toml"),
        ("坏.toml 已存在，不覆盖",),
        id="a new scheme over an old one",
    ),
]


@pytest.mark.parametrize(("words", "wanted"), UNUSABLE)
def test_what_cannot_be_done_is_one_chinese_line(
    run: Run, files: Path, words: Sequence[str], wanted: Sequence[str]
) -> None:
    (files / "空").mkdir()
    (files / "坏.xlsx").write_bytes(b"PK\x03\x04 no archive")
    (files / "坏.toml").write_text(SCHEME + "\n[schema]\n", encoding="utf-8")
    (files / "生.csv").write_text("county,a\n丁县,1\n", encoding="utf-8")
    (files / "列.csv").write_text("county,zz\n甲县,1\n", encoding="utf-8")
    done = run(*words)
    assert (done.status, done.out) == (2, "")
    assert done.err.count("\n") == 1, done.err
    assert [word for word in wanted if word not in done.err.replace("\\", "/")] == [], done.err
    assert not re.search(r"Traceback|Errno|No such|argument", done.err)
    assert not (files / "表.xlsx").exists()


def test_every_mistake_of_a_scheme_is_a_line(run: Run, files: Path) -> None:
    (files / "坏.toml").write_text(SCHEME.replace("unit", "unti").replace("bonus_cap", "bonus"), encoding="utf-8")
    done = run("scheme", "check", "坏.toml")
    assert done.status == 2
    assert len(done.err.splitlines()) > 2
    assert all(line.startswith("坏.toml") for line in done.err.splitlines())


def test_stopped_by_the_user_is_130(run: Run, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "gather", stopped)
    assert run("check", str(files / "页.txt")) == Done(130, "", "已停止\n")


# Scoring alone.


def test_score_prints_the_json_of_the_contract_alone(run: Run, files: Path) -> None:
    done = run("score", "--scheme", str(files / "方案.toml"), "--data", str(files / "数据.csv"), "--json")
    answer = done.json
    assert (done.status, done.err) == (0, "")
    assert list(answer) == ["scheme", "period", "criteria", "totals", "findings"]
    assert (answer["scheme"], answer["period"]) == ("例", "2022H1")
    assert [(row["id"], row["weight"], list(row)) for row in answer["criteria"]] == [
        (name, weight, ["id", "weight", "rows"]) for name, weight in (("k", "20"), ("c", "10"))
    ]
    # 甲县: 20 of the scheme's 40; 乙区: 50 of its own 100 in the table. 丙县 need not report.
    assert answer["criteria"][0]["rows"] == [
        {"county": "甲县", "value": "20", "points": "10.00", "points_exact": "10", "place": 2, "group_place": 2},
        {"county": "乙区", "value": "50", "points": "10.00", "points_exact": "10", "place": 1, "group_place": 1},
        {"county": "丙县", "value": None, "points": None, "points_exact": None, "place": None, "group_place": None},
    ]
    # The city has 30: 5 + 0.5·20 is capped at 10, 5 − 0.5·10 is 0.
    assert [row["points_exact"] for row in answer["criteria"][1]["rows"]] == ["0", "10", None]
    assert answer["totals"][:2] == [
        {
            "county": "甲县",
            "group": "县",
            "points": "11.00",
            "points_exact": "11",
            "bonus": "1",
            "deduction": "0",
            "place": 2,
            "group_place": 2,
            "grade": None,
            "note": None,
        },
        {
            "county": "乙区",
            "group": "县",  # the table's group goes before the scheme's
            "points": "23.00",
            "points_exact": "23",
            "bonus": "3",  # five times 1, of which the scheme counts 3
            "deduction": "0",
            "place": 1,
            "group_place": 1,
            "grade": "优秀",
            "note": None,
        },
    ]
    exempt = answer["totals"][2]
    assert (exempt["points"], exempt["place"]) == (None, None)
    assert exempt["note"]


def test_score_takes_the_counties_of_the_data_where_the_scheme_names_none(run: Run, files: Path) -> None:
    (files / "数据.csv").write_text(
        "county,a,group\n全市,30,\n子县,20,山区\n丑县,40,山区\n寅县,30,\n", encoding="utf-8"
    )
    done = run("score", "--scheme", str(files / "开放.toml"), "--data", str(files / "数据.csv"), "--json")
    found = {
        row["county"]: (row["group"], row["points"], row["place"], row["group_place"]) for row in done.json["totals"]
    }
    assert found == {
        "子县": ("山区", "10.00", 3, 2),
        "丑县": ("山区", "30.00", 1, 1),
        "寅县": (None, "20.00", 2, 1),
    }


def test_score_names_a_county_by_its_alias_and_shows_a_table(run: Run, files: Path) -> None:
    (files / "数据.csv").write_text("county,a\n甲,40\n乙区,20\n丙县,\n全市,30\n", encoding="utf-8")
    done = run("score", "--scheme", str(files / "方案.toml"), "--data", str(files / "数据.csv"))
    assert [line.split("\t")[:3] for line in done.out.splitlines()] == [
        ["1", "甲县", "30.00"],
        ["2", "乙区", "10.00"],
        ["3", "丙县", "0.00"],
    ]


def test_score_writes_a_workbook_beside_the_json(run: Run, files: Path) -> None:
    target = files / "新 文件夹" / "得分.xlsx"
    words = ("score", "--scheme", str(files / "方案.toml"), "--data", str(files / "数据.csv"), "-o", str(target))
    done = run(*words, "--json")
    assert done.json["totals"]
    assert target.is_file()
    assert done.err.endswith(f"{target}\n")


def test_a_mandatory_finding_is_status_1_and_removes_no_figure(run: Run, files: Path) -> None:
    limited = SCHEME.replace('id = "a"\n', 'id = "a"\nmaximum = 45\n')
    (files / "方案.toml").write_text(limited, encoding="utf-8")
    done = run("score", "--scheme", str(files / "方案.toml"), "--data", str(files / "数据.csv"), "--json")
    assert done.status == 1
    (finding,) = [row for row in done.json["findings"] if row["level"] == "mandatory"]
    assert list(finding) == ["id", "code", "level", "county", "indicator", "message", "places"]
    assert (finding["code"], finding["county"], finding["indicator"]) == ("range", "乙区", "a")
    assert finding["message"] == "乙区的投资为50亿元，高于上限45亿元，请核实更正"
    assert [(place["file"], place["cell"]) for place in finding["places"]] == [("数据.csv", "B4")]
    assert done.json["totals"][1]["points"] == "23.00"


# Reading.


def test_text_is_read_from_standard_input(run: Run) -> None:
    done = run("extract", "-", "--json", typed=PAGE)
    assert list(done.json) == ["facts", "findings"]
    fact = next(row for row in done.json["facts"] if row["value"] == "30.58")
    assert list(fact) == [
        *("file", "county", "indicator", "indicator_id", "value", "unit", "kind", "period", "qualifier", "reference"),
        *("number_start", "number_end", "quote", "confidence"),
    ]
    assert PAGE[fact["number_start"] : fact["number_end"]] == "30.58"
    assert (fact["county"], fact["unit"], fact["kind"], fact["period"]) == ("南乐县", "亿元", "level", "2022H1")
    assert fact["indicator_id"] == "industrial_investment"
    assert done.err == ""


def test_check_prints_findings_alone_as_json(run: Run, files: Path) -> None:
    done = run("check", str(files / "页.txt"), "--json")
    assert list(done.json) == ["findings"]
    assert (done.status, done.err) == (1, "")
    assert {row["code"] for row in done.json["findings"]} >= {"missing"}


def test_check_tells_findings_with_their_places(run: Run, files: Path) -> None:
    (files / "表.csv").write_text("县区,投资\n甲县,-3\n乙区,x\n", encoding="utf-8")
    done = run("check", "--scheme", str(files / "方案.toml"), str(files / "表.csv"))
    assert "核实性　甲县的投资为-3亿元，一般不为负数，请核实正负号\n　　　　表.csv" in done.out
    assert "强制性　乙区的投资填的是“x”" in done.out
    assert done.status == 1
    assert re.search(r"强制性 \d+ 条", done.out.splitlines()[-1])


def test_check_gives_the_place_of_each_side_as_the_contract_has_it(run: Run, files: Path) -> None:
    """A cell has file, sheet and cell; a sentence has file, offsets and the words."""
    (files / "表.csv").write_text("县区,工业投资\n南乐县,31\n台前县,x\n", encoding="utf-8")
    done = run("check", str(files / "页.txt"), str(files / "表.csv"), "--json")
    two = next(row for row in done.json["findings"] if row["code"] == "two-values")
    assert (two["level"], two["county"], two["indicator"]) == ("mandatory", "南乐县", "industrial_investment")
    start = PAGE.index("30.58")
    assert two["places"] == [
        {"file": "表.csv", "sheet": "CSV", "cell": "B2"},
        {"file": "页.txt", "start": start, "end": start + 5, "quote": "完成工业投资30.58亿元"},
    ]
    unread = next(row for row in done.json["findings"] if row["code"] == "not-a-number")
    assert unread["places"] == [{"file": "表.csv", "sheet": "CSV", "cell": "B3"}]
    assert len({row["id"] for row in done.json["findings"]}) == len(done.json["findings"])


def test_no_mandatory_finding_is_status_0(run: Run, files: Path) -> None:
    (files / "表.csv").write_text("县区,投资\n全市,30\n甲县,20\n乙区,50\n丙县,40\n", encoding="utf-8")
    assert run("check", "--scheme", "方案.toml", "表.csv").status == 0
    assert run("evaluate", "--scheme", "方案.toml", "表.csv", "-o", "表.xlsx").status == 0


def test_a_blank_never_takes_the_place_of_a_form_that_was_filled_in(run: Run, files: Path) -> None:
    (files / "甲县填报表.xlsx").write_bytes(b"filled in")
    done = run("template", "--scheme", "方案.toml", "--county", "甲县", "-o", ".")
    assert (done.status, done.out) == (0, "甲县填报表 (1).xlsx\n")
    assert done.err == "原有同名文件没有动，1 份换了名字，如 甲县填报表 (1).xlsx\n"
    assert (files / "甲县填报表.xlsx").read_bytes() == b"filled in"


def test_a_workbook_never_takes_the_place_of_a_submission(run: Run, files: Path) -> None:
    """Neither of one that was named nor of one in a folder; that of the run before it does."""
    run("template", "--scheme", "方案.toml", "--county", "甲县", "-o", "材料")
    form = next((files / "材料").glob("甲县*.xlsx"))
    before = form.read_bytes()
    for given in (str(form), "材料"):
        done = run("evaluate", "--scheme", "方案.toml", given, "-o", str(form))
        assert (done.status, done.out) == (2, "")
        assert done.err == f"{form.name} 是报送材料，不覆盖；请换一个文件名，如 综合评比.xlsx\n"
        assert form.read_bytes() == before
    for _ in range(2):
        done = run("evaluate", "--scheme", "方案.toml", "材料", "-o", "材料/结果.xlsx")
        assert done.status == 1
        assert done.out.endswith("结果.xlsx\n")


@pytest.mark.parametrize("name", ["结果.xls", "结果", "结果.csv"])
def test_a_workbook_is_called_xlsx(run: Run, files: Path, name: str) -> None:
    done = run("evaluate", "--scheme", "方案.toml", str(files / "页.txt"), "-o", name)
    assert done == Done(2, "", f"{name} 应以 .xlsx 结尾；请换一个文件名，如 综合评比.xlsx\n")


def test_json_that_cannot_be_written_is_one_line(run: Run, files: Path) -> None:
    (files / "夹").mkdir()
    done = run("evaluate", "--scheme", "方案.toml", str(files / "页.txt"), "-o", "表.xlsx", "--json", "夹")
    assert done.status == 2
    assert done.err.startswith("不能写入 夹（")
    assert done.err.count("\n") == 1


# The last period.

NOW = "县区,投资\n全市,30\n甲县,20\n乙区,50\n丙县,40\n"


def moves(path: Path) -> dict[str, object]:
    """较上期 by county: places gained (a format shows ↑2), or words."""
    sheet = load_workbook(path, data_only=True)["综合排名"]
    cells = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value}
    if "较上期" not in cells:
        return {}
    found: dict[str, object] = {}
    for name in ("甲县", "乙区", "丙县"):
        cell = next(cell for text, cell in cells.items() if re.sub(r"\s", "", text) == name)
        found[name] = sheet.cell(cell.row, cells["较上期"].column).value
    return found


def test_places_are_compared_with_a_workbook_of_ours(run: Run, files: Path) -> None:
    """The target of 40 was met by two of them, who shared the first place; now all three do."""
    (files / "表.csv").write_text(NOW, encoding="utf-8")
    words = ("evaluate", "--scheme", "方案.toml", "表.csv", "-o")
    assert run(*words, "上期.xlsx").status == 0
    done = run(*words, "本期.xlsx", "--previous", "上期.xlsx", "--set", "甲县.投资=60", "--weight", "完成率=30")
    assert (done.status, done.err) == (0, "")
    assert moves(files / "本期.xlsx") == {"甲县": 2, "乙区": 0, "丙县": 0}
    assert moves(files / "上期.xlsx") == {}


def test_places_are_compared_with_a_plain_table(run: Run, files: Path) -> None:
    (files / "表.csv").write_text(NOW, encoding="utf-8")
    (files / "上期.csv").write_text("2022年一季度\n县（区）,名次\n丙县,1\n乙 区,第2名\n", encoding="utf-8")
    done = run("evaluate", "--scheme", "方案.toml", "表.csv", "-o", "本期.xlsx", "--previous", "上期.csv")
    assert done.status == 0
    assert moves(files / "本期.xlsx") == {"甲县": "新增", "乙区": 1, "丙县": 0}


def test_figures_of_the_last_period_without_places_make_nobody_new(run: Run, files: Path) -> None:
    (files / "表.csv").write_text(NOW, encoding="utf-8")
    (files / "上期.csv").write_text("县区,投资\n甲县,10\n乙区,20\n", encoding="utf-8")
    done = run("evaluate", "--scheme", "方案.toml", "表.csv", "-o", "本期.xlsx", "--previous", "上期.csv")
    assert (done.status, done.err) == (0, "上期.csv 里没有上期名次，只用了其中的指标数，不列较上期\n")
    assert moves(files / "本期.xlsx") == {}


@pytest.mark.parametrize(
    ("given", "why"),
    [
        pytest.param("空", "空 是文件夹；上期结果应是一个文件", id="a folder"),
        pytest.param("甲县填报表.xlsx", "甲县填报表.xlsx：是填报表，不是上期结果", id="a form"),
        pytest.param("页.txt", "页.txt：没有找到上期名次", id="a text"),
    ],
)
def test_what_is_no_result_is_not_taken_for_the_last_period(run: Run, files: Path, given: str, why: str) -> None:
    (files / "表.csv").write_text(NOW, encoding="utf-8")
    (files / "空").mkdir()
    run("template", "--scheme", "方案.toml", "--county", "甲县", "-o", ".")
    done = run("evaluate", "--scheme", "方案.toml", "表.csv", "-o", "本期.xlsx", "--previous", given)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(why)
    assert done.err.count("\n") == 1


def test_one_bad_input_does_not_stop_the_others(run: Run, files: Path) -> None:
    (files / "坏.xlsx").write_bytes(b"PK\x03\x04 no archive")
    done = run("check", str(files / "页.txt"), str(files / "坏.xlsx"), "--json")
    assert done.status == 1
    assert "坏.xlsx" in next(row["message"] for row in done.json["findings"] if row["code"] == "unreadable-file")


def test_progress_is_for_terminals_only(run: Run, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "已读" not in run("check", str(files / "页.txt")).err
    monkeypatch.setattr(type(sys.stderr), "isatty", lambda _: True)
    assert "已读 1 份：页.txt" in run("check", str(files / "页.txt"), "--json").err


# The main job.


def test_evaluate_tries_a_figure_and_a_weight(run: Run, files: Path) -> None:
    table = "县区,投资\n全市,30\n甲县,20\n乙区,30\n丙县,10\n"
    (files / "表.csv").write_text(table, encoding="utf-8")
    words = ("evaluate", "--scheme", str(files / "方案.toml"), str(files / "表.csv"), "--json", "-")
    plain = run(*words, "-o", "一.xlsx")
    tried = run(*words, "-o", "二.xlsx", "--set", "甲县.投资=40", "--weight", "完成率=40")
    points = [[row["criteria"][0]["rows"][0][key] for key in ("value", "points")] for row in (plain.json, tried.json)]
    assert points == [["20", "10.00"], ["40", "40.00"]]
    assert tried.json["criteria"][0]["weight"] == "40"
    assert "二.xlsx" in tried.err


def test_evaluate_makes_the_folder_and_tells_the_path_last(run: Run, files: Path) -> None:
    target = files / "还没有" / "综合 评比.xlsx"
    done = run("evaluate", str(files / "页.txt"), "-o", str(target), "--json", str(files / "新" / "结果.json"))
    assert done.status == 1  # eight counties have not reported
    assert done.out.splitlines()[-1] == str(target)
    assert target.is_file()
    assert list(json.loads((files / "新" / "结果.json").read_text(encoding="utf-8"))) == [
        *("scheme", "period", "criteria", "totals", "findings"),
    ]
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_a_pdf_without_libreoffice_says_so_and_keeps_the_workbook(
    run: Run, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr("pingbi.printing.USUAL", ())
    done = run("evaluate", str(files / "页.txt"), "-o", str(files / "表.xlsx"), "--pdf")
    assert done.status == 2
    assert "另存 PDF 需要 LibreOffice" in done.err
    assert (files / "表.xlsx").is_file()


# Schemes.


def test_a_scheme_is_checked_in_one_line(run: Run, files: Path) -> None:
    done = run("scheme", "check", str(files / "方案.toml"))
    assert done == Done(0, "方案可用：例（2022H1），3 个县区，2 个指标，2 个评比项\n", "")


def test_a_new_scheme_is_written_into_a_folder_or_a_file(run: Run, files: Path) -> None:
    words = ("scheme", "new", "--from", str(files / "方案.toml"), "--period", "2022H2", "-o")
    into_folder, into_file = run(*words, str(files / "下半年")), run(*words, str(files / "下半年.toml"))
    paths = [files / "下半年" / "scheme.toml", files / "下半年.toml"]
    assert [done.out for done in (into_folder, into_file)] == [f"{path}\n" for path in paths]
    assert "1个目标值" in into_file.err
    assert run("scheme", "check", str(paths[0])).out.startswith("方案可用：例（2022H2）")
