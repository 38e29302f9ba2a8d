"""Every case of shared/scoring/peers is met by a test that names it, or stands here with the reason why not yet."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__)
# Stem -> why no test meets it.
NOT_YET: dict[str, str] = {}


def claims() -> dict[str, set[str]]:
    """Stem -> the test modules in whose source it stands as a string of its own."""
    found: dict[str, set[str]] = {}
    for path in HERE.parent.rglob("test_*.py"):
        if path != HERE:
            for stem in re.findall(r'"((?:coinr|pymcdm|scipy|skc|trap|undp)_\w+)"', path.read_text(encoding="utf-8")):
                found.setdefault(stem, set()).add(path.name)
    return found


def test_every_peer_case_is_claimed_by_a_test_or_put_off_with_a_reason(shared: Path) -> None:
    stems = {path.stem for path in (shared / "scoring" / "peers").glob("*.json")}
    assert len(stems) > 30
    assert sorted(stems - set(claims()) - set(NOT_YET)) == []


def test_no_claim_and_no_reason_outlives_its_case(shared: Path) -> None:
    stems = {path.stem for path in (shared / "scoring" / "peers").glob("*.json")}
    assert sorted((set(claims()) | set(NOT_YET)) - stems) == []
    assert sorted(set(claims()) & set(NOT_YET)) == []
