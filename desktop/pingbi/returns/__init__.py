"""退回单: the filler's own workbook with the findings marked, and the explanations that come back in it."""

from pingbi.returns.given import Given, explanations
from pingbi.returns.marked import Returned, marked

__all__ = ["Given", "Returned", "explanations", "marked"]
