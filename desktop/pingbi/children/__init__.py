"""Work that may hang, crash or eat memory, done in processes of its own. It knows nothing of files or figures."""

from pingbi.children.outcome import Answered, Loss, Lost, Outcome, Refused, Task
from pingbi.children.sending import sent_by_values
from pingbi.children.team import Children, StoppedError, shared

__all__ = [
    "Answered",
    "Children",
    "Loss",
    "Lost",
    "Outcome",
    "Refused",
    "StoppedError",
    "Task",
    "sent_by_values",
    "shared",
]
