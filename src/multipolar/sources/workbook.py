"""Sheets of a workbook with one row a state and one column a year, as a long table."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from multipolar.errors import SchemaError
from multipolar.sources.tidy import typed


def read_years(
    path: Path, sheet: str, corner: str, value: str, unknown: tuple[str, ...], end: str | None = None
) -> pl.DataFrame:
    """Read a sheet whose header row begins with `corner` and names the years.

    Parameters
    ----------
    path
        An ``.xlsx`` file.
    sheet
        The sheet's name.
    corner
        The text in the first cell of the header row.
    value
        What to call the numbers.
    unknown
        Texts that stand for an unknown value.
    end
        The text in the first cell of the row at which the table ends; None: it runs to the end.

    Returns
    -------
    polars.DataFrame
        `name` (String, trimmed), `year` (Int16) and `value` (Float64), without unknown values.

    Raises
    ------
    SchemaError
        Where the sheet, its header, its years or its end are not found, or a value is no number.

    Examples
    --------
    >>> read_years(Path("milex.xlsx"), "Current US$", "Country", "musd", ("...", "xxx"))  # doctest: +SKIP
    """
    import fastexcel

    where = f"{path.name}, sheet {sheet}"
    book = fastexcel.read_excel(path.read_bytes())
    if sheet not in book.sheet_names:
        raise SchemaError("A sheet is missing.", where=where, got=", ".join(book.sheet_names[:12]))
    cells = book.load_sheet(sheet, header_row=None, dtypes="string").to_polars()
    names = [text.strip() if text else "" for text in cells.to_series(0)]
    if corner not in names or (end is not None and end not in names):
        raise SchemaError(
            "A sheet has no such table.", where=where, expected=f"a row that begins with {corner!r}"
        )
    top = names.index(corner)
    bottom = names.index(end) if end is not None else len(names)
    years = _years(cells.row(top), where)
    rows = cells[top + 1 : bottom].select(
        pl.Series("name", names[top + 1 : bottom], dtype=pl.String),
        *(pl.col(cells.columns[place]).alias(str(year)) for year, place in years.items()),
    )
    long = rows.unpivot(index="name", variable_name="year", value_name=value)
    known = long.filter(pl.col(value).is_not_null(), ~pl.col(value).is_in([*unknown, ""]))
    return typed(known, {"year": pl.Int16, value: pl.Float64}, where)


def _years(header: tuple[str | None, ...], where: str) -> dict[int, int]:
    """Return year -> its first column; columns after the run of years (growth rates, shares) are none."""
    years: dict[int, int] = {}
    for place, text in enumerate(header):
        if text is not None and text.strip().isdecimal() and (not years or int(text) == max(years) + 1):
            years[int(text)] = place
    if len(years) < 2:
        raise SchemaError("A sheet's header names no years.", where=where)
    return years
