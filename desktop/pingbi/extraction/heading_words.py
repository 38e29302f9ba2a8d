"""The words of headings besides names: units, last year, targets, growth, and what is no value at all."""

from __future__ import annotations

import re
from functools import lru_cache

from pingbi.extraction.period_words import without_period
from pingbi.extraction.quantity import NOT_APPLICABLE, TABLE_UNIT
from pingbi.model import Role
from pingbi.model.catalogue import Kind, bare, factor

_BRACKETED = re.compile(r"[(（\[［]\s*(?:单位[:：])?\s*([^()（）\[\]［］]{1,8}?)\s*[)）\]］]")
# Units that no cell is written with, but headings are.
_MORE = "(?:万|亿|千)?(?:台|套|件|辆|千克|公里)|[\u4e00-\u9fff]{1,5}/[\u4e00-\u9fff]{1,4}"
_UNIT = re.compile(rf"{TABLE_UNIT}|{_MORE}")
_UNIT_ALONE = re.compile(rf"[(\[]?(?:(?:计量)?单位[:：]?)?({TABLE_UNIT}|{_MORE})[)\]]?")
_BEHIND_COMMA = re.compile(rf"[,，/／:：]\s*(?:单位[:：])?\s*({TABLE_UNIT})\s*$")  # 工业投资，亿元
_MARKS = re.compile(r"[(（]\d+(?:\.\d+)?分[)）]")
_LEADING = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）.、．]+|其中[:：]?|[#＃*★▲]|[—－-]{1,2}(?=[\u4e00-\u9fff]))+"
)
_NUMBERING = re.compile(r"[(（]?[-+]?\d+(?:\.\d+)?%?[)）]?|[甲乙丙丁戊己庚辛]|[A-Z]|[A-Za-z]?\d+=.{1,20}")
_TRAILING = re.compile(r"(?:[*#※:：①-⑳]|[(（\[](?:注|备注)?[:：]?[\d一二三四五六七八九①-⑳]{0,2}[)）\]])+$")

_SAME = "上年同期 去年同期 同期数 上年同期数 上年同期值 上年 去年 上年值 上年数 同期 同期值"
ROLE_WORDS = {
    Role.LAST_YEAR: tuple(f"{_SAME} 上年同期完成 去年同期完成 上年同期完成额".split()),
    Role.PREVIOUS: ("上期", "上次", "上期值", "上期数"),
    Role.TARGET: ("市定目标", "市定目标值", "目标值", "目标任务", "目标数", "目标"),
}
_MARKS_OF_ROLES = sorted(
    ((mark, role) for role, marks in ROLE_WORDS.items() for mark in marks), key=lambda item: -len(item[0])
)
_ALL = """
    本期 本期数 本期值 本期完成 本期实际 完成值 完成数 完成情况 数值 指标值 填报数 填报值 报送数 累计
    累计数 累计值 累计完成 本年累计 本年 今年 今年累计 年初至今累计 自年初累计
    实际 实际值 实际数 实际完成 实绩 报告期 本年完成 报告期数 数据
"""
THIS_PERIOD = frozenset(_ALL.split())
DONE = frozenset({"完成", "累计完成"})  # below an amount its own, below a rate or a count no more than THIS_PERIOD
# Of what is no value of an indicator: a heading with such a word is not one, whatever else it says.
_NONE = """
    位次 名次 排名 排序 得分 评分 分值 权重 序号 备注 说明 小计 组别 评比值 取值 全市 提示 核对 编码 代码
"""
NO_VALUE = tuple(_NONE.split())
# Another period, another area, a difference or a plan: a heading that holds one and is no name is not understood.
FOREIGN = re.compile(
    r"环比|上月|上季|前月|上期|上次|上年|去年|同期|前年|当月|本月|当季|本季|单月|月度|两年|三年|年均|预计|预期|预测|测算|修正"
    r"|目标|任务|计划|概算|合同|差额|差距|增量|增加额|增减额|净增|增额|绝对额|提高|回落|高于|低于|超|缺口|剩余|未完成"
    r"|全省|全国|省平均|市平均|平均|占比|比重|比例|人均|位次|名次|排名|排序|得分|分值|权重|贡献|拉动|进度"
)
_PLANS = frozenset({"计划", "年计划", "年度计划", "全年计划", "任务", "年度任务", "预计", "全年预计"})
# A measure of its own: what stands below it is that of something, not the indicator.
MEASURE = re.compile(r".*(?:[家户个人台件次]数|数量|(?<!质)量|产值|收入|利润|税金?|税收|面积|[比效]率)(?:\(.*\))?")
# 同比, 增速, 同比增长, 较上年同期增减±: of what, the column on the left or the heading above says.
GROWTH = re.compile(
    r"(?=.*(?:同比|增|±))(?:其中:)?(?:累计|本期|名义|实际|可比价)?(?:[与比较](?:上年|去年)(?:同期)?)?(?:相比)?(?:累计)?"
    r"(?:同比)?(?:增长率?|增长速度|增速|增幅|增减|增减幅|增减率)?(?:\(下降\)|\(减\)|\([-+±]+\)|、下降)?[±+/%-]*"
)
MORE_OR_LESS = re.compile(r"增减(?![幅率])[^%％±]*$")  # 同比增减: by how much, or by how many per cent?
KINDS = {
    Kind.YOY: GROWTH,
    Kind.PLAN_RATIO: re.compile(
        r"占(?:全年|年度|年|)(?:投资)?计划(?:投资)?(?:任务)?额?的?(?:比例|比重|百分比)?%?"
        r"|(?:年度|年|全年)?(?:投资)?(?:计划)?(?:投资)?完成(?:率|比例)%?"
    ),
    Kind.SHARE: re.compile(r"(?:所)?占比(?:重|例)?%?|.{0,6}覆盖率%?|比重%?|比率%?"),
}
_AMOUNT = "完成额 完成 累计完成 总量 总额 绝对值 绝对量 额 完成投资 投资额 累计完成额 完成值 完成数 实际完成"
AMOUNTS = {
    Kind.LEVEL: tuple(_AMOUNT.split()),
    Kind.COUNT: ("个数", "数量", "家数", "总数", "数", "户数"),
}
LEADING_WORDS = re.compile(r"^(?:全县|全区|本县|本区|本年|年初至今|累计|实际|共|完成|实现|实际完成)+")
COUNTING = frozenset({"个", "家", "户", "项", "次", "起"})  # one as good as another: 76个 and 76家 enterprises
# Between a name and what is said of it: 工业投资 / 完成情况 / 同比.
HARMLESS = re.compile(r".{0,6}(?:情况|指标|数据|实绩)|其中")


@lru_cache(4096)
def role_in(word: str) -> tuple[Role, str]:
    """(the role a word of a heading gives, what is left of the word): 工业投资市定目标, 上年同期增速, 目标值."""
    for mark, role in _MARKS_OF_ROLES:
        if word.endswith(mark):
            return role, word.removesuffix(mark)
        if word.startswith(mark):
            return role, word.removeprefix(mark)
    return Role.NOW, word


def is_unit(text: str) -> bool:
    """亿元, 万千瓦时, 万元/亩."""
    return _UNIT.fullmatch(text) is not None


def fits(unit: str, own: str) -> bool:
    """Whether a heading's unit can be an indicator's `own`."""
    return not unit or factor(unit, own) is not None or (unit in COUNTING and own in COUNTING)


def is_no_value(word: str) -> bool:
    """位次, 得分, 备注 and the like."""
    return any(other in word for other in NO_VALUE)


@lru_cache(4096)
def without_unit(level: str) -> tuple[str, str]:
    """(the heading without its unit, the unit): 完成额（亿元）, or a level that is nothing but 亿元."""
    if single := _UNIT_ALONE.fullmatch(bare(level)):
        return "", single[1]
    for found in _BRACKETED.finditer(level):
        unit = bare(found[1])
        if _UNIT.fullmatch(unit):
            return level[: found.start()] + level[found.end() :], unit
    behind = _BEHIND_COMMA.search(level)
    return (level[: behind.start()], bare(behind[1])) if behind is not None else (level, "")


@lru_cache(4096)
def plain_label(level: str) -> str:
    """A name without what people write around it: number, 其中：, unit, marks, footnote."""
    text = bare(_MARKS.sub("", without_unit(level)[0]))
    return _TRAILING.sub("", _LEADING.sub("", text))


def says_which(word: str) -> bool:
    """Whether a word says which value of an indicator it is: its growth or its amount."""
    return bool(GROWTH.fullmatch(word)) or any(word in amounts for amounts in AMOUNTS.values())


def says_which_value(level: str) -> bool:
    """Whether a whole cell says no more than that: 完成额（亿元）, 增速, 上年同期, 年计划, 2021年上半年."""
    word = without_period(plain_label(level))
    return not word or word in THIS_PERIOD or says_which(word) or role_in(word)[0] is not Role.NOW or word in _PLANS


def is_numbering(text: str) -> bool:
    """A row that numbers the columns: 1 2 3, 甲 乙, or a figure that is no heading at all."""
    if text in NOT_APPLICABLE:
        return True
    return _NUMBERING.fullmatch(text) is not None
