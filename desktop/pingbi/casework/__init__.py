"""The weeks of an evaluation, on one project file: files come in, figures are settled, workbooks go out.

    with project.open(path, by="张三") as held:
        case = Case(held)
        for arrival in receive(case, ["各县上报"]): ...
        correct(case, "台前县", "工业投资", Decimal("30.85"), "漏报一个项目", How.PHONE)
        case.evaluation().result.totals
        export(case, Path("综合评比.xlsx"))

`Case` knows a state's scheme, readings and evaluation; each other module does one thing with it. Whatever is done is
one change of the project, so it is in the file when the call returns, stands in the history and can be undone.
"""

from pingbi.casework.archive import Kept, archive_project, archive_results
from pingbi.casework.arriving import Arrival, receive
from pingbi.casework.case import Case
from pingbi.casework.differences import Difference, FigureChange, StandingChange, difference
from pingbi.casework.earlier import Use, use
from pingbi.casework.exporting import Exported, export, export_again, told
from pingbi.casework.handing_back import HandedBack, handed_back, sent_back
from pingbi.casework.material import Arrived
from pingbi.casework.other_projects import bring_project, is_project
from pingbi.casework.ready import get_ready
from pingbi.casework.reminders import Reminder, reminder_text, reminders
from pingbi.casework.ruling import adopt
from pingbi.casework.settling import accept, correct, explain, finding_named, mark, number, refuse
from pingbi.casework.status import CountyStatus, Stage, Status, status
from pingbi.casework.trying import tried

__all__ = [
    "Arrival",
    "Arrived",
    "Case",
    "CountyStatus",
    "Difference",
    "Exported",
    "FigureChange",
    "HandedBack",
    "Kept",
    "Reminder",
    "Stage",
    "StandingChange",
    "Status",
    "Use",
    "accept",
    "adopt",
    "archive_project",
    "archive_results",
    "bring_project",
    "correct",
    "difference",
    "explain",
    "export",
    "export_again",
    "finding_named",
    "get_ready",
    "handed_back",
    "is_project",
    "mark",
    "number",
    "receive",
    "refuse",
    "reminder_text",
    "reminders",
    "sent_back",
    "status",
    "told",
    "tried",
    "use",
]
