"""Why a county has its points: every calculation with its numbers in it, down to the figures and where they stood.

told = Reckoner(evaluation).of("南乐县")
told.line("investment_yoy").formula   # 25 × (60 + 40 × (45.0 − 12.8) ÷ (47.0 − 12.8)) ÷ 100
"""

from pingbi.reckoning.lines import Item, Line, Operand, Reckoning
from pingbi.reckoning.standing import Chance, Standing, Standings
from pingbi.reckoning.standing import Row as StandingRow
from pingbi.reckoning.sureness import Sure, Sureness, sureness, sureness_apart
from pingbi.reckoning.whole import Reckoner, reckoning

__all__ = [
    "Chance",
    "Item",
    "Line",
    "Operand",
    "Reckoner",
    "Reckoning",
    "Standing",
    "StandingRow",
    "Standings",
    "Sure",
    "Sureness",
    "reckoning",
    "sureness",
    "sureness_apart",
]
