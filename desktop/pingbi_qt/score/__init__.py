"""Step 3, 评分: the ranking, what if weights or figures were others, and why each county has its points."""

from pingbi_qt.score.page import ScorePage

__all__ = ["ScorePage"]
