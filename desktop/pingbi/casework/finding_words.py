"""A finding in the few words that a list and a headline have room for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import Level
from pingbi.model.catalogue import excerpt

if TYPE_CHECKING:
    from pingbi.model import Finding
    from pingbi.scheme import Scheme

RULES = {
    "missing": "没有报送",
    "unreadable-file": "文件打不开",
    "not-a-number": "填的不是数",
    "range": "超出允许范围",
    "part-exceeds-whole": "其中项大于总数",
    "two-values": "一个指标两个数",
    "period-mixed": "不是本期的数",
    "unit-slip": "单位疑似填错",
    "unknown-county": "看不出是哪个县区",
    "ledger-column": "台账缺一列",
    "entry-without-name": "台账的行没有名称",
    "archive-lost": "往期存档读不出",
    "sign": "数是负的",
    "sum-mismatch": "分项加不到总数",
    "ratio-mismatch": "比率与分子、分母不符",
    "infeasible-share": "整数算不出这个比例",
    "implied-city-differs": "推出的全市数不一致",
    "differs-from-archive": "与往期公布的不符",
    "jump": "变动过大",
    "implied-target-differs": "推出的目标不一致",
    "place-contradicts": "位次与数值不符",
    "offered": "读到但没有采用的数",
    "not-exact": "不是确数",
    "other-source-used": "沿用了另一份的数",
    "file-of-other-county": "可能是别县的表",
    "template-of-other-scheme": "不是本方案的填报表",
    "label-changed": "指标名称被改动",
    "hidden-sheet": "隐藏的工作表没有读",
    "ledger-blank": "台账有空格",
    "ledger-row": "台账的行不合规则",
    "ledger-row-unclear": "台账的行看不清",
    "ledger-empty": "台账是空的",
    "ledger-in-parts": "台账分成几份",
    "column-by-likeness": "台账的列名被改动",
    "entry-twice": "台账条目重复",
    "entry-in-two-counties": "条目列在两个县区",
    "struck-through": "数上有删除线",
    "outside-link": "数引用其他文件",
    "shifted": "疑似错行错列",
    "same-as-before": "与上期一样",
    "same-as-other-county": "与别县一样",
    "unit-converted": "单位已换算",
    "template-changed": "填报表被改动",
    "result-as-input": "是评比结果，不是报送材料",
    "decimals": "小数位数不合",
    "outlier": "与其他县区相差大",
    "changed-since-last": "前后两次报的不同",
    "same-value-two-places": "同值不同名次",
    "unmapped": "对不上指标",
    "duplicate-file": "重复的文件",
    "base-not-positive": "基数不大于0",
    "negative-points": "得分是负的",
    "all-equal": "各县区都一样",
    "implied": "由文字推算的数",
    "implausible": "数不太合理",
    "hidden-read": "读了隐藏的行列",
    "other-period-beside": "另有其他时期的列",
    "formula-computed": "公式没有存结果",
    "no-operand": "缺对照的数，没法审核",
}
_ASKING = re.compile(r"[，；](?:请?核实[^，；]*|请核实更正|请催报|两者不符，请核实|请对照原表核实)$")
_OPTION = re.compile(r"请用 --\w+ [^，；]*，或|，或用 --\w+ [^，；]*|请用 --\w+ 写明(?:，如[^，；]*)?")
_COMMAND = re.compile(r"；[^；]*(?:scheme learn|--\w|aliases|pingbi ).*$")  # what is said to the command line
_FILE = re.compile(r"[^，。：；\s“]*\.[A-Za-z]\w{1,4}(?!\w)")  # 清丰县填报表.xlsx
_LEAST = 8  # characters of a head
_OPENING, _CLOSING = "“（(［", "”）)］"


class Told(NamedTuple):
    """`rule` groups findings; `line` is one line in a list under it, without the county; `head`, `rest` its parts."""

    rule: str
    line: str
    head: str
    rest: str


def told(finding: Finding, scheme: Scheme) -> Told:
    """Of any finding."""
    line = _ASKING.sub("", _ASKING.sub("", plain(_without_county(str(finding), finding.county))))
    head, rest = _parted(line)
    rule = rule_of(finding, scheme)
    return Told(rule, _slip(finding, rule) or line, head, rest)


def _slip(finding: Finding, rule: str) -> str:
    """单位疑似填错：技改投资 101100亿元，上年同期为8.55亿元: what it is comes first, for the end may be cut."""
    parts = [str(getattr(finding, name, "")) for name in ("name", "value", "beside")]
    return f"{rule}：{parts[0]} {parts[1]}，{parts[2]}" if finding.code == "unit-slip" and all(parts) else ""


def plain(words: str) -> str:
    """Without what only the command line can be told, of findings and of whatever else the engine says."""
    return _COMMAND.sub("", _OPTION.sub("", words))


def rule_of(finding: Finding, scheme: Scheme) -> str:
    """The name of the rule that a finding belongs to; a scheme's own check by its message."""
    own = next((row for row in scheme.check if row.code == finding.code and row.rule is not None), None)
    if own is not None:
        return excerpt(own.message or own.rule or "").rstrip("。") or "本方案的规则"
    return RULES.get(finding.code) or {Level.HINT: "提示", Level.UNCHECKED: "没法审核"}.get(finding.level, "需要核实")


def _without_county(words: str, county: str | None) -> str:
    if not county or not words.startswith(county) or _FILE.match(words):
        return words
    return words.removeprefix(county).removeprefix("的").removeprefix("：")


def _parted(words: str) -> tuple[str, str]:
    """At the first comma or colon that stands in no brackets and leaves a head long enough to say something."""
    depth = 0
    for at, sign in enumerate(words):
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if depth <= 0 and sign in "，；：" and at >= _LEAST and len(words) - at > 2:
            return words[:at], words[at + 1 :].removeprefix("而")
    return words, ""
