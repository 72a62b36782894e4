"""Where a source's files are on this machine: in the cache, in a mirror, or downloaded; always verified."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from multipolar.errors import ChecksumError, InputError, OutputError, UnavailableError
from multipolar.sources.download import download, in_place
from multipolar.sources.source import Source, SourceFile

Progress = Callable[[SourceFile, int], None]
State = Literal["cache", "mirror", "damaged", "absent"]


def cache_folder() -> Path:
    """Return the folder that keeps downloaded files: ``MULTIPOLAR_CACHE``, or the system's usual one.

    Examples
    --------
    >>> cache_folder().name != ""
    True
    """
    named = os.environ.get("MULTIPOLAR_CACHE")
    if named:
        return Path(named).expanduser()
    import pooch

    return Path(pooch.os_cache("multipolar"))


def mirror_folder(mirror: Path | str | None = None) -> Path | None:
    """Return the mirror: the folder given, else ``MULTIPOLAR_MIRROR``, else None.

    Raises
    ------
    InputError
        Where it is not a folder.

    Examples
    --------
    >>> mirror_folder("no such folder")
    Traceback (most recent call last):
    ...
    multipolar.errors.InputError: The mirror is not a folder. Where: no such folder. ...
    """
    named = mirror if mirror is not None else os.environ.get("MULTIPOLAR_MIRROR")
    if not named:
        return None
    folder = Path(named).expanduser()
    if not (_is_there(folder) and folder.is_dir()):
        raise InputError(
            "The mirror is not a folder.",
            where=str(named),
            got="a file" if _is_there(folder) else "nothing by that name",
            do="Give the folder that holds the sources' files with --mirror or MULTIPOLAR_MIRROR.",
        )
    return folder


def locate(
    source: Source, mirror: Path | str | None = None, progress: Progress | None = None
) -> dict[str, Path]:
    """Find every file of a source: in the cache, else in the mirror, else by downloading it to the cache.

    A file put into the cache by hand counts, if it is the right one. Files of a mirror stay where they are.

    Parameters
    ----------
    source
        The source.
    mirror
        A folder laid out as `SourceFile.path`; None: that of ``MULTIPOLAR_MIRROR``, if any.
    progress
        Called with the file and the number of bytes that came, while downloading.

    Returns
    -------
    dict[str, pathlib.Path]
        `SourceFile.path` -> a local file whose SHA-256 is the recorded one.

    Raises
    ------
    ChecksumError
        Where a file is here but is another one.
    UnavailableError
        Where it is neither here nor to be had.
    InputError
        Where the mirror is not a folder.

    Examples
    --------
    >>> from multipolar.sources import source
    >>> locate(source("nmc"), mirror="data")["peace_science/cow_nmc.rda"].name  # doctest: +SKIP
    'cow_nmc.rda'
    """
    folder = mirror_folder(mirror)
    return {file.path: _found(source, file, folder, progress) for file in source.files}


def fetch(
    source: Source, mirror: Path | str | None = None, progress: Progress | None = None
) -> dict[str, Path]:
    """Put every file of a source into the cache, replacing one that is damaged there.

    Parameters
    ----------
    source, mirror, progress
        See `locate`.

    Returns
    -------
    dict[str, pathlib.Path]
        `SourceFile.path` -> the file in the cache.

    Raises
    ------
    ChecksumError, UnavailableError, InputError
        See `locate`.
    OutputError
        Where the cache cannot be written.

    Examples
    --------
    >>> from multipolar.sources import source
    >>> fetch(source("nmc"), mirror="data")["peace_science/cow_nmc.rda"].name  # doctest: +SKIP
    'cow_nmc.rda'
    """
    folder = mirror_folder(mirror)
    return {file.path: _cached(source, file, folder, progress) for file in source.files}


def verify(source: Source, mirror: Path | str | None = None) -> dict[str, State]:
    """Say of each file of a source where it is and whether it is the right one; nothing is downloaded.

    Parameters
    ----------
    source, mirror
        See `locate`.

    Returns
    -------
    dict[str, str]
        `SourceFile.path` -> ``"cache"`` or ``"mirror"`` (there, and right), ``"damaged"`` (in the first
        place where it is, it is another file) or ``"absent"``.

    Raises
    ------
    InputError
        Where the mirror is not a folder.

    Examples
    --------
    >>> from multipolar.sources import source
    >>> set(verify(source("nmc")).values()) <= {"cache", "mirror", "damaged", "absent"}
    True
    """
    folder = mirror_folder(mirror)
    return {file.path: _state(file, folder) for file in source.files}


def _state(file: SourceFile, folder: Path | None) -> State:
    places: tuple[tuple[Literal["cache", "mirror"], Path | None], ...] = (
        ("cache", cache_folder()),
        ("mirror", folder),
    )
    for name, place in places:
        if place is not None and _is_there(place / file.path):
            try:
                verified(place / file.path, file, "")
            except (ChecksumError, UnavailableError):
                return "damaged"
            return name
    return "absent"


def _found(source: Source, file: SourceFile, mirror: Path | None, progress: Progress | None) -> Path:
    cached = cache_folder() / file.path
    if _is_there(cached):
        again = f"`multipolar sources fetch {source.id}` replaces it; or delete it."
        return verified(cached, file, again)
    if mirror is not None and _is_there(mirror / file.path):
        return verified(mirror / file.path, file, "The mirror holds another version: replace the file there.")
    return _download(source, file, cached, progress)


def _cached(source: Source, file: SourceFile, mirror: Path | None, progress: Progress | None) -> Path:
    cached = cache_folder() / file.path
    if _is_there(cached):
        try:
            return verified(cached, file, "Remove it, and run this again.")
        except ChecksumError:
            # Kept until the right file is there to take its place.
            pass
    if mirror is not None and _is_there(mirror / file.path):
        return _copy(mirror / file.path, file, cached)
    return _download(source, file, cached, progress)


def _copy(origin: Path, file: SourceFile, target: Path) -> Path:
    verified(origin, file, "The mirror holds another version: replace the file there.")
    try:
        with in_place(target) as part, origin.open("rb") as whole, part.open("wb") as copy:
            shutil.copyfileobj(whole, copy)
    except OSError as error:
        raise _unwritable(target, error) from error
    return target


def _download(source: Source, file: SourceFile, target: Path, progress: Progress | None) -> Path:
    if file.url is None:
        raise UnavailableError(
            f"A file of the source {source.id} has no recorded download: it was put together, or its place is unknown.",
            where=file.path,
            do=f"Put it by hand at {target}, or give a folder that has it with --mirror.",
        )
    try:
        download(file, target, (lambda count: progress(file, count)) if progress else None)
    except OSError as error:
        raise _unwritable(target, error) from error
    return target


def _unwritable(target: Path, error: OSError) -> OutputError:
    return OutputError(
        "The cache cannot be written.",
        where=str(target),
        got=error.strerror or str(error),
        do="Make room or rights there, or name another folder with MULTIPOLAR_CACHE.",
    )


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        # A folder above may not be entered, or a name is too long.
        return False


def verified(path: Path, file: SourceFile, do: str) -> Path:
    """Return `path` if it holds the recorded bytes of `file`.

    Parameters
    ----------
    path
        A local file.
    file
        What it should be.
    do
        Advice for the message, a sentence.

    Raises
    ------
    ChecksumError
        Where it is another file; with both sizes and both SHA-256 sums.
    UnavailableError
        Where it is not a file, or cannot be read.

    Examples
    --------
    >>> verified(Path("no such file"), SourceFile("some.csv", "0" * 64, 1), "")
    Traceback (most recent call last):
    ...
    multipolar.errors.UnavailableError: A file of a source cannot be read. Where: no such file. ...
    """
    import pooch

    try:
        size, sha256 = path.stat().st_size, pooch.file_hash(str(path))
    except OSError as error:
        raise UnavailableError(
            "A file of a source cannot be read.",
            where=str(path),
            got=error.strerror or str(error),
            do=do or None,
        ) from error
    if sha256 != file.sha256:
        raise ChecksumError(
            "A file is not the one that was recorded: it is damaged, or another version.",
            where=str(path),
            expected=f"{file.size_bytes:,} bytes, SHA-256 {file.sha256}",
            got=f"{size:,} bytes, SHA-256 {sha256}",
            do=do or None,
        )
    return path
