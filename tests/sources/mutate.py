"""The slices of the sources, and ways to damage them: bytes, cells, the inside of what is packed."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
from pathlib import Path

from hypothesis import strategies as st

from multipolar.sources import Source

SLICES = Path(__file__).parent / "slices"

# Cells that readers meet in the wild, and some that they should not.
NASTY = ["", "NA", "nan", "inf", "-1", "0", "1e400", "9" * 30, "2020.5", "soon", '"', "Ünïcödé", "\x00", "-9"]


def slice_files(source: Source) -> dict[str, Path] | None:
    """Return the true slice of each of a source's files, or None where not all are kept."""
    found = {file.path: SLICES / source.id / Path(file.path).name for file in source.files}
    return found if all(path.exists() for path in found.values()) else None


def unpacked(content: bytes) -> bytes:
    """Return what a gzip, bzip2 or xz file holds, so that damage passes its checksum; others as they are."""
    if content[:2] == b"\x1f\x8b":
        return gzip.decompress(content)
    if content[:3] == b"BZh":
        return bz2.decompress(content)
    if content[:6] == b"\xfd7zXZ\x00":
        return lzma.decompress(content)
    return content


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """Draw a damaged copy of `content`."""
    kinds = [_bytes, _cut, _repeat, _inside]
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        kinds += [_cell, _cell, _column, _line]
    return draw(draw(st.sampled_from(kinds))(content))


@st.composite
def _bytes(draw: st.DrawFn, content: bytes) -> bytes:
    body = bytearray(unpacked(content))
    for _ in range(draw(st.integers(1, 8))):
        body[draw(st.integers(0, len(body) - 1))] = draw(st.integers(0, 255))
    return bytes(body)


@st.composite
def _cut(draw: st.DrawFn, content: bytes) -> bytes:
    body = draw(st.sampled_from([content, unpacked(content)]))
    start = draw(st.integers(0, len(body)))
    return body[:start] if draw(st.booleans()) else body[:start] + body[start + draw(st.integers(1, 64)) :]


@st.composite
def _repeat(draw: st.DrawFn, content: bytes) -> bytes:
    body = unpacked(content)
    start, size = draw(st.integers(0, len(body))), draw(st.integers(1, 64))
    return body[:start] + body[start : start + size] * 2 + body[start + size :]


@st.composite
def _inside(draw: st.DrawFn, content: bytes) -> bytes:
    """Damage one member of a zip file (an xlsx is one) and pack it again; else the bytes."""
    if content[:2] != b"PK":
        return draw(_bytes(content))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(out, "w") as again:
        chosen = draw(st.sampled_from(packed.namelist()))
        for name in packed.namelist():
            member = packed.read(name)
            again.writestr(name, draw(_bytes(member)) if name == chosen and member else member)
    return out.getvalue()


def _grid(content: bytes) -> tuple[list[list[str]], str]:
    text = content.decode("utf-8")
    separator = max(",;\t", key=text.splitlines()[0].count) if text.strip() else ","
    return [line.split(separator) for line in text.splitlines()], separator


def _joined(grid: list[list[str]], separator: str) -> bytes:
    return "\n".join(separator.join(line) for line in grid).encode() + b"\n"


@st.composite
def _cell(draw: st.DrawFn, content: bytes) -> bytes:
    grid, separator = _grid(content)
    line = grid[draw(st.integers(0, len(grid) - 1))]
    other = draw(st.sampled_from(draw(st.sampled_from(grid))))
    line[draw(st.integers(0, len(line) - 1))] = draw(st.sampled_from([*NASTY, other]))
    return _joined(grid, separator)


@st.composite
def _column(draw: st.DrawFn, content: bytes) -> bytes:
    grid, separator = _grid(content)
    gone = draw(st.integers(0, len(grid[0]) - 1))
    return _joined([line[:gone] + line[gone + 1 :] for line in grid], separator)


@st.composite
def _line(draw: st.DrawFn, content: bytes) -> bytes:
    grid, separator = _grid(content)
    chosen = draw(st.integers(0, len(grid) - 1))
    copies = draw(st.sampled_from([0, 2]))
    return _joined(grid[:chosen] + grid[chosen : chosen + 1] * copies + grid[chosen + 1 :], separator)
