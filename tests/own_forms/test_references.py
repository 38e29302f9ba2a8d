"""Formulas of a form into which rows are put."""

from __future__ import annotations

import pytest

from pingbi.own_forms.references import Copy, Growth, Insertion, grown, ranges, shifted

GROWTH = Growth("表", (Insertion(6, 8),))  # row 6 stands nine times: 6 to 14


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("SUM(C6:C6)", "SUM(C6:C14)"),
        ("SUM(C$6:C$6)", "SUM(C$6:C$14)"),
        ("SUM(C6)", "SUM(C6:C14)"),  # who has one row writes it so
        ("average( c6 )", "average( c6:c14 )"),
        ("C6+C7", "C6+C15"),
        ("SUM(C2:C5)", "SUM(C2:C5)"),
        ("SUM(C2:C9)", "SUM(C2:C17)"),
        ("SUM(6:6)+SUM($7:7)", "SUM(6:14)+SUM($15:15)"),
        ("表!A7&'表'!A7&别表!A7", "表!A15&'表'!A15&别表!A7"),
        ('"A7 "&A7', '"A7 "&A15'),
        ("LOG10(A7)+MAX7+_A7", "LOG10(A15)+MAX7+_A7"),  # MAX7 is a cell; it stands above nothing that moved
        ("SUM(A:A)", "SUM(A:A)"),
    ],
)
def test_what_points_below_moves_and_what_lies_across_grows(formula: str, wanted: str) -> None:
    assert grown(formula, "表", GROWTH) == wanted.replace("MAX7", "MAX15")


def test_a_formula_of_another_sheet_moves_only_where_it_names_this_one() -> None:
    assert grown("A7+表!A7", "引用", GROWTH) == "A7+表!A15"


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("C6-D6", "C9-D9"),
        ("SUM(C6:E6)", "SUM(C9:E9)"),
        ("RANK(C6,C$6:C$6)", "RANK(C9,C$6:C$14)"),
        ("C6/C7", "C9/C15"),
        ("C6-C$6", "C9-C$6"),
        ("C5+C6", "C5+C9"),
    ],
)
def test_a_copied_row_refers_to_itself_where_the_row_did(formula: str, wanted: str) -> None:
    assert grown(formula, "表", GROWTH, Copy(6, 9)) == wanted


def test_ranges_of_rules_grow_over_all_copies() -> None:
    assert ranges("A6 C6:D6 A7 B2:C3", GROWTH) == "A6:A14 C6:D14 A15 B2:C3"


def test_a_shared_formula_is_read_at_its_own_cell() -> None:
    assert shifted("A1+$A1+A$1+$A$1+SUM(A1:B2)", 2, 1) == "B3+$A3+B$1+$A$1+SUM(B3:C4)"
    assert shifted("Z1", 0, 1) == "AA1"
