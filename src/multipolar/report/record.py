"""Findings as a record that other programs read: ``findings.json``."""

from __future__ import annotations

import json
import math
from typing import Any

import polars as pl

from multipolar.report.tables import table_name
from multipolar.studies.findings import Estimate, Figure, Finding, Findings

SCHEMA = "multipolar/findings/1"


def to_json(findings: Findings) -> str:
    """Return findings as JSON text, with keys in a fixed order and unknown numbers as null.

    Returns
    -------
    str
        An object with the keys

        - ``schema``: the name of this layout; ``study``, ``title``, ``question``, ``answer`` (sentences),
          ``seed``, ``version``, ``members`` (objects of state, name, role);
        - ``findings``: one object a claim, with the fields of
          :class:`~multipolar.studies.findings.Finding`; each number in it (``effect``, and ``estimate`` in
          ``comparisons`` and ``sensitivity``) is an object of ``value``, ``interval`` (low, high, level),
          ``unit``, ``definition``, ``method``, ``over`` (what the interval spans), ``horizon`` and
          ``vintages`` (source, version, accessed, and the first and last year of what was used of it);
        - ``figures`` of a finding: what is drawn, and ``table``, the CSV file that has its rows;
        - ``map``: title, unit, horizon, and the states and ties as rows; null where there is none;
        - ``coverage``: rows of variable, label, source, first_year, last_year, absence,
          states_with_data, missing; ``left_out``: objects of claim and reason;
        - ``vintages``: source id -> title, producer, version, licence, accessed, citation.

    Examples
    --------
    >>> nothing = Findings("s", "A title", "Why?", ("So.",), (), None, pl.DataFrame(), (), {}, 1, "0.1")
    >>> json.loads(to_json(nothing))["title"]
    'A title'
    """
    return json.dumps(_known(_record(findings)), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _record(findings: Findings) -> dict[str, Any]:
    drawn = findings.map
    return {
        "schema": SCHEMA,
        "study": findings.study,
        "title": findings.title,
        "question": findings.question,
        "answer": findings.answer,
        "seed": findings.seed,
        "version": findings.version,
        "members": [{"state": state, "name": name, "role": role} for state, name, role in findings.members],
        "findings": [_finding(finding, findings) for finding in findings.findings],
        "map": drawn
        and {
            "title": drawn.title,
            "caption": drawn.caption,
            "unit": drawn.unit,
            "horizon": drawn.horizon,
            "sources": drawn.sources,
            "states": drawn.states.to_dicts(),
            "ties": drawn.ties.to_dicts(),
        },
        "coverage": findings.coverage.to_dicts(),
        "left_out": [{"claim": claim, "reason": reason} for claim, reason in findings.left_out],
        "vintages": {source: dict(vintage) for source, vintage in sorted(findings.vintages.items())},
    }


def _finding(finding: Finding, findings: Findings) -> dict[str, Any]:
    vintages = [_vintage(source, findings) for source in finding.sources]

    def number(estimate: Estimate) -> dict[str, Any]:
        return {
            "value": estimate.value,
            "interval": {"low": estimate.low, "high": estimate.high, "level": estimate.level},
            "unit": estimate.unit,
            "definition": estimate.definition,
            "method": estimate.method,
            "over": estimate.over,
            "horizon": finding.horizon,
            "vintages": vintages,
        }

    return {
        "claim": finding.claim,
        "kind": finding.kind,
        "sentence": finding.sentence,
        "verdict": finding.verdict.value,
        "because": finding.because,
        "descriptive": finding.descriptive,
        "effect": number(finding.effect),
        "comparisons": [
            {
                "label": item.label,
                "kind": item.kind,
                "percentile": item.percentile,
                "estimate": number(item.estimate),
            }
            for item in finding.comparisons
        ],
        "sensitivity": [
            {"choice": item.choice, "holds": item.holds, "estimate": number(item.estimate)}
            for item in finding.sensitivity
        ],
        "horizon": finding.horizon,
        "method": finding.method,
        "rule": finding.rule,
        "would_change": finding.would_change,
        "notes": finding.notes,
        "sources": finding.sources,
        "figures": [_figure(figure) for figure in finding.figures],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "id": figure.id,
        "kind": figure.kind,
        "title": figure.title,
        "caption": figure.caption,
        "table": f"tables/{table_name(figure.id)}",
        "x": {"column": figure.x, "title": figure.x_title},
        "y": {"column": figure.y, "title": figure.y_title},
        "series": figure.series,
        "low": figure.low,
        "high": figure.high,
        "highlight": figure.highlight,
        "marks": [{"at": at, "label": label} for at, label in figure.marks],
        "horizon": figure.horizon,
        "sources": figure.sources,
    }


def _vintage(source: str, findings: Findings) -> dict[str, Any]:
    vintage = findings.vintages.get(source, {})
    used = findings.coverage.filter(pl.col("source") == source).select("first_year", "last_year")
    return {
        "source": source,
        "version": vintage.get("version"),
        "accessed": vintage.get("accessed"),
        "first_year": used["first_year"].min() if used.height else _year(vintage.get("first_year")),
        "last_year": used["last_year"].max() if used.height else _year(vintage.get("last_year")),
    }


def _year(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None


def _known(value: Any) -> Any:
    """Turn what JSON has no word for (NaN, infinity, dates, tuples) into what it has."""
    if isinstance(value, dict):
        return {str(key): _known(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_known(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return str(value)
