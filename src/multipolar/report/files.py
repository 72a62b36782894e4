"""Several files written as one: either all of them arrive, or the folder stays as it was."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from multipolar.errors import OutputError


def write_together(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write `contents` under `folder`, in the order given.

    All bytes go first to temporary files beside their places, and are on disk before the first one is
    renamed; so a full disk or an interrupt half-way leaves earlier files whole and no temporary ones.

    Parameters
    ----------
    folder
        Made if it is absent.
    contents
        Path relative to `folder` -> bytes; the file that promises the others comes last.

    Raises
    ------
    OutputError
        The folder is a file, is not writable, or the disk is full.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_together(Path(folder), {"tables/a.csv": b"x", "report.html": b"y"})
    ...     sorted(path.name for path in Path(folder).iterdir())
    ['report.html', 'tables']
    """
    staged: list[tuple[Path, Path]] = []
    try:
        for name, content in contents.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.is_dir():
                raise IsADirectoryError(f"{target} is a folder")
            temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
            staged.append((temporary, target))
            with temporary.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        for temporary, target in staged:
            temporary.replace(target)
    except (OSError, ValueError) as error:
        raise _explained(error, folder) from error
    finally:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)


def _explained(error: OSError | ValueError, folder: Path) -> OutputError:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return OutputError(
        "The report could not be written.",
        where=str(folder),
        expected="a folder that can be written to, with room for a few megabytes",
        got=reason,
        do="Free some room or name another folder with --out; files that were there before are untouched.",
    )
