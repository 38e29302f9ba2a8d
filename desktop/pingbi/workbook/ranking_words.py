"""What 综合排名 says in words: the remark beside each county, and the notes below the table."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pingbi.model import Standing
from pingbi.workbook.point_formulas import rule_for
from pingbi.workbook.references import ADJUSTMENTS, MAIN
from pingbi.workbook.rule_words import decided, ties_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.model import Total
    from pingbi.workbook.addresses import Book
    from pingbi.workbook.order import Section

MOST_NAMED = 12  # counties named in a note; more are counted
MOST_REASONS = 4  # reasons that have a note each
FILLED_IN = {"zero": "记0分", "lowest": "按最低得分计"}
LONGEST = 240  # characters of a note that gathers reasons


def short_note(book: Book, total: Total) -> str:
    """A remark that fits beside the county; the reason in full stands in the notes."""
    said = []
    if total.veto_effect == "unranked":
        said.append("一票否决，不参与排名")
    elif total.veto_effect:  # one that lacks something has no total: it is not ranked, and so not the last
        said.append("一票否决，列末位" if total.shown is not None else "一票否决")
    if total.shown is None and total.veto_effect != "unranked":
        count = _lacking(book, total)
        nothing = all(book.figures.get(total.county, row.id) is None for row in book.scheme.indicator)
        said.append("未报送，不参与排名" if nothing or not count else f"缺{count}项，不参与排名")
    elif total.rescaled:
        said.append(f"缺{_lacking(book, total)}项，按其余权重折算")
    said += _filled_in(book, total)
    tied = book.sharing(total)
    if tied:
        said.append(f"与{'、'.join(tied)}并列" if len(tied) <= 2 else f"{len(tied) + 1}个县区并列")
    return "；".join(said)


def _lacking(book: Book, total: Total) -> int:
    """How many criteria give the county no points of its own."""
    scores = (result.scores[total.county] for result in book.result.criteria)
    return sum(1 for score in scores if score.standing in (Standing.MISSING, Standing.EXEMPT) and score.points is None)


def _filled_in(book: Book, total: Total) -> Iterator[str]:
    """Criteria that give points without a value: 缺1项，记0分. A zero that was not reported is no result."""
    rules = Counter(
        rule_for(book, book.criteria[result.id], total.county)
        for result in book.result.criteria
        if result.scores[total.county].filled and not result.dead and total.shown is not None
    )
    for rule, words in FILLED_IN.items():
        if rules[rule]:
            yield f"缺{rules[rule]}项，{words}"


def texts(book: Book) -> list[str]:
    """The notes: how the total is made, ties, who is not ranked and why, what is an example or a trial."""
    rules = book.scheme.scheme
    found = ["报送数据不全，没有县区可以得出综合得分，本表只列各项得分。"] if book.without_totals else []
    found += [f"{_sum_words(book)}，保留{rules.total_decimals}位小数；得分{ties_words(book, rules.ties)}。"]
    if rules.compare == "rounded":
        found.append("名次按修约后的数值比较。")
    if book.ranking_columns != "criteria" and book.wanted(MAIN):
        found.append(f"各评比项得分见“{MAIN}”。")
    if book.by_group:
        found.append("本表分组排列，组内位次按本组得分排定，综合排名为全部县区一并排定。")
    if book.previous is not None:
        found.append(f"较上期为与{book.previous.name or '上期'}的综合排名相比，↑为上升，↓为下降，—为持平。")
    found += [*decided(book), *_reasons(book)]
    found += rules.notes
    if book.open_matters and (book.edition is None or book.edition.draft):
        found.append(f"未决事项：{'；'.join(book.open_matters)}。")
    if book.trial:
        found.append(f"试算：{'、'.join(book.trial)}；不是正式结果。")
    return found


def _sum_words(book: Book) -> str:
    rules, more = book.scheme.scheme, ""
    if book.ranking.bonus >= 0:
        more += "＋加分"
    if book.ranking.deduction >= 0:
        more += "－扣分"
    made = {
        "sum": "各项得分之和",
        "weighted_mean": "各项得分率的加权平均×100",
        "geometric_mean": "各项得分率的加权几何平均×100",
    }[rules.total]
    if any(_converted(book, section) for section in book.sections):
        made = made.replace("各项", "各一级指标")
    cap = f"，最高{rules.total_cap.normalize():f}分" if rules.total_cap is not None else ""
    detail = f"（见“{ADJUSTMENTS}”）" if more and book.wanted(ADJUSTMENTS) else ""
    return f"综合得分＝{made}{more}{detail}{cap}"


def _converted(book: Book, section: Section) -> bool:
    """Whether a part's points are not those of its criteria, put together as the total is."""
    part, how = section.part, book.scheme.scheme.total
    return part is not None and (
        (part.total or how) != how or part.weight != sum(row.weight for row in section.criteria)
    )


def _reasons(book: Book) -> list[str]:
    """Counties that are not ranked, stand last, or are scaled: those with the same reason in one note."""
    alike: dict[str, list[str]] = {}
    for total in book.order:
        if total.note:
            alike.setdefault(total.note, []).append(total.county)
    found = []
    for reason, names in alike.items():
        who = "、".join(names) if len(names) <= MOST_NAMED else f"{'、'.join(names[:MOST_NAMED])}等{len(names)}个县区"
        found.append(f"{who}：{reason}")
    return [f"{text}。" for text in (found if len(found) <= MOST_REASONS else _gathered(found))]


def _gathered(reasons: list[str]) -> list[str]:
    """Many reasons in few notes."""
    found = reasons[:1]
    for reason in reasons[1:]:
        if len(found[-1]) + len(reason) < LONGEST:
            found[-1] += f"；{reason}"
        else:
            found.append(reason)
    return found
