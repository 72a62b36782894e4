"""Rows in a terminal: wrapped where there are words, never cut where there are ids and numbers."""

from __future__ import annotations

import sys

import pytest

from multipolar.cli.rows import print_rows, print_text

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


def printed_at(width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    print_rows(HEAD, ROWS, right={"value"})
    return capsys.readouterr().out.splitlines()


def test_columns_stand_below_each_other(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    head, rule, *lines = printed_at(80, capsys, monkeypatch)
    assert max(map(len, (head, rule, *lines))) <= 80
    place = head.index("what")
    assert rule[place - 1] == " "
    assert all(line[place - 2 : place].strip() == "" for line in lines)
    assert any(line.endswith("0.0013613291") for line in lines)


def test_what_does_not_fit_side_by_side_stands_in_blocks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = printed_at(50, capsys, monkeypatch)
    assert lines[0] == "column  military_expenditure_of_the_whole_world"
    assert max(map(len, lines)) <= 50
    assert "" in lines


def test_a_paragraph_is_wrapped_in_a_terminal_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    print_text("word " * 40)
    assert capsys.readouterr().out.count("\n") == 1
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    print_text("word " * 40, before="\n")
    assert all(len(line) <= 40 for line in capsys.readouterr().out.splitlines())
