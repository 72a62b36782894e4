"""Rows in a terminal: wrapped where there are words, never cut where there are ids and numbers."""

from __future__ import annotations

import sys

import pytest

from multipolar.cli.rows import print_rows

HEAD = ("column", "what", "value")
ROWS = [
    (
        "military_expenditure_of_the_whole_world",
        "what all states spend on their forces in a year",
        "0.0013613291",
    ),
    ("cinc", "[bold]not markup[/bold]", "1"),
]


def test_a_pipe_gets_lines_with_tabs(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows(HEAD, ROWS)
    assert capsys.readouterr().out.splitlines() == ["\t".join(row) for row in (HEAD, *ROWS)]


@pytest.mark.parametrize("width", [20, 80, 200])
def test_a_terminal_gets_every_id_number_and_word(
    width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    print_rows(HEAD, ROWS, right={"value"})
    words = capsys.readouterr().out.split()
    assert {word for row in ROWS for cell in row for word in cell.split()} <= set(words)
    assert "\u2026" not in words
