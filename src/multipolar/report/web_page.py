"""Findings as one self-contained HTML page."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import polars as pl

from multipolar.report.axes import capital
from multipolar.report.charts import chart
from multipolar.report.citations import references
from multipolar.report.legends import legend, named_at_ends
from multipolar.report.palette import DARK, LIGHT, VARIABLES, Palette
from multipolar.report.strips import strips
from multipolar.report.tables import table_name
from multipolar.report.world_map import PARTS, world_map
from multipolar.studies import numbers
from multipolar.studies.findings import Comparison, Finding, Findings, Verdict

if TYPE_CHECKING:
    from jinja2 import Environment

_ABSENCE = {
    "structural_zero": "A missing row means none.",
    "not_reported": "A missing row means unknown.",
}


def page(findings: Findings, borders: pl.DataFrame | None = None) -> str:
    """Return the report as HTML text that needs nothing else: no server, no network, no font.

    Parameters
    ----------
    findings
        What to show.
    borders
        The atlas's table of that name, needed where `findings` has a map; read from the embedded atlas
        where it is not given.

    Notes
    -----
    The page forbids itself every request by its own Content-Security-Policy. Charts name the colours of the
    page's style sheet, so they follow its theme and print in light colours.

    Examples
    --------
    >>> nothing = Findings("s", "A title", "Why?", ("So.",), (), None, pl.DataFrame(), (), {}, 1, "0.1")
    >>> "<h1>A title</h1>" in page(nothing)
    True
    """
    specs: dict[str, Mapping[str, Any]] = {
        _anchor("figure", figure.id): chart(figure, VARIABLES)
        for finding in findings.findings
        for figure in finding.figures
    }
    if findings.map is not None:
        borders = _embedded_borders() if borders is None else borders
        specs["figure-map"] = world_map(findings.map, borders, VARIABLES)
    template = _environment().get_template("report.html.j2")
    return template.render(
        it=findings,
        verdicts=list(Verdict),
        tally=Counter(finding.verdict for finding in findings.findings),
        horizon=_horizon(findings),
        parts_of_group=_parts(findings),
        coverage=_coverage(findings.coverage),
        specs=_script_json(specs),
        library=_library() if specs else "",
        light=_rules(LIGHT),
        dark=_rules(DARK),
    )


def _embedded_borders() -> pl.DataFrame:
    from multipolar import atlas

    return atlas.open().scan("borders").collect()


@cache
def _library() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script, with what would end a script element broken up."""
    import vl_convert

    text: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _script_json(value: object) -> str:
    """JSON that is safe inside a script element: no ``<``, no line separators of JavaScript."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _rules(palette: Palette) -> str:
    return " ".join(f"{name}: {colour};" for name, colour in palette.variables().items())


def _anchor(kind: str, name: str) -> str:
    return f"{kind}-{re.sub(r'[^A-Za-z0-9_-]+', '-', name).strip('-')}"


def _horizon(findings: Findings) -> str:
    """The years to which the data of the claims reach, as ``"2018 to 2025"``."""
    years = sorted({finding.horizon[:4] for finding in findings.findings if finding.horizon[:4].isdigit()})
    if not years:
        return "no data"
    return years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}, claim by claim"


def _parts(findings: Findings) -> list[tuple[str, list[str]]]:
    """Role -> names, members first; from the list of members, or from the map where that is empty."""
    rows: Iterable[tuple[str, str, str]] = findings.members
    if not findings.members and findings.map is not None:
        rows = findings.map.states.select("state", "name", "role").iter_rows()
    grouped: dict[str, list[str]] = {}
    for _, name, role in rows:
        if role != "other":
            grouped.setdefault(role, []).append(name)
    order = {role: number for number, role in enumerate(PARTS)}
    return sorted(grouped.items(), key=lambda item: order.get(item[0], len(order)))


def _coverage(frame: pl.DataFrame) -> list[dict[str, Any]]:
    """The rows of coverage, each with the place of its window on a bar shared by all, in percent."""
    rows = frame.to_dicts()
    known = [row for row in rows if row["first_year"] is not None and row["last_year"] is not None]
    first = min((int(row["first_year"]) for row in known), default=0)
    last = max((int(row["last_year"]) for row in known), default=0)
    span = last - first + 1
    for row in rows:
        row["means"] = _ABSENCE.get(row["absence"], row["absence"])
        row["bar"] = None
        if row in known:
            start, end = int(row["first_year"]), int(row["last_year"])
            row["bar"] = (round(100 * (start - first) / span, 2), round(100 * (end - start + 1) / span, 2))
    return rows


def _headline(sentence: str) -> str:
    """A sentence as a heading or a row's name: it begins with a capital and has no full stop."""
    return capital(sentence.strip().removesuffix("."))


def _reaches(horizon: str) -> str:
    """How far data reach, in words; a horizon that is no date stands for itself."""
    return f"Data to {horizon}" if horizon[:1].isdigit() else _headline(horizon or "no data")


def _comparison(finding: Finding) -> str:
    """The first comparison in a few words, for the table of verdicts."""
    if not finding.comparisons:
        return "none"
    first: Comparison = finding.comparisons[0]
    if first.percentile is not None:
        return f"{numbers.ordinal(first.percentile)} percentile of {first.label}"
    return f"{first.label}: {numbers.value_text(first.estimate, finding.effect, short=True)}"


def _comparison_strips(finding: Finding) -> list[str]:
    return list(strips([finding.effect, *(item.estimate for item in finding.comparisons)]))


def _sensitivity_strips(finding: Finding) -> list[str]:
    return list(strips([finding.effect, *(item.estimate for item in finding.sensitivity)]))


def _kept_together(value: object) -> object:
    """Let no line begin with a percent sign."""
    return value.replace(" %", "\u00a0%") if type(value) is str else value


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("multipolar.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_kept_together,
    )
    environment.filters |= {
        "amount": numbers.value_text,
        "interval": numbers.interval_text,
        "level": numbers.level_text,
        "ordinal": numbers.ordinal,
        "comparison": _comparison,
        "table_name": table_name,
        "headline": _headline,
        "capital": capital,
        "references": references,
        "reaches": _reaches,
        "is_long": numbers.is_long,
        "number_only": numbers.number_text,
        "legend": lambda figure: legend(figure, VARIABLES),
        "named_at_ends": lambda figure: named_at_ends(figure, VARIABLES),
        "comparison_strips": _comparison_strips,
        "sensitivity_strips": _sensitivity_strips,
    }
    environment.globals["anchor"] = _anchor
    return environment
