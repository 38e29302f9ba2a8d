"""Result(s) -> what people ask next. Pure; what it needs of scoring is handed in."""

from pingbi.analysis.catching_up import Outcomes
from pingbi.analysis.county_views import county_views
from pingbi.analysis.place_changes import Scoring, place_changes
from pingbi.analysis.remembered import remembered
from pingbi.analysis.robustness import how_sure, worth_asking

__all__ = ["Outcomes", "Scoring", "county_views", "how_sure", "place_changes", "remembered", "worth_asking"]
