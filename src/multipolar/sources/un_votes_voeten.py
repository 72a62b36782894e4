"""Erik Voeten's collection of General Assembly roll calls, with amendments and paragraphs, 1946 to 2021."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl

from multipolar.errors import SchemaError
from multipolar.sources.parquet import raw_parquet
from multipolar.sources.tidy import expect_columns, typed
from multipolar.sources.un_votes_symbols import with_symbol
from multipolar.sources.un_votes_undl import iso_dates

COLUMNS = {
    "rcid": pl.Int32,
    "date": pl.Date,
    "session": pl.Int16,
    "unres": pl.String,
    "short": pl.String,
    "amend": pl.Int8,
    "para": pl.Int8,
}
CAST = [1, 2, 3]
ABSENT = 8
NOT_A_MEMBER = 9
MOVE_TO_TAIPEI = dt.date(1949, 12, 8)  # Taiwan's first day in the state system


def read_voeten(path: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read the roll calls and the votes, one row a state, from one column a state.

    In the columns of 36 states an absence and a time outside the United Nations look alike (no value);
    such votes come out as absences, and `during_membership` keeps those that were.

    Returns
    -------
    tuple[polars.DataFrame, polars.DataFrame]
        Roll calls (`rollcall`, `date`, `session`, `resolution`, `title`, `whole`: neither an amendment
        nor a paragraph, with what `with_symbol` adds), and votes (`rollcall`, `state`, `vote`).

    Raises
    ------
    SchemaError
        Where a vote has another code than 1, 2, 3, 8 and 9, or a state that voted is unknown.

    Examples
    --------
    >>> read_voeten(Path("wide.parquet"))[0].height  # doctest: +SKIP
    6299
    """
    table = raw_parquet(path)
    published = expect_columns(table, COLUMNS, path.name)
    dated = published.with_columns(iso_dates(published["date"], path.name))
    calls = typed(dated, COLUMNS, path.name)
    calls = calls.rename({"rcid": "rollcall", "unres": "resolution", "short": "title"})
    if not calls.select(pl.col("rollcall", "date", "session").is_not_null().all()).row(0) == (True,) * 3:
        raise SchemaError("A roll call has no number, date or session.", where=path.name)
    whole = (pl.col("amend").fill_null(0) == 0) & (pl.col("para").fill_null(0) == 0)
    calls = with_symbol(calls.with_columns(whole=whole))
    return calls, _votes(table, calls, path.name)


def _votes(table: pl.DataFrame, calls: pl.DataFrame, where: str) -> pl.DataFrame:
    codes = [name for name in table.columns if name.isdigit()]
    votes = (
        table.select(pl.col("rcid").cast(pl.Int32).alias("rollcall"), pl.col(codes).cast(pl.Int8))
        .unpivot(codes, index="rollcall", variable_name="cow", value_name="published")
        .filter(pl.col("published").ne_missing(NOT_A_MEMBER))
    )
    odd = votes.filter(~pl.col("published").is_in([*CAST, ABSENT]))
    if not odd.is_empty():
        raise SchemaError("A vote has an unknown code.", where=where, rows=odd.head(3).rows())
    votes = votes.with_columns(pl.col("published").fill_null(ABSENT).alias("vote"))
    votes = votes.join(calls.select("rollcall", "date"), on="rollcall")
    named = _named(votes, where)
    # Yemen and Germany have two columns each, and at any time one of them is not the state's.
    valued = pl.col("published").is_not_null()
    return named.filter(valued | ~valued.any().over("rollcall", "state"))


def _named(votes: pl.DataFrame, where: str) -> pl.DataFrame:
    from multipolar import vocabulary

    ids = vocabulary.resolve("cow", votes["cow"], votes["date"])
    # The file gives Taiwan's code to China's seat from 1946; before the move to Taipei that was China's vote.
    ids = pl.select(
        pl.when((ids == "TWN") & (votes["date"] < MOVE_TO_TAIPEI)).then(pl.lit("CHN")).otherwise(ids)
    ).to_series()
    unknown = votes.filter(ids.is_null() & pl.col("vote").is_in(CAST))
    if not unknown.is_empty():
        raise SchemaError(
            "Votes were cast by codes that stand for no state at their time.",
            where=where,
            rows=unknown.select("cow", "date").unique(maintain_order=True).head(3).rows(),
        )
    # An absence of what was no state yet, or no longer, is none.
    return votes.with_columns(ids.alias("state")).drop_nulls("state")
