"""What `evaluate` gives: the workbook, JSON, an office's own forms, the PDF, a few lines; of a trial beside what is."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pingbi import exchange, noticing, pipeline
from pingbi.answers import print_json, save, say, status, summary
from pingbi.outputs import county_workbooks, filled_forms, written
from pingbi.printing import pdf

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from pingbi.pipeline import Evaluation, Trial


def give(done: Evaluation, options: Namespace, trial: Trial | None = None) -> int:
    """Everything that the options ask for; the exit status."""
    if options.notice is not None:  # before anything is written
        noticing.fit_place(options.notice, options.inputs)
    target = written(partial(pipeline.write_workbook, done), options.output, options.inputs)
    answer = _json(done)
    if options.json == "-":
        print_json(answer)
    elif options.json:
        save(Path(options.json), json.dumps(answer, ensure_ascii=False, indent=1))
    tell = say if options.json == "-" else print
    if target != options.output:
        tell(f"{options.output.name} 正被别的程序打开，所以换了名字")
    for path in filled_forms(done, options.form, target.parent):
        tell(str(path))
    if options.per_county is not None:
        for path in county_workbooks(done, options.per_county, options.inputs):
            tell(str(path))
    if options.notice is not None:
        tell(str(noticing.write_notice(done, options.notice, options.inputs)))
    if options.pdf:
        tell(str(pdf(target)))
    if done.real is not None and trial is not None:
        _beside(done, done.real, trial, tell)
    summary(done, tell)
    tell(str(target))
    return status(done.findings)


def _json(done: Evaluation) -> exchange.Json:
    answer = exchange.evaluation(done.scheme, done.result, done.findings)
    if (found := pipeline.changes(done)) is not None:
        answer["changes"] = exchange.changes(done.scheme, found)
    if done.real is None:
        return answer
    return exchange.with_real(answer, done.trial, done.real.scheme, done.real.result, done.real.findings)


def _beside(done: Evaluation, real: Evaluation, trial: Trial, tell: Callable[[str], None]) -> None:
    """What was tried, and who would have another place by it."""
    tell("试算，不是正式结果")
    for line in done.trial:
        tell(f"试算改动：{line}")
    changed = [row.county for row in trial.figures]
    for line in pipeline.compared(real.result, done.result, changed, done.scheme.scheme.total_decimals):
        tell(line)
