"""Document -> Figures, Facts and Findings. It knows no file formats."""

from pingbi.extraction.choose import Choices, choose
from pingbi.extraction.data import Data, read_data
from pingbi.extraction.extracted import Extracted, extract
from pingbi.extraction.given import explanations
from pingbi.extraction.ledger_parts import Settled, settle
from pingbi.extraction.previous import is_result, read_previous

__all__ = [
    "Choices",
    "Data",
    "Extracted",
    "Settled",
    "choose",
    "explanations",
    "extract",
    "is_result",
    "read_data",
    "read_previous",
    "settle",
]
