"""Words on paper."""

from __future__ import annotations

from pingbi.workbook.measure import halved


def test_a_long_county_s_name_is_cut_between_words() -> None:
    assert halved("城乡一体化示范区") == "城乡一体化示范区"
    assert halved("高新技术产业开发区") == "高新技术\n产业开发区"
    assert halved("积石山保安族东乡族撒拉族县").split("\n") == ["积石山保安族东", "乡族撒拉族县"]


def test_a_bracket_opens_no_line_s_end_and_closes_none_s_beginning() -> None:
    assert halved("高新技术产业开发区（综合保税区）甲") == "高新技术产业开发区\n（综合保税区）甲"
    assert halved("甲乙丙丁（戊）己庚辛") == "甲乙丙丁\n（戊）己庚辛"
    assert halved("甲乙（丁戊）己庚辛壬") == "甲乙（丁戊）\n己庚辛壬"
