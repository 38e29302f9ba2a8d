"""A cell's content -> a number with its unit, or why it is none. What cannot be read is never 0."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from pingbi.extraction.measures import FOREIGN
from pingbi.extraction.numerals import CHINESE
from pingbi.extraction.numerals import read as numeral
from pingbi.extraction.shown import PLAIN, shown
from pingbi.model.catalogue import in_unit, with_multiple

if TYPE_CHECKING:
    from pingbi.extraction.shown import Shown
    from pingbi.readers import CellRead

NOT_APPLICABLE = frozenset(
    {"—", "——", "―", "－", "－－", "-", "--", "–", "/", "／", "\\", "免报", "不适用", "无此项", "N/A", "n/a"}
)
LONGEST = 40  # characters of a number with its unit
GREATEST = Decimal(10) ** 15  # no figure of a county has more digits before the point, not even in 元
MOST_DECIMALS = 20
_DIGIT = re.compile("[0-9]")
_ERRORS = frozenset({"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#N/A", "#SPILL!", "#CALC!"})
_UNSEEN = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_WIDE = {code + 0xFEE0: code for code in range(0x21, 0x7F)} | dict(zip(map(ord, "﹣﹢﹪−’"), "-+%-'", strict=True))
_AMOUNTS = "万亿元|千万元|百万元|亿元|万元|千元|元|亿|万个|万家|万户|万人|万吨|万"
_CURRENCIES = "|".join(f"{many}{name}" for name in FOREIGN.split("|") for many in ("亿", "百万", "万", "千", ""))
_ENERGY = "亿千瓦时|万千瓦时|千瓦时|万吨标准煤|吨标准煤"
_MEASURES = (
    "[千万亿]{0,2}(?:平方公里|平方千米|平方米|立方米|㎡|m²|km²|hm²|公顷|亩"
    "|千瓦时|兆瓦时|[kK]Wh|MWh|度|千瓦|兆瓦|吉瓦|kW|MW|GW|吨标煤)"
    "|[百千万亿]{1,2}(?:吨标准煤|吨|人|户|家|个(?!百)|件|台|套|辆|次)"
)
UNIT = f"{_CURRENCIES}|{_AMOUNTS}|{_ENERGY}|个百分点|百分点|%|‰|个|家|项|户|次|起|人|吨|倍|成"
TABLE_UNIT = f"{_MEASURES}|{UNIT}"  # those of a text are its own matter
_RATES = frozenset({"", "%", "‰", "倍", "成", "百分点", "个百分点"})  # also where no unit stands
_ABOUT = "约为|大约|约|将近|接近|近|超过|超|逾|不足|不到|至少|最多|预计|预估|估计|暂估|[≈~><≥≤]"
_ROSE = "正增长|增长|增加|上升|上涨|提高|增幅|[▲↑]"
_FELL = "负增长|下降|减少|下滑|下跌|降低|降幅|[▼↓]"
_GAP = "[,' \u00a0\u2007\u2009\u202f\u3000]"  # between groups of three
_ONE_GAP = frozenset(" \u3000")  # that may also stand between two numbers
_NUMBER = (
    rf"(?P<about>{_ABOUT})?\s*(?:[¥￥]|RMB|CNY|人民币)?(?P<foreign>US\$|HK\$|\$|USD|美元|港元)?\s*(?:同比)?\s*"
    rf"(?P<moved>{_ROSE}|{_FELL})?\s*(?:[¥￥])?(?P<sign>[-+负])?\s*[¥￥]?"
    rf"(?P<digits>[1-9][0-9]{{0,2}}(?P<gap>{_GAP})[0-9]{{3}}(?:(?P=gap)[0-9]{{3}})*(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
    r"(?P<power>[Ee][-+]?[0-9]{1,2})?\s*(?P<more>余|多)?\s*(?P<unit>@)?"
    r"\s*(?P<above>以上|以下|以内|左右|上下)?\s*(?P<behind>[-▲↑▼↓])?"
)
_REMARK = re.compile(r"(.*?)\s*\(([^()0-9]{1,12})\)", re.DOTALL)
_HARMLESS = re.compile(r"预计|预估|估计|估算|暂估|暂定|初步|初核|快报|^约$|左右|待核")
_MARK = re.compile(r"(.*?)\s*([⁰¹²³⁴-⁹①-⑳*#†]{1,3})", re.DOTALL)
_WORDS = re.compile(rf"(?P<sign>负)?(?P<digits>[{CHINESE}]+(?:点[零〇一二三四五六七八九]+)?)(?P<unit>{TABLE_UNIT})?")
_PER_HUNDRED = re.compile(rf"(负)?百分之([{CHINESE}]+(?:点[零〇一二三四五六七八九]+)?|[0-9]+(?:[.][0-9]+)?)")
_EVEN = re.compile(r"(?:与|同|比|较)?(?:上年|去年)?(?:同期|同比)?(?:相比)?持平")
INEXACT = "不是确数"
TOO_LARGE = "位数太多，不会是实际的数"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written. `unit` is empty where none was; `doubtful` says why it may not be what is meant.

    `moved`: only a rate can be written so (下降5, ▲5.2). `stored` is the number in the cell where its format shows
    another one, which is `value` then.
    """

    value: Decimal
    unit: str = ""
    doubtful: str = ""
    moved: bool = False
    stored: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Nothing:
    """No number: `empty`, `exempt` (免报), or `unreadable`; `because` in the words of a finding."""

    why: str
    because: str = ""


def quantity(cell: CellRead | None, own: str = "") -> Quantity | Nothing:
    """What a cell holds. `own` is a unit that may stand behind the number besides those everybody knows."""
    if cell is None or (cell.value is None and not cell.formula) or cell.from_blanks:
        return Nothing("empty")
    because = _no_number(cell)
    if because:
        return Nothing("unreadable", because)
    if isinstance(cell.value, Decimal):
        return _of_number(cell.value, cell.number_format, own)
    return of_text(str(cell.value), own)


def _no_number(cell: CellRead) -> str:
    """Why a cell's value is none, whatever its words are."""
    if cell.error:
        return "是错误值"
    if cell.value is None:
        return "公式没有计算结果"  # unknown, not 0
    if cell.date:
        return "是日期（“1-6”“3/5”之类输入后会被Excel变成日期）"
    return "不是数字" if isinstance(cell.value, bool) else ""


def _of_number(value: Decimal, number_format: str, own: str) -> Quantity | Nothing:
    """A number as its format shows it."""
    if not value.is_finite() or abs(value) >= GREATEST:
        return Nothing("unreadable", TOO_LARGE)
    look = shown(value, number_format)
    if look is PLAIN or look == PLAIN:
        return Quantity(value)
    if look.nothing:
        return Quantity(value, doubtful="单元格格式让这个数不显示" if value else "")
    if look.percent:
        return Quantity(value * 100, "%")
    return _with_words(value, look, own)


def _with_words(value: Decimal, look: Shown, own: str) -> Quantity:
    """A number that is seen with words of its format: 305800.00万元, 约30.6, or 30.6万 for 305800."""
    seen = value * look.times
    found = of_text(f"{look.before}{seen:f}{look.after}", own)
    if isinstance(found, Nothing):
        found = Quantity(seen, doubtful=f"单元格格式显示的是“{look.before}…{look.after}”")
    return found if look.times == 1 else replace(found, stored=value, doubtful="单元格格式改变了显示的数")


def of_text(text: str, own: str = "") -> Quantity | Nothing:
    """A number in words of a cell: 30.58亿元, ２０００万, 1,234.5, (12.3), 45%, 约8亿, 30.58（预计）."""
    seen = _UNSEEN.sub("", text).strip()
    plain = seen.translate(_WIDE).strip()
    if not plain:
        return Nothing("empty")
    if seen in NOT_APPLICABLE or plain in NOT_APPLICABLE:
        return Nothing("exempt")
    if plain in _ERRORS:
        return Nothing("unreadable", "是错误值")
    if len(plain) > LONGEST or _DIGIT.search(plain) is None:
        return Nothing("unreadable", "不是数字")
    plain = plain.lstrip("'").lstrip()
    found = _number(plain, own)
    if found == Nothing("unreadable"):
        found = _with_a_remark(plain, own)
    return found if found != Nothing("unreadable") else Nothing("unreadable", _why(plain))


def in_chinese(text: str) -> Quantity | Nothing:
    """三十点五, 十二亿, 百分之五, 持平. Only for a cell that holds a figure: elsewhere 一 二 三 number the lines."""
    plain = re.sub(r"\s", "", _UNSEEN.sub("", text))
    if len(plain) <= LONGEST and (rate := _PER_HUNDRED.fullmatch(plain.translate(_WIDE))):
        share = numeral(rate[2])
        return Nothing("unreadable") if share is None else Quantity(-share if rate[1] else share, "%")
    if _EVEN.fullmatch(plain[:LONGEST]):
        return Quantity(Decimal(0), "%", moved=True)
    match = _WORDS.fullmatch(plain) if len(plain) <= LONGEST else None
    if match is None:
        return Nothing("unreadable")
    digits = match["digits"].rstrip("万亿")  # as in 12亿: money under 亿元, a multiple elsewhere
    value = numeral(digits) if not set(digits) & {"万", "亿"} else None  # 一亿二: of 元, or 1.2?
    if value is None or value >= GREATEST:
        return Nothing("unreadable")
    return Quantity(-value if match["sign"] else value, f"{match['digits'][len(digits) :]}{match['unit'] or ''}")


@lru_cache(maxsize=256)
def _pattern(own: str) -> re.Pattern[str]:
    return re.compile(_NUMBER.replace("@", f"{re.escape(own)}|{TABLE_UNIT}" if own else TABLE_UNIT))


def _number(plain: str, own: str) -> Quantity | Nothing:
    """A number and what belongs to it, nothing else."""
    brackets = re.fullmatch(r"\(([^()+-]+)\)\s*(%?)", plain)
    if brackets is not None:
        plain = f"-{brackets[1]}{brackets[2]}"  # of bookkeepers
    match = _pattern(own).fullmatch(plain)
    if match is None:
        return Nothing("unreadable")
    power = int(match["power"][1:]) if match["power"] else 0
    value = Decimal(re.sub(_GAP, "", match["digits"])).scaleb(power)
    if abs(value) >= GREATEST or value.as_tuple().exponent < -MOST_DECIMALS:  # type: ignore[operator]  # it is finite
        return Nothing("unreadable", TOO_LARGE)
    return _signed(match, value)


def _signed(match: re.Match[str], value: Decimal) -> Quantity | Nothing:
    """The number with its sign, its unit, and what makes it doubtful."""
    unit, behind = match["unit"] or "", match["behind"] or ""
    moved = match["moved"] or (behind if behind not in ("", "-") and unit in _RATES else "")
    said = (match["moved"], match["sign"], behind if behind == "-" or unit in _RATES else "")
    if match["foreign"]:
        if unit.endswith("元") or unit in _RATES - {""}:
            return Nothing("unreadable")
        unit += "港元" if match["foreign"] in ("HK$", "港元") else "美元"
    signs = [sign for sign in said if sign]
    if len(signs) > 1:
        return Nothing("unreadable", "有两个表示升降或正负的记号")  # 下降-5%: which of the two?
    if moved and unit not in _RATES:
        return Nothing("unreadable", "是增减的数，不是完成的数")  # 增长5亿元
    if value and signs and (signs[0] in "-负" or re.fullmatch(_FELL, signs[0])):
        value = -value
    return Quantity(value, unit, _doubt(match, moved), moved=bool(moved))


def _doubt(match: re.Match[str], moved: str) -> str:
    if match["about"] or match["more"] or match["above"]:
        return INEXACT
    if match["power"]:
        return "是科学计数法，可能少了位数"
    if match["gap"] in _ONE_GAP:
        return "数字中间有空格，可能是两个数"
    if moved == "▲":
        return "“▲”可能表示上升，也可能表示负数"
    if match["behind"] and not moved:
        return "数的后面带有符号"
    return ""


def _with_a_remark(plain: str, own: str) -> Quantity | Nothing:
    """30.58（预计）, 30.58（亿元）, 30.58①. A remark that may change the number leaves it unread."""
    if mark := _MARK.fullmatch(plain):
        found = _number(mark[1], own)
        if isinstance(found, Quantity) and mark[1] != "10":
            return replace(found, doubtful=f"带有“{mark[2]}”记号，可能另有说明")
    remark = _REMARK.fullmatch(plain)
    found = _number(remark[1], own) if remark is not None else Nothing("unreadable")
    if remark is None or isinstance(found, Nothing):
        return Nothing("unreadable")
    word = remark[2].strip()
    if not found.unit and (word == own or re.fullmatch(TABLE_UNIT, word)):
        return _number(f"{remark[1]}{word}", own)
    if _HARMLESS.search(word):
        return replace(found, doubtful=f"注明“{word}”")
    return Nothing("unreadable", f"数的后面写有“{word}”")


def _why(plain: str) -> str:
    """What can be said of words that are no number."""
    if re.search(r"[0-9]\s*[年月]|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]", plain):
        return "像是日期"
    numbers = re.findall(r"[0-9]+(?:[.][0-9]+)?", plain)
    if len(numbers) > 1:
        return "不是一个数（可能是两个数、一个范围或分隔符写错）"
    return "不是数字"


def converted(found: Quantity, unit: str, heading_unit: str = "") -> Decimal | None:
    """The value in `unit`: the cell's own unit goes before the heading's. None where they do not fit."""
    if found.moved and unit not in _RATES:
        return None
    beside = heading_unit or unit
    return in_unit(found.value, with_multiple(found.unit, beside) or beside, unit)
