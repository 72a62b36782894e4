"""Tables that R saved: a data frame of an ``.rda`` or ``.rds`` file as a Polars frame.

The package rdata parses the file; its own conversion goes through pandas, so the columns are taken
from the parsed tree here. Reals become Int64 where every value is whole, integers and factors keep
their meaning, R's dates become dates, date-times UTC, and every NA or NaN becomes null.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from multipolar.errors import SchemaError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from rdata.parser import RObject

NA_INTEGER = -(2**31)
# Beyond this a whole double may stand for several integers.
EXACT = 2.0**53


def read_r(path: Path, name: str | None = None) -> pl.DataFrame:
    """Read one data frame of an R file.

    Parameters
    ----------
    path
        An ``.rda`` (or ``.RData``) or ``.rds`` file, compressed in any way R knows.
    name
        The data frame's name in an ``.rda`` file, or its place in a named list there as R writes it
        (``"memberships$MIGO"``); None: the only one there is.

    Returns
    -------
    polars.DataFrame
        One column a variable: Int64, Float64, Boolean, String, Date or Datetime (UTC), nulls for NA.
        Row names are left out.

    Raises
    ------
    SchemaError
        Where the file holds no such data frame, or a column of a kind that is no variable.

    Examples
    --------
    >>> read_r(Path("cow_nmc.rda")).height  # doctest: +SKIP
    17121
    """
    import rdata

    tree = rdata.parser.parse_file(path)
    found = _named_objects(tree.object)
    first, *inner = name.split("$") if name else [next(iter(found)) if len(found) == 1 else None]
    for wanted in (first, *inner):
        thing = _pick(found, wanted, path.name)
        found = _members(thing)
    return _frame(thing, path.name)


def _pick(found: dict[str | None, RObject], wanted: str | None, where: str) -> RObject:
    if wanted not in found:
        raise SchemaError(
            "An R file does not hold the data frame that it should.",
            where=where,
            expected=str(wanted) if wanted else "one object",
            got=", ".join(str(each) for each in found) or "nothing",
        )
    return found[wanted]


def _members(thing: RObject) -> dict[str | None, RObject]:
    names = _attributes(thing).get("names")
    if _kind(thing) != "VEC" or names is None:
        return {}
    return dict(zip(_strings(names), thing.value, strict=True))


def _kind(thing: RObject) -> str:
    return str(thing.info.type.name)


def _named_objects(top: RObject) -> dict[str | None, RObject]:
    if _kind(top) != "LIST":
        return {None: top}
    return dict(_pairs(top))


def _pairs(cell: RObject | None) -> list[tuple[str, RObject]]:
    pairs = []
    while cell is not None and _kind(cell) == "LIST":
        pairs.append((_symbol(cell.tag), cell.value[0]))
        cell = cell.value[1]
    return pairs


def _symbol(thing: Any) -> str:
    # A symbol met before is a reference to it.
    while thing is not None and _kind(thing) == "REF":
        thing = thing.referenced_object
    return _text(thing.value) if thing is not None else ""


def _text(thing: RObject) -> str:
    raw = thing.value
    return raw.decode("utf-8") if isinstance(raw, bytes) else ""


def _attributes(thing: RObject) -> dict[str, RObject]:
    return dict(_pairs(thing.attributes))


def _strings(thing: RObject) -> list[str | None]:
    """Return a character vector; each distinct string is decoded once."""
    known: dict[bytes, str] = {}
    done: list[str | None] = []
    for each in thing.value:
        raw = each.value
        if raw is None:
            done.append(None)
        else:
            if raw not in known:
                known[raw] = _decoded(raw)
            done.append(known[raw])
    return done


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _frame(thing: RObject, where: str) -> pl.DataFrame:
    attributes = _attributes(thing)
    if _kind(thing) != "VEC" or "names" not in attributes:
        raise SchemaError("An R object is no data frame.", where=where, got=_kind(thing))
    names = [each or "" for each in _strings(attributes["names"])]
    if len(set(names)) != len(names) or len(names) != len(thing.value):
        raise SchemaError(
            "A data frame's columns are not named one by one.", where=where, got=", ".join(names[:12])
        )
    columns = [_column(name, each, where) for name, each in zip(names, thing.value, strict=True)]
    if len({column.len() for column in columns}) > 1:
        raise SchemaError("A data frame's columns differ in length.", where=where)
    return pl.DataFrame(columns)


def _column(name: str, thing: RObject, where: str) -> pl.Series:
    kind = _kind(thing)
    attributes = _attributes(thing)
    classes = _strings(attributes["class"]) if "class" in attributes else []
    if kind == "STR":
        return pl.Series(name, _strings(thing), dtype=pl.String)
    if kind not in {"REAL", "INT", "LGL"}:
        raise SchemaError(
            "A column of a data frame is of no known kind.", where=f"{where}, column {name}", got=kind
        )
    if "factor" in classes:
        return _factor(name, np.asarray(thing.value), _strings(attributes["levels"]))
    numbers = _real(name, np.asarray(thing.value)) if kind == "REAL" else _whole(name, thing.value, kind)
    if "Date" in classes:
        return numbers.cast(pl.Float64).floor().cast(pl.Int32).cast(pl.Date)
    if "POSIXct" in classes:
        return (numbers.cast(pl.Float64) * 1e6).round().cast(pl.Int64).cast(pl.Datetime("us", "UTC"))
    return numbers


def _real(name: str, values: NDArray[Any]) -> pl.Series:
    present = values[~np.isnan(values)]
    numbers = pl.Series(name, values, dtype=pl.Float64).fill_nan(None)
    whole = bool(np.all(np.abs(present) <= EXACT)) and bool(np.all(present == np.floor(present)))
    return numbers.cast(pl.Int64) if whole and present.size else numbers


def _whole(name: str, values: Any, kind: str) -> pl.Series:
    # rdata hands masked arrays for vectors that hold NA.
    masked = np.ma.asarray(values)
    plain = np.ma.getdata(masked).astype(np.int64)
    unknown = np.ma.getmaskarray(masked) | (plain == NA_INTEGER)
    numbers = pl.select(pl.when(pl.Series(~unknown)).then(pl.Series(plain)).alias(name)).to_series()
    return numbers.cast(pl.Boolean) if kind == "LGL" else numbers


def _factor(name: str, codes: NDArray[Any], levels: list[str | None]) -> pl.Series:
    places = _whole(name, codes, "INT") - 1
    if not places.drop_nulls().is_between(0, len(levels) - 1).all():
        raise SchemaError("A factor has codes beyond its levels.", where=f"column {name}")
    return pl.Series(name, levels, dtype=pl.String).gather(places)
