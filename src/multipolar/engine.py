"""The only place that speaks to ibis: the atlas tables on an embedded DuckDB.

Other rooms build ibis expressions by calling methods on the tables that an `Engine` hands out, so that
the same panel can be run elsewhere. ibis and DuckDB are imported when the first engine is made.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from multipolar.errors import AtlasError, UnknownVariable

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa

MOST_KEPT = 8


class Engine:
    """Tables by name, and a way to run expressions over them.

    Parameters
    ----------
    backend
        A connected ibis backend.
    paths
        Table name -> Parquet file; a file is opened when its table is first asked for.
    """

    def __init__(self, backend: Any, paths: Mapping[str, Path]) -> None:
        self.backend = backend
        self.paths = MappingProxyType(dict(paths))
        self._tables: dict[str, Any] = {}

    def table(self, name: str) -> Any:
        """Return an atlas table as an ibis table expression.

        Raises
        ------
        UnknownVariable
            Where the atlas has no such table.
        AtlasError
            Where its file cannot be read.
        """
        if name not in self.paths:
            raise UnknownVariable.among(name, self.paths, where="tables of the atlas")
        if name not in self._tables:
            try:
                self._tables[name] = self.backend.read_parquet(str(self.paths[name]), table_name=name)
            except Exception as error:
                raise AtlasError(
                    f"The atlas table {name} cannot be read.",
                    where=str(self.paths[name]),
                    got=f"{type(error).__name__}: {str(error).splitlines()[0][:200]}",
                    do="Reinstall multipolar, or run `multipolar atlas build`.",
                ) from error
        return self._tables[name]

    def select(self, name: str, columns: Mapping[str, str]) -> Any:
        """Return columns of an atlas table, each an SQL expression over the table's own.

        Parameters
        ----------
        name
            The table.
        columns
            New column -> SQL expression; Booleans come out as 0 and 1.
        """
        self.table(name)
        listed = ", ".join(f'{expression} AS "{column}"' for column, expression in columns.items())
        rows = self.backend.sql(f'SELECT {listed} FROM "{name}"', dialect="duckdb")
        return rows.mutate(
            **{
                column: rows[column].cast("int8")
                for column in rows.columns
                if rows[column].type().is_boolean()
            }
        )

    def frame(self, rows: pl.DataFrame) -> Any:
        """Return rows in memory as an ibis table expression."""
        import ibis

        return ibis.memtable(rows)

    def run(self, expression: Any) -> pa.Table:
        """Run an expression and return its rows."""
        return self.backend.to_pyarrow(expression)


class _Kept(threading.local):
    def __init__(self) -> None:
        self.engines: dict[tuple[tuple[str, Path], ...], Engine] = {}


_THIS_THREAD = _Kept()


def duckdb(paths: Mapping[str, Path]) -> Engine:
    """Return an engine on an embedded DuckDB in memory; one is kept for each set of tables and each thread.

    A connection to DuckDB serves one query at a time, so that threads that shared one would break each other's.

    Parameters
    ----------
    paths
        Table name -> Parquet file.

    Examples
    --------
    >>> import polars as pl
    >>> engine = duckdb({})
    >>> engine.run(engine.frame(pl.DataFrame({"year": [1816]}))).num_rows
    1
    """
    asked = tuple(sorted(paths.items()))
    kept = _THIS_THREAD.engines
    if asked not in kept:
        import ibis

        while len(kept) >= MOST_KEPT:
            del kept[next(iter(kept))]
        kept[asked] = Engine(ibis.duckdb.connect(), paths)
    return kept[asked]
