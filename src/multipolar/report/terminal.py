"""Findings in the terminal: a line a claim, or two where the window is narrow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from multipolar.studies.findings import Finding, Findings, Verdict
from multipolar.studies.numbers import interval_text, value_text

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.table import Table
    from rich.text import Text

WIDE = 110  # columns from which a claim, its verdict and its number fit side by side

_LOOKS = {
    Verdict.SUPPORTED: ("✓", "bold blue"),
    Verdict.CONTRADICTED: ("✗", "bold dark_orange"),
    Verdict.NOT_DISTINGUISHABLE: ("≈", "default"),
    Verdict.UNTESTABLE: ("?", "dim"),
}


@dataclass(frozen=True, slots=True)
class TerminalTable:
    """Findings for ``rich.print``: claim, verdict, effect with its interval, last year of data.

    The verdict has a symbol and a word besides its colour, so a pipe or a printout loses nothing.
    """

    findings: Findings

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Lay the findings out for the width at hand."""
        from rich.text import Text

        yield Text(self.findings.title, "bold")
        yield ""
        if options.max_width >= WIDE:
            yield self._side_by_side()
        else:
            yield from self._one_below_the_other()

    def _side_by_side(self) -> Table:
        from rich import box
        from rich.table import Table

        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="default")
        table.add_column("Claim", ratio=1, min_width=20)
        table.add_column("Verdict", no_wrap=True)
        table.add_column(f"Effect{self._level()}", min_width=16, max_width=40)
        table.add_column("Data to", justify="right", no_wrap=True)
        for finding in self.findings.findings:
            table.add_row(_claim(finding), _verdict(finding), _effect(finding), finding.horizon or "none")
        return table

    def _one_below_the_other(self) -> RenderResult:
        from rich.padding import Padding
        from rich.text import Text

        for finding in self.findings.findings:
            yield _claim(finding)
            detail = Text.assemble(
                _verdict(finding),
                ("  ", ""),
                _effect(finding),
                (f"  {_reach(finding)}", "dim"),
            )
            yield Padding(detail, (0, 0, 1, 2))
        yield Text(f"Beside each effect: its {self._level().strip(' ()') or 'interval'}.", "dim")

    def _level(self) -> str:
        levels = {finding.effect.level for finding in self.findings.findings}
        return f" ({100 * levels.pop():.3g} % interval)" if len(levels) == 1 else " (interval)"


def terminal_table(findings: Findings) -> TerminalTable:
    """Return the findings as something ``rich.print`` lays out for the width of the terminal.

    Examples
    --------
    >>> import polars as pl
    >>> nothing = Findings("s", "Title", "Question?", (), (), None, pl.DataFrame(), (), {}, 1, "0")
    >>> terminal_table(nothing).findings.title
    'Title'
    """
    return TerminalTable(findings)


def _reach(finding: Finding) -> str:
    return f"data to {finding.horizon}" if finding.horizon[:1].isdigit() else finding.horizon or "no data"


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
