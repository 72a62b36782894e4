"""What every panel can become: Polars, pandas, Arrow, CSV, Parquet. Files are written whole or not at all."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from multipolar.atlas import Atlas, Vintage
from multipolar.vocabulary.variables import Variable
from multipolar.whole_files import write_together

if TYPE_CHECKING:
    import pyarrow as pa


class Exports(ABC):
    """A panel that has not run yet, and the ways to run it."""

    __slots__ = ()

    @property
    @abstractmethod
    def opened(self) -> Atlas:
        """The atlas that it reads."""

    @abstractmethod
    def chosen(self) -> tuple[Variable, ...]:
        """Return the variables and layers that were added, in order."""

    @abstractmethod
    def to_arrow(self) -> pa.Table:
        """Run the panel and return an Arrow table."""

    def to_polars(self) -> pl.DataFrame:
        """Run the panel and return a Polars frame, one row a unit and year."""
        return pl.DataFrame(self.to_arrow())

    def to_pandas(self) -> Any:
        """Run the panel and return a pandas frame; pandas must be installed."""
        return self.to_arrow().to_pandas()

    def to_csv(self, path: Path | str) -> Path:
        """Run the panel and write it as a CSV file; an unknown value is an empty field.

        Raises
        ------
        OutputError
            Where the file cannot be written; what stood there before is untouched.
        """
        return _whole(path, self.to_polars().write_csv)

    def to_parquet(self, path: Path | str) -> Path:
        """Run the panel and write it as a Parquet file, with vintages and windows in its metadata.

        The key ``multipolar`` of the file's metadata holds JSON: ``vintages`` (source -> version,
        licence, citation) and ``columns`` (id -> label, unit, first_year, last_year, absence, source).

        Raises
        ------
        OutputError
            Where the file cannot be written; what stood there before is untouched.
        """
        import pyarrow.parquet as pq

        note = json.dumps(self.provenance(), ensure_ascii=False).encode()
        table = self.to_arrow().replace_schema_metadata({b"multipolar": note})
        return _whole(path, lambda file: pq.write_table(table, file, compression="zstd"))

    def vintages(self) -> tuple[Vintage, ...]:
        """Return the release of each source that the chosen columns come from."""
        return self.opened.vintages(each.table for each in self.chosen())

    def provenance(self) -> dict[str, Any]:
        """Return where the columns come from and which years they cover, ready for JSON."""
        return {
            "vintages": {
                each.id: {"version": each.version, "licence": each.licence, "citation": each.citation}
                for each in self.vintages()
            },
            "columns": {
                each.id: {
                    "label": each.label,
                    "unit": each.unit,
                    "first_year": each.first_year,
                    "last_year": each.last_year,
                    "absence": each.absence,
                    "source": each.source,
                }
                for each in self.chosen()
            },
        }


def _whole(path: Path | str, write: Callable[[BytesIO], object]) -> Path:
    content = BytesIO()
    write(content)
    write_together({Path(path): content.getvalue()})
    return Path(path)
