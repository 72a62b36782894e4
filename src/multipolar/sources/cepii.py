"""CEPII GeoDist: how far apart two states are, whether they touch, and what tongue or past they share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from multipolar.errors import SchemaError
from multipolar.sources.r_data import read_r
from multipolar.sources.source import Source, SourceFile, TableSchema
from multipolar.sources.tidy import expect_columns, typed, with_state

FILE = "cepii/dist_cepii.rda"

# The file describes the states of 2005: one Serbia and Montenegro, one Sudan.
DESCRIBED = 2005

DISTANCES = {"dist": "distance_km", "distcap": "capital_distance_km", "distw": "weighted_distance_km"}
FLAGS = {
    "contig": "contiguous",
    "comlang_off": "common_official_language",
    "comlang_ethno": "common_spoken_language",
    "colony": "colonial_tie",
}

GEOGRAPHY = TableSchema(
    columns={
        "state_i": pl.String,
        "state_j": pl.String,
        **dict.fromkeys(DISTANCES.values(), pl.Float32),
        **dict.fromkeys(FLAGS.values(), pl.Boolean),
    },
    key=("state_i", "state_j"),
    description="Two states: how far apart, and whether they share a border, a language, a colonial past.",
    window=None,
    ranges=dict.fromkeys(DISTANCES.values(), (0, 20_038)),
)


def read_cepii(files: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Read the pairs into the table ``geography``.

    ``distance_km`` lies between the most populous cities, ``capital_distance_km`` between the capitals
    (both great circles), ``weighted_distance_km`` is the mean over each side's largest cities, weighted
    by their people; null where the city data are missing. ``common_official_language`` and
    ``common_spoken_language`` (by at least 9 % on both sides) are not degrees: Turkish and Azerbaijani
    count as two. ``colonial_tie`` is true of any colonial link, ever. Each pair stands in both orders;
    a state's distance to itself is left out.

    Raises
    ------
    SchemaError
        Where columns are missing, a flag is neither 0 nor 1, or a code stands for no known state.

    References
    ----------
    Mayer & Zignago (2011), sections 2 and 3.

    Examples
    --------
    >>> read_cepii({FILE: Path("dist_cepii.rda")})["geography"].height  # doctest: +SKIP
    49952
    """
    path = files[FILE]
    published = expect_columns(read_r(path, "dist_cepii"), ["iso_o", "iso_d", *DISTANCES, *FLAGS], path.name)
    pairs = published.filter(pl.col("iso_o") != pl.col("iso_d")).with_columns(
        # The weighted distance is text, and a point where it is unknown.
        pl.col(name).cast(pl.String).replace(".", None)
        for name in DISTANCES
    )
    pairs = typed(pairs, {**dict.fromkeys(DISTANCES, pl.Float32), **dict.fromkeys(FLAGS, pl.Int8)}, path.name)
    pairs = pairs.with_columns(_yes_or_no(pairs, flag, path.name) for flag in FLAGS)
    for code, state in (("iso_o", "state_i"), ("iso_d", "state_j")):
        pairs = with_state(pairs, "cepii", code, DESCRIBED, path.name, into=state)
    return {"geography": pairs.rename({**DISTANCES, **FLAGS}).select(*GEOGRAPHY.columns)}


def _yes_or_no(pairs: pl.DataFrame, flag: str, where: str) -> pl.Series:
    if not pairs[flag].drop_nulls().is_in([0, 1]).all():
        raise SchemaError("A flag is neither 0 nor 1.", where=f"{where}, column {flag}")
    return pairs[flag].cast(pl.Boolean)


SOURCE = Source(
    id="cepii",
    title="GeoDist",
    producer="CEPII",
    version="2011, as in cepiigeodist 0.1",
    citation="""@techreport{mayer2011notes,
  author = {Mayer, Thierry and Zignago, Soledad},
  title = {Notes on {CEPII}'s distances measures: The {GeoDist} database},
  institution = {CEPII},
  type = {Working Paper},
  number = {2011-25},
  year = {2011}
}""",
    licence="Etalab Open Licence 2.0.",
    embed=True,
    accessed=dt.date(2026, 11, 23),
    files=(
        SourceFile(
            path=FILE,
            sha256="5d38f8c769ab5aa2769a20995b2547fa719b98138150b5764d045436ff9394b9",
            size_bytes=527_892,
            url="https://raw.githubusercontent.com/pachadotdev/cepiigeodist/"
            "534f1711d59d2a0bce46a48876fa2ab91e4bedaa/data/dist_cepii.rda",
        ),
    ),
    first_year=None,
    last_year=None,
    tables={"geography": GEOGRAPHY},
    read=read_cepii,
    gaps=(
        "It describes the states of about 2005: Montenegro, Kosovo, South Sudan, Liechtenstein, Monaco and "
        "the Vatican are not in it; Sudan still touches Kenya and Uganda; Serbia's row is that of Serbia "
        "and Montenegro, which touched Albania.",
        "The weighted distance is unknown for pairs with Macao and four smaller places (CCK, CXR, MSR, PCN).",
        "Languages are the same or not: related ones, such as Turkish and Azerbaijani, are not.",
        "Distances differ by a few metres between the two directions of some pairs, as published.",
    ),
)
