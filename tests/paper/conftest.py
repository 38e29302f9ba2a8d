"""Three evaluations to be printed: the sample, the seed page alone, and thirty counties with twenty-five criteria."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from pingbi import pipeline
from pingbi.pipeline import Evaluation

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    folder = tmp_path_factory.mktemp("示例")
    pipeline.write_sample(folder)
    scheme = pipeline.load_scheme("")
    return pipeline.evaluate(pipeline.gather([folder], scheme), scheme)


@pytest.fixture(scope="session")
def seed_page(shared: Path) -> Evaluation:
    scheme = pipeline.load_scheme("")
    return pipeline.evaluate(pipeline.gather([shared / "text" / "seed_page.txt"], scheme), scheme)


def made_up(counties: int, criteria: int) -> Evaluation:
    made = _module(HERE.parent / "bench" / "evaluation.py")
    scheme = made.scheme_of(counties, criteria)
    done: Evaluation = made.evaluation_of(scheme, made.figures_of(scheme))
    return done


@pytest.fixture(scope="session")
def twelve() -> Evaluation:
    """On A3 too."""
    return made_up(12, 8)


@pytest.fixture(scope="session")
def three_by_sixty() -> Evaluation:
    return made_up(3, 60)


@pytest.fixture(scope="session")
def nothing(shared: Path) -> Evaluation:
    """The example scheme before anything has come."""
    scheme = pipeline.load_scheme(str(shared / "example-scheme.toml"))
    return pipeline.evaluate(pipeline.Material((), (), (), 0), scheme)


@pytest.fixture(scope="session")
def thirty() -> Evaluation:
    return made_up(30, 25)


@pytest.fixture(scope="session")
def two_hundred() -> Evaluation:
    return made_up(200, 30)


def _module(path: Path) -> ModuleType:
    found = importlib.util.spec_from_file_location("made_up_evaluation", path)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules[found.name] = module
    found.loader.exec_module(module)
    return module
