"""What the filler is to do about a finding: one line a code, and for a scheme's own checks one a level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.model import Level

if TYPE_CHECKING:
    from pingbi.model import Finding

BY_CODE = {
    "missing": "补填；确实没有此项的填“—”，暂时没有数的在“说明”写明原因和补报时间",
    "unreadable-file": "用Excel或WPS另存为.xlsx后重报",
    "not-a-number": "改填数字，单位和文字写到“说明”",
    "range": "超出允许范围，核对后更正；单位填错的按表中单位重填",
    "part-exceeds-whole": "其中项不能大于总数，核对两数，更正有误的一个",
    "two-values": "同一指标只报一个数，删去或更正另一处，在“说明”写明以哪个为准",
    "period-mixed": "改填本期的数",
    "unit-slip": "核对单位，按表中要求的单位重填",
    "unknown-county": "写明县区全称",
    "ledger-column": "恢复台账缺少的一列，并填写齐全",
    "entry-without-name": "补填这一行的名称；不是台账条目的删去",
    "archive-lost": "由市级重新存入以前时期的结果，县区不用处理",
    "sign": "核对正负号；确为负数的写明原因",
    "sum-mismatch": "核对各分项与合计，更正有误的数；口径不同的写明",
    "ratio-mismatch": "核对分子、分母和比率，更正有误的数；口径不同的写明",
    "infeasible-share": "核对总数、个数和比率，三者应能对上",
    "implied-city-differs": "核对本县区数与“高于（低于）全市”的差，更正有误的一个",
    "differs-from-archive": "上年同期与上年公布数不一致，更正；有调整的写明依据",
    "jump": "变动较大，核对；数无误的写明变动原因",
    "implied-target-differs": "核对完成数与“超目标”的数，更正有误的一个",
    "place-contradicts": "核对位次和数值，更正有误的一个",
    "offered": "写明这个数是哪个指标、是否采用",
    "not-exact": "约数改报准确数；只有约数的写明原因",
    "other-source-used": "核对几份材料里的数，写明以哪个为准",
    "file-of-other-county": "核对是否放错了县区的表，放错的换成本县区的重报",
    "template-of-other-scheme": "用本期下发的填报表重填",
    "label-changed": "恢复下发表的指标名称；确要改的写明",
    "hidden-sheet": "隐藏的工作表没有读，要报的移到填报表，不报的删去",
    "ledger-blank": "补填空白的单元格；确实没有的填“—”",
    "ledger-row": "核对这一行是否属于台账，不属于的删去",
    "ledger-row-unclear": "写清这一行是条目、小计还是说明",
    "ledger-empty": "补填台账；确实没有的写明“无”",
    "ledger-in-parts": "同一台账合并在一张表里，或写明各部分不重复",
    "column-by-likeness": "恢复下发表的列名；确要改的写明这一列是什么",
    "entry-twice": "删去重复的条目；确为两项的在名称上区分",
    "entry-in-two-counties": "与有关县区核对由谁上报，写明归属",
    "struck-through": "划去的数不用的删去，要用的去掉删除线",
    "outside-link": "把引用其他文件的数改为直接填写",
    "shifted": "疑似错行或错列，对照指标名称逐个核对",
    "same-as-before": "与上期完全相同，核对是否忘了更新；确实未变的写明原因",
    "same-as-other-county": "与其他县区完全相同，核对是否抄错；确实相同的写明",
    "unit-converted": "已按要求的单位折算，请核对；下次按表中单位填",
    "template-changed": "下次请不要改动下发表的行列",
    "result-as-input": "报送填报表，不要报评比结果",
    "decimals": "按要求的小数位数填",
    "outlier": "与其他县区相差较大，核对；数无误的说明原因",
    "changed-since-last": "与前一次所报不同，写明改动原因",
    "same-value-two-places": "供参考，不需要改动",
    "unmapped": "没有读入；要报的请按下发表的指标名称填写",
    "duplicate-file": "重复报送，不需要改动",
    "base-not-positive": "基数为零或负数，不算增速，核对基数",
    "negative-points": "核对；数无误的说明原因",
    "all-equal": "供参考，不需要改动",
    "implied": "供参考；推算的数与实际不符的请说明",
    "implausible": "核对；数无误的说明原因",
    "hidden-read": "核对隐藏的行列里的数是否要报，不报的删去",
    "other-period-beside": "供参考；其他时期的数没有计入",
    "formula-computed": "用Excel或WPS打开后保存一次再报",
    "no-operand": "缺少对照的数，未能审核；有的请补报",
}
BY_LEVEL = {
    Level.MANDATORY: "核对后更正",
    Level.VERIFY: "核对；有误的更正，无误的写明原因",
    Level.HINT: "核对；有误的更正",
    Level.UNCHECKED: "未能审核；有对照数据的请补报",
}


def what_to_do(finding: Finding) -> str:
    """One line, without a full stop."""
    return BY_CODE.get(finding.code) or BY_LEVEL[finding.level]
