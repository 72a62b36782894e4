"""A source of one small file, and what lies in a folder."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import polars as pl

from multipolar.sources import Source, SourceFile, TableSchema

BODY = b"state,year\nAZE,1991\n" * 20_000
PATH = "some/some.csv"
# Port 9 discards: nothing listens there.
NOWHERE = "http://127.0.0.1:9/some.csv"


def a_source(url: str | None, body: bytes = BODY) -> Source:
    """Return a source of one file that should hold `body`."""
    return Source(
        id="some",
        title="Some",
        producer="Nobody",
        version="1",
        citation="@misc{some}",
        licence="none",
        embed=False,
        accessed=dt.date(2026, 11, 23),
        files=(SourceFile(PATH, hashlib.sha256(body).hexdigest(), len(body), url),),
        first_year=None,
        last_year=None,
        tables={"some": TableSchema(columns={"state": pl.String}, key=("state",), description="A state.")},
        read=lambda files: {},
    )


def only_file(cache: Path) -> list[str]:
    """Return every file under the folder, by its path in it."""
    return sorted(str(path.relative_to(cache)) for path in cache.rglob("*") if path.is_file())
