"""What each command on a project file does: one call of casework, and what is printed of its answer."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pingbi import __version__, casework, exchange, pipeline, project, tracing
from pingbi import scheme as schemes
from pingbi.answers import DONE, WITH_FINDINGS, levels, pdf, print_json, progress, save, say, status, summary, written
from pingbi.casework import Case
from pingbi.model import ROLE_WORDS, Level, PingbiError
from pingbi.project.changes import How, Marking, PutAside, Reopened, Took
from pingbi.scoring import METHODS

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator, Sequence

    from pingbi.casework import Difference, FigureChange
    from pingbi.model import Total
    from pingbi.project import Step
    from pingbi.scheme import Scheme

MOST_SHOWN = 30  # figures that an import lists


@contextmanager
def _opened(options: Namespace, *, to_change: bool = True) -> Iterator[Case]:
    """The project of the options. Raises PingbiError where it must be changed and cannot be."""
    if not options.project.exists():
        raise PingbiError(f"没有项目文件 {options.project}；用 pingbi import 材料 --project {options.project} 新建")
    by = getattr(options, "by", "")
    with project.open(options.project, by, __version__, read_only=not to_change) as held:
        if to_change and held.read_only:
            raise PingbiError(held.read_only)
        yield Case(held, password=getattr(options, "password", None))


def _changed(step: Step) -> int:
    print(f"第{step.number}步：{step.line}")
    return DONE


def bring(options: Namespace) -> int:
    """Submissions come in; a new project file is made where there is none."""
    if not options.project.exists():
        text, remarks = _scheme_text(options)
        project.create(options.project, text, options.by, __version__).close()
        for remark in remarks:
            say(remark)
    elif options.scheme or options.period:
        raise PingbiError(f"{options.project.name} 已有方案，收材料时不用再写 --scheme、--period")
    told = progress()
    read = 0
    mandatory = False
    with _opened(options) as case:
        before = case.evaluation() if case.project.state.submissions else None
        paths: Sequence[str | Path] = [path if path == "-" else Path(path) for path in options.inputs]
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
        if not read:
            raise PingbiError("没有一份材料能读出来")
        if before is not None:
            for line in difference_lines(casework.difference(before, case.evaluation()), case.scheme):
                print(line)
    return WITH_FINDINGS if mandatory else DONE


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


def difference_lines(found: Difference, scheme: Scheme) -> Iterator[str]:
    """Value by value what changed, then points and places."""
    changed = [row for row in found.figures if row.before is not None]
    for row in changed[:MOST_SHOWN]:
        yield f"　　{_figure_line(row, scheme)}"
    if len(changed) > MOST_SHOWN:
        yield f"　　等共{len(changed)}个数有变化"
    for county, before, after in found.standings:
        if before is not None and after is not None:
            yield f"　　{county}：{_standing(before, scheme)} → {_standing(after, scheme)}"


def _figure_line(row: FigureChange, scheme: Scheme) -> str:
    county, indicator, role = row.key
    known = scheme.indicators.get(indicator)
    name = f"{known.name if known else indicator}{ROLE_WORDS[role]}"
    before, after = (_value(figure) for figure in (row.before, row.after))
    return f"{county}的{name}：{before} → {after}{known.unit if known else ''}"


def _value(figure: object) -> str:
    value = getattr(figure, "value", None)
    return f"{value.normalize() + 0:f}" if value is not None else "（无）"


def _standing(total: Total, scheme: Scheme) -> str:
    points = exchange.printed(total.shown, scheme.scheme.total_decimals)
    return f"{points or '-'}分第{exchange.place(total.place)}名" if total.place is not None else "不排名"


def correct(options: Namespace) -> int:
    """A correction beside the reported figure, with what it does to points and places."""
    with _opened(options) as case:
        before = case.evaluation()
        value, how = casework.number(options.value), How(options.how)
        step = casework.correct(case, options.county, options.indicator, value, options.reason, how)
        _changed(step)
        for line in difference_lines(casework.difference(before, case.evaluation()), case.scheme):
            print(line)
    return DONE


def accept(options: Namespace) -> int:
    """What a finding offers is taken, or refused for good."""
    with _opened(options) as case:
        if options.refuse:
            return _changed(casework.refuse(case, options.finding))
        before = case.evaluation()
        _changed(casework.accept(case, options.finding, options.indicator))
        for line in difference_lines(casework.difference(before, case.evaluation()), case.scheme):
            print(line)
    return DONE


def explain(options: Namespace) -> int:
    """What the county says to a finding."""
    with _opened(options) as case:
        return _changed(casework.explain(case, options.finding, options.text))


def mark(options: Namespace) -> int:
    """免报, 退回, 催报, 审核通过."""
    with _opened(options) as case:
        return _changed(casework.mark(case, options.county, Marking(options.marking), options.indicator, options.note))


def take(options: Namespace) -> int:
    """A submission that lay aside is used."""
    with _opened(options) as case:
        return _changed(case.project.record(Took(options.number, options.reason)))


def aside(options: Namespace) -> int:
    """A submission is not used; it stays."""
    with _opened(options) as case:
        return _changed(case.project.record(PutAside(options.number, options.reason)))


def reopen(options: Namespace) -> int:
    """定稿 no longer."""
    with _opened(options) as case:
        return _changed(case.project.record(Reopened(options.reason)))


def undo(options: Namespace) -> int:
    """The last change is undone."""
    with _opened(options) as case:
        return _changed(case.project.undo())


def redo(options: Namespace) -> int:
    """What was undone is done again."""
    with _opened(options) as case:
        return _changed(case.project.redo())


def history(options: Namespace) -> int:
    """Every step, oldest first."""
    with _opened(options, to_change=False) as case:
        steps = case.project.history()
    if options.json:
        print_json({"steps": [asdict(row) for row in steps]})
        return DONE
    for row in steps:
        standing = f"（{row.standing.word}）" if row.standing.word else ""
        print(f"{row.number}\t{row.when[:16].replace('T', ' ')}\t{row.by}\t{row.line}{standing}")
    return DONE


def check(options: Namespace) -> int:
    """The findings, with their ids and what was said to them."""
    with _opened(options, to_change=False) as case:
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
    with _opened(options) as case:
        counties = []
        for row in casework.handed_back(case):
            path = save(options.output / row.returned.name, row.returned.data)
            how = "已在原表上标出" if row.returned.marked else "原件不能标注，另列清单"
            print(f"{path}（{levels(row.findings)}；{how}）")
            counties += [row.county] if row.county else []
        for step in casework.sent_back(case, dict.fromkeys(counties)):
            print(f"第{step.number}步：{step.line}")
        if not counties:
            say("没有要退回的材料")
    return DONE


def export(options: Namespace) -> int:
    """The workbook, with its number; the same state gives the same workbook."""
    with _opened(options) as case:

        def write(target: Path) -> Path:
            if options.again is not None:
                made = casework.export_again(case, options.again, target)
            else:
                made = casework.export(case, target, final=options.final)
            done.append(made)
            return made.path

        done: list[casework.Exported] = []
        target = written(write, options.output, [options.output])
        made = done[0]
        if target != options.output:
            print(f"{options.output.name} 正被别的程序打开，所以换了名字")
        if options.pdf:
            print(pdf(target))
        summary(made.evaluation, print)
        which = made.edition
        print(f"{which.word}，第{which.number}号，摘要 {which.digest.upper()}")
        print(target)
        return status(made.evaluation.findings)


def trace(options: Namespace) -> int:
    """Where a number of the project's workbook comes from, and what was done to it."""
    with _opened(options, to_change=False) as case, TemporaryDirectory() as folder:
        path = pipeline.write_workbook(casework.told(case, case.project.state), Path(folder) / "trace.xlsx")
        for line in tracing.trace(path, options.cell):
            print(line)
    return DONE


PROJECT_COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "import": bring,
    "correct": correct,
    "accept": accept,
    "explain": explain,
    "mark": mark,
    "take": take,
    "aside": aside,
    "return": hand_back,
    "export": export,
    "reopen": reopen,
    "history": history,
    "undo": undo,
    "redo": redo,
}
