"""Earlier periods: their results come in, and go out again in the templates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pingbi import casework, pipeline, verifying
from pingbi.answers import DONE, say
from pingbi.model import PingbiError, Role
from pingbi.model.catalogue import words
from pingbi.model.free_names import kept_words, renamed
from pingbi.project import Merged
from pingbi.project_commands.opened import changed, opened

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from pingbi.casework import Case

USES = {Role.PREVIOUS: "上期", Role.LAST_YEAR: "上年同期"}
NAMED = 8  # indicators or counties that a line lists


def bring_projects(case: Case, paths: Sequence[Path], *, as_earlier: bool = False) -> bool:
    """Other project files: merged, or archived. Whether a person has to decide between two words."""
    open_matters = False
    for path in paths:
        found = casework.bring_project(case, path, as_earlier=as_earlier)
        if not isinstance(found, Merged):
            _archived(case, found)
            continue
        for step in found.steps:
            changed(step)
        for line in found.conflicts:
            say(f"两边不一致：{line}")
        if not found.steps and not found.conflicts:
            print(f"{path.name} 里没有本项目还没有的")
        open_matters |= bool(found.conflicts)
    return open_matters


def bring_results(case: Case, paths: Sequence[Path], period: str) -> None:
    """Results of earlier periods: project files, workbooks, tables of places."""
    for path in paths:
        if casework.is_project(path):
            bring_projects(case, [path], as_earlier=True)
            continue
        kept = casework.archive_results(case, path, period)
        _archived(case, (kept,))
        if kept.content.scheme:
            for line in _altered(path):
                say(line)


def _altered(path: Path) -> Iterator[str]:
    """That a workbook has been changed since it was written, or that nobody can say; archived is what was written."""
    try:
        found = verifying.verify(path)
    except PingbiError as error:  # saved in another format
        yield f"存入的是写出时的数，没有核对写出后的改动：{error}"
        return
    if not found.agrees:
        yield f"{path.name} 写出后有改动，存入的是写出时的数；如已按改动公布，请另做一张表（县区、名次、指标）存入"
        yield from (f"　　{line}" for line in found.lines)


def _archived(case: Case, kept: Sequence[casework.Kept]) -> None:
    for row in kept:
        changed(row.step)
        for line in use_lines(case, row):
            print(f"　　{line}")


def use_lines(case: Case, kept: casework.Kept) -> Iterator[str]:
    """What an archive is used for, and what it does not have."""
    found = casework.use(kept.content, case.scheme)
    period = words(case.scheme.period)
    if not found.roles:
        yield f"既不是{period}的上期，也不是上年同期，只存着"
        return
    what = "、".join(USES[role] for role in found.roles)
    ranks = f"，{found.ranked}个名次" if Role.PREVIOUS in found.roles else ""
    yield f"用作{what}：{found.counties}个县区，{found.indicators}个指标{ranks}"
    for noun, names in (("县区", found.without_county), ("指标", found.without_indicator)):
        if names:
            more = f"等{len(names)}个" if len(names) > NAMED else ""
            yield f"其中没有的{noun}：{'、'.join(names[:NAMED])}{more}"


def template(options: Namespace) -> int:
    """Blank submission workbooks, with last year's values where an archive has them."""
    if options.scheme or options.period:
        raise PingbiError(f"{options.project.name} 已有方案，写填报表时不用再写 --scheme、--period")
    with opened(options, to_change=False) as case:
        before = case.before(case.project.state)
        figures = before.figures if before is not None else ()
        written = pipeline.write_templates(case.scheme, options.output, options.county, figures)
        for path in written:
            print(path)
        if kept := kept_words(renamed(written)):
            say(kept)
        if not any(row.role is Role.LAST_YEAR for row in figures):
            say("项目里没有上年同期的存档，“上年同期”没有预填；可先用 import --previous 存入")
    return DONE
