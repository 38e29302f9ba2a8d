"""The only way from the window to the engine: work goes out to two threads, answers come back to the window's.

    desk.open(path)                                            # then `viewed` brings the first View
    desk.ask(lambda case: reckoning(case, county), show)       # a question to the open project
    desk.change("已改正 南乐县 技改投资", lambda case: correct(case, ...))   # a new View follows
    desk.run("读 7 个文件", read_them, take_them)               # long work that needs no project

Nothing here imports the engine before the first work comes: the window is there first.
"""

from pingbi_qt.desk.desk import REDONE, UNDONE, Desk
from pingbi_qt.desk.operation import Line, Operation
from pingbi_qt.desk.view import View

__all__ = ["REDONE", "UNDONE", "Desk", "Line", "Operation", "View"]
