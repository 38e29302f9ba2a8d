"""通报: what a project's results are made known with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pingbi import casework, noticing
from pingbi.answers import say, status
from pingbi.casework.exporting import edition_now, matters
from pingbi.model.reporting import Reporting
from pingbi.project_commands.opened import opened

if TYPE_CHECKING:
    from argparse import Namespace

    from pingbi.casework import Case


def notice(options: Namespace) -> int:
    """The notice of the state of now, with the number of the workbook that shows the same; nothing is changed."""
    noticing.fit_place(options.output, [options.project])
    with opened(options, to_change=False) as case:
        edition = edition_now(case)
        done = replace(casework.told(case, case.project.state), edition=edition)
        for line in matters(case, case.project.state).lines:
            say(f"未决事项：{line}")
        if edition is None:
            say("现在的结果还没有导出过工作簿；导出后再写一次，通报里就有稿次和编号")
        target = noticing.write_notice(done, options.output, reporting=_reporting(case))
    if target != options.output:
        print(f"{options.output.name} 正被别的程序打开，所以换了名字")
    if not done.scheme.notice.date:
        say("成文日期留空，由签发人填写；也可写在方案 [notice] 的 date 里")
    print(target)
    return status(done.findings)


def _reporting(case: Case) -> tuple[Reporting, ...]:
    """What the project counts. Of who has not reported no days are told: they would be others tomorrow."""
    rows = casework.status(case, datetime.now(UTC).astimezone()).counties
    missing = casework.Stage.MISSING
    return tuple(
        Reporting(row.county, row.stage is missing, row.late_days if row.versions else 0, row.returned) for row in rows
    )
