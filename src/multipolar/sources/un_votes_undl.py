"""The UN Digital Library's record of adopted resolutions with a recorded vote, 1946 to 2025."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from multipolar.errors import SchemaError
from multipolar.sources.parquet import raw_parquet
from multipolar.sources.tidy import expect_columns, typed, with_state
from multipolar.sources.un_votes_symbols import with_symbol

VOTES = {"undl_id": pl.Int32, "resolution": pl.String, "date": pl.Date, "name": pl.String, "vote": pl.String}
RESOLUTIONS = {
    "undl_id": pl.Int32,
    "resolution": pl.String,
    "date": pl.Date,
    "title": pl.String,
    "yes": pl.Float64,
    "no": pl.Float64,
    "abstain": pl.Float64,
}
COUNTS = ("yes", "no", "abstain")
LETTERS = {"Y": 1, "A": 2, "N": 3, "X": 8}


def read_undl(votes: Path, resolutions: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read the roll calls and the votes of the General Assembly.

    Roll calls of other organs are left out, and so are those with a count but without any state's vote.

    Parameters
    ----------
    votes
        One row a roll call and state, by the name that the state had then.
    resolutions
        One row a resolution; those adopted without a recorded vote have no counts.

    Returns
    -------
    tuple[polars.DataFrame, polars.DataFrame]
        Roll calls (`rollcall` Int32: the library's record number, `date`, `session`, `resolution`,
        `title`, and the published `yes`, `no`, `abstain`, with what `with_symbol` adds), and votes
        (`rollcall`, `state`, `vote`: 1 yes, 2 abstain, 3 no, 8 absent or not voting).

    Raises
    ------
    SchemaError
        Where a letter is none of Y, A, N and X, a name stood for no state at that date, or a roll call
        is in one file only.

    Examples
    --------
    >>> read_undl(Path("long.parquet"), Path("resolutions.parquet"))[0].height  # doctest: +SKIP
    5535
    """
    each = _assembly(_table(votes, VOTES), votes.name)
    calls = _assembly(_table(resolutions, RESOLUTIONS), resolutions.name).drop_nulls("yes")
    _refuse_orphans(each, calls, votes.name)
    cast = each.filter((pl.col("vote") != "X").any().over("rollcall"))
    calls = calls.with_columns(pl.col(COUNTS).cast(pl.Int16))
    calls = with_symbol(calls.join(cast, on="rollcall", how="semi"))
    calls = calls.with_columns(session=pl.coalesce("symbol_session", regular_session(pl.col("date"))))
    return calls, _named(cast, votes.name)


def regular_session(date: pl.Expr) -> pl.Expr:
    """Return the regular session at a date: a new one opens in the third week of September.

    It dates special and emergency special sessions, which meet during a regular one.

    Examples
    --------
    >>> import datetime as dt
    >>> pl.select(regular_session(pl.lit(dt.date(2022, 3, 2)))).item()
    76
    """
    begun = (date.dt.month() > 9) | ((date.dt.month() == 9) & (date.dt.day() >= 15))
    return (date.dt.year() - 1946 + begun.cast(pl.Int32)).cast(pl.Int16)


def _table(path: Path, types: dict[str, type[pl.DataType]]) -> pl.DataFrame:
    table = expect_columns(raw_parquet(path, types), types, path.name)
    words = table.with_columns(pl.col(name).cast(pl.String) for name in types if name != "undl_id")
    dated = words.with_columns(iso_dates(words["date"], path.name))
    return typed(dated, types, path.name).rename({"undl_id": "rollcall"})


def iso_dates(column: pl.Series, where: str) -> pl.Series:
    """Read dates written year-month-day.

    Raises
    ------
    SchemaError
        Where a text is no such date.

    Examples
    --------
    >>> iso_dates(pl.Series("date", ["2022-03-02"]), "a file").to_list()
    [datetime.date(2022, 3, 2)]
    """
    dates = column.cast(pl.String).str.to_date("%Y-%m-%d", strict=False)
    lost = column.filter(dates.is_null() & column.is_not_null())
    if not lost.is_empty():
        raise SchemaError(f"Values of {column.name} are no dates.", where=where, rows=lost.head(3))
    return dates


def _assembly(rows: pl.DataFrame, where: str) -> pl.DataFrame:
    unknown = rows.filter(pl.any_horizontal(pl.col("rollcall", "resolution", "date").is_null()))
    if not unknown.is_empty():
        raise SchemaError("A record has no number, symbol or date.", where=where, rows=unknown.head(3).rows())
    return rows.filter(pl.col("resolution").str.starts_with("A/RES/"))


def _refuse_orphans(votes: pl.DataFrame, calls: pl.DataFrame, where: str) -> None:
    here, there = set(votes["rollcall"]), set(calls["rollcall"])
    if here != there:
        raise SchemaError(
            "Roll calls are in one file only.",
            where=where,
            got=f"{len(here ^ there)} such records",
            rows=sorted(here ^ there),
        )


def _named(votes: pl.DataFrame, where: str) -> pl.DataFrame:
    odd = votes.filter(~pl.col("vote").is_in(list(LETTERS)).fill_null(False))
    if not odd.is_empty():
        raise SchemaError("A vote is none of Y, A, N and X.", where=where, rows=odd.head(3).rows())
    names = with_state(votes, "un", "name", "date", where)
    return names.select("rollcall", "state", pl.col("vote").replace_strict(LETTERS, return_dtype=pl.Int8))
