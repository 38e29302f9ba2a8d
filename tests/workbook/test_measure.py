"""Words on paper."""

from __future__ import annotations

from pingbi.workbook.measure import halved


def test_a_long_county_s_name_is_cut_between_words() -> None:
    assert halved("城乡一体化示范区") == "城乡一体化示范区"
    assert halved("高新技术产业开发区") == "高新技术\n产业开发区"
    assert halved("积石山保安族东乡族撒拉族县").split("\n") == ["积石山保安族东", "乡族撒拉族县"]
