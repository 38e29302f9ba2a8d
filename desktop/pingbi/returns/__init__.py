"""退回单: the filler's own workbook with the findings marked. What is explained in it is read by `extraction`."""

from pingbi.returns.marked import Returned, marked

__all__ = ["Returned", "marked"]
