"""From sources to the embedded tables: the same sources give the same bytes."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from multipolar import sources
from multipolar.atlas.manifest import MANIFEST, Manifest, TableRecord, Vintage
from multipolar.atlas.writing import write_table
from multipolar.errors import AtlasError, InputError, OutputError
from multipolar.sources import Source

TABLES = Path(__file__).parent / "tables"

# (sources done, sources in all, id of the one just done)
Progress = Callable[[int, int, str], None]


def build(
    mirror: Path | str | None = None,
    folder: Path | str | None = None,
    progress: Progress | None = None,
    *,
    only: Iterable[Source] | None = None,
    jobs: int = 1,
) -> Path:
    """Read every source whose terms allow it, and write its tables with a manifest.

    The tables are written beside the folder and put in its place at the end, so that an atlas is
    either the old one or the new one, never half of each.

    Parameters
    ----------
    mirror
        A folder with the published files; see `sources.locate`.
    folder
        Where the atlas goes; None for the one embedded in the package.
    progress
        Called after each source with (done, in all, id).
    only
        The sources to take instead of all. One that may not be embedded is refused all the same.
    jobs
        How many sources are read at once, each in its own process.

    Returns
    -------
    pathlib.Path
        The folder.

    Raises
    ------
    SourceError
        Where a file is absent or damaged.
    AtlasError
        Where two sources make one table, or a source may not be embedded.
    InputError
        Where `jobs` is less than one.
    OutputError
        Where the folder cannot be written.

    Examples
    --------
    >>> build(mirror="../shared/data", folder="atlas")  # doctest: +SKIP
    PosixPath('atlas')
    """
    if jobs < 1:
        raise InputError("A build needs at least one process.", where="jobs", got=str(jobs))
    chosen = _chosen(only)
    target = TABLES if folder is None else Path(folder)
    try:
        _refuse_other(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as space:
            fresh = Path(space) / "new"
            fresh.mkdir()
            records: list[TableRecord] = []
            for done, (source, made) in enumerate(_made(chosen, mirror, fresh, jobs), start=1):
                records += made
                if progress is not None:
                    progress(done, len(chosen), source)
            (fresh / MANIFEST).write_text(_manifest(records, chosen).to_json(), encoding="utf-8")
            _replace(target, fresh, Path(space) / "old")
    except OSError as error:
        raise OutputError(
            "The atlas could not be written.",
            where=str(target),
            got=f"{type(error).__name__}: {error}",
            do="Choose a folder that is writable, on a disk with some 100 MB left.",
        ) from error
    return target


def _chosen(only: Iterable[Source] | None) -> list[Source]:
    if only is None:
        chosen = [source for source in sources.all_sources().values() if source.embed]
    else:
        chosen = sorted(only, key=lambda source: source.id)
    refused = [source for source in chosen if not source.embed]
    if refused:
        raise AtlasError(
            "The terms of a source do not allow its rows in the atlas.",
            where=f"source {refused[0].id}",
            got=refused[0].licence,
            do="Read it with `sources.read` instead.",
        )
    owner: dict[str, str] = {}
    for source in chosen:
        for table in source.tables:
            if table in owner:
                raise AtlasError(
                    "Two sources make a table of the same name.",
                    where=f"table {table}",
                    got=f"{owner[table]} and {source.id}",
                    do="Rename it in one of them.",
                )
            owner[table] = source.id
    return chosen


def _made(
    chosen: list[Source], mirror: Path | str | None, fresh: Path, jobs: int
) -> Iterator[tuple[str, list[TableRecord]]]:
    if jobs == 1:
        yield from (_make(source, mirror, fresh) for source in chosen)
        return
    from joblib import Parallel, delayed

    # Largest first, so that the last process does not start on the longest job.
    by_size = sorted(chosen, key=lambda source: -sum(file.size_bytes for file in source.files))
    work = Parallel(n_jobs=jobs, return_as="generator_unordered")
    yield from work(delayed(_make)(source, mirror, fresh) for source in by_size)


def _make(source: Source, mirror: Path | str | None, folder: Path) -> tuple[str, list[TableRecord]]:
    frames = sources.read(source, mirror)
    return source.id, [
        write_table(frames[name], name, schema, source.id, folder) for name, schema in source.tables.items()
    ]


def _manifest(records: list[TableRecord], chosen: list[Source]) -> Manifest:
    import pyarrow

    return Manifest(
        tables=tuple(sorted(records, key=lambda record: record.name)),
        sources=tuple(_vintage(source) for source in chosen),
        writer=f"pyarrow {pyarrow.__version__}",
    )


def _vintage(source: Source) -> Vintage:
    return Vintage(
        id=source.id,
        title=source.title,
        producer=source.producer,
        version=source.version,
        citation=source.citation,
        licence=source.licence,
        accessed=source.accessed.isoformat(),
        first_year=source.first_year,
        last_year=source.last_year,
        gaps=tuple(source.gaps),
        files=tuple((file.path, file.size_bytes, file.sha256, file.url) for file in source.files),
    )


def _refuse_other(target: Path) -> None:
    """Refuse to replace what is no atlas: asked before minutes of reading, and again before the replacing."""
    try:
        ours = not target.exists() or not any(target.iterdir()) or (target / MANIFEST).exists()
    except NotADirectoryError:
        ours = False
    if not ours:
        raise OutputError(
            "The folder holds something else than an atlas.",
            where=str(target),
            do="Name an empty folder, or one that does not exist yet.",
        )


def _replace(target: Path, fresh: Path, old: Path) -> None:
    if not target.exists():
        fresh.replace(target)
        return
    _refuse_other(target)
    target.replace(old)
    try:
        fresh.replace(target)
    except OSError:
        old.replace(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
