"""The scheme edited in tables, and new projects. What is heavy is loaded at its first use.

go.emit("rules", Trial((("investment", Decimal(30)),)))       # 另存为方案 of a trial: it becomes the draft
go.emit("rules", Path("新方案.toml"))                          # a scheme's file, or its workbook, becomes the draft
quick_project(desk, then, failed)                              # files came and no project is open
sample_project(desk, then, failed)                             # 打开示例: then(view, folder of the submissions)
ask_for_new_project(window, desk, settings, then, failed)      # 新建项目…
"""

from __future__ import annotations

from pingbi_qt.rules.making import quick_project, sample_project
from pingbi_qt.rules.new_project import ask_for_new_project
from pingbi_qt.rules.page import RulesPage
from pingbi_qt.rules.trial import Trial

__all__ = ["RulesPage", "Trial", "ask_for_new_project", "quick_project", "sample_project"]
