"""What each command does: calls of the pipeline, and what is printed of their answers."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pingbi import exchange, pipeline, tracing, verifying
from pingbi.model import Level, PingbiError, UnreadableFileError, reason
from pingbi.scheme_commands import SCHEME_COMMANDS, save

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterable, Sequence

    from pingbi.model import Fact, Figure, Finding
    from pingbi.pipeline import Evaluation, FileRead, Material
    from pingbi.scheme import Scheme

DONE, WITH_FINDINGS, CHANGED = 0, 1, 1
Read = TypeVar("Read")


def run(options: Namespace) -> int:
    """The command that the options name; its exit status."""
    name = options.command + (f"_{options.action}" if options.command == "scheme" else "")
    return COMMANDS[name](options)


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _print_json(answer: dict[str, Any]) -> None:
    print(json.dumps(answer, ensure_ascii=False, indent=1))


def _status(findings: Iterable[Finding]) -> int:
    return WITH_FINDINGS if any(finding.level is Level.MANDATORY for finding in findings) else DONE


def _gather(options: Namespace, scheme: Scheme) -> Material:
    """Read the inputs, with progress on a terminal; no input that could be read at all is an error."""
    terminal = sys.stderr.isatty()

    def progress(file: FileRead) -> None:
        if terminal:
            print(f"\r\033[K已读 {file.done} 份：{file.name[:60]}", end="", file=sys.stderr, flush=True)

    paths: Sequence[str | Path] = [path if path == "-" else Path(path) for path in options.inputs]
    material = pipeline.gather(paths, scheme, password=options.password, on_read=progress)
    if terminal:
        print("\r\033[K", end="", file=sys.stderr)
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


def _written(done: Evaluation, target: Path, given: Sequence[str] = ()) -> Path:
    """Where the workbook stands in the end. It never takes the place of a submission that was given."""
    places = {target.resolve(), *target.resolve().parents} & {Path(path).resolve() for path in given}
    if target.suffix.lower() != ".xlsx" or (places and target.is_file() and not pipeline.is_result_file(target)):
        why = "是报送材料，不覆盖" if places and target.is_file() else "应以 .xlsx 结尾"
        raise PingbiError(f"{target.name} {why}；请换一个文件名，如 综合评比.xlsx")
    try:
        return pipeline.write_workbook(done, target)
    except OSError as error:
        message = f"不能写入 {target}（{reason(error)}）：请换一个位置或文件名"
        raise PingbiError(message) from None


def evaluate(options: Namespace) -> int:
    """The main job."""
    scheme = pipeline.load_scheme(options.scheme, options.period)
    trial = [*options.settings, *options.weights]
    for text in options.weights:
        name, value = _assignment(text)
        if value <= 0:
            message = f"“{text}”的权重应大于0"
            raise PingbiError(message)
        scheme = pipeline.weighted(scheme, name, value)
    settings = [_setting(scheme, text) for text in options.settings]
    material = _gather(options, scheme)
    previous = _read(pipeline.previous_results, options.previous, scheme) if options.previous else None
    done = pipeline.evaluate(material, scheme, previous=previous, settings=settings, trial=tuple(trial))
    target = _written(done, options.output, options.inputs)
    answer = exchange.evaluation(done.scheme, done.result, done.findings)
    if options.json == "-":
        _print_json(answer)
    elif options.json:
        save(Path(options.json), json.dumps(answer, ensure_ascii=False, indent=1))
    tell = _say if options.json == "-" else print
    if previous is not None and not previous.places:
        _say(f"{previous.name} 里没有上期名次，只用了其中的指标数，不列较上期")
    if target != options.output:
        tell(f"{options.output.name} 正被别的程序打开，所以换了名字")
    if options.pdf:
        tell(str(_pdf(target)))
    _summary(done, tell)
    tell(str(target))
    return _status(done.findings)


def _summary(done: Evaluation, tell: Callable[[str], None]) -> None:
    """Three lines: how many are ranked, who leads, how many findings."""
    ranked = [total for total in done.result.totals if total.place is not None]
    first = sorted(ranked, key=lambda total: total.place or 0)[:3]
    leaders = "、".join(f"{total.county} {total.shown}" for total in first)
    tell(f"{done.scheme.scheme.name}（{done.scheme.period}）：{len(ranked)}/{len(done.result.totals)} 个县区参与排名")
    if leaders:
        tell(f"前三名：{leaders}")
    tell(f"审核：{_levels(done.findings)}")


def _levels(findings: Iterable[Finding]) -> str:
    counts = Counter(finding.level for finding in findings)
    return "，".join(f"{level.word} {counts[level]} 条" for level in Level if counts[level]) or "未发现问题"


def _assignment(text: str) -> tuple[str, Decimal]:
    name, equals, value = text.rpartition("=")
    if re.fullmatch(r"[-+]?\d{1,30}(\.\d{1,30})?", value.strip(), re.ASCII) and equals:
        return name.strip(), Decimal(value.strip())
    message = f"“{text}”应写成 名称=数字" if equals else f"“{text}”缺少等号，应写成 名称=数字"
    raise PingbiError(message)


def _setting(scheme: Scheme, text: str) -> Figure:
    name, value = _assignment(text)
    county, point, indicator = name.partition(".")
    if not point:
        message = f"“{text}”应写成 县区.指标=值"
        raise PingbiError(message)
    return pipeline.set_by_hand(scheme, county.strip(), indicator.strip(), value, "试算")


def _pdf(workbook: Path) -> Path:
    """The workbook as PDF, by LibreOffice where it is installed."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        message = f"另存 PDF 需要 LibreOffice，这台电脑没有装；工作簿已写好：{workbook}"
        raise PingbiError(message)
    command = [office, "--headless", "--convert-to", "pdf", "--outdir", str(workbook.parent), str(workbook)]
    target = workbook.with_suffix(".pdf")
    target.unlink(missing_ok=True)
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=300)  # noqa: S603  # our own arguments
        target.stat()  # LibreOffice ends well even where it has written nothing
    except (subprocess.SubprocessError, OSError):
        message = f"LibreOffice 没有写出 PDF；工作簿已写好：{workbook}"
        raise PingbiError(message) from None
    return target


def extract(options: Namespace) -> int:
    """The facts of report texts."""
    scheme = pipeline.load_scheme(options.scheme, options.period)
    material = _gather(options, scheme)
    if options.json:
        facts = [exchange.fact(fact) for fact in material.facts]
        _print_json({"facts": facts, "findings": exchange.findings(material.findings)})
    else:
        for fact in material.facts:
            print(_fact_line(fact, scheme))
        for finding in material.findings:
            _say(f"{finding.level.word}：{finding}")
    return _status(material.findings)


def _fact_line(fact: Fact, scheme: Scheme) -> str:
    known = scheme.indicators.get(fact.indicator_id or "")
    taken = f" → {known.name}" if known else ""
    return (
        f"{fact.county or '?'}\t{fact.indicator}\t{fact.value}{fact.unit}\t{fact.period or ''}{taken}\t“{fact.quote}”"
    )


def check(options: Namespace) -> int:
    """The findings."""
    scheme = pipeline.load_scheme(options.scheme, options.period)
    done = pipeline.evaluate(_gather(options, scheme), scheme)
    if options.json:
        _print_json({"findings": exchange.findings(done.findings)})
    else:
        for finding in done.findings:
            print(f"{finding.level.word}　{finding}")
            for origin in finding.places:
                print(f"　　　　{origin}")
        print(_levels(done.findings))
    return _status(done.findings)


def score(options: Namespace) -> int:
    """Scoring alone."""
    scheme = pipeline.load_scheme(options.scheme, options.period)
    done = _read(pipeline.score_data, options.data, scheme)
    target = _written(done, options.output) if options.output else None
    if options.json:
        _print_json(exchange.evaluation(done.scheme, done.result, done.findings))
    else:
        for total in sorted(done.result.totals, key=lambda total: (total.place is None, total.place or 0)):
            shown = exchange.printed(total.shown, scheme.scheme.total_decimals) or "-"
            print(f"{exchange.place(total.place) or '-'}\t{total.county}\t{shown}\t{total.note or ''}")
    if target is not None:
        (_say if options.json else print)(str(target))
    return _status(done.findings)


def template(options: Namespace) -> int:
    """Blank submission workbooks."""
    scheme = pipeline.load_scheme(options.scheme, options.period)
    for path in pipeline.write_templates(scheme, options.output, options.county):
        print(path)
    return DONE


def sample(options: Namespace) -> int:
    """A complete sample."""
    for path in pipeline.write_sample(options.output):
        print(path)
    return DONE


def trace(options: Namespace) -> int:
    """Where a number of a workbook comes from."""
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
    **SCHEME_COMMANDS,
}
