"""The scheme edited in its tables by mouse and keys, with the real engine behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from monkey import watched
from painted import foreign_words, painting
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit
from rules_editor import Editor

from pingbi.casework.ruling import adopt_text
from pingbi_qt.around.drafts import drafts
from pingbi_qt.around.journal import Journal
from pingbi_qt.desk import Desk
from pingbi_qt.look import SizeClass, theme
from pingbi_qt.parts import Button
from pingbi_qt.rules.cells import MISTAKE
from pingbi_qt.rules.editing import KEY
from pingbi_qt.rules.editors import ChoiceEdit, FormulaEdit
from pingbi_qt.rules.sections import SECTIONS

VALUE_ADDED, INVESTMENT = "规上工业增加值增速", "工业投资完成额"


def test_a_weight_that_is_typed_is_marked_told_and_not_in_force(editor: Editor) -> None:
    editor.open("criterion")
    before = editor.weight(VALUE_ADDED)
    editor.change(editor.index(0, "weight"), "12")
    assert editor.page.editing.changed
    assert "评比项“规上工业增加值增速”的权重由10改为12" in editor.mistakes()
    assert any("采用后" in line for line in editor.mistakes())
    assert editor.weight(VALUE_ADDED) == before
    assert editor.page.way_on().enabled


def test_before_the_engine_has_looked_nothing_is_said_of_the_draft(editor: Editor) -> None:
    verdict = editor.page.verdict
    assert verdict.sign.accessibleName() == "方案可用"
    editor.acts["add_row"].trigger()
    assert verdict.sign.accessibleName() == "正在检查"
    assert "没有改动" not in verdict.told.text()
    editor.settled()
    assert verdict.sign.accessibleName() == f"{len(editor.page.editing.mistakes)} 处错误"


def test_a_method_brings_its_own_parameters_and_leaves_those_it_does_not_know(editor: Editor) -> None:
    editor.open("criterion")
    at = next(at for at, row in enumerate(editor.draft.rows("criterion")) if row.called == INVESTMENT)
    editor.choose(editor.index(at, "method"), "功效系数（满意值）")
    detail = editor.page.table.detail
    words = [cell.field.word for cell in detail.form.cells]
    assert "满意值" in words
    assert "每位递减" not in words
    assert sum("缺少参数" in line for line in editor.mistakes()) == 2
    assert detail.form.data(editor.line("满意值", detail), MISTAKE)
    editor.change(editor.line("满意值", detail), "60", detail)
    editor.change(editor.line("不允许值", detail), "10", detail)
    assert not editor.page.editing.mistakes
    assert "满意值=60；不允许值=10" in editor.draft.cell("criterion", at, "parameters")


def test_a_mistake_stands_at_its_cell_and_in_the_list_and_is_gone_once_mended(editor: Editor) -> None:
    editor.open("criterion")
    index = editor.index(1, "weight")
    editor.change(index, "六分")
    assert index.data(MISTAKE) == "“权重”应是数字，写成了“六分”"
    assert editor.mistakes() == ["评比项第2行“研发活动覆盖率”，权重：“权重”应是数字，写成了“六分”"]
    assert editor.page.sections.rows()[3].wrong == 1
    way = editor.page.way_on()
    assert (way.enabled, way.why_not) == (False, "有 1 处错误，改好才能采用")
    editor.change(editor.index(1, "weight"), "6")
    assert editor.index(1, "weight").data(MISTAKE) == ""
    assert editor.mistakes() == []
    assert not editor.page.editing.changed


def test_before_a_change_is_looked_at_it_is_not_said_to_be_without_mistakes(editor: Editor) -> None:
    lines: list[str] = []
    editor.page.said.connect(lines.append)
    editor.open("criterion")
    editor.page.editing.do(editor.draft.filled("criterion", 1, "weight", "六分"))
    editor.page.next_mistake()
    assert lines[-1] == "正在检查，稍等再看"
    editor.settled()
    editor.page.next_mistake()
    assert editor.view.currentIndex() == editor.index(1, "weight")
    editor.change(editor.index(1, "weight"), "6")
    editor.settled()
    editor.page.next_mistake()
    assert lines[-1] == "没有错误"


def test_a_click_on_a_mistake_leads_to_its_cell(editor: Editor) -> None:
    editor.open("criterion")
    editor.change(editor.index(1, "weight"), "六分")
    editor.open("handout")
    rows = editor.page.verdict.list
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualRect(rows.model().index(0, 0)).center())
    assert editor.page.table.table == "criterion"
    assert editor.view.currentIndex() == editor.index(1, "weight")


def test_a_mistake_of_a_field_that_is_seldom_used_brings_its_column_or_line(editor: Editor) -> None:
    editor.open("indicator")
    detail = editor.page.table.detail
    editor.view.setCurrentIndex(editor.index(2, "name"))
    editor.change(editor.line("最小值", detail), "没有", detail)
    assert detail.form.data(editor.line("最小值", detail), MISTAKE)
    assert editor.index(2, "minimum").data(MISTAKE)


def test_a_row_without_its_name_cannot_be_adopted_while_it_is_looked_at_either(editor: Editor) -> None:
    editor.open("criterion")
    editor.page.editing.do(editor.draft.filled("criterion", 1, "weight", "7"))
    assert editor.page.way_on().enabled  # a click out of the cell that is typed in: it waits for the engine
    editor.settled()
    assert editor.page.way_on().enabled
    editor.acts["add_row"].trigger()
    assert not editor.page.editing.current
    assert editor.page.way_on().why_not == "正在检查，没有错误才能采用"
    assert not editor.acts["adopt"].isEnabled()
    assert "正在检查" in editor.acts["adopt"].toolTip()
    editor.settled()
    assert editor.page.way_on().why_not.endswith("处错误，改好才能采用")


def test_a_county_is_added_named_and_adopted(editor: Editor) -> None:
    assert editor.desk.view is not None
    before = len(editor.desk.view.scheme.county)
    editor.open("county")
    editor.view.setCurrentIndex(editor.index(before - 1, "name"))
    editor.acts["add_row"].trigger()
    line = editor.view.viewport().findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    editor.type(line, "新设区")
    QTest.keyClick(line, Qt.Key.Key_Return)
    editor.closed(editor.view)
    assert "分了组，但 新设区 没有写 group" not in editor.mistakes()
    assert len(editor.mistakes()) == 1
    editor.choose(editor.index(before, "group"), "区")
    assert "新增县区“新设区”" in editor.mistakes()
    assert any("重读材料" in line for line in editor.mistakes())
    editor.acts["adopt"].trigger()
    editor.settled()
    QTest.keyClick(editor.dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    editor.bot.waitUntil(lambda: editor.desk.view is not None and len(editor.desk.view.scheme.county) == before + 1)
    editor.settled()
    assert not editor.page.editing.changed


def test_adopting_is_one_step_with_its_note_and_can_be_undone(editor: Editor) -> None:
    assert editor.desk.view is not None
    steps = editor.desk.view.undo
    editor.open("criterion")
    editor.change(editor.index(0, "weight"), "12")
    editor.acts["adopt"].trigger()
    dialog = editor.dialog
    assert "规上工业增加值增速" in dialog.changes.text()
    assert dialog.effect.text()
    dialog.note_edit.setText("局长办公会 7 月 12 日定")
    dialog.confirm.click()
    editor.bot.waitUntil(lambda: editor.weight(VALUE_ADDED) == "12")
    editor.settled()
    assert "局长办公会 7 月 12 日定" in editor.desk.view.undo
    assert editor.page.editing.moves == (False, False)
    editor.desk.undo()
    editor.bot.waitUntil(lambda: editor.weight(VALUE_ADDED) == "10")
    editor.settled()
    assert editor.desk.view.undo == steps
    assert editor.index(0, "weight").data() == "10"


def test_undo_by_key_takes_back_one_cell_after_the_other(editor: Editor) -> None:
    editor.open("criterion")
    editor.change(editor.index(0, "weight"), "12")
    editor.change(editor.index(1, "weight"), "7")
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(editor.view, Qt.Key.Key_Z, control)
    assert (editor.index(0, "weight").data(), editor.index(1, "weight").data()) == ("12", "6")
    QTest.keyClick(editor.view, Qt.Key.Key_Z, control)
    assert editor.index(0, "weight").data() == "10"
    QTest.keyClick(editor.view, Qt.Key.Key_Y, control)
    QTest.keyClick(editor.view, Qt.Key.Key_Y, control)
    assert (editor.index(0, "weight").data(), editor.index(1, "weight").data()) == ("12", "7")
    editor.acts["restore_scheme"].trigger()
    editor.settled()
    assert not editor.page.editing.changed
    assert editor.page.undo()
    assert editor.page.editing.changed


def test_what_is_being_typed_stays_while_the_engine_looks_at_what_was_typed_before(editor: Editor) -> None:
    editor.open("indicator")
    editor.change(editor.line("最小值", editor.page.table.detail), "没有", editor.page.table.detail)
    columns = len(editor.page.table._models["indicator"].fields)
    editor.acts["restore_scheme"].trigger()
    editor.settled()
    assert len(editor.page.table._models["indicator"].fields) < columns  # such a mistake brings a column of its own
    view, detail = editor.view, editor.page.table.detail
    detail.form.setData(editor.line("最小值", detail), "没有")
    view.setCurrentIndex(editor.index(0, "name"))
    QTest.keyClicks(view, "a")
    field = view.viewport().findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, "b")
    editor.settled()
    assert field.text() == "ab"
    assert len(editor.page.table._models["indicator"].fields) < columns
    QTest.keyClick(field, Qt.Key.Key_Return)
    editor.closed(view)
    assert editor.index(0, "name").data() == "ab"
    assert len(editor.page.table._models["indicator"].fields) == columns


def test_keys_of_a_field_do_not_remove_or_move_the_row(editor: Editor) -> None:
    editor.open("county")
    names = [row.called for row in editor.draft.rows("county")]
    editor.view.setCurrentIndex(editor.index(1, "name"))
    QTest.keyClick(editor.view, Qt.Key.Key_Return)
    field = editor.view.viewport().findChild(QLineEdit)
    assert field is not None
    field.setCursorPosition(0)
    QTest.keyClick(field, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [row.called for row in editor.draft.rows("county")] == names
    assert field.text() == ""
    QTest.keyClick(field, Qt.Key.Key_Escape)
    editor.closed(editor.view)


def test_rows_are_removed_and_moved(editor: Editor) -> None:
    editor.open("grade")
    for name, least in (("优秀", "90"), ("良好", "80")):
        editor.acts["add_row"].trigger()
        line = editor.view.viewport().findChild(QLineEdit)
        assert isinstance(line, QLineEdit)
        editor.type(line, name)
        QTest.keyClick(line, Qt.Key.Key_Return)
        editor.closed(editor.view)
        row = editor.view.currentIndex().row()
        editor.change(editor.index(row, "from"), least)
    names = [row.called for row in editor.draft.rows("grade")]
    assert names == ["优秀", "良好"]
    editor.view.setCurrentIndex(editor.index(1, "name"))
    editor.acts["row_up"].trigger()
    assert [row.called for row in editor.draft.rows("grade")] == ["良好", "优秀"]
    assert editor.view.currentIndex().row() == 0
    editor.acts["remove_row"].trigger()
    assert [row.called for row in editor.draft.rows("grade")] == ["优秀"]
    editor.settled()
    assert editor.mistakes()


def test_a_new_name_goes_along_into_formulas_and_references(editor: Editor) -> None:
    editor.open("indicator")
    at = next(at for at, row in enumerate(editor.draft.rows("indicator")) if row.called == "工业投资")
    editor.change(editor.index(at, "name"), "工业固投")
    assert editor.page.editing.mistakes == ()
    assert any("工业固投" in row["value"] for row in editor.draft.rows("criterion"))


def test_known_names_are_offered_in_a_formula(editor: Editor) -> None:
    editor.open("indicator")
    index = editor.index(0, "compute")
    editor.view.setCurrentIndex(index)
    QTest.keyClick(editor.view, Qt.Key.Key_Return)
    line = editor.view.viewport().findChild(FormulaEdit)
    assert isinstance(line, FormulaEdit)
    editor.type(line, "年计划投")
    assert "产业项目年计划投资" in line.offers()
    assert line.offering
    line._helper.activated.emit("产业项目年计划投资")
    assert line.text() == "产业项目年计划投资"
    editor.type(line, " / 亿元以上")
    assert line.offers() == ("亿元以上工业项目",)
    line._helper.activated.emit("亿元以上工业项目")
    assert line.text() == "产业项目年计划投资 / 亿元以上工业项目"


def test_a_form_says_what_blank_means_and_takes_a_choice(editor: Editor) -> None:
    editor.open("scheme")
    index = editor.line("缺数时")
    assert index.data() == "不排名"
    editor.choose(index, "计0分")
    assert editor.draft.cell("scheme", 0, "missing") == "计0分"
    editor.change(editor.line("附注"), "一条")
    assert "missing" in editor.seen.found.text
    assert 'notes = ["一条"]' in editor.seen.found.text


def test_the_choices_of_a_narrow_column_are_whole(editor: Editor) -> None:
    editor.open("indicator")
    view = editor.view
    view.setCurrentIndex(editor.index(0, "kind"))
    QTest.keyClick(view, Qt.Key.Key_Return)
    box = view.viewport().findChild(ChoiceEdit)
    assert isinstance(box, ChoiceEdit)
    box.showPopup()
    offered = box.view()
    assert offered.viewport().width() >= offered.sizeHintForColumn(0)
    box.hidePopup()


def test_the_period_of_a_project_cannot_be_changed(editor: Editor) -> None:
    editor.open("scheme")
    index = editor.line("时期")
    assert index.data() == "2022年上半年"
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable
    form = editor.page.table.form
    form.point(index)
    with watched() as faults:
        QTest.keyClick(form, Qt.Key.Key_Return)
    assert faults == []
    assert form.state() != QAbstractItemView.State.EditingState


def test_a_deadline_that_is_no_day_is_told_at_its_line(editor: Editor) -> None:
    editor.open("handout")
    editor.change(editor.line("报送期限"), "七月")
    assert "不是日期" in str(editor.line("报送期限").data(MISTAKE))


def test_every_section_opens_and_none_shows_a_key_of_the_file(editor: Editor) -> None:
    seen: list[str] = []
    for at, section in enumerate(SECTIONS):
        editor.page.sections.open(at)
        for table in section.tables:
            editor.open(table)
            model = editor.view.model()
            across = Qt.Orientation.Horizontal
            seen += [str(model.headerData(column, across) or "") for column in range(model.columnCount())]
            if editor.page.table.stack.currentWidget() is not editor.page.table.split:
                seen += [str(model.index(row, at).data() or "") for row in range(model.rowCount()) for at in (0, 2)]
            else:
                form = editor.page.table.detail.form
                seen += [cell.field.word for cell in form.cells]
                seen += [cell.field.usual for cell in form.cells]
    assert len(seen) > 200
    assert foreign_words("\n".join(seen)) == []


def test_the_page_fits_the_smallest_window(editor: Editor) -> None:
    for size in SizeClass:
        editor.page.adapt(size)
        least = editor.page.minimumSizeHint()
        assert least.width() <= 836, size
        assert least.height() <= 360, size


def test_in_a_compact_window_the_chosen_row_takes_the_place_of_the_table(editor: Editor) -> None:
    editor.page.adapt(SizeClass.COMPACT)
    editor.open("criterion")
    card = editor.page.table
    assert card.one.isVisible()
    assert not card.detail_box.isVisible()
    card.one.click()
    assert card.detail_box.isVisible()
    assert not card.records.isVisible()
    card.one.click()
    assert card.records.isVisible()


def test_below_the_last_row_there_is_nothing_but_the_card(editor: Editor) -> None:
    numbers = editor.view.verticalHeader()
    QApplication.processEvents()
    assert numbers.length() < numbers.viewport().height() - 8
    picture = numbers.viewport().grab().toImage()
    assert picture.pixelColor(2, numbers.length() - 3) == theme().colour("head")
    assert picture.pixelColor(2, picture.height() - 3) == theme().colour("surface")


def test_the_buttons_below_the_sections_have_the_room_that_they_ask_for(editor: Editor) -> None:
    page = editor.page
    button = page.foot.findChildren(Button)[0]
    button.setText("导出到 Excel，字比平常的宽得多…")
    page.adapt(SizeClass.FULL)
    QApplication.processEvents()
    assert button.width() >= button.minimumSizeHint().width()


def test_a_table_without_rows_says_what_goes_there_and_adds_the_first(editor: Editor) -> None:
    nothing = editor.page.table.nothing
    editor.open("criterion")
    assert not nothing.isVisible()
    editor.open("grade")
    assert nothing.isVisible()
    assert nothing.line.text() == "还没有等次"
    assert nothing.more.isHidden()  # the head of the card says it
    assert nothing.size() == editor.page.table.records.viewport().size()
    editor.page.adapt(SizeClass.COMPACT)
    assert nothing.more.text() == editor.basis.tables["grade"].about
    for height, sign in ((60, False), (400, True)):
        editor.page.table.records.resize(400, height + editor.page.table.records.horizontalHeader().height())
        assert nothing._room.isHidden() is not sign
    QTest.mouseClick(nothing.button, Qt.MouseButton.LeftButton)
    assert len(editor.draft.rows("grade")) == 1
    assert not nothing.isVisible()
    editor.page.editing.undo()
    assert nothing.isVisible()


def test_tabs_are_whole_where_there_is_little_room(editor: Editor) -> None:
    editor.page.adapt(SizeClass.COMPACT)
    head = editor.page.table.head
    for width, moves in ((620, False), (1258, True)):
        editor.window.resize(width, 440)
        QApplication.processEvents()
        with painting() as texts:
            head.tabs.grab()
        assert tuple(text.words for text in texts) == head.tabs.names()
        assert [button.isVisible() for button in head.buttons] == [True, True, moves, moves]


@pytest.mark.parametrize("again", [False, True], ids=["kept in memory", "after a restart"])
def test_a_draft_that_was_left_is_there_again(
    again: bool,
    editor: Editor,
    make_editor: Callable[[Desk], Editor],
    settings_folder: Path,
    sample_project: Path,
) -> None:
    if again:
        journal = Journal(settings_folder)
        journal.begin(sample_project)
        drafts().belong_to(journal)
    editor.open("criterion")
    editor.change(editor.index(0, "weight"), "12")
    editor.window.hide()
    if again:
        fresh = Journal(settings_folder)
        fresh.begin(sample_project)
        drafts().belong_to(fresh)
    other = make_editor(editor.desk)
    other.settled()
    assert other.page.editing.changed
    assert other.draft.cell("criterion", 0, "weight") == "12"
    assert "接着上次没采用的草稿" in other.page.verdict.told.text()
    assert other.page.undo()
    other.settled()
    assert not other.page.editing.changed


def test_what_is_typed_just_before_the_page_is_left_is_kept(editor: Editor) -> None:
    editor.open("criterion")
    editor.view.model().setData(editor.index(0, "weight"), "13")
    assert drafts().text(KEY) == ""
    editor.window.hide()
    assert "13" in drafts().text(KEY)


def test_a_damaged_draft_is_passed_over(sample_desk: Desk, make_editor: Callable[[Desk], Editor]) -> None:
    drafts().keep(KEY, '{"draft": "{}"}')
    made = make_editor(sample_desk)
    assert made.page.editing.draft is not None
    assert not made.page.editing.changed


def test_a_draft_goes_on_when_another_scheme_has_come_into_force(editor: Editor) -> None:
    editor.open("criterion")
    editor.change(editor.index(0, "weight"), "12")
    text = editor.basis.text
    editor.desk.change("", lambda case: adopt_text(case, text.replace('title = "', 'title = "新 ', 1), "别人改的"))
    editor.bot.waitUntil(lambda: editor.basis.text != text)
    editor.settled()
    assert editor.seen.changes[0] == "评比项“规上工业增加值增速”的权重由10改为12"


@pytest.mark.parametrize("counties", [3, 200])
def test_a_scheme_of_a_few_lines_or_of_many_counties_is_edited_too(
    counties: int, desk: Desk, tmp_path: Path, finished: Callable[[Desk], None], make_editor: Callable[[Desk], Editor]
) -> None:
    text = '[scheme]\nname = "别的评比"\nperiod = "2024Q1"\n'
    text += "".join(f'[[county]]\nname = "第{at}县"\n' for at in range(1, counties + 1))
    text += '[[indicator]]\nid = "a"\nname = "投资"\nunit = "亿元"\nkind = "level"\n'
    text += '[[criterion]]\nid = "c"\nname = "投资"\nweight = 100\nvalue = "a"\nmethod = "rank_linear"\n'
    desk.create(tmp_path / "别的 评比.pingbi", text)
    finished(desk)
    editor = make_editor(desk)
    editor.settled()
    assert editor.view.model().rowCount() == counties
    for at in range(len(SECTIONS)):
        editor.page.sections.open(at)
    editor.open("criterion")
    editor.change(editor.index(0, "weight"), "80")
    assert editor.seen.changes == ("评比项“投资”的权重由100改为80",)
    assert editor.page.way_on().enabled


def test_a_block_from_excel_is_pasted_in_one_change_and_copied_back(editor: Editor) -> None:
    editor.open("target")
    count = len(editor.draft.rows("target"))
    editor.view.setCurrentIndex(editor.index(count - 1, "indicator"))
    QGuiApplication.clipboard().setText('工业投资\t南乐县\t31.5\n工业投资\t台前县\t"20"\n')
    QTest.keyClick(editor.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    editor.settled()
    rows = [(row["indicator"], row["county"], row["value"]) for row in editor.draft.rows("target")[count - 1 :]]
    assert rows == [("工业投资", "南乐县", "31.5"), ("工业投资", "台前县", "20")]
    assert editor.page.editing.mistakes == ()
    editor.view.setCurrentIndex(editor.index(count - 1, "indicator"))
    editor.view.selectRow(count - 1)
    QTest.keyClick(editor.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "工业投资\t南乐县\t31.5"
    assert editor.page.undo()
    assert not editor.page.editing.changed


def test_del_empties_the_chosen_cells_in_one_change(editor: Editor) -> None:
    editor.open("county")
    model = editor.view.model()
    editor.view.setCurrentIndex(editor.index(0, "code"))
    editor.view.selectColumn(editor.index(0, "code").column())
    QTest.keyClick(editor.view, Qt.Key.Key_Delete)
    editor.settled()
    assert not any(row["code"] for row in editor.draft.rows("county"))
    assert model.rowCount() == len(editor.draft.rows("county"))
    assert editor.page.undo()
    assert not editor.page.editing.changed


def test_a_built_in_check_is_chosen_by_its_words(editor: Editor) -> None:
    editor.open("check")
    editor.acts["add_row"].trigger()
    row = editor.view.currentIndex().row()
    assert editor.draft.cell("check", row, "code") == "rule-1"
    editor.view.setFocus()
    editor.closed(editor.view)
    assert "审核规则第" in editor.mistakes()[0]
    editor.choose(editor.index(row, "code"), "单位疑似填错")
    editor.choose(editor.index(row, "level"), "提示性")
    assert editor.draft.cell("check", row, "code") == "unit-slip"
    assert editor.index(row, "code").data() == "单位疑似填错"
    assert editor.page.editing.mistakes == ()
