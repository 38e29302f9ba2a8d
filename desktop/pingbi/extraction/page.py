"""The layout of a report page: broken lines joined without losing offsets, headings and authors told from bodies.

A page is articles; an article is paragraphs; a paragraph is sentences. Every character keeps its place in the source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pingbi.extraction.measures import UNIT_IN_BRACKETS
from pingbi.extraction.words import ITEM

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_END = "。！？!?"
LONGEST_CLAUSE = 400
LONGEST_TITLE = 24  # characters of a line that ends without a sign
SHORTEST_BODY = 5  # of what stands below a numbered heading
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣"
    "邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封储靳汲段富巫焦巴弓牧隗谷车侯全班仰秋仲伊宫宁仇栾甘厉祖武符刘"
    "景詹束龙叶幸司韶黎薄印宿白怀蒲从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍桑桂濮牛寿通边扈燕耿"
)


# 二、项目建设情况: a heading although the next line follows at once.
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、])[^\d。，；：,;:]{2,16}"
    r"(?:情况|问题|建议|打算|措施|工作|安排|成效|特点|运行|分析|方面|任务|思路|做法|亮点|形势|目标)"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of the page without white space; `at[i]` is the offset of `text[i]` in the source."""

    text: str
    at: tuple[int, ...]

    def cut(self, start: int, end: int) -> Run:
        """A part of it."""
        return Run(self.text[start:end], self.at[start:end])


@dataclass(frozen=True, slots=True)
class Article:
    """One county's report, as far as headings and authors tell them apart."""

    paragraphs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(run.text for run in self.paragraphs)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str
    gap: bool  # an empty line stands before it


def articles(text: str, places: Collection[str] = ()) -> tuple[Article, ...]:
    """The page's articles. Headings are left out: they state nothing, but a line that is one of `places` and nothing
    else is a paragraph by itself: it says whose those below are.
    """
    found: list[list[Run]] = [[]]
    pending: list[_Line] = []

    def close() -> None:
        if pending:
            found[-1].append(_joined(pending, wrapped=wrapped, long=long))
            pending.clear()

    lines = list(_lines(text))
    wrapped = any(len(line.text) > LONGEST_TITLE and not _ends(line.text) for line in lines)
    long = any(len(line.text) > LONGEST_TITLE for line in lines)
    names = tuple(places)
    for at, line in enumerate(lines):
        bare = re.sub(r"\s", "", line.text)
        open_sentence = bool(pending) and not _closed(pending)
        after = lines[at + 1].text if at + 1 < len(lines) else ""
        alone = not after or lines[at + 1].gap  # indentation alone may be a blank in a broken sentence
        apart = alone or after[:1].isspace()
        first = not pending and len(found) == 1 and not found[0]
        name = (
            not first
            and (line.gap or apart)
            and _author(bare)
            and not after.lstrip().startswith(("县", "区", "市", "镇", "州"))
        )
        if (
            _LINE_MARKS.sub("", bare) in places
            and not _CONTINUES.match(after.lstrip())
            and (not pending or not _GOES_ON.search(pending[-1].text.rstrip()))
        ):
            close()
            found[-1].append(_joined([line], wrapped=wrapped, long=long))
        elif not open_sentence and (name or (apart and _title(bare))):
            close()
            found.append([])
        elif not open_sentence and (_NUMBERED.fullmatch(bare) or (line.gap and alone and _heading(bare))):
            close()
        else:
            led = _led(bare, places) or (not wrapped and _LINE_MARKS.sub("", bare).startswith(names))
            begins = led or line.gap or line.text[:1].isspace()
            if (begins and not open_sentence) or (led and _ITEM_ENDS.search(pending[-1].text.rstrip())):
                close()
            pending.append(line)
    close()
    return tuple(Article(tuple(paragraphs)) for paragraphs in found if paragraphs)


def _lines(text: str) -> Iterator[_Line]:
    gap = True
    for match in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n|$)", text):
        line = match[0].rstrip("\r\n")
        if not line.strip():
            gap = gap or bool(match[0])
            continue
        yield _Line(match.start(), line, gap)
        gap = False


def _closed(lines: list[_Line]) -> bool:
    """Whether a sentence ends with the line: 。 or 。”, not the ” of a word in quotation marks."""
    return _closed_line(lines[-1].text)


def _closed_line(line: str) -> bool:
    return re.search(rf"[{_END}…][”’』」）]?\s*$", line) is not None


def _author(bare: str) -> bool:
    """A line that is a person's name and nothing else."""
    name = re.sub(r"^(?:本报)?(?:记者|通讯员|作者)[:：]?", "", bare)
    return (
        2 <= len(name) <= 3
        and name[0] in _SURNAMES
        and not set(name) & set("县区市镇省")
        and re.fullmatch(r"[\u4e00-\u9fff]+", name) is not None
    )


def _title(bare: str) -> bool:
    """南乐县：工业发展… on a line of its own."""
    return re.fullmatch(r"[\u4e00-\u9fff]{1,9}[县区市][:：][^。]{4,40}", bare) is not None and not re.search(
        r"\d", bare
    )


def _heading(bare: str) -> bool:
    return len(bare) <= 30 and not re.search(r"[。，；,;]|\d", bare)


# 一、谯城区：, 【谯城区】, 1 谯城区
_MARK = rf"(?:{ITEM.pattern}|\d{{1,2}}|【)?"
_LINE_MARKS = re.compile(rf"^{_MARK}|(?:】|[：:])+$")
_LED = re.compile(rf"{_MARK}(?P<name>[^，。：；:;\d【】]{{2,12}})[：:。】]")
_CONTINUES = re.compile(r"[，。、；：,;:）)”]|[和与及的]")
_GOES_ON = re.compile(r"[，、：,（(“和与及]$")
# 技改投资：2.5亿元, a line of a list.
_NAMED_VALUE = re.compile(rf"(?:{ITEM.pattern})?[^，。：:；;,]{{2,20}}[：:][^，。]*\d")
_NAMED_WORDS = re.compile(r"[^，。：:；;,]{2,8}[：:][^，。：:；;,\d]{2,16}")  # 填报单位：涡阳县发改委
_ITEM_ENDS = re.compile(r"(?:\d(?:[%％‰]|[^，。；：、,;\d%％]{0,6})|情况|指标|数据|如下|汇报|报告|材料|简报)[）)]?$")
_TITLE_ENDS = re.compile(r"[^，。；：、,;]{2,40}(?:情况|指标|数据|汇报|报告|材料|简报|通报|分析|总结)")


def _ends(line: str) -> bool:
    """Whether nothing of a sentence is left for the next line."""
    bare = line.rstrip()
    return bare.endswith(("；", ";", "：", ":")) or _closed_line(bare) or _ITEM_ENDS.search(bare) is not None


def _led(bare: str, places: Collection[str]) -> bool:
    """涡阳县：… begins what is said of another place than the line before."""
    head = _LED.match(bare)
    return head is not None and head["name"] in places


def _begins(before: str, line: str, *, after: bool) -> bool:
    """Whether a line that is a paragraph begins anew: an item of a list, or what stands below 二、项目建设.

    `after`: the one before follows a whole sentence, and may be a heading without a number.
    """
    if _closed_line(before) or _CONTINUES.match(line) is not None or _GOES_ON.search(before) is not None:
        return False
    heading = (after or ITEM.match(before) is not None) and _heading(ITEM.sub("", before, count=1))
    return ITEM.match(line) is not None or (heading and len(line) >= SHORTEST_BODY and not line[0].isdigit())


def _divided(before: str, line: str, *, heads: bool) -> bool:
    """Whether a line begins an item of its own: it gives a name and its number, or stands below a title. `heads`: only
    titles stand before it.
    """
    if (heads or ITEM.match(before) is not None) and _is_title(before) and _CONTINUES.match(line) is None:
        return True
    item = _ITEM_ENDS.search(before) or _NAMED_WORDS.fullmatch(before)
    return _NAMED_VALUE.match(line) is not None and item is not None


def _is_title(line: str) -> bool:
    return _TITLE_ENDS.fullmatch(ITEM.sub("", line, count=1)) is not None


def _joined(lines: list[_Line], *, wrapped: bool, long: bool) -> Run:
    """The lines as one; items of a list that no sign divides are divided by ； where the line ends. `wrapped`: a line
    ends where the page does, not its sentence. `long`: lines are longer than a column.
    """
    characters, places = [], []
    before, depth, heads = "", 0, True  # a bracket that is open goes on
    for at, line in enumerate(lines):
        bare = re.sub(r"\s", "", line.text)
        heads = heads and (not at or _is_title(before))
        after = long and at > 1 and _closed_line(lines[at - 2].text)
        if (
            at
            and depth <= 0
            and (_divided(before, bare, heads=heads) or (not wrapped and _begins(before, bare, after=after)))
        ):
            characters.append("；")
            places.append(line.start - 1)
        before, depth = bare, depth + _opened(bare)
        characters.append(bare)
        for word in _WORD.finditer(line.text):
            places += range(line.start + word.start(), line.start + word.end())
    return Run("".join(characters), tuple(places))


def sentences(run: Run) -> Iterator[Run]:
    """Split after 。！？, and after 。” inside quotation marks."""
    start = 0
    for match in re.finditer(rf"[{_END}][”’』」]?", run.text):
        yield run.cut(start, match.end())
        start = match.end()
    if start < len(run.text):
        yield run.cut(start, len(run.text))


def clauses(run: Run) -> Iterator[Run]:
    """Split at ， ； ： , . but not inside numbers (1,234 or 1，234) and brackets; what is too long for one is cut."""
    start = depth = 0
    for sign in _SIGNS.finditer(run.text):
        at = sign.start()
        while at - start >= LONGEST_CLAUSE:  # columns of numbers, no sentence: reading stays linear
            yield run.cut(start, start + LONGEST_CLAUSE)
            start, depth = start + LONGEST_CLAUSE, 0
        if sign[0] in "（(":
            depth += 1
        elif sign[0] in "）)":
            depth -= 1
        elif depth <= 0 and not _inside_number(run.text, at):
            yield run.cut(start, at)
            start = at + 1
    while len(run.text) - start > LONGEST_CLAUSE:
        yield run.cut(start, start + LONGEST_CLAUSE)
        start += LONGEST_CLAUSE
    if start < len(run.text):
        yield run.cut(start, len(run.text))


def _inside_number(text: str, at: int) -> bool:
    """5.6：56.6：37.8 is one ratio, 1,234 and 1，234 are one number each; 分别为12，345 may be two. The point of a name
    (1.工业投资, U.S.) divides nothing either.
    """
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == ".":
        return not at or (before.isascii() and before.isalnum()) or (after.isascii() and after.isalnum())
    if text[at] == "，":
        grouped = before.isdigit() and _GROUP.match(text, at + 1) is not None
        return grouped and _GROUPS_AHEAD.search(text[max(0, at - 40) : at]) is not None
    if text[at] in "：:" and before in "）)" and _HEADED.search(text[max(0, at - 12) : at]) is not None:
        return after.isdigit() or after in "-−+—"  # 工业投资（亿元）：18.3
    return text[at] in "：," and before.isdigit() and after.isdigit()


def _opened(text: str) -> int:
    """Brackets that are opened, less those that are closed."""
    return text.count("（") + text.count("(") - text.count("）") - text.count(")")


_WORD = re.compile(r"\S+")
_SIGNS = re.compile(r"[，；：;。！？,.（()）]")  # that may end a clause, or keep it together
_GROUPS_AHEAD = re.compile(r"(?<![\d.．，,])(?<!分别)(?<!分别为)(?<!依次为)(?<!依次)\d{1,3}(?:[，,]\d{3})*$")
_HEADED = re.compile(rf"{UNIT_IN_BRACKETS}$")
_GROUP = re.compile(r"\d{3}(?!\d)")
