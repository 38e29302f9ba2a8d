"""The whole journey in a few calls: the only module that knows every stage."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import TYPE_CHECKING

import msgspec

from pingbi import scheme as schemes
from pingbi.analysis import Scoring, how_sure, place_changes, remembered, worth_asking
from pingbi.audit import audit, levelled
from pingbi.extraction import Choices, is_result, read_data, read_previous, settle
from pingbi.for_counties import asked
from pingbi.handout import write_sample as write_sample_of
from pingbi.handout import write_templates
from pingbi.model import (
    Edition,
    Figure,
    Figures,
    PingbiError,
    PlaceChanges,
    Previous,
    Result,
    UnreadableFileError,
)
from pingbi.model.catalogue import is_period
from pingbi.own_forms import filled
from pingbi.readers import Document, inputs, read
from pingbi.reading import FileRead, Material, apart, each_read, gather
from pingbi.scoring import METHODS, Kept, derive, place_formula, totals_alone
from pingbi.scoring import evaluate as evaluate_figures
from pingbi.trial import Trial, compared, set_by_hand, trial_of, weighted
from pingbi.workbook import Book, plan_workbook, put
from pingbi.workbook import write as write_plan
from pingbi.workbook.record import read_record
from pingbi.workbook.references import COUNTIES, ROBUSTNESS
from pingbi.workbook.written import SHEET as RECORD
from pingbi.workbook.written import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from pingbi.extraction import Data
    from pingbi.model import Finding
    from pingbi.model.free_names import Ours, Ready
    from pingbi.reading import File
    from pingbi.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Known:
    """What one evaluation leaves to the next: what nothing has changed for is neither chosen nor scored again."""

    choices: Choices = field(default_factory=Choices)
    scores: Kept = field(default_factory=Kept)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One half-year: the rules, the figures that count, what is wrong with them, and what they make."""

    scheme: Scheme
    figures: Figures
    result: Result
    findings: tuple[Finding, ...]
    previous: Previous | None = None
    read_at: str = ""
    sample: bool = False
    trial: tuple[str, ...] = field(default=())
    real: Evaluation | None = None  # of a trial: what is
    edition: Edition | None = None
    handled: Mapping[str, str] = field(default_factory=dict)  # what was said to a finding, by its id
    decisions: tuple[str, ...] = ()  # 会议研究决定, a line each
    open_matters: tuple[str, ...] = ()  # what is not settled beside the figures, a few words each


def load_scheme(name: str, period: str | None = None) -> Scheme:
    """The scheme of that name or path, for another period where one is given. Raises SchemeError."""
    scheme = schemes.load(schemes.find(name), METHODS)
    if period is None or period == scheme.period:
        return scheme
    if not is_period(period):
        message = f"时期“{period}”无法识别，可写作 2022H1、2022Q1、2022M01-07、2022M06 或 2022"
        raise PingbiError(message)
    return msgspec.structs.replace(scheme, scheme=msgspec.structs.replace(scheme.scheme, period=period))


def evaluate(
    material: Material,
    scheme: Scheme,
    *,
    previous: Previous | None = None,
    settings: Iterable[Figure] = (),
    known: Known | None = None,
) -> Evaluation:
    """Choose, derive, audit, score."""
    known = known or Known()
    brought = previous.figures if previous is not None else ()
    ledgers = settle(material.ledgers, scheme)
    chosen, chosen_findings = known.choices.choose((*material.figures, *ledgers.figures, *settings, *brought), scheme)
    figures, derived_findings = derive(scheme, chosen)
    result = evaluate_figures(scheme, figures, known.scores)
    findings = (
        *material.findings,
        *ledgers.findings,
        *chosen_findings,
        *derived_findings,
        *audit(scheme, figures, material.facts, ledgers.parts),
        *result.findings,
    )
    times = [*(figure.read_at for figure in material.figures), *(part.read_at for part in material.ledgers)]
    read_at = max(times, default="")
    ranked = previous if previous is not None and previous.places else None  # figures alone: nobody is new in them
    return Evaluation(scheme, figures, result, levelled(scheme, findings), ranked, read_at, material.sample)


def tried(done: Evaluation, real: Evaluation, trial: Trial) -> Evaluation:
    """The evaluation of a trial with the real one beside it, and what is other said with both values."""
    return replace(done, trial=tuple(trial.changes(real.scheme, real.figures)), real=real)


def rescored(done: Evaluation, scheme: Scheme, figures: Figures) -> Evaluation:
    """The same half-year with more items of 加减分 and their figures: only what is made of points is made again."""
    result = evaluate_figures(scheme, figures)
    before = {row.id for row in done.result.findings}
    findings = (*(row for row in done.findings if row.id not in before), *result.findings)
    return replace(done, scheme=scheme, figures=figures, result=result, findings=levelled(scheme, findings))


def previous_results(path: Path, scheme: Scheme) -> Previous:
    """Places and totals of the last period, from a workbook of ours or a plain table."""
    if path.is_dir():
        message = f"{path.name} 是文件夹；上期结果应是一个文件：上期的工作簿，或有“县区”和“名次”两列的表"
        raise PingbiError(message)
    for item in inputs([path]):
        return apart(_previous, scheme, item)
    message = f"没有找到上期结果“{path}”"
    raise PingbiError(message)


def _previous(scheme: Scheme, file: File) -> Previous:
    document = read(file.data, file.name)
    found, kept = read_previous(document, scheme), _recorded(document)
    return found if kept is None else remembered(found, kept.scheme, kept.figures, kept.result, scheme, _mark(kept))


def _mark(kept: Evaluation) -> str:
    return "、".join(word for word, holds in (("示例数据", kept.sample), ("试算", kept.trial)) if holds)


def kept_results(path: Path) -> Evaluation | None:
    """What a workbook of ours was written from, by its own record; None where it keeps none."""
    for item in inputs([path]):
        return apart(_kept, None, item)
    message = f"没有找到以前的结果“{path}”"
    raise PingbiError(message)


def _kept(_: None, file: File) -> Evaluation | None:
    return _recorded(read(file.data, file.name))


def _recorded(document: Document) -> Evaluation | None:
    sheet = next((sheet for sheet in document.sheets if sheet.name == RECORD), None)
    if sheet is None:
        return None
    try:
        record = read_record(unpacked([sheet.text(row, 1) for row in range(1, sheet.rows + 1)]).record)
        scheme = record.scheme
    except ValueError:  # damaged, or of a newer program: its cells are still a table like any other
        return None
    figures, _findings = derive(scheme, record.chosen())
    result = evaluate_figures(scheme, figures)
    return Evaluation(
        scheme, figures, result, (), None, record.read_at, record.sample, record.trial, edition=record.edition
    )


def is_result_file(path: Path) -> bool:
    """Whether a file is a workbook of results, which may be written over."""
    try:
        return all(apart(_is_result, None, item) for item in inputs([path]))
    except UnreadableFileError:
        return False


def _is_result(_: None, file: File) -> bool:
    return is_result(read(file.data, file.name))


def score_data(path: Path, scheme: Scheme) -> Evaluation:
    """Scoring alone, from a plain table of indicator ids (CONTRACT.md, "score")."""
    for item in inputs([path]):
        table = apart(_data, scheme, item)
        scheme = _with_counties(scheme, table.counties, table.groups)
        material = Material(table.figures, (), table.findings, 1)
        return evaluate(material, scheme)
    message = f"没有找到数据文件“{path}”"
    raise PingbiError(message)


def _data(scheme: Scheme, file: File) -> Data:
    return read_data(read(file.data, file.name), scheme)


def _with_counties(scheme: Scheme, names: Sequence[str], groups: Mapping[str, str]) -> Scheme:
    """The scheme with the table's counties, where it names none itself, and the table's groups."""
    counties = scheme.county or tuple(schemes.County(name=name) for name in names)
    known = {group.name: group.id for group in scheme.group} | {group.id: group.id for group in scheme.group}
    added = {name: schemes.Group(id=name, name=name) for name in groups.values() if name not in known}
    placed = tuple(
        msgspec.structs.replace(county, group=known.get(groups[county.name], groups[county.name]))
        if county.name in groups
        else county
        for county in counties
    )
    return msgspec.structs.replace(scheme, county=placed, group=(*scheme.group, *added.values()))


def changes(evaluation: Evaluation) -> PlaceChanges | None:
    """Against the last period, and what the points have changed by; None where there is no last period."""
    if evaluation.previous is None:
        return None
    scoring = Scoring(lambda scheme, figures: derive(scheme, figures)[0], evaluate_figures, totals_alone)
    return place_changes(evaluation.scheme, evaluation.figures, evaluation.result, evaluation.previous, scoring)


def book(evaluation: Evaluation) -> Book:
    """What the sheets are made from."""
    sure = worth_asking(evaluation.scheme, evaluation.result)
    return Book(
        scheme=evaluation.scheme,
        figures=evaluation.figures,
        result=evaluation.result,
        findings=evaluation.findings,
        methods=METHODS,
        place_formula=place_formula,
        previous=evaluation.previous,
        robustness=cache(partial(how_sure, evaluation.scheme, evaluation.figures, evaluation.result, evaluate_figures)),
        changes=cache(partial(changes, evaluation)),
        county_views=cache(partial(asked, evaluation)),
        read_at=evaluation.read_at,
        sample=evaluation.sample,
        trial=evaluation.trial,
        real=evaluation.real.result if evaluation.real is not None else None,
        edition=evaluation.edition,
        handled=evaluation.handled,
        decisions=evaluation.decisions,
        open_matters=evaluation.open_matters,
        there={COUNTIES: bool(evaluation.scheme.county), ROBUSTNESS: sure},
    )


def write_workbook(evaluation: Evaluation, target: Path, ours: Ours | None = None, ready: Ready | None = None) -> Path:
    """Write it; its real path: another where the target is open, or is none of `ours` if those are told (see `put`)."""
    return write_plan(plan_workbook(book(evaluation)), target, keep=ours is not None, ours=ours, ready=ready)


def fill_form(evaluation: Evaluation, form: Path, target: Path) -> Path:
    """Write an office's own .xlsx with its marks filled in; its path (see `put`). Raises PingbiError, OSError."""
    return put(filled(form.read_bytes(), form.name, book(evaluation)), target, keep=True)


def write_sample(folder: Path) -> list[Path]:
    """The default scheme's complete sample, marked 示例数据."""
    path = schemes.find("")
    return write_sample_of(schemes.load(path, METHODS), path.parent / "sample", folder)


__all__ = [
    "Evaluation",
    "FileRead",
    "Material",
    "Trial",
    "book",
    "changes",
    "compared",
    "each_read",
    "evaluate",
    "fill_form",
    "gather",
    "is_result_file",
    "kept_results",
    "levelled",
    "load_scheme",
    "previous_results",
    "rescored",
    "score_data",
    "set_by_hand",
    "trial_of",
    "tried",
    "weighted",
    "write_sample",
    "write_templates",
    "write_workbook",
]
