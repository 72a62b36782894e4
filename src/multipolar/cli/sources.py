"""`multipolar sources`: list, show, fetch and verify the published files that the atlas is built from."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from multipolar import sources
from multipolar.cli.rows import print_rows
from multipolar.errors import SourceError

if TYPE_CHECKING:
    from multipolar.sources.fetch import Progress
    from multipolar.sources.source import Source, SourceFile

app = App(
    name="sources",
    help="Where the data come from: list, show, fetch and verify the published files.",
    help_epilogue="",
)

Mirror = Annotated[
    Path | None,
    Parameter(help="A folder that has the files, used instead of the network; else MULTIPOLAR_MIRROR."),
]


@app.command(name="list")
def list_sources() -> None:
    """List every source: what it is, its version, the years it covers, and whether the atlas embeds it."""
    head = ("source", "what", "version", "years", "embedded", "files", "MB")
    rows = [
        (
            each.id,
            each.title,
            each.version,
            _years(each),
            "yes" if each.embed else "no",
            str(len(each.files)),
            f"{sum(file.size_bytes for file in each.files) / 1e6:.1f}",
        )
        for each in sources.all_sources().values()
    ]
    print_rows(head, rows)


@app.command
def show(source: str, /) -> None:
    """Show one source: producer, terms, window, known gaps, tables, files, and its BibTeX entry.

    Parameters
    ----------
    source
        Its id, as `multipolar sources list` names it.
    """
    this = sources.source(source)
    facts = [
        ("source", this.id),
        ("title", this.title),
        ("producer", this.producer),
        ("version", this.version),
        ("years", _years(this)),
        ("terms", this.licence),
        (
            "embedded",
            "yes, its rows stand in the atlas" if this.embed else "no, its rows stay on your machine",
        ),
        ("accessed", this.accessed.isoformat()),
        *(("gap", gap) for gap in this.gaps),
        *((f"table {name}", schema.description) for name, schema in this.tables.items()),
        *(("file", _file_line(file)) for file in this.files),
    ]
    print_rows(("", ""), facts)
    print(f"\n{this.citation}")


@app.command
def fetch(*names: str, mirror: Mirror = None) -> int:
    """Put the files of some sources into the cache, each verified; a damaged one there is replaced.

    Leaves with 1 where a source could not be had; the others are fetched all the same.

    Parameters
    ----------
    names
        Ids of sources; none: all of them.
    mirror
        A folder that has the files, used instead of the network.
    """
    chosen = _chosen(names)
    missing: list[SourceError] = []
    with _bar(sum(file.size_bytes for each in chosen for file in each.files)) as progress:
        for each in chosen:
            try:
                sources.fetch(each, mirror, progress)
            except SourceError as error:
                # The others can still be had.
                missing.append(error)
    for each_missing in missing:
        print(f"multipolar: {each_missing}", file=sys.stderr)
    print(f"{len(chosen) - len(missing)} of {len(chosen)} sources are in {_cache()}.")
    return missing[0].exit_code if missing else 0


@app.command
def verify(*names: str, mirror: Mirror = None) -> int:
    """Say of each file whether it is here and is the right one; leave with 1 where one is damaged.

    Parameters
    ----------
    names
        Ids of sources; none: all of them.
    mirror
        A folder that has the files.
    """
    rows = [
        (each.id, path, state)
        for each in _chosen(names)
        for path, state in sources.verify(each, mirror).items()
    ]
    print_rows(("source", "file", "found"), rows)
    damaged = sum(state == "damaged" for _, _, state in rows)
    if damaged:
        found = (
            "1 file is not the one that was" if damaged == 1 else f"{damaged} files are not those that were"
        )
        print(
            f"multipolar: {found} recorded. Those in the cache are "
            "replaced by `multipolar sources fetch`; those of a mirror are to be replaced there.",
            file=sys.stderr,
        )
    return 1 if damaged else 0


def _chosen(names: tuple[str, ...]) -> list[Source]:
    # A source named twice is fetched once.
    return [sources.source(name) for name in dict.fromkeys(names)] or list(sources.all_sources().values())


def _years(source: Source) -> str:
    return f"{source.first_year}-{source.last_year}" if source.first_year is not None else "no time"


def _file_line(file: SourceFile) -> str:
    where = file.url or "no recorded download: to be put by hand into the cache or a mirror"
    return f"{file.path} ({file.size_bytes:,} bytes, SHA-256 {file.sha256}) {where}"


def _cache() -> Path:
    from multipolar.sources.fetch import cache_folder

    return cache_folder()


@contextmanager
def _bar(total: int) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("fetching", total=total)

        def came(file: SourceFile, count: int) -> None:
            progress.update(task, advance=count, description=file.path)

        yield came
