"""What a county's page says in words, as computed when it is written: 三 长处与短板, 四 最小改变, 五 报送与核实."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.model import Level, Standing
from pingbi.model.catalogue import minute
from pingbi.scheme.settings import value_decimals
from pingbi.workbook.county_layout import group_word
from pingbi.workbook.panels import value_heading
from pingbi.workbook.point_formulas import rounded
from pingbi.workbook.source_words import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.model import CountyView, Finding, Step, Strength, Submission, Weakness
    from pingbi.workbook.addresses import Book

MOST_FILES, MOST_FINDINGS = 3, 4
LONGEST_FINDING, LONGEST_ANSWER = 70, 40
UNCHANGED, CAUGHT_UP = "-", "赶上其他县区"
StepWords = tuple[str, str, str, str, str]  # 评比项, 现值, 需达到, 需增加, 说明


def strong(book: Book, view: CountyView) -> str:
    """长处：技改投资增速居全市第1位（+9.2）。"""
    if not view.strengths:
        return f"长处：没有居{book.scheme.city.name}前{view.better_half}位的评比项。" if view.better_half else "长处：—"
    return f"长处：{'；'.join(_strength(book, view.county, row) for row in view.strengths)}。"


def _strength(book: Book, county: str, row: Strength) -> str:
    criterion = book.criteria[row.criterion]
    where = group_word(book, county) if book.within(criterion) and book.grouped else book.scheme.city.name
    return f"{criterion.name}居{where}第{row.place}位{_compared(row.above)}"


def strengths_heading(book: Book) -> str:
    """The heading says what stands in brackets."""
    who = "组内平均" if book.grouped else f"{book.scheme.city.name}平均"
    return f"长处与短板（括号内为得分率与{who}相差的百分点）"


def _compared(above: Decimal | None) -> str:
    """How the share of the full mark lies to the group's."""
    return "" if above is None else f"（{rounded(above, 1, 'half_up'):+f}）"


def weak(book: Book, view: CountyView) -> str:
    """短板：技改投资增速未报送，失15.00分；工业投资增速失6.00分（-5.5）。"""
    if not view.weaknesses:
        return "短板：没有失分的评比项。"
    return f"短板：{'；'.join(_weakness(book, view.county, row) for row in view.weaknesses)}。"


def _weakness(book: Book, county: str, row: Weakness) -> str:
    name = book.criteria[row.criterion].name
    lost = f"失{_points(book, row.lost)}分"
    if row.standing is Standing.MISSING:
        score = book.scores[row.criterion].scores[county]
        return f"{name}{'未报送' if score.value is None else '不能计分'}，{lost}"
    return f"{name}{lost}{_compared(row.above)}"


def _points(book: Book, value: Decimal) -> str:
    rules = book.scheme.scheme
    return f"{rounded(value, rules.decimals, rules.rounding):f}"


# 四


def steps_heading(book: Book) -> str:
    """The heading says what is held fixed, and that nothing of it is live."""
    who = "组内前一名" if book.by_group else "前一名"
    return f"赶上{who}的最小改变（其他县区不变，每行只改一项，计算值）"


def steps(book: Book, view: CountyView, *, alone: bool = False) -> list[StepWords]:
    """One line or two; `alone`: a value that is another county's is not told."""
    if view.steps:
        return [_step(book, view.county, row, alone=alone) for row in view.steps]
    why = {
        "first": "已居组内第1位" if book.by_group else "已居第1位",
        "unranked": "不参与排名，不作测算",
        "vetoed": "一票否决，不作测算",
        "": "没有可以单独改变的评比项",
    }[view.alone]
    return [(UNCHANGED, UNCHANGED, UNCHANGED, UNCHANGED, why)]


def _step(book: Book, county: str, row: Step, *, alone: bool) -> StepWords:
    criterion = book.criteria[row.criterion]
    digits, unit = value_decimals(book.scheme, criterion), value_heading(book, criterion)
    now = rounded(row.now, digits, book.scheme.scheme.rounding)
    shown = f"{now:f}{unit}"
    gain = row.then - row.points
    if row.needed is None:
        most = "得满分也" if row.then >= criterion.weight else "最多"
        said = f"{most}只增{_points(book, gain)}分" if gain > 0 else "已得满分，不能再增"
        return criterion.name, shown, "不可达", UNCHANGED, said
    change = row.needed - now
    more = (f"减{abs(change):f}" if change < 0 else f"{change:f}") + ("个百分点" if unit == "%" else unit)
    rival = f"，前一名随之减{_points(book, row.rival)}分" if rounded(row.rival, 2, "half_up") > 0 else ""
    said = f"本项得分由{_points(book, row.points)}分增至{_points(book, row.then)}分{rival}"
    if alone and _anothers(book, county, row):
        return criterion.name, shown, CAUGHT_UP, UNCHANGED, said
    return criterion.name, shown, f"{row.needed:f}{unit}", more, said


def _anothers(book: Book, county: str, row: Step) -> bool:
    """Whether the value needed is another county's: where points come from places, it is that of the one ahead."""
    criterion = book.criteria[row.criterion]
    unit = Decimal(1).scaleb(-value_decimals(book.scheme, criterion))
    others = (score.value for name, score in book.scores[row.criterion].scores.items() if name != county)
    return any(row.needed is not None and value is not None and abs(value - row.needed) < unit for value in others)


# 五


def sent(book: Book, view: CountyView) -> str:
    """报送2份：濮阳县.xlsx（2022-07-06 09:12）… 未处理的问题2条：…"""
    return f"{_files(view.submissions)}{_findings(book, view.findings)}"


def _files(files: Sequence[Submission]) -> str:
    if not files:
        return "没有收到本县区自己报送的材料。"
    named = [f"{cut(row.file, 40)}{f'（{minute(row.read_at)}）' if row.read_at else ''}" for row in files[:MOST_FILES]]
    more = f"等{len(files)}份" if len(files) > MOST_FILES else ""
    return f"报送材料{len(files)}份：{'、'.join(named)}{more}。"


def _findings(book: Book, findings: Sequence[Finding]) -> str:
    if not findings:
        return "审核未发现问题。"
    left = [row for row in findings if row.id not in book.handled]
    found = ""
    if left:
        counted = Counter(row.level for row in left)
        counts = "、".join(f"{level.word}{counted[level]}条" for level in Level if counted[level])
        texts = "；".join(cut(str(row).rstrip("。"), LONGEST_FINDING) for row in left[:MOST_FINDINGS])
        more = "；……" if len(left) > MOST_FINDINGS else ""
        found = f"未处理的问题{counts}：{texts}{more}。"
    said = [row for row in findings if row.id in book.handled]
    if said:
        answers = "；".join(cut(book.handled[row.id].rstrip("。"), LONGEST_ANSWER) for row in said[:MOST_FINDINGS])
        found += f"已说明或更正{len(said)}条：{answers}{'；……' if len(said) > MOST_FINDINGS else ''}。"
    return found
