"""The words of the 通报 as they are where a scheme says nothing else: its outline, its sentences, their {names}.

A sentence one of whose {names} has nothing to say is left out; a paragraph is left out where none of the sentences that
it names is said, and with it a heading below which nothing stands. Headings (一、 （一） 1.) are numbered anew.
"""

from __future__ import annotations

import re
from typing import NamedTuple

NAME = re.compile(r"\{([^{}]*)\}")


class Sentence(NamedTuple):
    """The wording, and the {names} that have a value in it beside those of `ANYWHERE`."""

    text: str
    names: tuple[str, ...] = ()


# {names} that have a value everywhere in the notice.
ANYWHERE = ("时期", "期间", "方案", "单位", "城市", "上期", "县区数", "参评数", "项数", "满分", "得分表")

TITLE = "关于{时期}{方案}情况的通报"
ADDRESSEE = "各县（区）工业和信息化主管部门，各有关单位："

# One of a row of sentences is said: `first` also stands for `everyone`, `only_one` and `none_ranked`, and so on.
WHOLE = {
    "opening": Sentence("根据各县（区）和有关部门报送的材料，经汇总审核、计分排名，现将{时期}{方案}情况通报如下。"),
    "trial": Sentence("本通报为试算（{试算}），不是正式结果。", ("试算",)),
    "scope": Sentence("本期共对{县区数}个县（区）、{项数}个评比项进行评比。"),
    "taking_part": Sentence("其中{参评数}个县（区）参加综合排名。"),
    "first": Sentence("综合得分居前{位数}位的县（区）{是}{县区得分}。", ("位数", "是", "县区", "县区得分", "个数")),
    "everyone": Sentence("综合得分由高到低依次是{县区得分}。", ("县区", "县区得分", "个数")),
    "only_one": Sentence("参加综合排名的只有{县区得分}。", ("县区", "县区得分")),
    "none_ranked": Sentence("报送数据不全，没有县（区）可以得出综合得分，本通报只列单项情况。"),
    "band": Sentence("居第{起}位至第{止}位的{是}{县区}。", ("起", "止", "是", "县区", "县区得分", "个数")),
    "band_of_one": Sentence("居第{起}位的是{县区}。", ("起", "县区", "县区得分", "个数")),
    "rest": Sentence("其余{个数}个县（区）的名次见{得分表}。", ("个数",)),
    "tied": Sentence("{并列}。", ("并列",)),
    "group": Sentence("{组别}居前{位数}位的{是}{县区得分}。", ("组别", "位数", "是", "县区", "县区得分", "个数")),
    "group_everyone": Sentence("{组别}由高到低依次是{县区得分}。", ("组别", "县区", "县区得分", "个数")),
    "group_only_one": Sentence("{组别}参加排名的只有{县区得分}。", ("组别", "县区", "县区得分")),
    "grade": Sentence("评为“{等次}”的有{个数}个县（区）：{县区}。", ("等次", "个数", "县区")),
    "risen": Sentence("位次上升的有{个数}个县（区）：{县区变化}。", ("个数", "县区", "县区变化")),
    "fallen": Sentence("位次下降的有{个数}个县（区）：{县区变化}。", ("个数", "县区", "县区变化")),
    "unchanged": Sentence("位次持平的有{个数}个县（区）：{县区}。", ("个数", "县区")),
    "newly": Sentence("新参加排名的有{个数}个县（区）：{县区}。", ("个数", "县区")),
    "bonus": Sentence("获得加分的有{个数}个县（区）：{加分}。", ("个数", "县区", "加分")),
    "deduction": Sentence("被扣分的有{个数}个县（区）：{扣分}。", ("个数", "县区", "扣分")),
    "vetoed": Sentence("{县区}发生{事项}，一票否决，{结果}。", ("县区", "事项", "结果")),
    "unranked": Sentence("{县区}：{原因}。", ("县区", "原因")),
    "unranked_many": Sentence("因缺报等原因不参加综合排名的有{个数}个县（区）：{县区}。", ("个数", "县区")),
    "rescaled": Sentence("{县区}：{原因}。", ("县区", "原因")),
    "rescaled_many": Sentence("综合得分按其余权重折算的有{个数}个县（区）：{县区}。", ("个数", "县区")),
    "decision": Sentence("会议研究决定：{决定}。", ("决定",)),
    "items": Sentence("{各项}", ("各项",)),
    "unbalanced": Sentence("{强弱}。", ("强弱",)),
    "far_behind": Sentence("{县区}的{落后项}{程度}。", ("县区", "落后项", "程度")),
    "short": Sentence("{比较}未达到{目标}的有{个数}个县（区）：{县区}。", ("比较", "目标", "个数", "县区", "县区值")),
    "unreported": Sentence("未报送材料的有{个数}个县（区）：{县区}。", ("个数", "县区")),
    "late": Sentence("{县区情况}。", ("县区情况",)),
    "mistakes": Sentence("审核发现强制性问题的有{个数}个县（区）：{县区条数}。", ("个数", "县区", "县区条数")),
    "requirements": Sentence("{要求}", ("要求",)),
    "closing": Sentence("特此通报。"),
}
# The sentences about one criterion, and its paragraph, which names them.
ITEM_NAMES = ("评比项", "一级指标")
ITEM = {
    "item": Sentence("{评比项}。{city}{extremes}{above}{falling}{reached}{lacking}", ITEM_NAMES),
    "item_part": Sentence("{一级指标}", ("一级指标",)),
    "city": Sentence("{城市}{指标}{完成值}。", ("指标", "完成值")),
    "city_grown": Sentence("{城市}{指标}{完成值}，{同比}{增幅}。", ("指标", "完成值", "同比", "增幅")),
    "city_growth": Sentence("{城市}{指标}{同比}{增幅}。", ("指标", "同比", "增幅")),
    "city_progress": Sentence(
        "{城市}{指标}{完成值}，{快慢}（{序时进度}）。", ("指标", "完成值", "快慢", "快慢多少", "序时进度")
    ),
    "extremes": Sentence("{比较}最{高}的是{最高}，最{低}的是{最低}。", ("比较", "高", "低", "最高", "最低")),
    "equal": Sentence("有数据的{个数}个县（区）{指标}{均值}。", ("指标", "均值", "个数")),
    "only": Sentence("只有{县区}有数据，{指标}{完成值}。", ("县区", "指标", "完成值")),
    "above": Sentence("{高于}{城市}平均水平的有{个数}个县（区）：{县区}。", ("高于", "个数", "县区", "县区值")),
    "above_all": Sentence("各县（区）均{高于}{城市}平均水平。", ("高于",)),
    "above_none": Sentence("没有县（区）{高于}{城市}平均水平。", ("高于",)),
    "falling": Sentence("{同比}下降的有{个数}个县（区）：{县区值}。", ("同比", "个数", "县区", "县区值")),
    "reached": Sentence("达到{目标}的有{个数}个县（区）：{县区}。", ("目标", "个数", "县区", "县区值")),
    "reached_all": Sentence("各县（区）均达到{目标}。", ("目标",)),
    "lacking": Sentence("没有本项数据的有{个数}个县（区）：{县区}。", ("个数", "县区")),
}
SENTENCES = {**WHOLE, **ITEM}
# Several sentences under one name: which of them is said depends on the results.
VARIANTS = {
    "first": ("everyone", "only_one", "none_ranked"),
    "band": ("band_of_one", "rest"),
    "group": ("group_everyone", "group_only_one"),
    "city": ("city_grown", "city_growth", "city_progress"),
    "extremes": ("equal", "only"),
    "above": ("above_all", "above_none"),
    "reached": ("reached_all",),
    "unranked": ("unranked_many",),
    "rescaled": ("rescaled_many",),
    "items": ("item", "item_part"),
}
_HIDDEN = frozenset(name for names in VARIANTS.values() for name in names)
# What a paragraph of the outline may name, and what the paragraph of a criterion may.
IN_OUTLINE = tuple(name for name in WHOLE if name not in _HIDDEN)
IN_ITEM = tuple(name for name in ITEM if name not in _HIDDEN)

OUTLINE = (
    "{opening}",
    "{trial}",
    "一、综合评比结果",
    "（一）总体情况。{scope}{taking_part}{first}{band}{tied}",
    "（二）分组情况。{group}",
    "（三）评定等次。{grade}",
    "（四）位次变化。与上期相比，{risen}{fallen}{unchanged}{newly}",
    "（五）加分扣分。{bonus}{deduction}",
    "（六）一票否决。{vetoed}",
    "（七）缺报、免报。{unranked}{rescaled}",
    "（八）会议决定。{decision}",
    "二、主要指标完成情况",
    "{items}",
    "三、存在问题",
    "（一）发展不够平衡。{unbalanced}",
    "（二）部分指标差距较大。{far_behind}",
    "（三）目标完成不够理想。{short}",
    "（四）报送质量有待提高。{unreported}{late}{mistakes}",
    "四、下一步要求",
    "{requirements}",
    "{closing}",
)
REQUIREMENTS = (
    "（一）对照差距补短板。各县（区）要对照附表逐项查找原因，对名次靠后、没有达到目标的指标，逐项定措施、定时限、定人员。",
    "（二）盯紧项目强支撑。加强在建项目调度，帮助企业解决用地、用工、融资等问题，促进早建成、早投产。",
    "（三）严把数据质量关。按统一口径、规定时限报送，数出有据；发现差错及时说明和更正，不得虚报、瞒报。",
)
