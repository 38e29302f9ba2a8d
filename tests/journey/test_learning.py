"""A name that is confirmed once is known the next time, in texts and in tables, until it is taken out again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pingbi.cli import main
from pingbi.scheme import find

REPORT = "今年上半年，南乐县技改口径投入完成11.24亿元，同比增长63.5%。"


def mapped(text: Path, scheme: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str | None]:
    main(["extract", str(text), "--scheme", str(scheme), "--json"])
    facts = json.loads(capsys.readouterr().out)["facts"]
    return {fact["value"]: fact["indicator_id"] for fact in facts}


def test_a_confirmed_name_is_known_the_next_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, scheme = tmp_path / "报告.txt", tmp_path / "scheme.toml"
    text.write_text(REPORT, encoding="utf-8")
    shutil.copy(find(""), scheme)
    assert mapped(text, scheme, capsys) == {"11.24": None, "63.5": None}
    assert main(["scheme", "learn", str(scheme), "技改口径投入", "--as", "技改投资"]) == 0
    capsys.readouterr()
    assert mapped(text, scheme, capsys) == {"11.24": "technical_investment", "63.5": "technical_investment_yoy"}
    assert main(["scheme", "forget", str(scheme), "技改口径投入"]) == 0
    capsys.readouterr()
    assert mapped(text, scheme, capsys) == {"11.24": None, "63.5": None}


def test_a_built_in_scheme_is_not_written_over(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    before = find("").read_bytes()
    assert main(["scheme", "learn", "industry_half_year", "技改口径投入", "--as", "技改投资"]) == 2
    assert "请用 -o 另存" in capsys.readouterr().err
    assert find("").read_bytes() == before
    assert main(["scheme", "learn", "industry_half_year", "技改口径投入", "--as", "技改投资", "-o", str(tmp_path)]) == 0
    assert "技改口径投入" in (tmp_path / "scheme.toml").read_text(encoding="utf-8")
