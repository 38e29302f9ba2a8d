"""Numbers with units in running text; dates, periods, ordinals and slogans are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from pingbi.extraction.compounds import compounds
from pingbi.extraction.measures import RATES, UNIT
from pingbi.extraction.mention import Mention, ranges, with_units
from pingbi.extraction.numerals import narrow, numeral, read
from pingbi.extraction.signs import Sign, sign_before

_ABOUT = r"约为|大约|(?<![签节集合契大])约|接近|近(?!年|期|日|几)|超过|超|逾|突破|不足|不到|将近"
# Digits with commas between groups of three, or plain.
_ALONE = r"(?<![\d.A-Za-z])(?<!\d,)"
_DIGITS = rf"{_ALONE}\d{{1,3}}(?:,\d{{3}})+(?:\.\d{{1,12}})?(?![\d,]*\d)"
_PLAIN = rf"{_ALONE}\d{{1,24}}(?:\.\d{{1,12}})?(?![\d.]|,\d{{3}})"
_ARABIC = re.compile(
    rf"(?P<digits>{_DIGITS}|{_PLAIN})(?P<more>余|多(?!年))?(?:个(?=亿(?![一-鿿])))?(?P<unit>{UNIT})?(?P<late>多(?!年))?(?P<above>以上的?(?=[，。、；]|$)|左右|上下)?"
)
_HAN = re.compile(
    rf"(?P<about>{_ABOUT})?(?<![一二三四五六七八九十百千万亿两零第前\d])"
    rf"(?P<digits>[一二三四五六七八九十百千两零]+(?:[万亿](?=[一二三四五六七八九十百千零])[一二三四五六七八九十百千零]+)?(?:点[零一二三四五六七八九]+)?)"
    rf"(?P<more>余|多(?!年)|几)?(?P<unit>{UNIT})(?P<late>多)?(?P<above>以上|左右|上下)?"
)
_PER_HUNDRED = re.compile(
    r"(?P<unit>百分之|千分之)(?P<digits>[一二三四五六七八九十百千万零点]+|\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
)
_DOUBLED = re.compile(r"(?P<digits>翻(?:了)?(?:一)?番|翻两番)")
_EVEN = re.compile(r"(?:(?<=同比|同期|上年|去年|年初)|(?<=%[、和与]))(?:基本)?(?P<digits>持平)")
_RANK = re.compile(r"第(?P<digits>[一二三四五六七八九十\d]{1,3})(?P<unit>位|名)(?!的?(?:书记|次))")
_BARE_RANK = re.compile(
    r"(?<=[居列排位市省国数县区获持名])第(?P<digits>[一二三四五六七八九十\d]{1,3})(?=$|[、）)，。；]|和|与|及)"
)
_FIRST = re.compile(r"(?P<digits>首)(?P<unit>位)")
_BEFORE = re.compile(r"前(?P<digits>[一二三四五六七八九十\d]{1,3})(?P<unit>位|名|强)")
_MOVED = r"(?:前移|后移|上升|提升|提高|下降|下滑|前进|上移|晋升|跃升|后退|回落|攀升|前提)了?"
_DATE = re.compile(
    r"\d{4}年(?:\d{1,2}月(?:份|\d{1,2}日)?)?|\d{1,2}月(?:份)?\d{1,2}日|\d{1,2}月?[-—–~～至到]{1,2}\d{1,2}(?:月份?|日|时)|\d{1,2}月份?|\d{1,2}日"
    r"|\d{1,2}时|(?<!\d)\d{1,6}(?:余|多)?(?:年|天|小时|分钟|岁|周)|[前近连续满第过]{0,4}[\d一二三四五六七八九十两]{1,6}(?:个月|个工作日|个小时|个年头|个季度)"
    r"|[后末][一二三四五\d]位|〔\d+〕\d*号?|\[\d+\]\d*号|(?<!\d)\d{1,9}号|附件\d*|表\d+|图\d+|(?<![\d.])\d+[.、．](?=[一-鿿])|[（(]\d+[）)]|(?<!\d)\d{1,6}[:：]\d{2}(?=$|[^\d:：])"
    r"|第[\d一二三四五六七八九十]+(?!位|名)[^\d，。]|“?十[一二三四五]五”?|满分[为]?\d+(?:\.\d+)?分?|(?<!\d)\d{1,9}[A-Za-z+]{1,20}|(?<![A-Za-z])[A-Za-z]{1,20}[-_]?\d{1,20}"
)
_THRESHOLD = re.compile(
    r"(?:及|（含）)?以[上下内](?=[^，。、；左右])|级(?!别)"
)  # 1亿元以上的: a class of things, no figure
_ABOUT_BEFORE = re.compile(rf"(?:{_ABOUT})$")
_FALLS = re.compile(rf"(?:同比|^|\d(?:{UNIT})|[，（(、])$")  # 同比4.1%↓ fell; 增速4.1%↓ may still be above nought
_DIGIT = re.compile(r"\d")
_NUMERAL = re.compile(r"[一二三四五六七八九十百千两]")
_SUM_IN_QUOTES = re.compile(r"\d+(?:\.\d+)?(?:%|亿|万)")
_THESE = re.compile(r"(?:这|上述|以上|该)$")  # 这10个集聚区: counted before
_QUOTED = re.compile(r"“[^”]{1,12}”|《[^》]*》")
# What a text lists of its own: three features, six aspects. They are no figures.
_LISTED = re.compile(
    r"(?:大|个|项|类|方面)?(?:特点|方面|方向|环节|层面|维度|原则|要求|阶段|步骤|指标|领域|重点(?!项目|企业|工程|产业)|关键|专项|支柱|主题|字|功能区|片区|小项|大项|小类|确保|坚持|必须"
    r"|单位|省辖市|地级市|设区市|市州|部分|特征|亮点|镜头|抓手|目标|板块|批次|层次|系列|传统|主导|工程|行动|保障|精准|县区|县市|县（|区县|地市|市|县|区|地(?!块))"
)
_COUNTED_PARTS = re.compile(rf"\d+(?:个|项|大|类)(?={_LISTED.pattern})")
_DOING = re.compile(r"(?:县区|县市|市县)[^，。；]{3,}|行业")  # 5个县区完成任务: what they do makes it a figure
_RATIO = re.compile(r"(?<![\d.:：])\d{1,2}(?:\.\d{1,3})?(?:[:：∶]\d{1,2}(?:\.\d{1,3})?){1,3}(?![\d:：∶])")
_THINGS = "项目|企业|平台|机构|实验室|行业|车间|工厂|集群|园区|基地|中心|单位|村|品牌|产品"
_COUNTABLE = re.compile(rf"(?:[^，。、；区面]{{0,5}}?)(?:{_THINGS})")
_COUNTED = re.compile(rf"(?:{_THINGS})(?:共|共有|达|达到|有)?$")
_STOPS = re.compile(r"$|[，。、；（）)]|和|与|及|以上")


def mentions(text: str) -> list[Mention]:
    """Every number of a clause in order. `text` holds no white space."""
    plain = narrow(text)
    digits = _DIGIT.search(plain) is not None
    numerals = _NUMERAL.search(plain) is not None
    if not digits and not numerals and "番" not in plain and "持平" not in plain and "首位" not in plain:
        return []
    taken = [match.span() for match in _DATE.finditer(plain)] if digits or numerals else []
    if "“" in plain or "《" in plain:
        quoted = (match for match in _QUOTED.finditer(plain) if not _SUM_IN_QUOTES.search(match[0]))
        taken += [match.span() for match in quoted]
    found = list(_ratio(plain, taken)) if digits and (":" in plain or "：" in plain or "∶" in plain) else []
    if "第" in plain or "前" in plain or "首" in plain:
        found += _places(plain, taken)
    if "分之" in plain or "番" in plain or "持平" in plain:
        found += _words(plain, taken)
    if digits or numerals:
        found += _compound(plain, taken)
    if digits:
        found += _arabic(plain, taken)
    if numerals:
        found += _han(plain, taken)
    return list(with_units(plain, ranges(plain, sorted(found, key=lambda row: row.start))))


def has_unknown(text: str) -> bool:
    """Whether digits stand in a clause without mentions that are no date: 48微克."""
    plain = narrow(text)
    return _DIGIT.search(plain) is not None and _DIGIT.search(_COUNTED_PARTS.sub("", _DATE.sub("", plain))) is not None


def _places(plain: str, taken: list[tuple[int, int]]) -> Iterator[Mention]:
    for pattern, word in ((_RANK, None), (_BARE_RANK, None), (_BEFORE, "前"), (_FIRST, None)):
        for match in pattern.finditer(plain):
            value = read(match["digits"]) if match["digits"] != "首" else Decimal(1)
            if plain.startswith("的", match.end()):
                continue  # 前三位的是: who they are follows
            if value is not None and _free(match.start(), match.end(), taken):
                opening = match.start() - (2 if plain[: match.start()].endswith("并列") else 0)
                last = (
                    "倒数" if plain[: match.start()].endswith("倒数") else "并列" if opening < match.start() else word
                )
                yield Mention(
                    opening, match.start("digits"), match.end("digits"), match.end(), value, "位", last, rank=True
                )
                taken.append(match.span())


def _ratio(plain: str, taken: list[tuple[int, int]]) -> Iterator[Mention]:
    """5.6:56.6:37.8: the shares of three parts that make a hundred."""
    for match in _RATIO.finditer(plain):
        parts = [(part.start(), part.end()) for part in re.finditer(r"\d+(?:\.\d+)?", match[0])]
        values = [Decimal(match[0][start:end]) for start, end in parts]
        taken.append(match.span())
        if re.match(r"(?:调整|优化|转变|变化|演变|提升)(?:为|到)", plain[match.end() :]):
            continue  # what it was before
        if abs(sum(values, Decimal(0)) - 100) <= 1:
            for (start, end), value in zip(parts, values, strict=True):
                where = (match.start() + start, match.start() + start, match.start() + end, match.start() + end)
                yield Mention(*where, value, "%")


def _words(plain: str, taken: list[tuple[int, int]]) -> Iterator[Mention]:
    """百分之五十, 翻番, 同比持平."""
    for match in _PER_HUNDRED.finditer(plain):
        value = read(match["digits"])
        if value is not None and _free(match.start(), match.end(), taken):
            unit = "%" if match["unit"] == "百分之" else "‰"
            sign = sign_before(plain, match.start(), unit)
            row = Mention(match.start(), match.start("digits"), match.end(), match.end(), value, unit)
            yield _signed(plain, row, sign)
            taken.append(match.span())
    for match in _DOUBLED.finditer(plain):
        value = Decimal(3) if "两" in match[0] else Decimal(1)  # twice doubled is four times: 3 倍 more
        yield Mention(match.start(), match.start(), match.end(), match.end(), value, "倍")
        taken.append(match.span())
    for match in _EVEN.finditer(plain):
        yield Mention(match.start(), match.start("digits"), match.end(), match.end(), Decimal(0), "%")


def _arabic(plain: str, taken: list[tuple[int, int]]) -> Iterator[Mention]:
    for match in _ARABIC.finditer(plain):
        stop = match.end("unit") if match["unit"] else match.end("digits")
        if not _free(match.start("digits"), stop, taken):
            continue
        value = read(match["digits"])
        if (
            value is None
            or _THRESHOLD.match(plain[match.end() :])
            or _THESE.search(plain[max(0, match.start() - 2) : match.start()])
        ):
            continue
        unit = match["unit"] or ""
        more = match["more"] if unit else None
        sign = sign_before(plain, match.start(), unit)
        about = _ABOUT_BEFORE.search(plain[max(0, sign.start - 3) : sign.start])
        word = (about[0] if about is not None else None) or more or (match["late"] and unit) or match["above"]
        word = "多" if word == unit and word else word
        moved = unit in ("位", "个位次", "位次", "个名次", "名次")
        if moved and not re.search(rf"(?:{_MOVED}|[前后]移|进位|退位)$", plain[: match.start("digits")]):
            if unit != "位":
                continue
        elif moved:
            unit = "位"
        if unit == "个" and _LISTED.match(plain[stop:]) and not _DOING.match(plain[stop:]):
            continue
        if unit in ("项", "大", "类") and _LISTED.match(plain[stop:]):
            continue
        end = match.end() if unit else match.end("digits")
        row = Mention(match.start(), match.start(), match.end("digits"), end, value, unit, word)
        row = _signed(plain, row, sign)
        yield replace(row, open=row.open - len(about[0])) if about is not None else row


def _compound(plain: str, taken: list[tuple[int, int]]) -> Iterator[Mention]:
    """In two steps: 3亿5000万元."""
    for row in compounds(plain):
        if _free(row.start, row.stop, taken):
            sign = sign_before(plain, row.start, row.unit)
            about = _ABOUT_BEFORE.search(plain[max(0, sign.start - 3) : sign.start])
            made = _signed(plain, row, sign)
            word = about[0] if about is not None else row.qualifier
            yield replace(made, open=made.open - len(about[0] if about is not None else ""), qualifier=word)
            taken.append((row.start, row.stop))


def _signed(plain: str, row: Mention, sign: Sign) -> Mention:
    """A number with what was found before it; the digits begin with a sign that can be read with them."""
    start = sign.start if plain[sign.start : row.start] in ("-", "负") else row.start
    behind = row.unit in RATES and plain.startswith(("▼", "↓", "▲", "↑", "△", "▽"), row.stop)
    fell = behind and sign.start == row.start and plain[row.stop] in "▼↓" and _FALLS.search(plain[: row.open])
    value = -row.value if sign.negative or fell else row.value
    return replace(row, open=sign.start, start=start, value=value, unsure=behind or not sign.sure)


def _han(plain: str, taken: list[tuple[int, int]]) -> Iterator[Mention]:
    for match in _HAN.finditer(plain):
        digits, unit = match["digits"], match["unit"]
        if digits in ("百", "千") or not _free(match.start("digits"), match.end("unit"), taken):
            continue
        value = read(digits)
        if value is None:
            continue
        after = plain[match.end("unit") :]
        money = unit.endswith("元") or unit in ("成", "倍", "个百分点", "百分点", "%", "个位次")
        if digits in ("一", "十") and not money:
            continue
        if (
            unit in ("大", "分", "位", "类", "批", "对", "种", "只", "块", "场", "头", "成")
            and value <= 10
            and unit != "成"
        ):
            continue
        if unit == "成" and re.match(r"[为立功就熟本长效果]", after):
            continue
        if (
            unit in ("个", "项", "条", "支", "套", "次")
            and value <= 10
            and not _counts(unit, plain[: match.start()], after)
        ):
            continue
        if unit == "条" and re.match(r"(?:措施|举措|政策|意见|经验)", after):
            continue
        if unit in ("个", "项", "大") and _LISTED.match(after):
            continue
        if value <= 10 and re.match(r"级|对一|带|把手", after):
            continue
        unit = "位" if unit in ("个位次", "位次") else unit
        word = match["about"] or match["more"] or match["late"] or match["above"]
        row = Mention(match.start(), match.start("digits"), match.end("digits"), match.end(), value, unit, word)
        yield _signed(plain, row, sign_before(plain, match.start(), unit))


def _counts(unit: str, before: str, after: str) -> bool:
    """Whether a small numeral counts things: 三个重大项目, 亿元以上项目九个."""
    return unit == "个" and bool(_COUNTABLE.match(after) or (_COUNTED.search(before) and _STOPS.match(after)))


def _free(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return all(end <= first or start >= last for first, last in taken)


__all__ = ["Mention", "has_unknown", "mentions", "numeral"]
