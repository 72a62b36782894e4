"""`multipolar panel`: state-years and dyad-years with chosen columns, to a CSV or Parquet file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from multipolar.cli.absence import explain_absence
from multipolar.cli.rows import print_rows
from multipolar.errors import InputError

if TYPE_CHECKING:
    from multipolar.panel import DyadYears, StateYears

app = App(
    name="panel",
    help="State-years and dyad-years with chosen columns, to a file.",
    help_epilogue="",
)

First = Annotated[int, Parameter(name="--from", help="First year.")]
Last = Annotated[int, Parameter(name="--to", help="Last year.")]
Added = Annotated[
    str, Parameter(name="--add", help="Columns, with commas between them; see `panel columns`.")
]
States = Annotated[str | None, Parameter(help="Ids or names with commas between them; left out, all.")]
System = Annotated[
    Literal["cow", "gw", "none"],
    Parameter(help="Correlates of War, Gleditsch and Ward, or every year of every state with data."),
]
Microstates = Annotated[bool, Parameter(help="With gw: its list of microstates too.")]
Out = Annotated[
    Path | None, Parameter(help="A file ending in .csv or .parquet; left out, the first rows are shown.")
]


@app.command
def state_years(
    *,
    first: First,
    last: Last,
    add: Added = "",
    states: States = None,
    system: System = "cow",
    microstates: Microstates = False,
    out: Out = None,
) -> None:
    """Make one row a state and year, as in `state-years --from 1990 --to 2020 --add cinc --out power.csv`."""
    from multipolar import panel

    rows = panel.state_years(
        first, last, _words(states), None if system == "none" else system, microstates=microstates
    )
    explain_absence(_words(states), first, last, system, microstates=microstates)
    _deliver(rows.add(*_words(add) or ()) if add else rows, out)


@app.command
def dyad_years(
    *,
    first: First,
    last: Last,
    add: Added = "",
    states: States = None,
    directed: Annotated[bool, Parameter(help="Whether (i, j) and (j, i) are two rows.")] = False,
    system: System = "cow",
    microstates: Microstates = False,
    out: Out = None,
) -> None:
    """Make one row a pair of states and year, as in `dyad-years --from 1990 --to 2018 --add alliance_any`."""
    from multipolar import panel

    rows = panel.dyad_years(
        first, last, _words(states), directed, None if system == "none" else system, microstates=microstates
    )
    explain_absence(_words(states), first, last, system, microstates=microstates)
    _deliver(rows.add(*_words(add) or ()) if add else rows, out)


@app.command
def columns(*search: str) -> None:
    """List every column that can be added, or those that match all of some words.

    Parameters
    ----------
    search
        Words to look for.
    """
    from multipolar import panel

    found = panel.columns(" ".join(search))
    if found.is_empty():
        raise InputError(
            "No column matches.", got=" ".join(search), do="`multipolar panel columns` lists all of them."
        )
    rows = [
        (
            row["column"],
            row["unit_of"],
            row["label"],
            row["unit"],
            "no time" if row["first_year"] is None else f"{row['first_year']}-{row['last_year']}",
            row["absence"].replace("_", " "),
            row["source"],
        )
        for row in found.to_dicts()
    ]
    print_rows(("column", "of a", "what", "unit", "years", "not listed means", "source"), rows)


def _words(text: str | None) -> list[str] | None:
    return None if text is None else [word.strip() for word in text.split(",") if word.strip()]


def _deliver(rows: StateYears | DyadYears, out: Path | None) -> None:
    if out is None:
        frame = rows.to_polars()
        if frame.is_empty():
            print("0 rows.")
            return
        shown = frame.head(20)
        texts = [[_text(value) for value in row] for row in shown.iter_rows()]
        print_rows(frame.columns, texts)
        print(f"{shown.height} of {frame.height:,} rows; --out FILE writes them all.")
        return
    if out.suffix not in {".csv", ".parquet"}:
        raise InputError(
            "The kind of file is not known by its ending.", expected=".csv or .parquet", got=str(out)
        )
    written = rows.to_csv(out) if out.suffix == ".csv" else rows.to_parquet(out)
    print(f"{written}")
    for vintage in rows.vintages():
        print(f"  {vintage.title}, {vintage.version} ({vintage.producer})")


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.10g}" if isinstance(value, float) else str(value)
