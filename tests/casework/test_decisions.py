"""会议研究决定: it counts beside what the rules give, is seen on every sheet, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pingbi import casework, pipeline, project, verifying
from pingbi import scheme as schemes
from pingbi.casework import Case, decisions
from pingbi.casework.tryout import Tryout
from pingbi.casework.withdrawing import withdraw
from pingbi.cli import main
from pingbi.model import PingbiError, Total
from pingbi.project.changes import Decided
from pingbi.scoring import METHODS

BASE = """
[scheme]
name = "例"
period = "2022H1"
{rules}
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
[[indicator]]
id = "b"
name = "税收"
unit = "亿元"
kind = "level"
[[indicator]]
id = "praise"
name = "通报表扬"
unit = "次"
kind = "count"
required = false
[[criterion]]
id = "c"
name = "投资"
weight = 60
value = "a"
method = "rank_step"
step = 0.25
[[criterion]]
id = "d"
name = "税收"
weight = 40
value = "b"
method = "rank_step"
step = 0.25
[[adjustment]]
name = "通报表扬"
indicator = "praise"
points_each = 2
"""
PLAIN = ""
FIGURES = "县区,投资,税收,通报表扬\n甲县,30,5,1\n乙县,20,4,3\n丙县,10,3,0\n"
Project = Callable[..., Case]


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Project]:
    """`begun("bonus_cap = 3")`: a project of that scheme, with the figures of three counties."""
    held = []

    def made(rules: str = PLAIN, figures: str = FIGURES) -> Case:
        path = tmp_path / "例.pingbi"
        held.append(project.create(path, BASE.format(rules=rules), "张三"))
        case = Case(held[0])
        table = tmp_path / "各县.csv"
        table.write_text(figures, encoding="utf-8")
        list(casework.receive(case, [table]))
        return case

    yield made
    for row in held:
        row.close()


def total(case: Case, county: str) -> Total:
    return next(row for row in case.evaluation().result.totals if row.county == county)


def points(case: Case, county: str) -> Decimal | None:
    return total(case, county).shown


def test_points_added_to_a_total_change_it_and_the_places(begun: Project) -> None:
    case = begun()
    assert [row.shown for row in case.evaluation().result.totals] == [Decimal(102), Decimal(81), Decimal(50)]
    decisions.decide(case, "乙县", Decimal("22.5"), "专项督查成效明显", added=True)
    assert points(case, "乙县") == Decimal("103.5")
    assert [row.place for row in case.evaluation().result.totals] == [2, 1, 3]


def test_a_total_that_is_set_stays_as_set_when_figures_change(begun: Project) -> None:
    case = begun()
    decisions.decide(case, "丙县", Decimal(75), "受灾减产")
    assert points(case, "丙县") == Decimal(75)
    casework.correct(case, "丙县", "投资", Decimal(40), "漏报一个项目")  # first in investment now
    assert points(case, "丙县") == Decimal(75)
    assert total(case, "丙县").deduction == Decimal(5)  # 60 + 20 by the rules


@pytest.mark.parametrize("weights", [{"c": "30"}, {"c": "90", "d": "0.5"}, {"d": "200"}])
def test_other_weights_at_once_count_the_decisions_as_a_trial_does(begun: Project, weights: dict[str, str]) -> None:
    case = begun("total_cap = 100")
    decisions.decide(case, "丙县", Decimal("55.5"), "项目跨区统计", "投资")
    decisions.decide(case, "乙县", Decimal("22.5"), "专项督查成效明显", added=True)
    real = case.evaluation()
    trial = pipeline.trial_of(case.scheme, [], [f"{name}={weight}" for name, weight in weights.items()])
    assert trial is not None
    tryout = Tryout(real, case.project.state.decisions)
    found = tryout.totals({name: Decimal(weight) for name, weight in weights.items()})
    whole = casework.tried(case, real, trial).result
    assert (found.totals, found.criteria) == (whole.totals, whole.criteria)
    assert (tryout.totals({}).totals, tryout.totals({}).criteria) == (real.result.totals, real.result.criteria)


def test_a_criterion_s_points_stay_and_the_total_gets_the_difference(begun: Project) -> None:
    case = begun()
    decisions.decide(case, "丙县", Decimal("55.5"), "项目跨区统计", "投资")
    done = case.evaluation()
    assert done.result.criteria[0].scores["丙县"].points == Decimal(30)
    assert points(case, "丙县") == Decimal("75.5")


@pytest.mark.parametrize(
    ("rules", "wanted"),
    [("", "75.5"), ('total = "weighted_mean"', "75.5"), ("total_cap = 72", "72")],
    ids=["sum", "weighted mean", "never above the cap of totals"],
)
def test_what_the_total_gets_follows_the_rule_of_the_total(begun: Project, rules: str, wanted: str) -> None:
    case = begun(rules)
    decisions.decide(case, "丙县", Decimal("55.5"), "项目跨区统计", "c")
    assert points(case, "丙县") == Decimal(wanted)


def test_a_geometric_total_is_as_if_the_criterion_had_these_points(begun: Project) -> None:
    case = begun('total = "geometric_mean"')
    decisions.decide(case, "丙县", Decimal(60), "按第一名计", "投资")
    wanted = 100 * (Decimal(20) / 40) ** Decimal("0.4")
    assert points(case, "丙县") == round(wanted, 2)


def test_a_decision_stands_beside_the_caps_of_bonus_and_deduction(begun: Project) -> None:
    case = begun("bonus_cap = 3\ndeduction_cap = 1")
    assert total(case, "乙县").bonus == Decimal(3)
    decisions.decide(case, "乙县", Decimal(5), "试点任务", added=True)
    assert total(case, "乙县").bonus == Decimal(8)
    decisions.decide(case, "丙县", Decimal(-4), "通报批评", added=True)
    assert total(case, "丙县").deduction == Decimal(4)


def test_on_a_criterion_and_on_the_total_the_total_is_what_was_decided_last_of_all(begun: Project) -> None:
    case = begun()
    decisions.decide(case, "丙县", Decimal(70), "综合研究")
    decisions.decide(case, "丙县", Decimal(50), "项目跨区统计", "投资")
    assert points(case, "丙县") == Decimal(70)
    lines = case.evaluation().decisions
    assert len(lines) == 2
    assert "丙县的投资得分由30.00定为50" in lines[1]
    assert "丙县的综合得分由70.00定为70" in lines[0]  # the twenty of the criterion are in it


def test_a_county_without_a_total_cannot_be_given_points(begun: Project) -> None:
    case = begun(figures="县区,投资,税收,通报表扬\n甲县,30,5,1\n乙县,20,,0\n丙县,10,3,0\n")
    with pytest.raises(PingbiError, match="乙县没有综合得分"):
        decisions.decide(case, "乙县", Decimal(80), "研究决定")


def test_a_decision_that_can_no_longer_count_is_told_and_nothing_else_changes(begun: Project) -> None:
    case = begun()
    decisions.decide(case, "乙县", Decimal(90), "研究决定")
    casework.correct(case, "乙县", "税收", None, "口径不符")
    assert points(case, "乙县") is None
    assert "未能计入" in case.evaluation().decisions[0]


@pytest.mark.parametrize(
    ("county", "given", "reason", "criterion", "wanted"),
    [
        ("丁县", 1, "研究决定", "", "没有县区“丁县”"),
        ("全市", 1, "研究决定", "", "没有县区“全市”"),
        ("甲县", 1, "研究决定", "利润", "没有评比项“利润”"),
        ("甲县", 1, " ", "", "请写明会议研究决定的依据"),
        ("甲县", 121, "研究决定", "", "综合得分最高120分"),
    ],
    ids=["no such county", "the city", "no such criterion", "no reason", "above the cap"],
)
def test_what_cannot_be_decided_is_refused(
    begun: Project, county: str, given: int, reason: str, criterion: str, wanted: str
) -> None:
    case = begun("total_cap = 120")
    with pytest.raises(PingbiError, match=wanted):
        decisions.decide(case, county, Decimal(given), reason, criterion)
    assert case.project.state.decisions == ()


def test_the_workbook_says_it_everywhere_and_is_verified(begun: Project, tmp_path: Path) -> None:
    case = begun("bonus_cap = 3")
    decisions.decide(case, "乙县", Decimal("88.88"), "第3次局长办公会研究")
    made = casework.export(case, tmp_path / "排名.xlsx")
    found = verifying.verify(made.path)
    assert found.agrees, found.lines
    book = openpyxl.load_workbook(made.path, data_only=True)
    for name in ("综合排名", "加减分", "计分办法", "数据来源"):
        words = [str(cell.value) for row in book[name].iter_rows() for cell in row if cell.value is not None]
        assert any("第3次局长办公会研究" in text for text in words), name
    note = next(text for text in words_of(book["综合排名"]) if "会议研究决定" in text)
    assert "乙县的综合得分由78.00定为88.88" in note
    assert "一致：" in " ".join(words_of(book["计分办法"]))


def test_the_figure_of_a_decision_changed_by_hand_is_found(begun: Project, tmp_path: Path) -> None:
    case = begun()
    decisions.decide(case, "乙县", Decimal(90), "办公会研究")
    path = casework.export(case, tmp_path / "排名.xlsx").path
    book = openpyxl.load_workbook(path)
    (cell,) = [cell for row in book["加减分"].iter_rows() for cell in row if cell.value == 9]
    cell.value = 19
    book.save(path)
    found = verifying.verify(path)
    assert not found.agrees
    assert any(f"加减分!{cell.coordinate} 原为9，现为19" in line for line in found.lines)


def test_a_scheme_may_have_items_of_that_name_itself(tmp_path: Path) -> None:
    own = BASE.format(rules="").replace("通报表扬", "会议研究决定加分")
    table = tmp_path / "各县.csv"
    table.write_text(FIGURES.replace("通报表扬", "会议研究决定加分"), encoding="utf-8")
    with project.create(tmp_path / "例.pingbi", own, "张三") as held:
        case = Case(held)
        list(casework.receive(case, [table]))
        decisions.decide(case, "乙县", Decimal(1), "办公会研究", added=True)
        assert points(case, "乙县") == Decimal(82)
        assert [row.points for row in total(case, "乙县").adjusted] == [Decimal(6), Decimal(1)]
        found = verifying.verify(casework.export(case, tmp_path / "排名.xlsx").path)
    assert found.agrees, found.lines


def test_no_total_is_told_to_be_above_the_cap_of_totals(begun: Project) -> None:
    case = begun("total_cap = 80")
    decisions.decide(case, "乙县", Decimal(75), "办公会研究")
    assert points(case, "乙县") == Decimal(75)
    assert "由80.00定为75" in case.evaluation().decisions[0]
    decisions.decide(case, "甲县", Decimal(5), "办公会研究", added=True)
    assert points(case, "甲县") == Decimal(80)
    assert "由80.00加5为80.00" in case.evaluation().decisions[1]


def words_of(sheet: object) -> list[str]:
    rows = sheet.iter_rows()  # type: ignore[attr-defined]  # a worksheet of openpyxl, which has no types
    return [str(cell.value) for row in rows for cell in row if cell.value is not None]


def test_a_workbook_with_decisions_is_the_same_in_another_program(
    begun: Project,
    tmp_path: Path,
    recalculated: Callable[..., list[Path]],
    differences: Callable[[Path, Path], list[str]],
) -> None:
    case = begun("bonus_cap = 3\ndeduction_cap = 2")
    decisions.decide(case, "乙县", Decimal("88.88"), "办公会研究")
    decisions.decide(case, "甲县", Decimal("41.5"), "项目跨区统计", "投资")
    made = casework.export(case, tmp_path / "排名.xlsx").path
    (again,) = recalculated(made)
    assert differences(made, again) == []


def test_withdrawn_it_counts_no_more_and_undone_it_counts_again(begun: Project) -> None:
    case = begun()
    step = decisions.decide(case, "乙县", Decimal(90), "研究决定")
    casework.correct(case, "甲县", "投资", Decimal(31), "补报")
    assert withdraw(case, step.number, "会议纪要有误").line == "撤回第2步的会议决定：会议纪要有误"
    assert points(case, "乙县") == Decimal(81)
    assert case.evaluation().decisions == ()
    assert case.evaluation().figures.value("甲县", "a") == Decimal(31)
    case.project.undo()
    assert points(case, "乙县") == Decimal(90)


def test_any_matter_is_withdrawn_by_its_step_and_what_settles_nothing_is_refused(begun: Project) -> None:
    case = begun()
    step = casework.correct(case, "甲县", "投资", Decimal(31), "补报")
    assert "更正" in withdraw(case, step.number, "报错了县").line
    assert case.project.state.corrections == ()
    with pytest.raises(PingbiError, match="没有可以撤回的"):
        withdraw(case, 1, "收错了")
    with pytest.raises(PingbiError, match="没有第99步"):
        withdraw(case, 99, "收错了")


def test_a_decision_on_a_criterion_that_the_scheme_has_no_more_does_not_count(begun: Project) -> None:
    case = begun()
    case.project.record(Decided("乙县", "gone", Decimal(90), "研究决定"))
    assert points(case, "乙县") == Decimal(81)
    assert "未能计入" in case.evaluation().decisions[0]


def test_the_commands_tell_what_a_decision_does(begun: Project, capsys: pytest.CaptureFixture[str]) -> None:
    case = begun()
    path = str(case.project.path)
    case.project.close()

    def said(*words: str) -> tuple[int, str]:
        code = main([words[0], "--project", path, "--by", "李四", *words[1:]])
        return code, capsys.readouterr().out

    code, out = said("decide", "乙县", "103.5", "--reason", "办公会研究")
    assert code == 0
    assert "第2步：会议研究决定：乙县的综合得分定为 103.5（办公会研究）" in out
    assert "乙县：81.00分第2名 → 103.50分第1名" in out
    code, out = said("decide", "乙县", "-1", "--add", "--criterion", "投资", "--reason", "统计有误")
    assert code == 0
    assert "投资得分减 1" in out
    code, out = said("withdraw", "2", "--reason", "纪要有误")
    assert "乙县：103.50分第1名 → 80.00分第2名" in out
    code, out = said("decide", "乙县", "很多", "--reason", "办公会研究")
    assert (code, out) == (2, "")


def test_a_scheme_may_leave_an_item_of_its_own_beside_the_caps(tmp_path: Path) -> None:
    path = tmp_path / "scheme.toml"
    path.write_text(BASE.format(rules="bonus_cap = 1") + "capped = false\n", encoding="utf-8")
    assert not schemes.load(path, METHODS).adjustment[0].capped
