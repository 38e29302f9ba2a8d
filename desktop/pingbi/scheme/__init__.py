"""The rules of one half-year as data: loaded, checked, and read as formulas over indicators."""

from pingbi.scheme.check import SHEETS
from pingbi.scheme.formula import Answer, Formula, compared, formula, names_of
from pingbi.scheme.learn import forgotten, learnt
from pingbi.scheme.load import load, parse
from pingbi.scheme.matching import counties_of_now, indicators_of_now
from pingbi.scheme.place import find, templates_folder
from pingbi.scheme.renew import new_scheme
from pingbi.scheme.shape import Cells, MethodShape, Parameter
from pingbi.scheme.syntax import FormulaError, Operand
from pingbi.scheme.tables import (
    Adjustment,
    Aggregation,
    Check,
    City,
    County,
    Criterion,
    Grade,
    Group,
    Indicator,
    Ledger,
    Missing,
    Part,
    Rounding,
    Scheme,
    SchemeTable,
    Target,
    Veto,
)

__all__ = [
    "SHEETS",
    "Adjustment",
    "Aggregation",
    "Answer",
    "Cells",
    "Check",
    "City",
    "County",
    "Criterion",
    "Formula",
    "FormulaError",
    "Grade",
    "Group",
    "Indicator",
    "Ledger",
    "MethodShape",
    "Missing",
    "Operand",
    "Parameter",
    "Part",
    "Rounding",
    "Scheme",
    "SchemeTable",
    "Target",
    "Veto",
    "compared",
    "counties_of_now",
    "find",
    "forgotten",
    "formula",
    "indicators_of_now",
    "learnt",
    "load",
    "names_of",
    "new_scheme",
    "parse",
    "templates_folder",
]
