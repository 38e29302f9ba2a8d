"""What if: what the page shows of a trial is what the engine makes of it, and nothing of it is ever saved by itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from threading import Event

import pytest
from painted import painting
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from standing import settled, wait

from pingbi import casework, pipeline
from pingbi.casework import Case
from pingbi.model import Result
from pingbi.project.changes import How
from pingbi_qt.parts.table import GROUND
from pingbi_qt.rules import Trial
from pingbi_qt.score import ScorePage
from pingbi_qt.score.columns import What
from pingbi_qt.score.figures import shown
from pingbi_qt.score.other_rules import RULES
from pingbi_qt.score.rows import by_group, place_of, place_words
from pingbi_qt.score.tried import Weighing
from pingbi_qt.score.weight import WeightControl
from pingbi_qt.window import Window

Made = Callable[..., Path]
Opened = Callable[[Path], ScorePage]
Anew = Callable[..., Result]
Tries = Callable[..., None]


def seen(page: ScorePage, what: What) -> dict[str, str]:
    """County -> what stands in its cell of a column."""
    model = page.ranking.ranking
    at = model.column_of(what)
    return {name: str(model.index(model.row_of(name), at).data()) for name in model.counties()}


def shows(page: ScorePage, result: Result) -> bool:
    """Whether the trial's columns show that result."""
    assert page.known is not None
    rules, grouped = page.known.evaluation.scheme.scheme, by_group(page.known.evaluation.scheme)
    places = {row.county: place_words(place_of(row, grouped=grouped)) for row in result.totals}
    totals = {
        row.county: "不排名" if row.shown is None else shown(row.shown, rules.total_decimals) for row in result.totals
    }
    return seen(page, What.TRIED_PLACE) == places and seen(page, What.TRIED_TOTAL) == totals


def trial_is_seen(page: ScorePage) -> bool:
    return not page.ranking.isColumnHidden(page.ranking.ranking.column_of(What.TRIED_PLACE))


@pytest.mark.parametrize(
    ("counties", "criteria", "groups", "parts"),
    [
        pytest.param(12, 6, 1, 0, id="few criteria"),
        pytest.param(30, 25, 3, 5, id="three groups, 25 criteria in parts"),
        pytest.param(14, 25, 2, 0, id="many criteria without parts"),
        pytest.param(3, 1, 1, 0, id="one criterion"),
    ],
)
def test_a_weight_that_is_typed_gives_what_the_engine_gives(
    made: Made, opened: Opened, anew: Anew, tries: Tries, counties: int, criteria: int, groups: int, parts: int
) -> None:
    page = opened(made(counties, criteria, groups, parts))
    assert not trial_is_seen(page)
    real = (seen(page, What.PLACE), seen(page, What.TOTAL))
    key = "p0" if parts else "c0"
    tries(page, key, "31")
    assert trial_is_seen(page)
    assert shows(page, anew(page, {key: "31"}))
    assert (seen(page, What.PLACE), seen(page, What.TOTAL)) == real  # the table's own columns stay the saved ones
    if len(page.strip.controls) > 1:
        other = page.strip.controls[-1].weighing.id
        tries(page, other, "1")
        assert shows(page, anew(page, {key: "31", other: "1"}))


def test_a_slider_and_its_field_are_one(score: ScorePage, anew: Anew) -> None:
    control = score.strip.controls[0]
    control.slider.setValue(control.slider.value() + 7)
    assert control.field.value() == float(control.weighing.saved + 7)
    assert control.slider.changed
    wait(lambda: score.ranking.ranking.tries)
    assert shows(score, anew(score, {control.weighing.id: str(control.weighing.saved + 7)}))


def test_only_the_last_of_many_moves_is_asked_for(score: ScorePage, anew: Anew) -> None:
    answers: list[object] = []
    score.trying.answered.connect(answers.append)
    control = score.strip.controls[1]
    for step in range(1, 16):
        control.slider.setValue(int(control.weighing.saved) + step)
    wait(lambda: answers and not score.desk.operations)
    assert len(answers) == 1
    assert shows(score, anew(score, {control.weighing.id: str(control.weighing.saved + 15)}))


def test_the_old_result_stays_until_the_new_one_is_there(score: ScorePage, tries: Tries, anew: Anew) -> None:
    first, second = (row.weighing.id for row in score.strip.controls[:2])
    tries(score, first, "35")
    old = seen(score, What.TRIED_TOTAL)
    go_on = Event()
    score.desk.ask(lambda _: go_on.wait(60))  # the engine is busy with something else
    score.tried.set_weight(second, Decimal(5))
    wait(lambda: any(row.key == "what-if" for row in score.desk.operations))
    assert seen(score, What.TRIED_TOTAL) == old
    go_on.set()
    wait(lambda: not score.desk.operations)
    assert shows(score, anew(score, {first: "35", second: "5"}))


def test_what_is_tried_is_told_apart_and_never_saved(
    sample_window: Window, score: ScorePage, tries: Tries, sample_project: Path
) -> None:
    before = sample_project.read_bytes()
    view = sample_window.desk.view
    tries(score, score.strip.controls[0].weighing.id, "35")
    assert score.strip.chip.text() == "试算中，未保存"
    assert score.strip.sum.text == "权重合计 115，多 15"
    assert not score.strip.sum.right
    assert "出表仍按已保存的方案" in sample_window.bar.said()
    assert score.strip.controls[0].field.amber
    assert not score.strip.controls[1].field.amber
    assert sample_window.desk.view is view
    assert sample_project.read_bytes() == before


def test_the_rail_says_on_every_page_that_something_is_tried(
    sample_window: Window, score: ScorePage, tries: Tries
) -> None:
    told: list[tuple[str, str, str]] = []
    score.state_told.connect(lambda *state: told.append(state))
    tries(score, score.strip.controls[0].weighing.id, "35")
    assert told[-1] == ("score", "试算中", "warn")
    sample_window.show_page("sheets")
    sample_window.desk.look_again()
    settled(sample_window)
    assert told[-1] == ("score", "试算中", "warn")
    score.tried.restore()
    assert told[-1] == ("score", "已排名", "ok")


def test_alt_r_puts_all_back(score: ScorePage, tries: Tries) -> None:
    assert not score.acts["restore"].isEnabled()
    tries(score, score.strip.controls[0].weighing.id, "35")
    assert score.acts["restore"].isEnabled()
    QTest.keyClick(score.ranking, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    assert not score.tried.dirty
    assert not trial_is_seen(score)
    assert [row.field.value() for row in score.strip.controls] == [float(row.saved) for row in score.tried.weighings]
    assert score.strip.chip.text() == "拖动试算"


def test_f6_folds_the_trial_away_and_brings_it_back(score: ScorePage, tries: Tries, anew: Anew) -> None:
    key = score.strip.controls[0].weighing.id
    tries(score, key, "35")
    QTest.keyClick(score.ranking, Qt.Key.Key_F6)
    assert not score.strip.isVisible()
    assert not trial_is_seen(score)
    QTest.keyClick(score.ranking, Qt.Key.Key_F6)
    assert score.strip.isVisible()
    wait(lambda: trial_is_seen(score))
    assert shows(score, anew(score, {key: "35"}))
    assert score.strip.controls[0].field.hasFocus()


def test_undo_during_a_trial_tries_the_same_on_what_is_there_now(
    sample_window: Window, score: ScorePage, tries: Tries, anew: Anew
) -> None:
    key = score.strip.controls[0].weighing.id

    def correct(case: Case) -> object:
        return casework.correct(case, "范县", "工业投资", Decimal(90), "漏报一个项目", How.PHONE)

    sample_window.desk.change("已改正 范县 工业投资", correct)
    settled(sample_window)
    tries(score, key, "35")
    with_correction = seen(score, What.TRIED_TOTAL)
    assert shows(score, anew(score, {key: "35"}))
    QTest.keyClick(score.ranking, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait(lambda: seen(score, What.TRIED_TOTAL) not in (with_correction, dict.fromkeys(with_correction, "")))
    assert score.tried.weights == {key: Decimal(35)}
    assert shows(score, anew(score, {key: "35"}))


def test_another_figure_can_be_tried_and_taken_back(score: ScorePage, anew: Anew) -> None:
    score.ranking.choose("范县")
    wait(lambda: score.reason.told is not None and score.reason.told.county == "范县")
    score.reason.open("investment_growth")
    workings = score.reason.workings
    assert workings is not None
    assert workings.field is not None
    QTest.keyClicks(workings.field, "47.5%")
    QTest.keyClick(workings.field, Qt.Key.Key_Return)
    wait(lambda: score.ranking.ranking.tries)
    figure = ("范县", "industrial_investment_yoy")
    assert shows(score, anew(score, figures={figure: "47.5"}))
    assert score.strip.chip.text() == "试算中，未保存"
    control = score.strip.controls[0]
    control.field.setValue(31)
    wait(lambda: not score.desk.operations and not score.trying.timer.isActive())
    assert shows(score, anew(score, {control.weighing.id: "31"}, {figure: "47.5"}))
    score.acts["restore"].trigger()
    assert not score.tried.dirty


def test_what_is_no_number_is_not_tried(score: ScorePage) -> None:
    score.reason.open("investment_growth")
    workings = score.reason.workings
    assert workings is not None
    assert workings.field is not None
    workings.field.setFocus()
    workings.field.insert("很多")
    QTest.keyClick(workings.field, Qt.Key.Key_Return)
    assert not score.tried.dirty
    assert workings.field.text() == ""


def test_the_weights_go_to_the_rules_as_they_are_tried(sample_window: Window, score: ScorePage, tries: Tries) -> None:
    asked: list[object] = []
    score.go.connect(lambda _, place: asked.append(place))
    assert not score.acts["save_scheme"].isEnabled()
    tries(score, "quality", "35")
    QTest.mouseClick(score.strip.save, Qt.MouseButton.LeftButton)
    settled(sample_window)
    assert asked == [Trial((("quality", Decimal(35)),))]
    assert sample_window.page == "rules"


@pytest.mark.parametrize("folded", [False, True])
def test_weights_of_names_that_are_alike_are_told_apart_where_there_is_little_room(qtbot: QtBot, folded: bool) -> None:
    seen = []
    for name in ("工业投资完成额", "工业投资增速", "工业投资同比增速"):
        control = WeightControl(Weighing("x", name, Decimal(15)))
        qtbot.addWidget(control)
        control.fold(folded=folded)
        control.resize(control.minimumWidth(), 60)
        control.show()
        with painting() as texts:
            control.name.grab()
        seen += [text.words for text in texts]
    assert len(set(seen)) == 3
    assert all(len(words) > 4 for words in seen)


def test_a_click_on_the_groove_moves_the_weight_there(score: ScorePage) -> None:
    slider = score.strip.controls[0].slider
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 8, slider.height() // 2))
    assert slider.value() > slider.maximum() * 0.9


def test_places_of_all_can_be_tried_instead_of_those_of_groups(made: Made, opened: Opened) -> None:
    page = opened(made(12, 6, 3))
    page.strip.rules.open()
    assert page.strip.rules.choices["rank_within", "group"].isChecked()
    page.strip.rules.menu.close()
    answers: list[object] = []
    page.trying.answered.connect(answers.append)
    page.strip.rules.choices["rank_within", "all"].trigger()
    wait(lambda: answers)
    model = page.ranking.ranking
    tried = [model.tried_total(county) for county in model.counties()]
    ranked = [row for row in tried if row is not None and row.place is not None]
    assert sorted(Decimal(row.place or 0) for row in ranked) == list(range(1, 12))  # one has a veto
    at = model.column_of(What.TRIED_PLACE)
    shown_places = {model.index(model.row_of(row.county), at).data() for row in ranked}
    assert shown_places == {str(place) for place in range(1, 12)}
    assert {model.index(model.row_of(row.county), at).data(GROUND) for row in ranked} == {None}


def test_the_menu_says_what_each_choice_is_of(made: Made, opened: Opened) -> None:
    page = opened(made(5, 3))
    page.strip.rules.open()
    with painting() as texts:
        page.strip.rules.menu.grab()
    page.strip.rules.menu.close()
    said = {text.words: text.cut for text in texts}
    assert [said.get(rule.words) for rule in RULES] == [""] * len(RULES)


def test_where_there_is_one_group_its_places_cannot_be_tried(made: Made, opened: Opened) -> None:
    page = opened(made(5, 3))
    page.strip.rules.open()
    assert not page.strip.rules.choices["rank_within", "group"].isEnabled()
    assert page.strip.rules.choices["rank_within", "group"].text() == "组内排名（方案只有一个组）"
    page.strip.rules.menu.close()


def test_another_rule_can_be_tried(made: Made, opened: Opened, qapp: QApplication) -> None:
    page = opened(made(12, 6, rules='decimals = 0\ntotal_decimals = 0\ntotal_of = "shown"'))
    page.strip.rules.open()
    assert page.strip.rules.choices["ties", "skip"].isChecked()
    page.strip.rules.menu.close()
    qapp.processEvents()
    answers: list[object] = []
    page.trying.answered.connect(answers.append)
    page.strip.rules.choices["ties", "average"].trigger()
    wait(lambda: answers)
    assert page.tried.rules == {"ties": "average"}
    assert page.strip.chip.text() == "试算中，未保存"
    asked: list[object] = []
    page.go.connect(lambda _, place: asked.append(place))
    page.acts["save_scheme"].trigger()
    assert asked == [Trial((), (("ties", "average"),))]
    page.window().acts["back"].trigger()  # type: ignore[attr-defined]
    found: list[Result] = []

    def work(case: Case) -> Result:
        real = case.evaluation()
        return casework.tried(case, real, pipeline.Trial((), (), ()), {"ties": "average"}).result

    page.desk.ask(work, found.append)
    wait(lambda: found)
    assert shows(page, found[0])
    page.acts["restore"].trigger()
    assert page.tried.rule("ties") == "skip"
    assert not trial_is_seen(page)


def test_what_is_tried_in_one_project_is_not_tried_in_the_next(made: Made, opened: Opened, tmp_path: Path) -> None:
    path = made(5, 3)
    other = Path(shutil.copy(path, tmp_path / "另一份.pingbi"))
    page = opened(path)
    first = page.tried.weighings[0]
    page.tried.set_weight(first.id, first.saved + 1)
    assert page.tried.active
    assert not opened(other).tried.dirty
