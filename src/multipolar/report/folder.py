"""A report in a folder: the page, the record, and the tables."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from multipolar.report.record import to_json
from multipolar.report.tables import tables
from multipolar.report.web_page import page
from multipolar.studies.findings import Findings
from multipolar.whole_files import write_together


def write(findings: Findings, folder: Path, borders: pl.DataFrame | None = None) -> Path:
    """Write a report and return the path of its page.

    Parameters
    ----------
    findings
        What a study found.
    folder
        Where; made if it is absent. Gets ``report.html``, ``findings.json`` and ``tables/*.csv``; files of
        an earlier report under these names are replaced.
    borders
        See :func:`multipolar.report.page`.

    Returns
    -------
    Path
        The page, which opens from disk and asks for nothing from outside.

    Raises
    ------
    OutputError
        The folder cannot be made or written to, or the disk is full. Nothing is then half-written.

    Examples
    --------
    >>> import tempfile
    >>> nothing = Findings("s", "A title", "Why?", ("So.",), (), None, pl.DataFrame(), (), {}, 1, "0.1")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(nothing, Path(folder)).name
    'report.html'
    """
    contents = {f"tables/{name}": frame.write_csv().encode() for name, frame in tables(findings).items()}
    contents["findings.json"] = to_json(findings).encode()
    contents["report.html"] = page(findings, borders).encode()
    write_together({folder / name: content for name, content in contents.items()})
    return folder / "report.html"
