"""Laws of report texts: reading never raises, points at what is printed, bears any layout, reads back what was said."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pingbi.extraction.numerals import read
from pingbi.extraction.prose import read_text
from pingbi.model import Fact
from pingbi.model.catalogue import Kind
from pingbi.scheme import Scheme

GENRE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
WORDS = (
    "范县 南乐县 全市 该县 我市 永城市 高新区 新乡 、 ， 。 ； ： 和 "
    "分别 均 共 其中 完成 工业投资 规上工业增加值 制造业 省重点项目 同比增长 下降 高于全省 比上年同期提高 拉动 "
    "占年度计划的 占比 居全省 第三位 前移 开工率 12.5亿元 9.1% 20个 0.5个百分点 三百二十亿元 七成 翻番 持平 "
    "1.2倍 1—7月 上半年 2021年 截至5月底 今年以来 目前 5.6:56.6:37.8 （ ） “一号工程” 第五期 8 １２．５ "
    "1,234.5 - | "
)
anything = st.text(alphabet=st.one_of(st.sampled_from(WORDS), st.characters(exclude_categories=["Cs"])), max_size=120)
pieces = st.lists(st.sampled_from([*WORDS.split(), "\t", "\n", "\u3000", " "]), max_size=40).map("".join)


@GENRE
@given(text=st.one_of(anything, pieces))
def test_no_text_makes_it_raise_and_every_number_stands_where_the_fact_says(scheme: Scheme, text: str) -> None:
    for fact in read_text(text, "t", scheme).facts:
        printed = re.sub(r"\s", "", text[fact.number_start : fact.number_end])
        assert printed
        if printed not in ("持平", "首") and not printed.startswith("翻"):
            assert abs(fact.value) == abs(read(printed) or Decimal(0))


class Sentence(NamedTuple):
    """A sentence of the genre, and what it says: (county, subject, kind, value, unit, period)."""

    text: str
    facts: tuple[tuple[str, str, Kind, Decimal, str, str], ...]


COUNTIES = ("范县", "南乐县", "舞阳县", "永城市", "涧西区")
MEASURES = ("工业投资", "技改投资", "规模以上工业增加值", "固定资产投资", "社会消费品零售总额")
PERIODS = {
    "上半年": "2022H1",
    "1—7月份": "2022M01-07",
    "前三季度": "2022M01-09",
    "一季度": "2022Q1",
    "截至8月底": "2022M01-08",
}
amounts = st.decimals("0.1", "9999", places=2)
rates = st.decimals("0.1", "99", places=1)
counts = st.integers(2, 900).map(Decimal)


@st.composite
def levels(draw: st.DrawFn) -> Sentence:
    """A level, its growth, a distance and a place."""
    period, county, measure = (draw(st.sampled_from(names)) for names in (list(PERIODS), COUNTIES, MEASURES))
    value, rate, distance, place = draw(amounts), draw(rates), draw(rates), draw(st.integers(1, 30).map(Decimal))
    verb, sign = draw(st.sampled_from([("增长", 1), ("下降", -1)]))
    side, way = draw(st.sampled_from([("高于", 1), ("低于", -1)]))
    text = (
        f"{period}，{county}{measure}完成{value}亿元，同比{verb}{rate}%，"
        f"{side}全省{distance}个百分点，居全省第{place}位。"
    )
    when = PERIODS[period]
    return Sentence(
        text,
        (
            (county, measure, Kind.LEVEL, value, "亿元", when),
            (county, measure, Kind.YOY, rate * sign, "%", when),
            (county, f"{measure}增速比全省", Kind.VS_CITY, distance * way, "个百分点", when),
            (county, f"{measure}增速", Kind.RANK, place, "位", when),
        ),
    )


@st.composite
def apart(draw: st.DrawFn) -> Sentence:
    """A list by 分别: each county has its own number."""
    period, measure = draw(st.sampled_from(list(PERIODS))), draw(st.sampled_from(MEASURES))
    names = draw(st.lists(st.sampled_from(COUNTIES), min_size=2, max_size=4, unique=True))
    numbers = [draw(rates) for _ in names]
    text = f"{period}，{'、'.join(names)}{measure}分别增长{'、'.join(f'{number}%' for number in numbers)}。"
    rows = zip(names, numbers, strict=True)
    return Sentence(text, tuple((name, measure, Kind.YOY, number, "%", PERIODS[period]) for name, number in rows))


@st.composite
def projects(draw: st.DrawFn) -> Sentence:
    """A class of projects with its plan for the year."""
    period, county = draw(st.sampled_from(list(PERIODS))), draw(st.sampled_from(COUNTIES))
    klass = draw(st.sampled_from(["省重点项目", "市重点项目", "产业项目"]))
    count, total, planned, done, share = draw(counts), draw(amounts), draw(amounts), draw(amounts), draw(rates)
    text = (
        f"{county}{klass}{count}个，总投资{total}亿元，年度计划投资{planned}亿元，"
        f"{period}完成投资{done}亿元，占年度计划的{share}%。"
    )
    when, plan = PERIODS[period], "2022FY-plan"
    return Sentence(
        text,
        (
            (county, klass, Kind.COUNT, count, "个", plan),
            (county, f"{klass}年度计划投资", Kind.LEVEL, planned, "亿元", plan),
            (county, f"{klass}完成投资", Kind.LEVEL, done, "亿元", when),
            (county, f"{klass}占年度计划", Kind.PLAN_RATIO, share, "%", when),
        ),
    )


spoken = st.one_of(levels(), apart(), projects())


def said(facts: tuple[Fact, ...]) -> list[tuple[str | None, str, Kind, Decimal, str, str | None]]:
    """What facts say, without where."""
    return [(row.county, row.indicator, row.kind, row.value, row.unit, row.period) for row in facts]


@GENRE
@given(sentence=spoken)
def test_what_a_sentence_of_the_genre_prints_is_read_back(scheme: Scheme, sentence: Sentence) -> None:
    found = said(read_text(sentence.text, "t", scheme).facts)
    assert [row for row in sentence.facts if row not in found] == []
    assert len(found) == len(re.findall(r"\d[\d.]*(?=亿元|%|个|位)", sentence.text))


NUMBERS = re.compile(r"[\d.,，．—–\-~～至０-９]*[\d０-９][\d.,—–\-~～０-９]*")


def gaps(text: str) -> list[int]:
    """The places between two characters of a sentence, not in a number nor beside white space; titles are none.

    Nor behind the first two or three characters of a line: what then stands by itself is an author's name.
    """
    taken = {at for match in NUMBERS.finditer(text) for at in range(match.start() + 1, match.end())}
    lines = [match.span() for match in re.finditer(r".*[，。；].*", text)]
    return [
        at
        for start, end in lines
        for at in range(start + 4, end)
        if at not in taken and not text[at - 1].isspace() and not text[at].isspace()
    ]


@GENRE
@given(data=st.data(), sentence=spoken, white=st.sampled_from(["\n", " ", "\r\n", "\u3000", "\n "]))
def test_a_line_break_or_a_blank_in_a_sentence_changes_no_fact(
    scheme: Scheme, data: st.DataObject, sentence: Sentence, white: str
) -> None:
    at = data.draw(st.sampled_from(gaps(sentence.text)))
    broken = sentence.text[:at] + white + sentence.text[at:]
    assert said(read_text(broken, "t", scheme).facts) == said(read_text(sentence.text, "t", scheme).facts)


@pytest.fixture(scope="module")
def page(shared: Path) -> str:
    """The real page."""
    return (shared / "text" / "seed_page.txt").read_text(encoding="utf-8")


@settings(GENRE, max_examples=25)
@given(data=st.data(), white=st.sampled_from(["\n", " "]))
def test_a_line_break_or_a_blank_in_the_real_page_changes_no_fact(
    scheme: Scheme, page: str, data: st.DataObject, white: str
) -> None:
    at = data.draw(st.sampled_from(gaps(page)))
    broken = page[:at] + white + page[at:]
    assert said(read_text(broken, "t", scheme).facts) == said(read_text(page, "t", scheme).facts)


def test_every_number_of_the_real_texts_stands_where_the_fact_says(shared: Path, scheme: Scheme) -> None:
    for path in sorted((shared / "text" / "dev").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        facts = read_text(text, path.name, scheme).facts
        assert facts, path.name
        for fact in facts:
            printed = re.sub(r"\s", "", text[fact.number_start : fact.number_end])
            assert printed in ("翻番", "持平", "首") or abs(fact.value) == abs(read(printed) or 0), (
                path.name,
                fact.quote,
            )
        assert json.dumps([row.quote for row in facts], ensure_ascii=False)
