"""Findings in the terminal: a line a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multipolar.studies.findings import Finding, Findings, Verdict
from multipolar.studies.numbers import interval_text, value_text

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

_LOOKS = {
    Verdict.SUPPORTED: ("✓", "bold blue"),
    Verdict.CONTRADICTED: ("✗", "bold dark_orange"),
    Verdict.NOT_DISTINGUISHABLE: ("≈", "default"),
    Verdict.UNTESTABLE: ("?", "dim"),
}


def terminal_table(findings: Findings) -> Table:
    """Return a table for ``rich.print``: claim, verdict, effect with its interval, last year of data.

    The verdict has a symbol and a word besides its colour, so a pipe or a printout loses nothing.

    Examples
    --------
    >>> import polars as pl
    >>> nothing = Findings("s", "A title", "Why?", ("So.",), (), None, pl.DataFrame(), (), {}, 1, "0.1")
    >>> len(terminal_table(nothing).columns)
    4
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    levels = {finding.effect.level for finding in findings.findings}
    level = f"{100 * levels.pop():.3g} % " if len(levels) == 1 else ""
    table = Table(
        title=Text(findings.title),
        title_style="bold",
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 1),
        header_style="default",
    )
    table.add_column("Claim", ratio=1, min_width=20)
    table.add_column("Verdict", min_width=15, max_width=21)
    table.add_column(f"Effect ({level}interval)", min_width=16, max_width=34)
    table.add_column("Data to", justify="right", no_wrap=True)
    for finding in findings.findings:
        table.add_row(_claim(finding), _verdict(finding), _effect(finding), finding.horizon or "none")
    return table


def _claim(finding: Finding) -> Text:
    from rich.text import Text

    text = Text(finding.sentence)
    if finding.descriptive:
        text.append(" [descriptive]", "dim")
    return text


def _verdict(finding: Finding) -> Text:
    from rich.text import Text

    symbol, style = _LOOKS[finding.verdict]
    return Text(f"{symbol} {finding.verdict.value}", style)


def _effect(finding: Finding) -> Text:
    from rich.text import Text

    interval = interval_text(finding.effect)
    text = Text(value_text(finding.effect, short=True))
    if interval:
        text.append(f" ({interval})", "dim")
    return text
