"""What goes out: findings, 退回单, workbooks, and where a number comes from."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pingbi import casework, exchange, outputs, pipeline, tracing
from pingbi.answers import DONE, levels, print_json, save, say, status, summary
from pingbi.casework.exporting import matters
from pingbi.casework.returning import place_of
from pingbi.casework.tracing import Behind
from pingbi.model.free_names import aside_words, kept_words
from pingbi.project.changes import Reopened
from pingbi.project_commands.opened import changed, opened

if TYPE_CHECKING:
    from argparse import Namespace


def check(options: Namespace) -> int:
    """The findings, with their ids and what was said to them."""
    with opened(options, to_change=False) as case:
        done = casework.told(case, case.project.state)
    if options.json:
        print_json({"findings": exchange.findings(done.findings)})
        return status(done.findings)
    for finding in done.findings:
        print(f"{finding.id}　{finding.level.word}　{finding}")
        for origin in finding.places:
            print(f"　　　　{origin}")
        if said := done.handled.get(finding.id):
            print(f"　　　　说明：{said}")
    print(levels(done.findings))
    return status(done.findings)


def hand_back(options: Namespace) -> int:
    """退回单 for every file with something to mend, and a note that it is sent back."""
    with opened(options) as case:
        counties: list[str] = []
        written_to: set[Path] = set()
        kept: list[Path] = []
        for row in casework.handed_back(case):
            path = save(place_of(case, options.output, row, written_to), row.returned.data)
            written_to.add(path)
            if path.name != row.returned.name:
                kept.append(path)
            how = "已在原表上标出" if row.returned.marked else "原件不能标注，另列清单"
            print(f"{path}（{levels(row.findings)}；{how}）")
            counties += [row.county] if row.county else []
        for step in casework.sent_back(case, dict.fromkeys(counties)):
            print(f"第{step.number}步：{step.line}")
        if kept:
            say(kept_words(kept))
        if not counties:
            say("没有要退回的材料")
    return DONE


def export(options: Namespace) -> int:
    """The workbook, with its number; the same state gives the same workbook."""
    order = outputs.Order(
        options.output,
        final=options.final,
        again=options.again,
        forms=tuple(options.form),
        counties=options.per_county,
        pdf=options.pdf,
    )
    with opened(options) as case:
        if options.final and case.project.state.final is None:
            for line in matters(case, case.project.state).lines:
                say(f"未决事项：{line}")
        filling = outputs.steps(case, order)
        for step in filling.steps():
            made = step.write()
            if made.output is not outputs.Output.WORKBOOK:
                print(made.path)
            if made.renamed:
                print(aside_words(made.wanted.name))
        if filling.exported is None:
            raise AssertionError
        done = filling.exported
        summary(done.evaluation, print)
        which = done.edition
        print(f"{which.word}，第{which.number}号，摘要 {which.digest.upper()}")
        print(done.path)
        return status(done.evaluation.findings)


def reopen(options: Namespace) -> int:
    """定稿 no longer."""
    with opened(options) as case:
        return changed(case.project.record(Reopened(options.reason)))


def trace(options: Namespace) -> int:
    """Where a number of the project's workbook comes from, and what was done to it."""
    with opened(options, to_change=False) as case, TemporaryDirectory() as folder:
        done = casework.told(case, case.project.state)
        path = pipeline.write_workbook(done, Path(folder) / "trace.xlsx")
        behind = Behind(case, done)
        for hop in tracing.hops(path, options.cell):
            print(hop)
            for line in behind.lines(hop.source):
                print(f"{tracing.GAP * (hop.depth + 1)}{line}")
    return DONE
