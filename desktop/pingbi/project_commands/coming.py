"""What comes in: submissions, and which of them are used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pingbi import __version__, casework, project
from pingbi import scheme as schemes
from pingbi.answers import DONE, WITH_FINDINGS, progress, say
from pingbi.model import Level, PingbiError
from pingbi.project.changes import PutAside, Took
from pingbi.project_commands.archives import bring_projects, bring_results
from pingbi.project_commands.lines import changed_with_effect, difference_lines
from pingbi.project_commands.opened import opened
from pingbi.scoring import METHODS

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from pingbi.casework import Case


def bring(options: Namespace) -> int:
    """Submissions come in; a new project file is made where there is none."""
    if not options.project.exists():
        _refuse_to_begin_with(options)
        text, remarks = _scheme_text(options)
        project.create(options.project, text, options.by, __version__).close()
        for remark in remarks:
            say(remark)
    elif options.scheme or options.period:
        raise PingbiError(f"{options.project.name} 已有方案，收材料时不用再写 --scheme、--period")
    told = progress()
    read = 0
    mandatory = conflicts = False
    with opened(options) as case:
        before = case.evaluation() if case.project.state.submissions else None
        paths: Sequence[str | Path] = [path if path == "-" else Path(path) for path in options.inputs]
        others = [path for path in paths if isinstance(path, Path) and casework.is_project(path)]
        if options.previous:
            bring_results(case, [Path(path) for path in paths], options.of)
        else:
            conflicts = bring_projects(case, others)
        paths = [] if options.previous else [path for path in paths if path not in others]
        for arrival in casework.receive(case, paths, aside=options.aside, on_read=told):
            told(None)
            read += arrival.readable
            mandatory |= any(finding.level is Level.MANDATORY for finding in arrival.findings)
            if arrival.submission is None:
                for finding in arrival.findings:
                    say(f"没有收：{finding}")
                continue
            print(_came(arrival.submission.number, case))
            for finding in arrival.findings:
                say(f"　　{finding.level.word}：{finding}")
            for step in arrival.explained:
                print(f"第{step.number}步：{step.line}")
            for line in arrival.unexplained:
                say(f"　　{line}")
        told(None)
        if paths and not read:
            raise PingbiError("没有一份材料能读出来")
        if before is not None:
            for line in difference_lines(casework.difference(before, case.evaluation()), case.scheme):
                print(line)
    return WITH_FINDINGS if mandatory or conflicts else DONE


def _refuse_to_begin_with(options: Namespace) -> None:
    """A new project does not begin with another's file and the built-in scheme. Raises PingbiError."""
    paths = [Path(path) for path in options.inputs if path != "-"]
    if not options.scheme and not options.previous and len(paths) == len(options.inputs):
        others = [path for path in paths if casework.is_project(path)]
        if others and len(others) == len(paths):
            raise PingbiError(
                f"还没有项目文件 {options.project}：接着 {others[0].name} 做，把它复制过来即可；"
                "另建一个，请用 --scheme 写明方案，或先收一份材料"
            )


def _scheme_text(options: Namespace) -> tuple[str, tuple[str, ...]]:
    """The text of the scheme that a new project begins with, for another period where one is given."""
    path = schemes.find(options.scheme)
    scheme = schemes.load(path, METHODS)
    if options.period in (None, scheme.scheme.period):
        return path.read_text(encoding="utf-8-sig"), ()
    return schemes.new_scheme(path, options.period)


def _came(number: int, case: Case) -> str:
    step = next(row for row in reversed(case.project.history()) if row.number == number)
    return f"第{number}步：{step.line}"


def adopt(options: Namespace) -> int:
    """Other rules from now on, and what they do to points and places."""
    return changed_with_effect(options, lambda case: casework.adopt(case, schemes.find(options.scheme), options.reason))


def take(options: Namespace) -> int:
    """A submission that lay aside is used, with what that changes."""
    return changed_with_effect(options, lambda case: case.project.record(Took(options.number, options.reason)))


def aside(options: Namespace) -> int:
    """A submission is not used; it stays. With what that changes."""
    return changed_with_effect(options, lambda case: case.project.record(PutAside(options.number, options.reason)))
