"""What 名次稳健性 says in words: the smallest changes, ranges of places, why a place is unsure, the notes."""

from __future__ import annotations

from decimal import ROUND_UP, Decimal
from typing import TYPE_CHECKING

from pingbi.model.robustness import Curve, Judgement, Tie

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.model.robustness import Margin, Place, Places, Robustness, SurePlace
    from pingbi.workbook.addresses import Book

NONE, UNKNOWN = "—", "不能计算"
ONE, HUNDRED = Decimal("0.1"), Decimal(100)
MOST_NAMED = 6  # criteria named in a note; more are counted
CURVES = {
    Curve.GEOMETRIC: "得分按几何平均合成",
    Curve.RESCALED: "有县区缺项、按其余权重折算",
    Curve.CAPPED: "有县区达到综合得分上限",
    Curve.FLOORED: "有评比项扣完为止",
}
WORDS = {"功效系数": "功效系数", "标准分": "标准分（均值70、标准差10）", "排名反向": "排名反向"}


def place_words(place: Place) -> str:
    """4, or 4.5."""
    return f"{Decimal(place).normalize():f}"


def range_words(places: Places | None) -> str:
    """4—6; 4 alone where the two are one."""
    if places is None:
        return UNKNOWN
    best, worst = place_words(places.best), place_words(places.worst)
    return best if best == worst else f"{best}—{worst}"


def swap_words(book: Book, found: Robustness, margin: Margin | None) -> tuple[str, str]:
    """The smallest change of one weight, and of all together; what is printed is enough, so it is rounded up."""
    if margin is None:
        return NONE, NONE
    if margin.tie is Tie.SAME:
        return "任一项变动即可", NONE
    if found.failed:
        return UNKNOWN, UNKNOWN
    if margin.tie is Tie.ROUNDED:
        return "修约前两者次序相反", NONE
    if margin.tie is Tie.ALIKE:
        return "权重变动不能易位", NONE
    alone, together = "单项变动不能易位", "不能易位"
    if margin.single is not None:
        change = margin.single.change.quantize(ONE, ROUND_UP)
        alone = f"{book.criteria[margin.single.criterion].name} {'＋' if change > 0 else '－'}{abs(change)}"
    if margin.together is not None:
        share = (margin.together * HUNDRED).quantize(ONE, ROUND_UP)
        together = f"±{share.to_integral_value()}%以内" if found.curves else f"±{share}%"
    elif found.curves:
        together = "超出±25%"
    return alone, together


def remark(book: Book, found: Robustness, at: int) -> str:
    """Who is as good, and what would cost the county most places."""
    row, said = found.rows[at], []
    for other, margin in _neighbours(found, at):
        if other.place == row.place:
            said.append(f"与{other.county}并列")
        elif margin.points < found.close:
            digits = book.scheme.scheme.total_decimals
            near = f"仅差{margin.points:.{digits}f}分" if round(margin.points, digits) else "得分相同"
            said.append(f"与{other.county}{near}")
    if row.left_out is not None and row.left_out_worst is not None:
        said.append(f"去掉{book.criteria[row.left_out_worst].name}列第{place_words(row.left_out.worst)}位")
    if row.other_methods is not None and row.other_methods_worst is not None:
        said.append(f"按{row.other_methods_worst}列第{place_words(row.other_methods.worst)}位")
    return "；".join(said)


def _neighbours(found: Robustness, at: int) -> list[tuple[SurePlace, Margin]]:
    """The county above and the one below with what lies between."""
    rows = found.rows
    above = rows[at - 1].margin if at else None
    below = rows[at].margin
    near = [(rows[at - 1], above)] if above is not None else []
    near += [(rows[at + 1], below)] if below is not None else []
    return [(row, margin) for row, margin in near if margin is not None]


def texts(book: Book, found: Robustness) -> list[str]:
    """The notes: what the words mean, how the changes are meant, what was left out and how, what it is for."""
    close = f"{found.close:.{max(2, book.scheme.scheme.total_decimals)}f}"
    unknown = "；不能判断——算不出权重变动时的位次" if _any(found, Judgement.UNKNOWN) else ""
    levels = "稳固——各项权重变动±25%位次不变；较稳——±10%不变；易变——±10%会变"
    notes = [f"判断：{levels}；难分——与前一名或后一名得分相同，或分差小于{close}分{unknown}。"]
    if found.failed:
        notes.append("本方案的综合得分不能按权重重算，与权重变动有关的各栏不能计算。")
    elif any(row.tenth is not None for row in found.rows):
        notes += _changed(book, found)
    else:
        notes.append("各项得分都不随权重变动，权重变动时的位次不能计算。")
    if found.fixed and not found.failed and any(row.tenth is not None for row in found.rows):
        notes.append(f"{_named(book, found.fixed)}为直接给分，得分不随权重变动，权重变动时只影响其余各项。")
    return notes + _otherwise(book, found)


def _any(found: Robustness, judgement: Judgement) -> bool:
    return any(row.judgement is judgement for row in found.rows)


def _changed(book: Book, found: Robustness) -> list[str]:
    """What is meant by changed weights, and how it was found."""
    swap = (
        "最小权重变动：该项权重占全部权重的比重增减多少个百分点（其余各项按比例相应减增，权重合计不变），"
        "两县区未修约的综合得分相等，再多即易位；按一位小数进位"
    )
    shown = book.scheme.scheme.total_of == "shown" or book.scheme.scheme.compare == "rounded"
    if not found.curves:
        printed = "，修约的影响已计入" if shown else ""
        ranges = "各项权重同时在自身的±10%、±25%以内任意变动（再按比例调回原合计）时可能的位次"
        return [
            f"{swap}。各项同时：每项权重各在自身的±多少以内变动，最小到多少可以易位。",
            f"±10%、±25%：{ranges}，按公式两两比较得出{printed}，不会超出所列范围。",
        ]
    reasons = "、".join(CURVES[curve] for curve in found.curves)
    sets = f"固定的{found.tried}组权重（各项在该幅度内变动，合计不变）"
    return [
        f"{reasons}，综合得分与权重不成正比：±10%、±25%为各用{sets}逐组计分时出现过的位次，不排除还有其他可能。",
        f"{swap}；由逐步试算得出。各项同时：在哪个幅度的各组权重中出现过易位。",
    ]


def _otherwise(book: Book, found: Robustness) -> list[str]:
    notes = []
    if any(row.left_out is not None for row in found.rows):
        notes.append("去掉任一项：逐项不计，同一级的其余各项按权重比例补足")
    if found.methods:
        named = "、".join(WORDS.get(name, name) for name in found.methods)
        kept = f"{_named(book, found.kept)}照原办法，" if found.kept else ""
        notes.append(f"换用其他方法：{named}，{kept}有目标值的按完成率计，其余规则不变")
    else:
        notes.append("换用其他方法：各项都是直接给分，或换用后有县区算不出得分，不能计算")
    return [*([f"{'。'.join(notes)}。"] if notes else []), "测算只供内部参考，不改变排名结果。"]


def _named(book: Book, names: Sequence[str]) -> str:
    """“甲”“乙”, or “甲”“乙”等12项."""
    found = "".join(f"“{book.criteria[name].name}”" for name in names[:MOST_NAMED])
    return found if len(names) <= MOST_NAMED else f"{found}等{len(names)}项"
