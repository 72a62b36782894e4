"""Roll calls of the UN General Assembly, 1946 to October 2025: two collections joined on final votes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from multipolar.sources.source import Source, SourceFile, TableSchema
from multipolar.sources.un_votes_pairs import SAME_NUMBERING, pair_votes
from multipolar.sources.un_votes_undl import read_undl, regular_session
from multipolar.sources.un_votes_voeten import read_voeten

FOLDER = "un_votes"
WIDE = f"{FOLDER}/unga_votes_wide_1946_2020_reconstructed.parquet"
LONG = f"{FOLDER}/unga_votes_undl_1946_2025_all_long.parquet"
RESOLUTIONS = f"{FOLDER}/unga_resolutions_undl_1946_2025.parquet"

COUNTED = {"yes": 1, "abstain": 2, "no": 3}
ABSENT = 8

# Voeten's days are real from here on; before, the day is a counter of the days with votes in a month.
REAL_DAYS = pl.date(2003, 1, 1)

ROLLCALLS = TableSchema(
    columns={
        "rollcall": pl.Int32,
        "date": pl.Date,
        "day_exact": pl.Boolean,
        "year": pl.Int16,
        "session": pl.Int16,
        "resolution": pl.String,
        "title": pl.String,
        "collection": pl.String,
        "record": pl.Int32,
        "final": pl.Boolean,
        "yes": pl.Int16,
        "no": pl.Int16,
        "abstain": pl.Int16,
    },
    key=("rollcall",),
    description="A roll call of the General Assembly with its count of votes, from the collection `voeten` "
    "(rollcall is its rcid, below 10,000) or `undl` (rollcall is the record's number in the UN Digital "
    "Library, above 200,000); `record` is that number where known, `final` marks votes on whole texts.",
    ranges={"yes": (0, 193), "no": (0, 193), "abstain": (0, 193), "session": (1, 200)},
)
VOTES = TableSchema(
    columns={"rollcall": pl.Int32, "state": pl.String, "vote": pl.Int8},
    key=("rollcall", "state"),
    window=None,
    description="A member's vote in a roll call: 1 yes, 2 abstain, 3 no, 8 absent or not voting. A state "
    "without a row was not a member.",
    ranges={"vote": (1, 8)},
)


def read_un_votes(files: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Read both collections into ``un_rollcalls`` and ``un_votes``.

    Every roll call of Voeten's collection stays. From the UN Digital Library come the later ones, and
    those since the 31st session (1976) that the other collection lacks. The two are recognised as one
    vote by symbol and by the votes themselves (`pair_votes`); where they are, the library gives the day,
    the symbol and the title. A roll call is `final` where the library records it as the vote that adopted
    a resolution. One that the library does not have is final where it is flagged neither as an amendment
    nor as a paragraph; from 1976 on, when the library is all but complete, it must also have a symbol of
    its own and have been carried.

    Examples
    --------
    >>> paths = {name: Path(name) for name in (WIDE, LONG, RESOLUTIONS)}
    >>> read_un_votes(paths)["un_rollcalls"].height  # doctest: +SKIP
    6797
    """
    voeten, voeten_votes = read_voeten(files[WIDE])
    undl, undl_votes = read_undl(files[LONG], files[RESOLUTIONS])
    pairs = pair_votes(voeten, voeten_votes, undl, undl_votes)
    voeten_votes = _settled(voeten_votes, pairs, undl, undl_votes)
    unpaired = undl.join(pairs, left_on="rollcall", right_on="record", how="anti")
    added = unpaired.filter(pl.col("date") >= SAME_NUMBERING)
    votes = pl.concat([voeten_votes, undl_votes.join(added, on="rollcall", how="semi")])
    counts = votes.group_by("rollcall").agg(
        (pl.col("vote") == vote).sum().alias(name) for name, vote in COUNTED.items()
    )
    calls = pl.concat([_ours(voeten, pairs, undl, counts), _theirs(added)], how="diagonal_relaxed")
    calls = calls.join(counts, on="rollcall").with_columns(
        year=pl.col("date").dt.year(), title=_short("title")
    )
    return {
        "un_rollcalls": calls.select(pl.col(name).cast(dtype) for name, dtype in ROLLCALLS.columns.items()),
        "un_votes": votes,
    }


def _settled(
    votes: pl.DataFrame, pairs: pl.DataFrame, undl: pl.DataFrame, undl_votes: pl.DataFrame
) -> pl.DataFrame:
    """Settle by the record what an absence, or no value, in Voeten's file means.

    Where the same vote is on record, a state that is not listed there was no member, and a missing value
    is the recorded vote. Elsewhere an absence counts in the months from the state's first to its last
    listing in the record.
    """
    month = pl.col("date").dt.truncate("1mo")
    listed = (
        undl_votes.join(undl.select("rollcall", month), on="rollcall")
        .group_by("state")
        .agg(first=pl.col("date").min(), last=pl.col("date").max())
    )
    recorded = _one_to_one(pairs).join(
        undl_votes.rename({"rollcall": "record", "vote": "recorded"}), on="record"
    )
    rows = (
        votes.join(_one_to_one(pairs), on="rollcall", how="left")
        .join(recorded.drop("record"), on=["rollcall", "state"], how="left")
        .join(listed, on="state", how="left")
    )
    in_the_months = month.is_between("first", "last").fill_null(False)
    on_record = pl.when(pl.col("record").is_not_null())
    member = on_record.then(pl.col("recorded").is_not_null()).otherwise(in_the_months)
    unknown = pl.col("published").is_null()
    return rows.filter((pl.col("vote") != ABSENT) | member).select(
        "rollcall", "state", vote=pl.when(unknown).then(pl.coalesce("recorded", "vote")).otherwise("vote")
    )


def _one_to_one(pairs: pl.DataFrame) -> pl.DataFrame:
    return pairs.filter(pl.col("kind") != "copy").select("rollcall", "record")


def _ours(
    voeten: pl.DataFrame, pairs: pl.DataFrame, undl: pl.DataFrame, counts: pl.DataFrame
) -> pl.DataFrame:
    # A record dated before its session opened is mistyped (A/RES/37/84).
    possible = (pl.col("date") < SAME_NUMBERING) | (regular_session(pl.col("date")) >= pl.col("session"))
    recorded = undl.select(
        record="rollcall",
        their_date=pl.when(possible).then("date"),
        symbol="resolution",
        their_title="title",
    )
    rows = voeten.join(_one_to_one(pairs), on="rollcall", how="left").join(recorded, on="record", how="left")
    taken = undl.select("number", "part", taken=pl.lit(True)).unique()
    rows = rows.join(taken, on=["number", "part"], how="left").join(counts, on="rollcall", how="left")
    unsure = (pl.col("date") >= SAME_NUMBERING) & (
        pl.col("taken") | pl.col("number").is_null() | (pl.col("no") >= pl.col("yes"))
    ).fill_null(False)
    paired = pl.col("record").is_not_null()
    return rows.select(
        "rollcall",
        "session",
        "record",
        pl.coalesce("their_date", "date").alias("date"),
        pl.coalesce("symbol", "resolution").alias("resolution"),
        pl.coalesce("their_title", "title").alias("title"),
        collection=pl.lit("voeten"),
        day_exact=pl.col("their_date").is_not_null() | (pl.col("date") >= REAL_DAYS),
        final=paired | (pl.col("whole") & ~unsure),
    )


def _theirs(undl: pl.DataFrame) -> pl.DataFrame:
    return undl.select(
        "rollcall",
        "session",
        "date",
        "resolution",
        "title",
        record="rollcall",
        collection=pl.lit("undl"),
        day_exact=pl.lit(True),
        final=pl.lit(True),
    )


def _short(title: str) -> pl.Expr:
    """Cut what every title of an adopted resolution ends with."""
    return pl.col(title).str.replace(r"[ :]*resolution[ /]*adopted by the General Assembly\.?\s*$", "")


SOURCE = Source(
    id="un_votes",
    title="Roll calls of the United Nations General Assembly",
    producer="Erik Voeten (1946-2021); Dag Hammarskjöld Library, UN Digital Library (1946-2025)",
    version="Voeten at un-project/un-votes commit ab564a3; UN Digital Library at lefthand67/un_votes commit 38cae07",
    citation="""@article{bailey2017estimating,
  author = {Bailey, Michael A. and Strezhnev, Anton and Voeten, Erik},
  title = {Estimating Dynamic State Preferences from United Nations Voting Data},
  journal = {Journal of Conflict Resolution},
  volume = {61},
  number = {2},
  pages = {430--456},
  year = {2017},
  doi = {10.1177/0022002715595700},
  note = {Roll calls: Voeten, Erik (2013), Data and Analyses of Voting in the United Nations General Assembly,
    in Reinalda (ed.), Routledge Handbook of International Organization; and the UN Digital Library}
}""",
    licence="Voeten: CC0 (Harvard Dataverse LEJUQZ). UN Digital Library: attribution, non-commercial use of the "
    "compilation; the votes themselves are facts, coded here with attribution.",
    embed=True,
    accessed=dt.date(2026, 11, 23),
    files=(
        SourceFile(
            path=WIDE,
            sha256="945c0c353d989e72e23875bc621fcfac4f710ecd351d2cbcb6484398fc6ea893",
            size_bytes=557_483,
        ),
        SourceFile(
            path=LONG,
            sha256="f182157db02f93e066cefadae802f0598633200112853a908868b154fe8889b4",
            size_bytes=252_865,
        ),
        SourceFile(
            path=RESOLUTIONS,
            sha256="6a06ecf9b521582ea841d8677b20710090996c5d0529ff874444c5d11bf4e130",
            size_bytes=274_561,
        ),
    ),
    first_year=1946,
    last_year=2025,
    tables={"un_rollcalls": ROLLCALLS, "un_votes": VOTES},
    read=read_un_votes,
    gaps=(
        "From 4 March 2021 only votes that adopted a resolution are known: no rejected drafts, no amendments, "
        "no paragraphs. Compare years on `final` votes only.",
        "Before 2003 the day is known only where day_exact is true; the month is right.",
        "Of the emergency special sessions after 1967 only those that the UN Digital Library records are here.",
        "The last roll call is of 29 October 2025: the 80th session has just begun there.",
        "Serbia (and Yugoslavia) is marked absent in nearly all separate votes of 1997 to 2017 that are not final: "
        "unknown rather than absent.",
        "There was no roll call in 1964. Yugoslavia has no votes from October 1992 to October 2000.",
    ),
)
