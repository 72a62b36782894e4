"""Which roll calls of two collections are one vote: by the symbol, and by the votes themselves."""

from __future__ import annotations

import polars as pl

CAST = [1, 2, 3]

# From the 31st session (September 1976) on both collections number resolutions in the same way.
SAME_NUMBERING = pl.date(1976, 9, 1)

# How alike two rolls must be, the surest kind of pair first. `share` is the share of equal votes among the
# states that voted in both; `alike` is the same with absences counted, over the states listed in both.
# Two records of one vote differ in a few states at most; votes on two parts of one text differ in more.
ENOUGH: dict[str, pl.Expr] = {
    "symbol": pl.col("same_part") & (pl.col("share") >= pl.when("whole").then(0.9).otherwise(0.98)),
    "number": (pl.col("share") >= pl.when("whole").then(0.89).otherwise(0.95)) & (pl.col("alike") >= 0.85),
    "month": (pl.col("share") >= 0.97)
    & (pl.col("alike") >= pl.when(pl.col("date") < SAME_NUMBERING).then(0.92).otherwise(0.97)),
    "copy": pl.col("alike") >= 0.98,
}
FEWEST_IN_COMMON = 20


def pair_votes(
    ours: pl.DataFrame, our_votes: pl.DataFrame, record: pl.DataFrame, record_votes: pl.DataFrame
) -> pl.DataFrame:
    """Pair the roll calls of a collection with those of the record, the surest pairs first.

    Parameters
    ----------
    ours
        Columns `rollcall`, `date`, `number`, `part` and `whole`. Days may be wrong, months are right.
    our_votes, record_votes
        Columns `rollcall`, `state`, `vote` (1 yes, 2 abstain, 3 no, 8 absent).
    record
        Columns `rollcall`, `date`, `number`, `part`.

    Returns
    -------
    polars.DataFrame
        ``rollcall, record (Int32), kind, share, alike (Float64, 0 to 1)``. The kinds ``"symbol"``,
        ``"number"`` (another part of the same resolution) and ``"month"`` (another number, the same
        votes) are one to one. A ``"copy"`` is a record whose vote is paired already: one vote that the
        record counts once for each part of a resolution.

    Examples
    --------
    >>> import datetime as dt
    >>> states = [f"S{k:02d}" for k in range(30)]
    >>> votes = pl.DataFrame({"rollcall": 7, "state": states, "vote": [1] * 20 + [3] * 10})
    >>> day = dt.date(1950, 11, 3)
    >>> call = {"rollcall": [7], "date": [day], "number": ["5/377"], "part": [""], "whole": [True]}
    >>> pair_votes(pl.DataFrame(call), votes, pl.DataFrame(call), votes)["kind"].to_list()
    ['symbol']
    """
    by_number = _alike(_of_one_number(ours, record), our_votes, record_votes)
    pairs = _more(by_number.clear(), by_number, "symbol")
    pairs = _more(pairs, by_number, "number")
    left = ours.join(pairs, on="rollcall", how="anti")
    unpaired = record.join(pairs, left_on="rollcall", right_on="record", how="anti")
    pairs = _more(pairs, _alike(_of_one_month(left, unpaired), our_votes, record_votes), "month")
    copies = by_number.filter(ENOUGH["copy"]).join(pairs, on="record", how="anti")
    copies = copies.join(pairs, on="rollcall", how="semi").sort("alike", "rollcall", descending=True)
    copies = copies.unique("record", keep="first", maintain_order=True).with_columns(kind=pl.lit("copy"))
    return pl.concat([pairs, copies]).select("rollcall", "record", "kind", "share", "alike")


def _of_one_number(ours: pl.DataFrame, record: pl.DataFrame) -> pl.DataFrame:
    return _candidates(ours, record, "number")


def _of_one_month(ours: pl.DataFrame, record: pl.DataFrame) -> pl.DataFrame:
    month = pl.col("date").dt.truncate("1mo").alias("in_month")
    return _candidates(ours.with_columns(month), record.with_columns(month), "in_month")


def _candidates(ours: pl.DataFrame, record: pl.DataFrame, same: str) -> pl.DataFrame:
    left = ours.select("rollcall", "date", "part", "whole", same)
    right = record.select(pl.col("rollcall").alias("record"), pl.col("part").alias("other_part"), same)
    both = left.join(right, on=same)
    same_part = (pl.col("part") == pl.col("other_part")).fill_null(False)
    return both.select("rollcall", "record", "date", "whole", same_part=same_part, kind=pl.lit(""))


def _alike(candidates: pl.DataFrame, ours: pl.DataFrame, theirs: pl.DataFrame) -> pl.DataFrame:
    """Add `share` and `alike` to those candidates that have enough states in common."""
    both = (
        candidates.select("rollcall", "record")
        .join(ours.select("rollcall", "state", "vote"), on="rollcall")
        .join(theirs.rename({"rollcall": "record", "vote": "other"}), on=["record", "state"])
    )
    cast = pl.col("vote").is_in(CAST) & pl.col("other").is_in(CAST)
    same = pl.col("vote") == pl.col("other")
    compared = both.group_by("rollcall", "record").agg(
        common=cast.sum(), share=(same & cast).sum() / cast.sum(), alike=same.mean()
    )
    enough = compared.filter(pl.col("common") >= FEWEST_IN_COMMON).drop("common")
    return candidates.join(enough, on=["rollcall", "record"])


def _more(pairs: pl.DataFrame, candidates: pl.DataFrame, kind: str) -> pl.DataFrame:
    """Add the pairs of a kind to those found before, each end once, the most alike first."""
    free = candidates.filter(ENOUGH[kind]).join(pairs, on="rollcall", how="anti")
    free = free.join(pairs, on="record", how="anti")
    order = ["alike", "share", "rollcall", "record"]
    ranked = free.sort(order, descending=[True, True, False, False])
    taken: set[tuple[str, int]] = set()
    kept = []
    for row, (rollcall, record) in enumerate(ranked.select("rollcall", "record").iter_rows()):
        ends = {("ours", rollcall), ("record", record)}
        if not ends & taken:
            taken |= ends
            kept.append(row)
    return pl.concat([pairs, ranked[kept].with_columns(kind=pl.lit(kind))])
