"""Rows of text as a table in the terminal; plain where it is not one."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence

LONGEST_WORD = 14  # such as international; addresses and checksums may break


def print_rows(head: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[str] = ()) -> None:
    """Print rows under a head; into a pipe they go as tab-separated lines, which other programs read.

    Nothing is cut: texts wrap, and where ids and numbers need more room than the terminal has, the lines
    are wider than it. Half an id or half a number would be worse.

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
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), header_style="bold", show_header=any(head))
    room, texts, longest = 2 * len(head) + 2, 0, 0
    for name, *cells in zip(head, *rows, strict=True):
        # Ids and numbers stay in one piece; texts wrap between words.
        whole = not any(" " in cell for cell in cells)
        if whole:
            room += max(map(len, (name, *cells)))
        else:
            texts += 1
            longest = max(longest, *map(len, " ".join((name, *cells)).split()))
        table.add_column(name, justify="right" if name in right else "left", no_wrap=whole, overflow="fold")
    for row in rows:
        # Text, for a cell may hold what rich would take for markup.
        table.add_row(*(Text(cell) for cell in row))
    console = Console()
    console.width = max(console.width, room + texts * min(longest, LONGEST_WORD))
    console.print(table)
