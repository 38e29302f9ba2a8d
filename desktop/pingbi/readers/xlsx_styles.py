"""What of a workbook's styles changes what a cell says: its number format, and a line through it."""

from __future__ import annotations

from typing import NamedTuple

from pingbi.readers.dates import is_date
from pingbi.readers.xlsx_markup import Element

# ECMA-376 §18.8.30; 27-36 and 50-58 are those of simplified Chinese, which the file does not spell out.
BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);\\("$"#,##0\\)',
    6: '"$"#,##0_);[Red]\\("$"#,##0\\)',
    7: '"$"#,##0.00_);\\("$"#,##0.00\\)',
    8: '"$"#,##0.00_);[Red]\\("$"#,##0.00\\)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)',
    42: '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_)_("$"* \\(#,##0.00\\)_("$"* "-"??_)_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}


class Style(NamedTuple):
    """How a cell is shown."""

    number_format: str = "General"
    date: bool = False
    struck: bool = False


def styles(part: Element) -> tuple[Style, ...]:
    """The styles in the order in which cells name them. Raises ValueError where a number of one is none."""
    formats = BUILT_IN | {int(row["numFmtId"]): row["formatCode"] for row in part.first("numFmts").all("numFmt")}
    struck = ["strike" in font and font.first("strike").on for font in part.first("fonts").all("font")]
    found = []
    for row in part.first("cellXfs").all("xf"):
        font = int(row["fontId"] or 0)
        number_format = formats.get(int(row["numFmtId"] or 0), "General")
        found.append(Style(number_format, is_date(number_format), font < len(struck) and struck[font]))
    return tuple(found)
