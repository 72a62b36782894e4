"""Files written whole or not at all: first beside their places, then renamed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from multipolar.errors import OutputError


def write_together(contents: Mapping[Path, bytes]) -> None:
    """Write several files so that either all of them arrive or the folders stay as they were.

    All bytes go first to temporary files beside their places and are on disk before the first is renamed, so a
    full disk or an interrupt half-way leaves earlier files whole and no temporary ones.

    Parameters
    ----------
    contents
        Path -> bytes, in the order in which they shall appear; the file that promises the others comes last.
        Folders that are absent are made.

    Raises
    ------
    OutputError
        A folder is a file or not writable, a path is a folder, or the disk is full.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_together({Path(folder, "tables", "a.csv"): b"x", Path(folder, "page.html"): b"y"})
    ...     sorted(path.name for path in Path(folder).iterdir())
    ['page.html', 'tables']
    """
    staged: list[tuple[Path, Path]] = []
    try:
        for target, content in contents.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.is_dir():
                raise IsADirectoryError(21, "is a folder", str(target))
            handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
            staged.append((Path(name), target))
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        for temporary, target in staged:
            temporary.chmod(0o666 & ~_umask())  # mkstemp makes private files; a result is for others to read
            temporary.replace(target)
    except (OSError, ValueError) as error:
        raise _explained(error, target) from error
    finally:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)


def check_writable(folder: Path) -> None:
    """Make `folder` if it is absent and see that a file can be made in it, before any work is done.

    Raises
    ------
    OutputError
        It is a file, or it cannot be made or written to.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     check_writable(Path(folder, "out"))
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except (OSError, ValueError) as error:
        raise _explained(error, folder) from error


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _explained(error: OSError | ValueError, target: Path) -> OutputError:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return OutputError(
        "A file could not be written.",
        where=str(target),
        expected="a folder that can be written to, with room for the file",
        got=reason,
        do="Free some room or name another folder; files that were there before are untouched.",
    )
