"""A scheme edited in cells: what its text keeps, where its mistakes stand, what goes along with a new name."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from difflib import ndiff
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pingbi.model import SchemeError
from pingbi.scheme import find, parse
from pingbi.scheme_draft import (
    Draft,
    Spot,
    differences,
    draft_from_file,
    draft_from_text,
    draft_from_workbook,
    fitted,
    kept,
    look,
    meant,
    methods,
    offered,
    parameter,
    renewed,
    restored,
    said,
    tables,
    with_parameter,
    workbook_from_text,
)
from pingbi.scoring import METHODS

TEXT = """# 头上的话
[scheme]
name = "例"
period = "2022H1"
decimals = 2        # 两位小数
full = 100

# 市局自己的一行
[city]
name = "某市"

[[county]]
name = "甲县"  # 老县
aliases = ["甲"]

# 乙县是后来划进来的
[[county]]
name = "乙县"

[[indicator]]
id = "a"
name = "投资"
unit = "亿元"
kind = "level"

[[indicator]]
id = "b"
name = "计划"
unit = "亿元"
kind = "level"
required = true     # 写明

[[indicator]]
id = "c"
name = "完成率"
unit = "%"
kind = "share"
compute = "投资 / 计划 * 100"

[[target]]
indicator = "a"
county = "甲县"
value = 3

[[criterion]]
id = "k"
name = "投资项"
weight = 60
value = "投资"
method = "efficacy"
base = 50
span = 50

[[criterion]]
id = "l"
name = "完成"
weight = 40
value = "c"
method = "rank_linear"

[[check]]
code = "own"
level = "verify"
rule = "投资 <= 计划"
message = "投资{投资}，计划{计划}"

[print.sheets."主要指标"]
title = "情况表"   # 换了标题
"""


@pytest.fixture
def draft() -> Draft:
    return draft_from_text(TEXT)


def changed_lines(after: str, before: str = TEXT) -> list[str]:
    return [row for row in ndiff(before.splitlines(), after.splitlines()) if row[0] in "+-"]


def test_a_draft_that_nobody_changed_gives_the_very_text(draft: Draft) -> None:
    found = look(draft, TEXT)
    assert found.text == TEXT
    assert (found.remarks, found.mistakes) == ((), ())
    assert differences(draft, draft) == ()


def test_the_built_in_scheme_gives_its_very_text() -> None:
    text = find("").read_text(encoding="utf-8")
    assert look(draft_from_text(text), text).text == text


def test_a_changed_cell_changes_one_line_and_leaves_its_comment(draft: Draft) -> None:
    found = look(draft.filled("scheme", 0, "decimals", "3"), TEXT)
    assert changed_lines(found.text) == ["- decimals = 2        # 两位小数", "+ decimals = 3        # 两位小数"]


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        pytest.param(
            lambda row: row.filled("criterion", 0, "weight", "60.5").filled("scheme", 0, "full", "100.5"),
            ["- full = 100", "+ full = 100.5", "- weight = 60", "+ weight = 60.5"],
            id="two tables",
        ),
        pytest.param(lambda row: row.filled("county", 1, "code", "410001"), ['+ code = "410001"'], id="a new key"),
        pytest.param(lambda row: row.filled("county", 0, "aliases", ""), ['- aliases = ["甲"]'], id="a blank cell"),
        pytest.param(
            lambda row: row.removed("county", [1]),
            ["- # 乙县是后来划进来的", "- [[county]]", '- name = "乙县"', "- "],
            id="a record goes with the comment above it",
        ),
        pytest.param(
            lambda row: row.filled("sheets", 0, "title", "表"),
            ["+ [print]", '- title = "情况表"   # 换了标题', '+ title = "表"'],
            id="a table below another is written anew",
        ),
        pytest.param(
            lambda row: row.filled("handout", 0, "deadline", "2022-07-10"),
            ["+ [handout]", '+ deadline = "2022-07-10"', "+ "],
            id="a table that was not there",
        ),
        pytest.param(
            lambda row: row.filled("criterion", 0, "parameters", "基础分=55；浮动分=50"),
            ["- base = 50", "+ base = 55"],
            id="a parameter",
        ),
    ],
)
def test_only_what_changed_is_other_in_the_text(draft: Draft, change: object, lines: list[str]) -> None:
    assert callable(change)
    found = look(change(draft), TEXT)
    assert found.remarks == ()
    assert [row for row in changed_lines(found.text) if row.strip("+-? ")] == [row for row in lines if row.strip("+- ")]


def test_a_new_record_stands_behind_the_others_and_has_an_id(draft: Draft) -> None:
    made = draft.added("indicator", 3, {"name": "户数", "unit": "家", "kind": "个数"})
    found = look(made, TEXT)
    assert '[[indicator]]\nid = "indicator_1"\nname = "户数"' in found.text
    assert found.text.index("户数") > found.text.index("完成率")
    assert found.scheme is not None
    assert [row.name for row in found.scheme.indicator] == ["投资", "计划", "完成率", "户数"]


def test_records_that_change_places_take_their_comments_along(draft: Draft) -> None:
    text = look(draft.moved("county", 1, 0), TEXT).text
    assert '# 乙县是后来划进来的\n[[county]]\nname = "乙县"' in text
    assert [row["name"] for row in tomllib.loads(text)["county"]] == ["乙县", "甲县"]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_moved_removed_and_added_the_text_says_what_the_draft_says(data: st.DataObject) -> None:
    made = draft_from_text(TEXT)
    for _ in range(data.draw(st.integers(1, 6))):
        table = data.draw(st.sampled_from(["county", "check", "grade", "veto"]))
        count = len(made.rows(table))
        kind = data.draw(st.sampled_from(["add", "move", "remove"]))
        if kind == "add":
            name = f"新{data.draw(st.integers(0, 999))}"
            cells = {
                "county": {"name": name},
                "check": {"code": f"x{name[1:]}", "rule": "投资 > 0"},
                "grade": {"name": name, "from": "80"},
                "veto": {"name": name, "indicator": "投资"},
            }[table]
            made = made.added(table, data.draw(st.integers(0, count)), cells)
        elif count and kind == "move":
            at, to = data.draw(st.integers(0, count - 1)), data.draw(st.integers(0, count - 1))
            made = made.moved(table, at, to)
        elif count:
            made = made.removed(table, [data.draw(st.integers(0, count - 1))])
    found = look(made, TEXT)
    if found.mistakes:  # two of the same name, or a county that a target speaks of
        assert found.text == ""
        return
    assert parse(found.text, "x", METHODS) == found.scheme
    assert found.remarks == ()
    for table in ("county", "check", "grade", "veto"):
        assert [row.called for row in draft_from_text(found.text).rows(table)] == [
            row.called for row in made.rows(table)
        ]


def test_a_mistake_stands_at_its_cell_in_the_schemes_own_words(draft: Draft) -> None:
    found = look(draft.filled("criterion", 1, "weight", "四十"), TEXT)
    assert [(row.spot, row.words) for row in found.mistakes] == [
        (Spot("criterion", 1, "weight"), "“权重”应是数字，写成了“四十”")
    ]
    assert found.text == ""


def test_a_cell_that_cannot_be_read_does_not_hide_the_mistakes_of_others(draft: Draft) -> None:
    made = draft.filled("criterion", 1, "weight", "四十").filled("criterion", 0, "value", "没有的")
    assert [row.spot for row in look(made, TEXT).mistakes] == [
        Spot("criterion", 1, "weight"),
        Spot("criterion", 0, "value"),
    ]


@pytest.mark.parametrize(
    ("cell", "text", "spot"),
    [
        pytest.param(("indicator", 2, "compute"), "投资 / 没有的", Spot("indicator", 2, "compute"), id="formula"),
        pytest.param(("criterion", 0, "value"), "没有的", Spot("criterion", 0, "value"), id="value"),
        pytest.param(("criterion", 0, "method"), "没有的", Spot("criterion", 0, "method"), id="method"),
        pytest.param(("criterion", 0, "parameters"), "基数=1", Spot("criterion", 0, "parameters"), id="parameter"),
        pytest.param(("scheme", 0, "full"), "90", Spot("scheme", 0, "full"), id="sum of weights"),
        pytest.param(("handout", 0, "deadline"), "七月十日", Spot("handout", 0, "deadline"), id="date"),
        pytest.param(("county", 1, "name"), "", Spot("county", 1, "name"), id="no name"),
        pytest.param(("county", 1, "group"), "一类", Spot("county", 1, "group"), id="no such group"),
        pytest.param(("target", 0, "indicator"), "产值", Spot("target", 0, "indicator"), id="target"),
        pytest.param(("check", 0, "rule"), "投资 <=", Spot("check", 0, "rule"), id="check"),
        pytest.param(("notice", 0, "front"), "0", Spot("notice", 0, "front"), id="notice"),
        pytest.param(("sheets", 0, "sheet"), "没有的表", Spot("sheets", 0, "sheet"), id="sheet"),
    ],
)
def test_each_kind_of_mistake_is_placed(draft: Draft, cell: tuple[str, int, str], text: str, spot: Spot) -> None:
    made = draft.filled(*cell, text) if text else draft.filled(*cell, "").filled("county", 1, "code", "1")
    found = look(made, TEXT)
    assert [row.spot for row in found.mistakes][:1] == [spot]


def test_mistakes_are_told_without_the_keys_of_the_file(draft: Draft) -> None:
    made = draft.added("grade", 0, {"name": "优"}).filled("criterion", 1, "value", "")
    made = made.filled("criterion", 0, "method", "功效系数（满意值）")
    assert [row.words for row in look(made, TEXT).mistakes] == [
        "计分方法“功效系数（满意值）”缺少参数“满意值”",
        "计分方法“功效系数（满意值）”缺少参数“不允许值”",
    ]
    made = made.filled("criterion", 0, "parameters", "满意值=2；不允许值=1")
    assert [row.words for row in look(made, TEXT).mistakes] == [
        "没有填“取什么数”（取什么数来评）",
        "应写“起始分”或“前几名”中的一个",
    ]


def test_what_speaks_of_a_record_goes_along_with_its_new_name(draft: Draft) -> None:
    made = draft.filled("indicator", 0, "name", "工业投资").filled("county", 0, "name", "甲市")
    found = look(made, TEXT)
    assert found.mistakes == ()
    assert found.scheme is not None
    assert found.scheme.indicator[2].compute == "工业投资 / 计划 * 100"
    assert found.scheme.criterion[0].value == "工业投资"
    assert (found.scheme.check[0].rule, found.scheme.check[0].message) == (
        "工业投资 <= 计划",
        "投资{工业投资}，计划{计划}",
    )
    assert found.scheme.target[0].county == "甲市"


def test_a_name_with_signs_of_formulas_is_bracketed_in_them(draft: Draft) -> None:
    found = look(draft.filled("indicator", 0, "name", "投资（不含农户）"), TEXT)
    assert found.scheme is not None
    assert found.scheme.indicator[2].compute == "「投资（不含农户）」 / 计划 * 100"


def test_the_targets_of_a_county_go_with_it(draft: Draft) -> None:
    made = draft.removed("county", [0])
    assert differences(draft, made) == ("删去县区“甲县”", "删去目标“甲县 投资”")
    assert look(made, TEXT).mistakes == ()
    assert draft.removed("county", [1]).rows("target") == draft.rows("target")


def test_a_record_without_a_name_is_not_called_by_the_id_that_we_gave_it(draft: Draft) -> None:
    made = draft.added("indicator", 1)
    assert made.rows("indicator")[1]["id"]
    assert differences(draft, made) == ("新增指标（未命名）",)


def test_of_two_records_with_one_name_nothing_follows(draft: Draft) -> None:
    twice = draft.filled("indicator", 1, "name", "投资")
    assert twice.filled("indicator", 1, "name", "计划").cell("criterion", 0, "value") == "投资"


def test_changes_are_told_in_words(draft: Draft) -> None:
    made = draft.filled("criterion", 0, "weight", "55").added("county", 2, {"name": "丙县"}).removed("target", [0])
    assert differences(draft, made) == (
        "新增县区“丙县”",
        "删去目标“甲县 投资”",
        "评比项“投资项”的权重由60改为55",
    )


def test_a_draft_survives_being_kept(draft: Draft) -> None:
    made = draft.added("county", 0, {"name": "丙县"}).filled("scheme", 0, "notes", "一\n二")
    assert restored(kept(made)) == made


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"county": 1}', '{"county": [[0]]}'])
def test_what_is_no_draft_is_not_taken_for_one(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        restored(text)


def test_a_workbook_gives_the_draft_back_and_the_comments_stay(draft: Draft, tmp_path: Path) -> None:
    path = workbook_from_text(TEXT, tmp_path / "评比 方案.xlsx")
    read, remarks = draft_from_workbook(path, TEXT)
    assert (read, remarks) == (draft, ())
    assert look(read, TEXT).text == TEXT


def test_a_file_is_matched_with_the_records_that_are_there(tmp_path: Path) -> None:
    path = tmp_path / "新 方案.toml"
    path.write_text(TEXT.replace("weight = 60", "weight = 70").replace("full = 100", "full = 110"), encoding="utf-8")
    read, _ = draft_from_file(path, TEXT)
    assert [row[:4] for row in changed_lines(look(read, TEXT).text)] == ["- fu", "+ fu", "- we", "+ we"]


def test_a_file_that_is_no_scheme_says_why(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text("[scheme]\n", encoding="utf-8")
    with pytest.raises(SchemeError, match=r"x\.toml"):
        draft_from_file(path, TEXT)


def test_each_method_is_offered_by_name_with_its_parameters(draft: Draft) -> None:
    known = methods()
    assert len(known) == len(METHODS)
    words = [field.word for field in known["功效系数"].fields(draft)]
    assert words[:2] == ["基础分", "浮动分"]
    assert known["功效系数"].fields(draft)[0].usual == "60"
    cell = draft.cell("criterion", 0, "parameters")
    assert parameter(cell, "基础分") == "50"
    assert with_parameter(cell, "基础分", "") == "浮动分=50"
    assert with_parameter("", "基础分", "70") == "基础分=70"


def test_another_method_keeps_the_parameters_that_it_knows(draft: Draft) -> None:
    cell = draft.cell("criterion", 0, "parameters")
    assert fitted(cell, methods()["功效系数（满意值）"], draft) == (cell, ())
    assert fitted(cell, methods()["排名反向计分"], draft) == ("", ("基础分", "浮动分"))


def test_every_parameter_that_is_typed_is_read(draft: Draft) -> None:
    for name, method in methods().items():
        if not method.takes_value:
            continue
        given = {
            "number": "7",
            "flag": "否",
            "numbers": "1，2",
            "target": "目标表",
            "schedule": "按时期",
            "table": "1，2，3" if method.key == "rank_table" else "50，3",
        }
        text = ""
        for field, row in zip(
            [row for row in method.fields(draft) if "." not in row.label], method.shape.parameters, strict=True
        ):
            text = with_parameter(text, field.label, given[row.kind])
        text = text.replace("不允许值=7", "不允许值=1").replace("下限=7", "下限=1")
        made = draft.filled("criterion", 0, "method", name).filled("criterion", 0, "parameters", text)
        assert [row.words for row in look(made, TEXT).mistakes] == [], name


def test_what_is_offered_comes_from_the_draft(draft: Draft) -> None:
    by_label = {field.label: field for field in tables()["criterion"].fields}
    row = draft.rows("criterion")[0]
    assert [word for _, word in offered(draft, by_label["value"], row)] == ["投资", "计划", "完成率"]
    assert [word for _, word in offered(draft, by_label["method"], row)] == list(methods())
    assert offered(draft, by_label["ties"], row)[-1] == ("first_by:l", "先比“完成”")
    target = {field.label: field for field in tables()["target"].fields}
    assert [word for _, word in offered(draft, target["county"])] == ["甲县", "乙县", "某市"]


def test_no_key_of_the_file_is_shown_where_there_are_words(draft: Draft) -> None:
    scheme = {field.label: field for field in tables()["scheme"].fields}
    assert said(draft, scheme["period"], "2022H1") == "2022年上半年"
    for label, text in (("ties", "first_by:k"), ("sources", "text；template")):
        words = said(draft, scheme[label], text)
        assert not any(sign.isascii() and sign.isalpha() for sign in words)
        assert meant(draft, scheme[label], words) == text
    usual = [field.usual for table in tables().values() for field in table.fields if field.usual]
    assert not any(sign.isascii() and sign.isalpha() and sign != "A" for text in usual for sign in text)


def test_the_next_period_has_its_own_deadline_and_says_what_is_to_be_looked_at() -> None:
    text, remarks = renewed(find("").read_text(encoding="utf-8"), "2022H2", "2023-01-10")
    assert not [row for row in remarks if "请" in row]
    scheme = parse(text, "x", METHODS)
    assert (scheme.period, scheme.handout.deadline) == ("2022H2", "2023-01-10")
    assert "时期由2022年上半年改为2022年下半年" in remarks
    assert not any(sign in row for row in remarks for sign in "[]")
    assert scheme.criterion[0].weight == Decimal(10)
