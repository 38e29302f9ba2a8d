"""One file holds a whole evaluation: what came, what was read, what was settled and what went out.

    with project.create(path, scheme_text, by="张三", program=__version__) as half_year:
        sha = project.digest(data)
        reading = project.Reading(sha, "台前.xlsx", half_year.state.rules, __version__, read_at, figures)
        came = changes.Received("台前.xlsx", sha, len(data), ("台前县",))
        half_year.record(came, contents=(data,), reading=reading)
        half_year.record(changes.Corrected("台前县", "investment", Decimal("30.85"), "漏报一个项目", How.PHONE))
        half_year.undo()
    with project.open(path, by="李四") as half_year:  # for reading where half_year.read_only says why
        half_year.state.corrections, half_year.state.versions("台前县"), half_year.history()
        half_year.readings()  # of the submissions in use, by number; each unpacked when it is asked for
        export = half_year.next_export("排名.xlsx", program=__version__)  # number, draft, time of the record
        half_year.record_export(replace(export, digest=…, figures=…, result=…))
        half_year.state_at(export.made_from)  # the very state it was made from, at any later time

Every change is one transaction and one line of history; the state is what the done changes make. A new change after
an undo leaves the undone ones in the history as 已放弃. Bytes, readings and exports are never deleted. What is read
is checked against its digest: a damaged file is said (DamagedError), never taken for another state.
"""

from pingbi.project import changes
from pingbi.project.encoding import decoded, digest, encoded, export_digest
from pingbi.project.explanation import explains
from pingbi.project.failures import DamagedError, GoneError, ReadOnlyError
from pingbi.project.log import Standing, Step
from pingbi.project.merging import Merged, merge
from pingbi.project.opening import create
from pingbi.project.opening import open_project as open  # noqa: A004  # as gzip.open: project.open(path, by)
from pingbi.project.project import Project
from pingbi.project.published import Published
from pingbi.project.recorded import Export, Reading, Recorded, recorded
from pingbi.project.recovery import Recovered, recover
from pingbi.project.state import State, Submission

__all__ = [
    "DamagedError",
    "Export",
    "GoneError",
    "Merged",
    "Project",
    "Published",
    "ReadOnlyError",
    "Reading",
    "Recorded",
    "Recovered",
    "Standing",
    "State",
    "Step",
    "Submission",
    "changes",
    "create",
    "decoded",
    "digest",
    "encoded",
    "explains",
    "export_digest",
    "merge",
    "open",
    "recorded",
    "recover",
]
