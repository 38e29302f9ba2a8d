"""How well report texts are read, by the scorer of shared/: the seed page, the texts of dev. Floors: it cannot fall."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pingbi.exchange import fact as json_of
from pingbi.extraction.prose import read_text
from pingbi.scheme import Scheme

CONFIDENT = Decimal("0.9")
Tally = Counter[tuple[str, str]]


class Text(NamedTuple):
    """A text with its gold and the facts that were read."""

    facts: Path
    gold: Path
    text: Path


@pytest.fixture(scope="module")
def scorer(shared: Path) -> Any:  # noqa: ANN401 - a script beside the checkout
    spec = importlib.util.spec_from_file_location("score_extraction", shared / "text" / "score_extraction.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_extraction"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def seed(shared: Path, scheme: Scheme, tmp_path_factory: pytest.TempPathFactory) -> list[Text]:
    """The real page."""
    folder = shared / "text"
    return list(_read([(folder / "seed_page.txt", folder / "seed_gold.json")], scheme, tmp_path_factory.mktemp("seed")))


@pytest.fixture(scope="module")
def dev(shared: Path, scheme: Scheme, tmp_path_factory: pytest.TempPathFactory) -> list[Text]:
    """The other texts of the genre."""
    pages = [(path, path.with_suffix(".json")) for path in sorted((shared / "text" / "dev").glob("*.txt"))]
    return list(_read(pages, scheme, tmp_path_factory.mktemp("dev")))


def _read(pages: list[tuple[Path, Path]], scheme: Scheme, folder: Path) -> Iterator[Text]:
    for page, gold in pages:
        facts = [json_of(row) for row in read_text(page.read_bytes().decode("utf-8"), page.name, scheme).facts]
        path = folder / f"{page.stem}.json"
        path.write_text(json.dumps({"facts": facts}, ensure_ascii=False), encoding="utf-8")
        yield Text(path, gold, page)


def scored(scorer: Any, texts: list[Text]) -> Callable[..., float]:  # noqa: ANN401
    """`share("all", "exact")` of the gold facts; `share("extracted")` is the precision."""
    tally: Tally = Counter()
    for row in texts:
        scorer.score(str(row.facts), str(row.gold), str(row.text), tally, Counter())

    def share(group: str, field: str = "") -> float:
        if group == "extracted":
            wrong = tally[group, "slogans and dates"] + tally[group, "not in the gold"]
            return 1 - wrong / tally[group, "facts"]
        return tally[group, field] / tally[group, "gold"]

    return share


def test_the_real_page_is_read(scorer: Any, seed: list[Text]) -> None:  # noqa: ANN401
    share = scored(scorer, seed)
    assert share("core", "exact") >= 0.97
    assert share("all", "exact") >= 0.97
    assert share("extracted") >= 0.99


def test_other_texts_of_the_genre_are_read(scorer: Any, dev: list[Text]) -> None:  # noqa: ANN401
    share = scored(scorer, dev)
    assert share("all", "exact") >= 0.94
    assert share("all", "county") >= 0.98
    assert share("extracted") >= 0.99


@pytest.mark.parametrize("text", ["d05", "e04", "e09", "e12", "e14"])
def test_no_kind_of_text_is_left_behind(scorer: Any, dev: list[Text], text: str) -> None:  # noqa: ANN401
    """Lists by 分别, rates in brackets, a table by county, periods compared, industries."""
    share = scored(scorer, [row for row in dev if row.text.name.startswith(text)])
    assert share("all", "exact") >= 0.88


def test_of_the_confident_facts_nearly_all_are_right(scorer: Any, seed: list[Text], dev: list[Text]) -> None:  # noqa: ANN401
    right = Counter[bool]()
    for row in [*seed, *dev]:
        facts = json.loads(row.facts.read_text(encoding="utf-8"))["facts"]
        for one in facts:
            if Decimal(one["confidence"]) < CONFIDENT:
                continue
            tally: Tally = Counter()
            alone = row.facts.with_suffix(".one")
            alone.write_text(json.dumps({"facts": [one]}, ensure_ascii=False), encoding="utf-8")
            scorer.score(str(alone), str(row.gold), str(row.text), tally, Counter())
            if tally["all", "found"]:  # an optional fact is neither right nor wrong
                right[tally["all", "exact"] == 1] += 1
    assert sum(right.values()) > 80
    assert right[True] / sum(right.values()) >= 0.97
