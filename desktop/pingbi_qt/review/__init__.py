"""Step 2, 核对: figures and findings at the left, what is to be done and the source itself at the right."""

from pingbi_qt.review.page import ReviewPage

__all__ = ["ReviewPage"]
