"""A small scheme in TOML to be changed line by line, and the lines that a change is answered with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pingbi.model import SchemeError
from pingbi.scheme import Scheme, parse
from pingbi.scoring import METHODS


@pytest.fixture(scope="session")
def example(shared: Path) -> str:
    """The text of the complete example, which uses every table."""
    return (shared / "example-scheme.toml").read_text(encoding="utf-8")


def read(text: str) -> Scheme:
    return parse(text, "方案.toml", METHODS)


@pytest.fixture(scope="session")
def parsed() -> Callable[[str], Scheme]:
    return read


@pytest.fixture(scope="session")
def mistakes() -> Callable[[str], tuple[str, ...]]:
    """The lines that a scheme is refused with; none where it is accepted."""

    def found(text: str) -> tuple[str, ...]:
        try:
            read(text)
        except SchemeError as error:
            return error.mistakes
        return ()

    return found
