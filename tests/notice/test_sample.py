"""The sample's notice, word by word: what changes in it is read in the diff of one golden file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

from pingbi import pipeline
from pingbi.model import Previous
from pingbi.notice import Given, composed
from pingbi.notice.paper import Paper, Table

GOLDEN = Path(__file__).parent.parent / "golden" / "notice" / "sample.txt"


def shown(paper: Paper) -> Iterator[str]:
    yield f"marks {paper.marks}"
    for block in paper.blocks:
        if isinstance(block, Table):
            yield f"table {' '.join(f'{width:.1f}' for width in block.widths)}, rows {block.row} mm"
            yield from (" | ".join(cell.text.replace("\n", "/") for cell in row) for row in (*block.head, *block.rows))
        else:
            page = " (new page)" if block.page else ""
            yield f"{block.style}{page}: {'‖'.join(run.text for run in block.runs)}".rstrip().replace("\n", "/")


def test_the_samples_notice_says_what_was_agreed(tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    pipeline.write_sample(tmp_path)
    rules = pipeline.load_scheme("")
    before = Previous({"南乐县": Decimal(3), "范县": Decimal(1), "台前县": Decimal(3), "华龙区": Decimal(9)})
    done = pipeline.evaluate(pipeline.gather([tmp_path], rules), rules, previous=before)
    given = Given(done.scheme, done.figures, done.result, done.findings, done.previous, sample=done.sample)
    golden(GOLDEN, "\n".join(shown(composed(given))) + "\n")
