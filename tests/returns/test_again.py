"""A whole half-year with every file sent back and returned: the same figures, findings and places."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pingbi import pipeline
from pingbi.extraction import explanations
from pingbi.model import Finding, Level
from pingbi.pipeline import Evaluation
from pingbi.readers import read
from pingbi.returns import marked
from pingbi.returns.listing import rows
from pingbi.scheme import Scheme


def evaluated(folder: Path, files: dict[str, bytes], scheme: Scheme) -> Evaluation:
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
        os.utime(folder / name, (1, 1))
    return replace(pipeline.evaluate(pipeline.gather([folder], scheme), scheme), read_at="")


def test_returned_files_make_the_same_evaluation(
    sample: dict[str, bytes], scheme: Scheme, said: Callable[..., Finding], tmp_path: Path
) -> None:
    first = evaluated(tmp_path / "first", sample, scheme)
    back = dict(sample)
    for name, data in sample.items():
        own = [finding for finding in first.findings if rows([finding], name)[0].spots]
        more = [
            said(name, also=[figure.origin], level=level)
            for figure, level in zip(first.figures.chosen.values(), list(Level) * 50, strict=False)
        ]
        returned = marked(data, name, [*own, *more], scheme)
        if returned.marked:
            assert returned.name == name
            back[name] = returned.data
    second = evaluated(tmp_path / "second", back, scheme)
    assert [finding.id for finding in second.findings] == [finding.id for finding in first.findings]
    assert second.findings == first.findings
    assert second.result.totals == first.result.totals
    assert sum(back[name] != data for name, data in sample.items()) > 5
    assert [explanations(read(data, name)) for name, data in back.items() if name.endswith("xlsx")] == [()] * sum(
        name.endswith("xlsx") for name in back
    )
