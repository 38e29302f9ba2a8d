"""The rules of the whole evaluation in words: what stands under the table of 计分办法."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pingbi.model import ByHand, Level, Source, State
from pingbi.scheme import formula
from pingbi.workbook.formula_words import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.scheme import Adjustment, Criterion
    from pingbi.workbook.addresses import Book

MEANS = {
    "sum": "各项得分之和",
    "weighted_mean": "各项得分的加权平均（百分制）",
    "geometric_mean": "各项得分率的加权几何平均（百分制，有一项不大于0即为0）",
}
TIES = {
    "skip": "相同的并列，其后名次顺延（1、2、2、4）",
    "dense": "相同的并列，其后名次不跳（1、2、2、3）",
    "average": "相同的取平均名次（1、2.5、2.5、4）",
}
LACKING = {
    "unranked": "该项不计分，不计综合得分、不参与排名",
    "zero": "该项记0分，不排名次",
    "lowest": "该项按参加比较县区的最低得分计",
    "rescale": "该项不计，综合得分按其余权重折算",
}
SOURCE_WORDS = {
    "correction": "人工更正",
    "city_table": "市级或部门核定表",
    "template": "县区报表",
    "ledger": "台账",
    "text": "报送文字",
}
LIVE = (
    "表内权重、参数为数值，得分、名次、合计均为公式：改动权重、参数或“主要指标”的数字后自动重算；行的次序不变，须重新排序。"
    "计分规则的文字、注和审核情况不随之改变。"
)


def rules(book: Book) -> list[str]:
    """One sentence or two a rule, then the scheme's own notes, what was tried, and what is still open."""
    found = [_total(book), _places(book), _rounding(book), _missing(book), *_adjustments(book), *decided(book)]
    found += _vetoes(book)
    found += [*_grades(book), _sources(book), LIVE, *book.scheme.scheme.notes]
    if book.trial:
        found.append(f"本表为试算，不是正式结果。试算改动：{'；'.join(book.trial)}。")
    return [*found, open_matters(book)]


def exceptions(book: Book, criterion: Criterion) -> str:
    """What a criterion does otherwise than the scheme: base, ties, missing, exempt."""
    whole, found = book.scheme.scheme, []
    if criterion.within is not None and criterion.within != whole.rank_within:
        found.append("在组内比较" if criterion.within == "group" else "在全部县区内比较")
    if criterion.ties is not None and criterion.ties != whole.ties:
        found.append(f"数值{ties_words(book, criterion.ties)}")
    if criterion.missing is not None and criterion.missing != whole.missing:
        found.append(f"未报送的{LACKING[criterion.missing]}")
    if criterion.exempt is not None and criterion.exempt != whole.exempt:
        found.append(f"免报的{LACKING[criterion.exempt]}")
    return "".join(f"；{text}" for text in found)


def ties_words(book: Book, ties: str) -> str:
    """What happens to equals."""
    if ties.startswith("first_by:"):
        first = book.criteria.get(ties.removeprefix("first_by:"))
        return f"相同的，“{first.name if first else ''}”靠前的在前，仍相同的并列"
    return TIES[ties]


def equals_words(book: Book, word: str) -> str:
    """Where equal values stand in the tables of single criteria; `word` is what a place is called there."""
    used = {book.criteria[name].ties or book.scheme.scheme.ties for name in book.main.criteria}
    if used <= {"skip", "dense"}:
        return f"数值相同的{word}并列"
    return f"数值{ties_words(book, used.pop())}" if len(used) == 1 else f"数值相同的{word}按计分办法排定"


def _total(book: Book) -> str:
    whole, scheme = book.scheme.scheme, book.scheme
    bonus = "＋加分" if any(row.points_each > 0 for row in scheme.adjustment) else ""
    deduction = "－扣分" if any(row.points_each <= 0 for row in scheme.adjustment) else ""
    text = f"综合得分＝{MEANS[whole.total]}{bonus}{deduction}"
    own = [
        f"“{section.part.name}”得分＝权重×{MEANS[section.part.total or whole.total]}÷最高可得分"
        for section in book.sections
        if section.part is not None
        and (
            (section.part.total or whole.total) != "sum"
            or section.part.weight != sum(row.weight for row in section.criteria)
        )
    ]
    if own:
        made = MEANS[whole.total].replace("各项", "各一级指标")
        text = f"综合得分＝{made}{bonus}{deduction}；{'；'.join(own)}"
    cap = "，最高不超过“其他参数”中的综合得分上限" if whole.total_cap is not None else ""
    return f"{text}{cap}。"


def _places(book: Book) -> str:
    whole = book.scheme.scheme
    compared = "修约后（表中所列）的数值" if whole.compare == "rounded" else "未修约的数值（小数点后第10位止）"
    count = len(book.counties.names)
    base = "各组内" if whole.rank_within == "group" else f"全部{count}个县区内"
    also = "；综合排名为全部县区位次，另列组内位次" if book.grouped else ""
    return (
        f"名次：由高到低，{ties_words(book, whole.ties)}；按{compared}比较。"
        f"计分用的名次、最大值、最小值、平均值、县区数 n 均在{base}比较{also}。"
    )


def _rounding(book: Book) -> str:
    whole = book.scheme.scheme
    rule = "四舍六入五成双（GB/T 8170）" if whole.rounding == "half_even" else "四舍五入"
    how = "综合得分由修约后的得分相加" if whole.total_of == "shown" else "综合得分由未修约的得分相加，只在最后修约一次"
    return f"修约：{rule}，得分保留{whole.decimals}位小数、综合得分保留{whole.total_decimals}位小数；{how}。"


def _missing(book: Book) -> str:
    whole = book.scheme.scheme
    text = f"缺报：未报送、无法识别、非本期或未定的，{LACKING[whole.missing]}；按规定免报的，{LACKING[whole.exempt]}。"
    if book.rescales:
        text += "有数据的权重低于“其他参数”所列比例的，不参与排名。"
    return text


def _item(book: Book, item: Adjustment) -> str:
    needs = f"须满足：{in_words(book.scheme, formula(book.scheme, item.requires))}" if item.requires else ""
    inside = "；".join(part for part in (needs, item.remark) if part)
    return f"{item.name}（{inside}）" if inside else item.name


def _adjustments(book: Book) -> Iterator[str]:
    items, whole = book.scheme.adjustment, book.scheme.scheme
    texts = []
    for word, chosen, cap in (
        ("加分", [row for row in items if row.points_each > 0], whole.bonus_cap),
        ("扣分", [row for row in items if row.points_each <= 0], whole.deduction_cap),
    ):
        if chosen:
            most = f"（合计不超过“其他参数”中的{word}上限）" if cap is not None else ""
            texts.append(f"{word}{most}：{'、'.join(_item(book, row) for row in chosen)}")
    if texts:
        yield f"{'。'.join(texts)}。每次分值和单项上限见上面“加减分项”。"


def decided(book: Book) -> list[str]:
    """会议研究决定, a note each: whose points, from what to what, when and why."""
    return [f"会议研究决定：{text}。" for text in book.decisions]


def _vetoes(book: Book) -> Iterator[str]:
    effects = {"unranked": "不参与排名", "last": "列末位，得分照列"}
    texts = [
        f"{'、'.join(row.name for row in book.scheme.veto if row.effect == effect)}的，{words}"
        for effect, words in effects.items()
        if any(row.effect == effect for row in book.scheme.veto)
    ]
    if texts:
        yield f"一票否决：{'；'.join(texts)}。"


def _grades(book: Book) -> Iterator[str]:
    if not book.scheme.grade:
        return
    names = []
    for row in book.scheme.grade:
        base = "（组内）" if row.within == "group" and book.grouped else ""
        rule = "按综合得分" if row.first is None else "按名次"
        names.append(f"{row.name}{base}{rule}")
    yield f"等次：依次{'、'.join(names)}，取最先符合的一档；界线见上面“等次”，并列在界线上的都算。"


def _sources(book: Book) -> str:
    order = "、".join(SOURCE_WORDS[name] for name in book.scheme.scheme.sources)
    return f"数据来源：同一数字有几个来源的，依次采用{order}；其余照列在“数据来源”，不计分。"


def open_matters(book: Book) -> str:
    """未决事项: findings to be corrected, figures that were not scored, corrections by hand, what else is open."""
    states = Counter(figure.state for figure in book.figures.chosen.values())
    by_hand = sum(
        isinstance(figure.origin, ByHand) and figure.source is not Source.DECISION
        for figure in book.figures.chosen.values()
    )
    levels = Counter(row.level for row in book.findings if row.id not in book.handled)
    counts = (
        ("强制性问题未解决{}条", levels[Level.MANDATORY]),
        ("核实性问题待说明{}条", levels[Level.VERIFY]),
        ("未定{}个", states[State.UNDECIDED]),
        ("非本期数{}个", states[State.OTHER_PERIOD]),
        ("无法识别{}个", states[State.UNREADABLE]),
        ("人工更正{}个", by_hand),
    )
    found = "，".join(text.format(count) for text, count in counts if count)
    return f"未决事项：{'；'.join(part for part in (found, *book.open_matters) if part) or '无'}。"
