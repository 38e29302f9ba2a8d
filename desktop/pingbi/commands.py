"""What each command does: calls of the pipeline, and what is printed of their answers."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pingbi import evaluated, exchange, pipeline, project_commands, tracing, verifying
from pingbi.answers import DONE, levels, print_json, progress, say, status
from pingbi.model import PingbiError, UnreadableFileError
from pingbi.model.free_names import kept_words, renamed
from pingbi.outputs import written
from pingbi.scheme_commands import SCHEME_COMMANDS
from pingbi.window_command import gui

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Sequence

    from pingbi.model import Fact
    from pingbi.pipeline import Material
    from pingbi.scheme import Scheme

CHANGED = 1
Read = TypeVar("Read")


def run(options: Namespace) -> int:
    """The command that the options name; its exit status."""
    name = options.command + (f"_{options.action}" if options.command == "scheme" else "")
    return COMMANDS[name](options)


def _gather(options: Namespace, scheme: Scheme) -> Material:
    """Read the inputs, with progress on a terminal; no input that could be read at all is an error."""
    told = progress()
    paths: Sequence[str | Path] = [path if path == "-" else Path(path) for path in options.inputs]
    material = pipeline.gather(paths, scheme, password=options.password, on_read=told)
    told(None)
    if not material.read:
        reasons = "；".join(str(finding) for finding in material.findings[:3])
        message = f"没有一份材料能读出来：{reasons or '没有找到文件'}"
        raise PingbiError(message)
    return material


def _read(reader: Callable[[Path, Scheme], Read], path: Path, scheme: Scheme) -> Read:
    """What a reader makes of one file that the command cannot do without; its name stands in the error."""
    try:
        return reader(path, scheme)
    except UnreadableFileError as error:
        message = f"{path.name}：{error}"
        raise PingbiError(message) from None


def evaluate(options: Namespace) -> int:
    """The main job."""
    if options.project is not None:
        return project_commands.evaluate(options)
    if not options.inputs:
        raise PingbiError("缺少：材料（在项目里试算则写 --project）")
    scheme = pipeline.load_scheme(options.scheme, options.period)
    trial = pipeline.trial_of(scheme, options.settings, options.weights)
    material = _gather(options, scheme)
    previous = _read(pipeline.previous_results, options.previous, scheme) if options.previous else None
    done = real = pipeline.evaluate(material, scheme, previous=previous)
    if trial is not None:
        other = trial.weighted(scheme)
        done = pipeline.evaluate(material, other, previous=previous, settings=trial.figures)
        done = pipeline.tried(done, real, trial)
    if previous is not None and not previous.places:
        say(f"{previous.name} 里没有上期名次，只用了其中的指标数，不列较上期")
    return evaluated.give(done, options, trial)


def extract(options: Namespace) -> int:
    """The facts of report texts."""
    scheme = pipeline.load_scheme(options.scheme, options.period)
    material = _gather(options, scheme)
    if options.json:
        facts = [exchange.fact(fact) for fact in material.facts]
        print_json({"facts": facts, "findings": exchange.findings(material.findings)})
    else:
        for fact in material.facts:
            print(_fact_line(fact, scheme))
        for finding in material.findings:
            say(f"{finding.level.word}：{finding}")
    return status(material.findings)


def _fact_line(fact: Fact, scheme: Scheme) -> str:
    known = scheme.indicators.get(fact.indicator_id or "")
    taken = f" → {known.name}" if known else ""
    return (
        f"{fact.county or '?'}\t{fact.indicator}\t{fact.value}{fact.unit}\t{fact.period or ''}{taken}\t“{fact.quote}”"
    )


def check(options: Namespace) -> int:
    """The findings."""
    if options.project is not None:
        return project_commands.check(options)
    if not options.inputs:
        raise PingbiError("缺少材料；或用 --project 写明项目文件")
    scheme = pipeline.load_scheme(options.scheme, options.period)
    done = pipeline.evaluate(_gather(options, scheme), scheme)
    if options.json:
        print_json({"findings": exchange.findings(done.findings)})
    else:
        for finding in done.findings:
            print(f"{finding.level.word}　{finding}")
            for origin in finding.places:
                print(f"　　　　{origin}")
        print(levels(done.findings))
    return status(done.findings)


def score(options: Namespace) -> int:
    """Scoring alone."""
    scheme = pipeline.load_scheme(options.scheme, options.period)
    done = _read(pipeline.score_data, options.data, scheme)
    target = written(partial(pipeline.write_workbook, done), options.output) if options.output else None
    if options.json:
        print_json(exchange.evaluation(done.scheme, done.result, done.findings))
    else:
        for total in sorted(done.result.totals, key=lambda total: (total.place is None, total.place or 0)):
            shown = exchange.printed(total.shown, scheme.scheme.total_decimals) or "-"
            print(f"{exchange.place(total.place) or '-'}\t{total.county}\t{shown}\t{total.note or ''}")
    if target is not None:
        (say if options.json else print)(str(target))
    return status(done.findings)


def template(options: Namespace) -> int:
    """Blank submission workbooks."""
    if options.project is not None:
        return project_commands.template(options)
    scheme = pipeline.load_scheme(options.scheme, options.period)
    blanks = pipeline.write_templates(scheme, options.output, options.county)
    for path in blanks:
        print(path)
    if words := kept_words(renamed(blanks)):
        say(words)
    return DONE


def sample(options: Namespace) -> int:
    """A complete sample."""
    for path in pipeline.write_sample(options.output):
        print(path)
    return DONE


def trace(options: Namespace) -> int:
    """Where a number of a workbook comes from."""
    if options.project is not None:
        return project_commands.trace(options)
    if options.workbook is None:
        raise PingbiError("缺少工作簿；或用 --project 写明项目文件")
    for line in tracing.trace(options.workbook, options.cell):
        print(line)
    return DONE


def verify(options: Namespace) -> int:
    """Whether a workbook is what was written."""
    found = verifying.verify(options.workbook)
    for line in found.lines:
        print(line)
    return DONE if found.agrees else CHANGED


COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "evaluate": evaluate,
    "extract": extract,
    "check": check,
    "score": score,
    "template": template,
    "sample": sample,
    "trace": trace,
    "verify": verify,
    "gui": gui,
    **SCHEME_COMMANDS,
    **project_commands.PROJECT_COMMANDS,
}
