"""Findings as CSV files, so that every number and picture can be checked or drawn anew elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping

import polars as pl

from multipolar.studies.findings import Finding, Findings


def table_name(figure_id: str) -> str:
    """Return the CSV file name of a figure: its id, with what file systems dislike made a dash.

    Examples
    --------
    >>> table_name("share-of-power"), table_name("../x y")
    ('share-of-power.csv', 'x-y.csv')
    """
    return f"{re.sub(r'[^A-Za-z0-9_-]+', '-', figure_id).strip('-') or 'figure'}.csv"


def tables(findings: Findings) -> Mapping[str, pl.DataFrame]:
    """Return file name -> rows: the verdicts, the coverage, the sources, the map, and one a figure.

    Examples
    --------
    >>> nothing = Findings("s", "A title", "Why?", ("So.",), (), None, pl.DataFrame(), (), {}, 1, "0.1")
    >>> sorted(tables(nothing))
    ['coverage.csv', 'sources.csv', 'verdicts.csv']
    """
    named = {
        "verdicts.csv": verdicts(findings),
        "coverage.csv": findings.coverage,
        "sources.csv": pl.DataFrame(
            [{"source": source, **vintage} for source, vintage in sorted(findings.vintages.items())]
        ),
    }
    if findings.map is not None:
        named |= {"map_states.csv": findings.map.states, "map_ties.csv": findings.map.ties}
    for finding in findings.findings:
        for figure in finding.figures:
            named[table_name(figure.id)] = figure.data
    return named


def verdicts(findings: Findings) -> pl.DataFrame:
    """Return one row a number: each claim's effect, its comparisons and its sensitivity.

    Columns: claim, sentence, verdict, part (``effect``, ``comparison``, ``sensitivity``), label, value,
    low, high, level, unit, percentile, holds, horizon, definition, method.
    """
    rows = [row for finding in findings.findings for row in _rows(finding)]
    return pl.DataFrame(rows, schema=_VERDICT_COLUMNS, orient="row")


_VERDICT_COLUMNS: dict[str, type[pl.DataType]] = {
    "claim": pl.String,
    "sentence": pl.String,
    "verdict": pl.String,
    "part": pl.String,
    "label": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "level": pl.Float64,
    "unit": pl.String,
    "percentile": pl.Float64,
    "holds": pl.Boolean,
    "horizon": pl.String,
    "definition": pl.String,
    "method": pl.String,
}


def _rows(finding: Finding) -> list[tuple[object, ...]]:
    parts = [
        ("effect", finding.sentence, finding.effect, None, None),
        *(("comparison", item.label, item.estimate, item.percentile, None) for item in finding.comparisons),
        *(("sensitivity", item.choice, item.estimate, None, item.holds) for item in finding.sensitivity),
    ]
    return [
        (
            finding.claim,
            finding.sentence,
            finding.verdict.value,
            part,
            label,
            estimate.value,
            estimate.low,
            estimate.high,
            estimate.level,
            estimate.unit,
            percentile,
            holds,
            finding.horizon,
            estimate.definition,
            estimate.method,
        )
        for part, label, estimate, percentile, holds in parts
    ]
