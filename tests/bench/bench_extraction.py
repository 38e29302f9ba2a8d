"""How long reading report texts takes, against one regular-expression pass for numbers with units.

    python3 tests/bench/bench_extraction.py [--page 10000] [--pages 1000] [--profile]

The page is made of sentences of the genre up to the asked number of characters; every page of the many differs. Each
figure is the least of several runs in this process, ours and the bare pass in turn. Growth is the time per character
of a page ten times as long against that of one page: 1 is linear. `--profile` prints where the time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "desktop"))

from pingbi import scheme as schemes  # noqa: E402
from pingbi.extraction.measures import UNIT  # noqa: E402
from pingbi.extraction.prose import read_text  # noqa: E402
from pingbi.scoring import METHODS  # noqa: E402

BARE = re.compile(rf"(?:\d[\d,]*(?:\.\d+)?|[一二三四五六七八九十百千两]+)(?:余|多)?(?:{UNIT})")
DIGITS = re.compile(rf"\d[\d,]*(?:\.\d+)?(?:余|多)?(?:{UNIT})")  # the same without Chinese numerals
RUNS = 5
# As many numbers as the real page has: about one in 80 characters.
SENTENCES = (
    "上半年，{county}规模以上工业增加值完成{a}亿元，同比增长{b}%，高于全市平均水平{c}个百分点，居全市第{d}位。",
    "{county}坚持把项目建设作为主抓手，健全机制，压实责任，实行周调度、月通报，推动项目早开工、早投产、早见效。",
    "聚焦主导产业延链补链强链，开展产业链招商、以商招商，深入实施创新驱动战略，激励企业增资扩产、提档升级。",
    "完善领导分包重点项目和首席服务员制度，定期深入现场，了解项目进展中遇到的问题并协调解决，不能现场解决的提交专题会研究。",
    "今年以来，{county}实施产业项目{d}个，概算投资{a}亿元，年度计划投资{c}亿元，1—7月份完成投资{b}亿元，占年计划的{c}%。",
    "积极推进工业项目标准地出让制度，做到拿地即开工；建立手续办理绿色通道，加强审批、规划、安全、环保等部门协同协作。",
    "把评议权交给企业，不断提升服务成效和企业满意度，及时将最新的惠企政策宣讲到位，帮助引导企业申报各级资金支持。",
    "分行业看，电子信息、装备制造、食品加工分别增长{a}%、{b}%、{c}%，拉动规上工业增长{c}个百分点。",
    "压实项目业主的主体责任，科学组织施工，以更高标准、更大力度推进项目建设，确保项目推进节点、责任、措施落实到位。",
    "统筹疫情防控和经济发展，着力破解融资难、用工难、用地难，工业经济整体呈现稳中有进、进中向好的良好态势。",
    "工业投资增长{b}%，比一季度回落{c}个百分点；技改投资{a}亿元，占工业投资的比重为{b}%。",
    "强化要素保障，优化营商环境，支持企业与高校院所共建研发平台，提高科技成果转化水平，激发企业发展的积极性。",
)
COUNTIES = ("范县", "南乐县", "清丰县", "台前县", "濮阳县")


def page(characters: int, seed: int) -> str:
    """A report of that length; no two seeds give the same numbers."""
    parts, length, at = [], 0, seed
    while length < characters:
        at += 1
        text = SENTENCES[at % len(SENTENCES)].format(
            county=COUNTIES[at // 7 % len(COUNTIES)],
            a=at % 900 / 10 + 1,
            b=at % 377 / 10 + 1,
            c=at % 83 / 10,
            d=at % 60 + 2,
        )
        parts.append(text if at % 5 else f"{text}\n\n　　")
        length += len(text)
    return "".join(parts)[:characters]


def least(work: Callable[[], Any]) -> float:
    """Seconds of the fastest run."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", type=int, default=10_000)
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--profile", action="store_true")
    asked = parser.parse_args()
    scheme = schemes.load(ROOT / "templates" / "industry_half_year" / "scheme.toml", METHODS)
    one, ten = page(asked.page, 1), page(asked.page * 10, 1)
    read_text(one, "warm", scheme)
    ours, bare = least(lambda: read_text(one, "one", scheme)), least(lambda: list(BARE.finditer(one)))
    longer = least(lambda: read_text(ten, "ten", scheme))
    facts = len(read_text(one, "one", scheme).facts)
    print(f"page of {len(one)} characters, {facts} facts: {ours * 1000:.1f} ms")
    digits = least(lambda: list(DIGITS.finditer(one)))
    print(f"bare pass {bare * 1000:.2f} ms; ours is {ours / bare:.0f}× of it; digits alone {ours / digits:.0f}×")
    print(f"ten times as long: {longer * 1000:.1f} ms; per character {longer / ours / 10:.2f}×")
    start = time.perf_counter()
    found = sum(len(read_text(page(asked.page, at * 997), f"{at}", scheme).facts) for at in range(asked.pages))
    took = time.perf_counter() - start
    print(f"{asked.pages} pages, {found} facts: {took:.1f} s; per page {took / asked.pages / ours:.2f}× the one page")
    if asked.profile:
        profile = cProfile.Profile()
        profile.runcall(read_text, one, "one", scheme)
        pstats.Stats(profile).sort_stats("tottime").print_stats(18)


if __name__ == "__main__":
    main()
