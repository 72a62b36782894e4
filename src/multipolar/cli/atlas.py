"""`multipolar atlas`: build the embedded tables, say what is in them, and why a value is not."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from multipolar.cli.rows import print_rows

app = App(
    name="atlas",
    help="The embedded tables: what is in them, to which year, and why a value is missing.",
    help_epilogue="",
)

Folder = Annotated[Path | None, Parameter(help="An atlas folder; left out, the one embedded in the package.")]


@app.command
def build(
    *,
    mirror: Annotated[
        Path | None,
        Parameter(
            help="A folder that has the published files; else MULTIPOLAR_MIRROR, the cache or the network."
        ),
    ] = None,
    folder: Folder = None,
    jobs: Annotated[int, Parameter(help="Sources read at once, each in its own process.")] = 1,
) -> None:
    """Read every source whose terms allow it and write the tables anew; the same files give the same bytes."""
    from tqdm import tqdm

    from multipolar import atlas

    with tqdm(desc="sources", unit="source", leave=False, disable=None) as bar:

        def advance(done: int, total: int, name: str) -> None:
            bar.total = total
            bar.set_postfix_str(name)
            bar.update(done - bar.n)

        written = atlas.build(mirror, folder, advance, jobs=jobs)
    made = atlas.read_manifest(written).tables
    print(f"{len(made)} tables, {sum(record.bytes for record in made) / 1e6:.1f} MB, in {written}")


@app.command
def info(*, folder: Folder = None) -> None:
    """Show which sources the tables come from: vintage, window, terms, size."""
    from multipolar import atlas

    opened = atlas.open(folder)
    rows = []
    for vintage in opened.manifest.sources:
        tables = [record for record in opened.manifest.tables if record.source == vintage.id]
        rows.append(
            (
                vintage.id,
                f"{vintage.title}, {vintage.version}",
                _years(vintage.first_year, vintage.last_year),
                f"{sum(record.rows for record in tables):,}",
                f"{sum(record.bytes for record in tables) / 1e6:.2f}",
                vintage.licence,
            )
        )
    print_rows(("source", "what", "years", "rows", "MB", "terms"), rows, right={"rows", "MB"})
    total = sum(record.bytes for record in opened.manifest.tables) / 1e6
    print(f"{len(opened.tables())} tables, {total:.1f} MB, in {opened.folder}")


@app.command
def tables(name: str | None = None, /, *, folder: Folder = None) -> None:
    """List the tables, or the columns of one.

    Parameters
    ----------
    name
        A table; left out, all of them.
    """
    from multipolar import atlas

    opened = atlas.open(folder)
    if name is None:
        listed = [
            (
                each.name,
                each.description,
                each.source,
                _years(each.first_year, each.last_year),
                f"{each.rows:,}",
            )
            for each in opened.manifest.tables
        ]
        print_rows(("table", "a row is", "source", "years", "rows"), listed, right={"rows"})
        return
    table = opened.table(name)
    columns = [
        (
            f"{column.name} (key)" if column.name in table.key else column.name,
            column.type,
            _years(column.first_year, column.last_year),
            f"{column.nulls:,}",
        )
        for column in table.columns
    ]
    print(f"{table.name}: {table.description} Source: {table.source}. {table.rows:,} rows.")
    print_rows(("column", "type", "years", "nulls"), columns, right={"nulls"})


@app.command
def verify(*, folder: Folder = None) -> None:
    """Compare every table with the checksum that was recorded when it was written."""
    from multipolar import atlas

    opened = atlas.open(folder)
    opened.verify()
    print(f"All {len(opened.tables())} tables are as they were written.")


@app.command
def why_missing(name: str, /, *where: str, folder: Folder = None) -> None:
    """Say why a value is missing, as in `why-missing alliance_defence AZE TUR 2021`.

    Parameters
    ----------
    name
        A variable or a layer; `multipolar panel columns` lists them.
    where
        A state (for a layer two) and a year.
    """
    from multipolar import atlas

    *states, year = where or ("",)
    answer = atlas.why_missing(
        name, *states, int(year) if year.isdecimal() else year, atlas=atlas.open(folder)
    )
    print(answer.sentence)


def _years(first: int | None, last: int | None) -> str:
    if first is None or last is None:
        return "no time"
    return str(first) if first == last else f"{first}-{last}"
