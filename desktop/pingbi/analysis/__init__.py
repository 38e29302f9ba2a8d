"""Result(s) -> what people ask next. Pure; what it needs of scoring is handed in."""

from pingbi.analysis.place_changes import Scoring, place_changes
from pingbi.analysis.remembered import remembered

__all__ = ["Scoring", "place_changes", "remembered"]
