"""Why a county has its points: every calculation with its numbers in it, down to the figures and where they stood.

told = Reckoner(evaluation).of("南乐县")
told.line("investment_yoy").formula   # 25 × (60 + 40 × (45.0 − 12.8) ÷ (47.0 − 12.8)) ÷ 100
"""

from pingbi.reckoning.lines import Item, Line, Operand, Reckoning
from pingbi.reckoning.whole import Reckoner, reckoning

__all__ = ["Item", "Line", "Operand", "Reckoner", "Reckoning", "reckoning"]
