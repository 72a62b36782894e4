"""The tables of facts: built from sources, embedded in the package, each with its vintage and window."""

from __future__ import annotations

from multipolar.atlas.atlas import Atlas
from multipolar.atlas.atlas import open_atlas as open  # noqa: A004 - reads as atlas.open()
from multipolar.atlas.build import build
from multipolar.atlas.manifest import ColumnRecord, Manifest, TableRecord, Vintage, read_manifest
from multipolar.atlas.membership import members, membership
from multipolar.atlas.missing import Missing, Reason, why_missing
from multipolar.atlas.values import layer_rows, variable_rows

__all__ = [
    "Atlas",
    "ColumnRecord",
    "Manifest",
    "Missing",
    "Reason",
    "TableRecord",
    "Vintage",
    "build",
    "layer_rows",
    "members",
    "membership",
    "open",
    "read_manifest",
    "variable_rows",
    "why_missing",
]
