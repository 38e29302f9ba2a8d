"""Pages of the sample, planned once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pingbi import casework, pipeline, project
from pingbi.casework import Case
from pingbi.paper import Paper, pages


@pytest.fixture(scope="module")
def paper(_sample_made: Path) -> Paper:
    with project.open(_sample_made, "李四", "", read_only=True) as held:
        case = Case(held)
        return pages(pipeline.book(casework.told(case, held.state)))
