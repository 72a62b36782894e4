"""One download: resumed or begun anew, verified, and moved into its place in one step."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from multipolar.errors import ChecksumError, UnavailableError
from multipolar.sources.source import SourceFile

TIMEOUT_S = 30
CHUNK_BYTES = 1 << 16


class _TooLong(Exception):  # noqa: N818 - never leaves this file
    """The server sends more than the recorded size."""


class _Sink:
    """What pooch writes to: it counts, reports, and stops a body that is longer than it should be."""

    def __init__(self, out: BinaryIO, held: int, most: int, progress: Callable[[int], None] | None) -> None:
        self.out, self.held, self.most, self.progress = out, held, most, progress

    def write(self, chunk: bytes) -> None:
        self.held += len(chunk)
        if self.held > self.most:
            raise _TooLong
        self.out.write(chunk)
        if self.progress:
            self.progress(len(chunk))

    def flush(self) -> None:
        """Left to the end: flushing each chunk only costs time."""


def download(file: SourceFile, target: Path, progress: Callable[[int], None] | None = None) -> Path:
    """Download a file to `target`.

    The bytes go to a file with a name of its own beside `target`, which only a verified whole replaces:
    an interrupt leaves no half file there, and two processes may fetch at once. What came before a
    dropped connection is kept, and the next call asks the server for the rest; where that does not
    give the right file, the download begins anew.

    Parameters
    ----------
    file
        What to download; its `url` is not None.
    target
        Where to put it.
    progress
        Called with the number of bytes of each piece.

    Returns
    -------
    pathlib.Path
        `target`.

    Raises
    ------
    UnavailableError
        Where the server cannot be reached, does not have the file, or breaks off.
    ChecksumError
        Where it sends another file.
    OSError
        Where the folder cannot be written.

    Examples
    --------
    >>> lost = SourceFile("some.csv", "0" * 64, 1, "http://127.0.0.1:9/some.csv")
    >>> download(lost, Path("some.csv"))
    Traceback (most recent call last):
    ...
    multipolar.errors.UnavailableError: A file could not be downloaded. ...
    """
    kept = target.with_name(f".{target.name}.{file.sha256[:12]}.partial")
    with in_place(target) as part:
        with suppress(FileNotFoundError):
            # Renaming is a claim: of two processes that would resume, one begins anew.
            kept.replace(part)
        try:
            _fill(file, part, progress)
        except ChecksumError:
            raise
        except BaseException:
            if part.exists() and part.stat().st_size:
                part.replace(kept)
            raise
    return target


def _fill(file: SourceFile, part: Path, progress: Callable[[int], None] | None) -> None:
    held = part.stat().st_size if part.exists() else 0
    if held:
        # A server that knows no ranges sends it all again, or refuses: then begin anew.
        with suppress(ChecksumError):
            _receive(file, part, held, progress)
            return
        if progress:
            progress(-part.stat().st_size)
    _receive(file, part, 0, progress)


def _receive(file: SourceFile, part: Path, held: int, progress: Callable[[int], None] | None) -> None:
    import pooch
    import requests
    import urllib3

    # Bytes as they are: a range counts encoded bytes, and a checksum counts decoded ones.
    headers = {"Accept-Encoding": "identity"}
    if held:
        headers["Range"] = f"bytes={held}-"
        if progress:
            progress(held)
    with part.open("ab" if held else "wb") as out, ExitStack() as answers:

        def close_at_end(answer: requests.Response, **_: object) -> None:
            # pooch leaves an answer open that it did not read to the end.
            answers.callback(answer.close)

        fetcher = pooch.HTTPDownloader(
            chunk_size=CHUNK_BYTES,
            timeout=TIMEOUT_S,
            headers=headers,
            hooks={"response": close_at_end},
        )
        try:
            fetcher(file.url, _Sink(out, held, file.size_bytes, progress), None)
        except _TooLong:
            raise _wrong(file, f"more than {file.size_bytes:,} bytes") from None
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            if held and _status(error) == 416:
                raise _wrong(file, f"HTTP status 416 for the bytes from {held:,} on") from error
            raise UnavailableError(
                "A file could not be downloaded.",
                where=str(file.url),
                got=_reason(error),
                do="Check the network and run it again: what came is kept. Or give a folder that has "
                f"{file.path} with --mirror or MULTIPOLAR_MIRROR.",
            ) from error
    if (sha256 := _sha256(part)) != file.sha256:
        raise _wrong(file, f"{part.stat().st_size:,} bytes, SHA-256 {sha256}")


def _status(error: Exception) -> int | None:
    status = getattr(getattr(error, "response", None), "status_code", None)
    return status if isinstance(status, int) else None


def _reason(error: Exception) -> str:
    status = _status(error)
    text = f"HTTP status {status}" if status else f"{type(error).__name__}: {error}"
    return text if len(text) <= 160 else text[:160] + "..."


def _wrong(file: SourceFile, got: str) -> ChecksumError:
    return ChecksumError(
        "A download is not the file that was recorded; nothing was kept.",
        where=str(file.url),
        expected=f"{file.size_bytes:,} bytes, SHA-256 {file.sha256}",
        got=got,
        do=f"Try again later, or give a folder that has {file.path} with --mirror or MULTIPOLAR_MIRROR.",
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as whole:
        return hashlib.file_digest(whole, "sha256").hexdigest()


@contextmanager
def in_place(target: Path) -> Iterator[Path]:
    """Give a path beside `target` to write to; it replaces `target` if the block ends well, else it goes.

    Raises
    ------
    OSError
        Where the folder cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with in_place(Path(folder) / "some.txt") as part:
    ...         _ = part.write_text("whole")
    ...     [path.name for path in Path(folder).iterdir()]
    ['some.txt']
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
    try:
        yield part
        with part.open("r+b") as whole:
            os.fsync(whole.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
