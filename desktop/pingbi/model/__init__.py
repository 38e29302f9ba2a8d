"""The words of the domain: plain frozen data that imports nothing of the project."""

from pingbi.model.errors import PingbiError, SchemeError, UnreadableFileError, reason
from pingbi.model.fact import Fact
from pingbi.model.figure import ROLE_WORDS, Figure, Role, Source, State
from pingbi.model.figures import Figures
from pingbi.model.finding import LEVELS, Finding, Level
from pingbi.model.origin import ByHand, Derived, InSheet, InText, Origin
from pingbi.model.previous import Previous
from pingbi.model.result import Adjusted, CriterionResult, PartPoints, Result, Score, Standing, Total

__all__ = [
    "LEVELS",
    "ROLE_WORDS",
    "Adjusted",
    "ByHand",
    "CriterionResult",
    "Derived",
    "Fact",
    "Figure",
    "Figures",
    "Finding",
    "InSheet",
    "InText",
    "Level",
    "Origin",
    "PartPoints",
    "PingbiError",
    "Previous",
    "Result",
    "Role",
    "SchemeError",
    "Score",
    "Source",
    "Standing",
    "State",
    "Total",
    "UnreadableFileError",
    "reason",
]
