"""The layout of a report page: broken lines joined without losing offsets, headings and authors told from bodies.

A page is articles; an article is paragraphs; a paragraph is sentences. Every character keeps its place in the source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_END = "。！？!?"
LONGEST_CLAUSE = 400
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


def articles(text: str) -> tuple[Article, ...]:
    """The page's articles. Headings are left out: they state nothing."""
    found: list[list[Run]] = [[]]
    pending: list[_Line] = []

    def close() -> None:
        if pending:
            found[-1].append(_joined(pending))
            pending.clear()

    lines = list(_lines(text))
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
        if not open_sentence and (name or (apart and _title(bare))):
            close()
            found.append([])
        elif not open_sentence and (_NUMBERED.fullmatch(bare) or (line.gap and alone and _heading(bare))):
            close()
        else:
            if not open_sentence and (line.gap or line.text[:1].isspace()):
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
    return re.search(rf"[{_END}…][”’』」）]?\s*$", lines[-1].text) is not None


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


def _joined(lines: list[_Line]) -> Run:
    characters, places = [], []
    for line in lines:
        for offset, character in enumerate(line.text):
            if not character.isspace():
                characters.append(character)
                places.append(line.start + offset)
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
    """Split at ， ； ： but not inside numbers (1,234) and brackets; what is longer than any clause is cut."""
    start = depth = 0
    for at, character in enumerate(run.text):
        depth += (character in "（(") - (character in "）)")
        if at - start >= LONGEST_CLAUSE:  # columns of numbers, no sentence: reading stays linear
            yield run.cut(start, at)
            start, depth = at, 0
        if character in "，；：;。！？" and depth <= 0 and not _inside_number(run.text, at):
            yield run.cut(start, at)
            start = at + 1
    if start < len(run.text):
        yield run.cut(start, len(run.text))


def _inside_number(text: str, at: int) -> bool:
    """5.6：56.6：37.8 is one ratio."""
    return text[at] == "：" and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
