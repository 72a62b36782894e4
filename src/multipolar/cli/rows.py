"""Rows of text as a table in the terminal; plain where it is not one."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Sequence


def print_rows(head: Sequence[str], rows: Iterable[Sequence[str]], right: Collection[str] = ()) -> None:
    """Print rows under a head; into a pipe they go as tab-separated lines, which other programs read.

    Parameters
    ----------
    head
        Column names.
    rows
        Texts, as many as `head` has.
    right
        Names of the columns that are set flush right.
    """
    if not sys.stdout.isatty():
        for row in (head, *rows):
            print("\t".join(row))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for name in head:
        table.add_column(name, justify="right" if name in right else "left")
    for row in rows:
        table.add_row(*row)
    Console().print(table)
