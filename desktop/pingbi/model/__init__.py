"""The words of the domain: plain frozen data that imports nothing of the project."""

from pingbi.model.county_view import CountyView, Outcome, Step, Strength, Submission, Weakness
from pingbi.model.edition import Edition
from pingbi.model.errors import PingbiError, SchemeError, UnreadableFileError, reason
from pingbi.model.fact import Fact
from pingbi.model.figure import ROLE_WORDS, Figure, Role, Source, State
from pingbi.model.figures import Figures
from pingbi.model.finding import LEVELS, Finding, Level
from pingbi.model.ledger import Entry, LedgerPart, Sum
from pingbi.model.origin import ByHand, Derived, InArchive, InRows, InSheet, InText, Origin, Range
from pingbi.model.place_changes import PlaceChange, PlaceChanges
from pingbi.model.previous import Basis, Previous
from pingbi.model.result import Adjusted, CriterionResult, PartPoints, Result, Score, Standing, Total

__all__ = [
    "LEVELS",
    "ROLE_WORDS",
    "Adjusted",
    "Basis",
    "ByHand",
    "CountyView",
    "CriterionResult",
    "Derived",
    "Edition",
    "Entry",
    "Fact",
    "Figure",
    "Figures",
    "Finding",
    "InArchive",
    "InRows",
    "InSheet",
    "InText",
    "LedgerPart",
    "Level",
    "Origin",
    "Outcome",
    "PartPoints",
    "PingbiError",
    "PlaceChange",
    "PlaceChanges",
    "Previous",
    "Range",
    "Result",
    "Role",
    "SchemeError",
    "Score",
    "Source",
    "Standing",
    "State",
    "Step",
    "Strength",
    "Submission",
    "Sum",
    "Total",
    "UnreadableFileError",
    "Weakness",
    "reason",
]
