"""The sheets 怎么填 and 计分方法: how this workbook is filled in, and what each method takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.scheme_book.notation import ITEMS, number_text
from pingbi.scheme_book.parameters import BY_PERIOD, EACH_TARGET, FLAGS
from pingbi.scheme_book.values import method_word
from pingbi.scheme_book.words import GUIDE, METHODS_SHEET, SHEETS
from pingbi.workbook.measure import height
from pingbi.workbook.plan import Cell, Page, SheetPlan, Style
from pingbi.workbook.styles import Box

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.scheme import MethodShape, Parameter

WIDTHS = (120, 640)
METHOD_WIDTHS = (120, 170, 90, 420)
METHOD_HEADS = ("计分方法", "英文名", "取什么数", "参数（带*的必填）")
HOW = (
    (
        "做什么用",
        (
            "这本表就是评比方案：改好后保存，在“方案”里点“从 Excel 读回”，"
            "或用命令行 pingbi scheme from-excel；逐格检查，错在哪格就说哪格。"
        ),
    ),
    (
        "一行一条",
        "每张表一行一条；可以插行、删行、留空行、调换列的次序。第1行是中文表头，第2行灰色的是英文键名，两行都请保留。",
    ),
    ("先后次序", "县区、指标、评比项等按表里的次序印出。"),
    ("不填", "不填就是用默认值；默认值和填法见表头的批注（鼠标停在表头上）。要写明“什么都没有”时填（空）。"),
    ("选填", "有下拉单的格从下拉单中选；英文的写法（如 half_up）也认得。"),
    ("填名称", "所属部分、指标、分组等填名称或代号都可以；改了名称或代号，别处引用它的也要一起改。"),
    ("公式", "计算公式、取什么数、审核规则等写成文字，前面不要加等号；名称里有运算符号的用「」括起来。"),
    ("几项写一格", "用“；”隔开，或按 Alt+Enter 分行。一项里本来就有“；”的，给这一项加英文双引号。"),
    ("成对的", "写成 键=值，如 概算投资=亿元；完成投资=亿元。计分参数也这样写，如 基础分=60；浮动分=40。"),
    (
        "分档",
        "一档里的数用“，”隔开，档与档用“｜”隔开，如 名次起、名次止、得分=1，3，5｜4，6，4。只用于一个组：分组.组名=…",
    ),
    ("数字", "照样填，0.1 就是 0.1；全角数字也认得。数字格不要带单位。"),
    ("自己加的列", "可以加“备注”之类的列，转换时会说明没有用到，不影响方案。"),
)
ABOUT = {
    "scheme": "整个评比的规则：时期、小数位、并列、缺数怎么办",
    "city": "全市这一行的名称；只对比，不参加排名",
    "group": "县、区等分组；不分组就空着",
    "county": "参评的县区，按文件的次序",
    "indicator": "收集哪些数",
    "ledger": "项目台账等逐行填报的表",
    "target": "各县区的目标值",
    "part": "一级指标；不分部分就空着",
    "criterion": "每一项怎么计分",
    "adjustment": "加分、扣分",
    "veto": "一票否决",
    "grade": "优秀、良好等等次，从上到下先合先得",
    "check": "本方案自己的审核规则；只改内置审核的级别时不填关系",
    "handout": "空白填报表上的话",
    "print": "工作簿打印出来的样子",
    "sheets": "各工作表自己的标题；不写出的填否",
    "notice": "通报的标题、主送机关、各段和句子；都不填就用系统的",
}


def guide() -> SheetPlan:
    """怎么填: how to fill in, then what each sheet is for."""
    rows = [("", "评比方案怎么填"), *HOW, ("", "各张表"), *((name, ABOUT[table]) for table, name in SHEETS.items())]
    rows.append((METHODS_SHEET, "各计分方法的参数，只供查阅，转换时不读"))
    cells, heights = [], {}
    box = Box(0, 0, len(rows) - 1, 1)
    for line, (word, text) in enumerate(rows):
        if not word:
            cells.append(Cell(line, 0, text, Style("h1", size=14 if line == 0 else 12)))
            heights[line] = 30.0
            continue
        link = f"{word}!A1" if word in SHEETS.values() or word == METHODS_SHEET else ""
        cells.append(Cell(line, 0, word, box.style(Style("text"), line, 0), link=link))
        cells.append(Cell(line, 1, text, box.style(Style("left"), line, 1)))
        heights[line] = height(text, WIDTHS[1], indent=True, least=22)
    return SheetPlan(
        GUIDE,
        cells,
        columns=dict(enumerate(WIDTHS)),
        rows=heights,
        page=Page(landscape=False, area=(0, 0, box.bottom, box.right)),
    )


def methods_sheet(methods: Mapping[str, MethodShape]) -> SheetPlan:
    """计分方法: a method a row, from the second."""
    box = Box(0, 0, len(methods), len(METHOD_HEADS) - 1)
    cells = [Cell(0, column, word, box.style(Style("head"), 0, column)) for column, word in enumerate(METHOD_HEADS)]
    heights = {0: 26.0}
    for line, row in enumerate(methods.values(), 1):
        parameters = (ITEMS[0] + "\n").join(_parameter(item) for item in row.parameters) or "—"
        content = (method_word(row, methods), row.key, "要填" if row.takes_value else "不填", parameters)
        tokens = ("text", "smallc", "smallc", "small")
        cells += [
            Cell(line, column, value, box.style(Style(token), line, column))
            for column, (value, token) in enumerate(zip(content, tokens, strict=True))
        ]
        heights[line] = height(parameters, METHOD_WIDTHS[3], 10.5, indent=True, least=24)
    return SheetPlan(
        METHODS_SHEET,
        cells,
        columns=dict(enumerate(METHOD_WIDTHS)),
        rows=heights,
        freeze=(1, 1),
        page=Page(repeat_rows=(0, 0), area=(0, 0, box.bottom, box.right)),
    )


def _parameter(row: Parameter) -> str:
    """基础分=数（不填为60）."""
    wanted = {
        "number": "数",
        "flag": "是或否",
        "table": "各档，如 1，3，5｜4，6，4",
        "numbers": "几个数，如 20，40，60",
        "prices": "指标=单价，指标=单价",
        "indicators": "指标，指标",
        "target": f"数、指标，或“{EACH_TARGET}”",
        "schedule": f"数，或“{BY_PERIOD}”",
    }[row.kind]
    usual = ""
    if row.default is not None:
        value = row.default
        words = (
            FLAGS[value]
            if isinstance(value, bool)
            else "，".join(map(number_text, value))
            if isinstance(value, tuple)
            else number_text(value)
        )
        usual = f"（不填为{words}）"
    return f"{'*' if row.required else ''}{row.word}={wanted}{usual}"
