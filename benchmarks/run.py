"""Measure: ``python -m benchmarks.run [CASE ...]``; prints a table and keeps the numbers as CSV."""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from benchmarks.case import Case, Failed, Sample
from benchmarks.cases import CASES
from benchmarks.machine import described

RESULTS = Path(__file__).with_name("results.csv")
MEASURED = (
    "case",
    "unit",
    "median",
    "least",
    "most",
    "runs",
    "peak_mb",
    "promise",
    "promise_peak_mb",
    "kept",
)


def main(arguments: list[str] | None = None) -> int:
    """Measure the cases asked for (all by default); leave with 1 where a promise is not kept."""
    chosen, keep = _asked(arguments)
    machine = described()
    console = Console()
    console.print(" · ".join(f"{name} {value}" for name, value in machine.items()), highlight=False)
    rows: list[dict[str, str]] = []
    failed = []
    for case in chosen:
        try:
            with console.status(f"{case.name}: {case.what}"):
                rows.append(measured(case, case.measure(case.runs)))
        except Failed as error:
            failed.append(case)
            console.print(f"{case.name} failed: {error}", markup=False, highlight=False)
    console.print(_table([case for case in chosen if case not in failed], rows))
    if keep and rows:
        _keep([{**machine, **row} for row in rows])
        console.print(f"Kept in benchmarks/{RESULTS.name}")
    return 1 if failed or any(row["kept"] == "no" for row in rows) else 0


def measured(case: Case, samples: list[Sample]) -> dict[str, str]:
    """Return the row of a case: median, extremes, peak memory, and whether the promise is kept."""
    values = [sample.value for sample in samples]
    peaks = [sample.peak_mb for sample in samples if sample.peak_mb is not None]
    middle, peak = median(values), max(peaks, default=None)
    verdicts = []
    if case.promise is not None:
        verdicts.append(middle <= case.promise)
    if case.promise_peak_mb is not None and peak is not None:
        verdicts.append(peak <= case.promise_peak_mb)
    return {
        "case": case.name,
        "unit": case.unit,
        "median": f"{middle:.4g}",
        "least": f"{min(values):.4g}",
        "most": f"{max(values):.4g}",
        "runs": str(len(values)),
        "peak_mb": "" if peak is None else f"{peak:.0f}",
        "promise": "" if case.promise is None else f"{case.promise:g}",
        "promise_peak_mb": "" if case.promise_peak_mb is None else f"{case.promise_peak_mb:g}",
        "kept": ("yes" if all(verdicts) else "no") if verdicts else "",
    }


def _asked(arguments: list[str] | None) -> tuple[list[Case], bool]:
    names = [case.name for case in CASES]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("case", nargs="*", help=f"one or more of: {', '.join(names)}; none: all")
    parser.add_argument("--no-keep", action="store_true", help="print only; leave results.csv as it is")
    given = parser.parse_args(arguments)
    for word in given.case:
        if word not in names:
            parser.error(f"there is no case {word!r}; the cases are {', '.join(names)}")
    return [case for case in CASES if not given.case or case.name in given.case], not given.no_keep


def _table(cases: list[Case], rows: list[dict[str, str]]) -> Table:
    table = Table(box=None, pad_edge=False)
    for head in ("case", "what"):
        table.add_column(head)
    for head in ("median", "min-max", "peak memory", "promise"):
        table.add_column(head, justify="right")
    table.add_column("kept")
    for case, row in zip(cases, rows, strict=True):
        promised = [f"{row['promise']} {case.unit}"] if row["promise"] else []
        promised += [f"{row['promise_peak_mb']} MB"] if row["promise_peak_mb"] else []
        table.add_row(
            case.name,
            case.what,
            f"{row['median']} {case.unit}",
            f"{row['least']}-{row['most']}" if int(row["runs"]) > 1 else "",
            f"{row['peak_mb']} MB" if row["peak_mb"] else "",
            ", ".join(promised),
            row["kept"],
        )
    return table


def _keep(rows: list[dict[str, str]]) -> None:
    columns = [name for name in rows[0] if name not in MEASURED]
    fields = [*columns[:2], *MEASURED, *columns[2:]]
    fresh = not RESULTS.exists()
    with RESULTS.open("a", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fields, lineterminator="\n")
        if fresh:
            writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    sys.exit(main())
