"""Rows of text as a table in the terminal; plain where it is not one."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Collection, Sequence

LONGEST_WORD = 16  # such as international; in a column of text an address may break, an id never does
GAP = "  "


def print_rows(head: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[str] = ()) -> None:
    """Print rows under a head; into a pipe they go as tab-separated lines, which other programs read.

    Nothing is cut: texts wrap between words. Where the ids and numbers of a row need more room than the terminal
    has, each row becomes a block of its own with a line or more for each column.

    Parameters
    ----------
    head
        Column names; all of them empty for a table without a head.
    rows
        Texts, as many as `head` has.
    right
        Names of the columns that are set flush right.
    """
    if not sys.stdout.isatty():
        for row in (head, *rows) if any(head) else rows:
            print("\t".join(row))
        return
    room = shutil.get_terminal_size().columns
    widths = _widths(head, rows, room)
    if sum(widths) + len(GAP) * (len(head) - 1) > room and any(head):
        _print_blocks(head, rows, room)
        return
    flush = [name in right for name in head]
    if any(head):
        _print_row(head, widths, flush)
        print(GAP.join("─" * width for width in widths))
    for row in rows:
        _print_row(row, widths, flush)


def print_text(text: str, *, before: str = "", after: str = "") -> None:
    """Print a paragraph; to a terminal it goes wrapped between words, with room before or after it."""
    if not sys.stdout.isatty():
        print(text)
        return
    lines = _wrapped(text, shutil.get_terminal_size().columns)
    print(before + "\n".join(lines) + after)


def _widths(head: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """Give every column what its longest word needs, and the room that is left to those with the most text."""
    columns = list(zip(head, *rows, strict=True))
    longest = [max(map(len, column)) for column in columns]
    widths = []
    for column in columns:
        words = max((len(word) for cell in column for word in cell.split()), default=0)
        text = any(" " in cell for cell in column[1:])
        widths.append(min(words, LONGEST_WORD) if text else words)
    left = room - sum(widths) - len(GAP) * (len(columns) - 1)
    while left > 0 and widths != longest:
        # Each character goes where the most lines are still to be wrapped.
        most_wrapped = max(range(len(columns)), key=lambda place: longest[place] / widths[place])
        if longest[most_wrapped] <= widths[most_wrapped]:
            break
        widths[most_wrapped] += 1
        left -= 1
    return widths


def _print_row(row: Sequence[str], widths: Sequence[int], flush: Sequence[bool]) -> None:
    cells = [_wrapped(cell, width, at_any_letter=True) for cell, width in zip(row, widths, strict=True)]
    for line in range(max(map(len, cells))):
        parts = [cell[line] if line < len(cell) else "" for cell in cells]
        aligned = [
            part.rjust(width) if to_right else part.ljust(width)
            for part, width, to_right in zip(parts, widths, flush, strict=True)
        ]
        print(GAP.join(aligned).rstrip())


def _print_blocks(head: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> None:
    width = max(map(len, head))
    for place, row in enumerate(rows):
        if place:
            print()
        for name, cell in zip(head, row, strict=True):
            first, *rest = _wrapped(cell, room - width - len(GAP))
            print(f"{name.ljust(width)}{GAP}{first}".rstrip())
            for line in rest:
                print(f"{' ' * width}{GAP}{line}")


def _wrapped(text: str, width: int, *, at_any_letter: bool = False) -> list[str]:
    lines = textwrap.wrap(text, max(width, 1), break_long_words=at_any_letter, break_on_hyphens=False)
    return lines or [""]
