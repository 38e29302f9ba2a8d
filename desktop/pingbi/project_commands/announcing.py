"""通报: what a project's results are made known with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi import noticing
from pingbi.answers import say, status
from pingbi.casework.exporting import matters
from pingbi.model.free_names import aside_words
from pingbi.outputs import write_notice_of
from pingbi.project_commands.opened import opened

if TYPE_CHECKING:
    from argparse import Namespace


def notice(options: Namespace) -> int:
    """The notice of the state of now, with the number of the workbook that shows the same; nothing is changed."""
    noticing.fit_place(options.output, [options.project])
    with opened(options, to_change=False) as case:
        made = write_notice_of(case, options.output)
        for line in matters(case, case.project.state).lines:
            say(f"未决事项：{line}")
    if made.edition is None:
        say("现在的结果还没有导出过工作簿；导出后再写一次，通报里就有稿次和编号")
    if made.path != options.output:
        print(aside_words(options.output.name))
    if not made.evaluation.scheme.notice.date:
        say("成文日期留空，由签发人填写；也可写在方案 [notice] 的 date 里")
    print(made.path)
    return status(made.evaluation.findings)
