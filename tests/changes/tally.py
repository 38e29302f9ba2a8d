"""Counting outcomes: by change, by format, by kind of book; what failed, worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from attempts import Outcome
from judge import LOOSE, LOOSE_SAID, RIGHT, SAID, SILENT
from kinds import CHANGES

ONE, TWO = "单项改动", "两项改动"
FLOORS = {ONE: 98, TWO: 95}  # per cent of the values that must be read right
FILES, BROKEN = "files", "broken"


class Tally:
    """Counts of verdicts by group; the lines about what was not right."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {}
        self._lines: list[tuple[int, str]] = []

    @property
    def files(self) -> int:
        return sum(self.counts.get(name, Counter())[FILES] for name in (ONE, TWO))

    def add(self, outcome: Outcome) -> None:
        attempt = outcome.attempt
        single = len(attempt.changes) == 1
        groups = [ONE if single else TWO, f"格式：{attempt.format.name}", f"文件：{attempt.kind}"]
        groups += [attempt.changes[0].chinese] if single else []
        found = Counter(verdict.how for verdict in outcome.verdicts)
        found[FILES] = 1
        found[BROKEN] = bool(outcome.broken)
        for group in groups:
            self.counts.setdefault(group, Counter()).update(found)
        names = " + ".join(change.name for change in attempt.changes)
        about = (
            f"#{attempt.number} {names} | {attempt.kind} | {attempt.format.name} | {attempt.case.scheme.scheme.name}"
        )
        if outcome.broken:
            self._lines.append((0, f"出错 {about}：{outcome.broken}"))
        for verdict in outcome.verdicts:
            if verdict.how in (SILENT, SAID):
                county, indicator, role = verdict.key
                name = attempt.case.scheme.indicators[indicator].name
                word = "未说明" if verdict.how == SILENT else "已说明"
                text = f"{word} {about}：{county} {name} {role.value} 应为{verdict.wanted}，读成{verdict.came}"
                self._lines.append((1 if verdict.how == SILENT else 2, text))

    def join(self, other: Tally) -> None:
        for name, count in other.counts.items():
            self.counts.setdefault(name, Counter()).update(count)
        self._lines += other._lines

    def lines(self) -> list[str]:
        """What was not read right, the silent first."""
        return [text for _, text in sorted(self._lines, key=lambda line: line[0])]

    def table(self) -> list[str]:
        """The groups as a table in Markdown."""
        order = [change.chinese for change in CHANGES]
        rest = sorted(name for name in self.counts if name not in order and name not in FLOORS)
        lines = ["| 改动 | 文件 | 数值 | 读对 | 已说明 | 未说明 |", "|---|---:|---:|---:|---:|---:|"]
        lines += [_row(name, self.counts[name]) for name in [*order, *FLOORS, *rest] if name in self.counts]
        loose = sum((self.counts.get(name, Counter()) for name in FLOORS), Counter[str]())
        lines.append(
            f"\n错位、错单位的数另计：{loose[LOOSE] + loose[LOOSE_SAID]} 个，其中 {loose[LOOSE_SAID]} 个已指出。"
        )
        return lines

    def failures(self) -> list[str]:
        """Why the run has not passed; empty where it has."""
        found = []
        for name, floor in FLOORS.items():
            count = self.counts.get(name, Counter())
            if count[SILENT] or count[BROKEN]:
                found.append(f"{name}：{count[SILENT]} 个数错而未说明，{count[BROKEN]} 个文件出错")
            if values_of(count) and right_of(count) < floor:
                found.append(f"{name}：只有 {right_of(count):.2f}% 读对，应不少于 {floor}%")
        return found


def values_of(count: Counter[str]) -> int:
    return count[RIGHT] + count[SAID] + count[SILENT]


def right_of(count: Counter[str]) -> float:
    """Per cent of the values that were read right."""
    return 100 * count[RIGHT] / values_of(count)


def _row(name: str, count: Counter[str]) -> str:
    values = values_of(count)
    shares: Iterable[str] = (f"{100 * count[how] / values:.2f}%" if values else "—" for how in (RIGHT, SAID))
    broken = f"，{count[BROKEN]} 个出错" if count[BROKEN] else ""
    return f"| {name} | {count[FILES]}{broken} | {values} | {' | '.join(shares)} | {count[SILENT]} |"
