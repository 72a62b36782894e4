"""Which colour, dash and weight each series has: the claim's own stand out, the rest is context."""

from __future__ import annotations

from dataclasses import dataclass

from multipolar.report.palette import Palette
from multipolar.studies.findings import Figure

_DASHES: tuple[tuple[int, ...], ...] = ((), (6, 3), (2, 3), (9, 3, 2, 3), (4, 2), (1, 2))
_NAMED_CONTEXT = 6
_AT_ENDS = 5


@dataclass(frozen=True, slots=True)
class Style:
    """How one series is drawn.

    Attributes
    ----------
    name
        The value of the series column.
    colour, width, dash
        Line colour, width in pixels, and dash pattern (empty for a solid line).
    own
        True for the claim's own series.
    named
        False for members of a crowd of context series, which are drawn but not labelled one by one.
    """

    name: str
    colour: str
    width: float
    dash: tuple[int, ...]
    own: bool
    named: bool = True


def styles(figure: Figure, palette: Palette) -> tuple[Style, ...]:
    """Return the style of each series, the claim's own first; empty where the figure has no series.

    Where nothing is highlighted and there are at most four series, each has a colour of its own.
    """
    if figure.series is None:
        return ()
    names = [str(name) for name in figure.data[figure.series].drop_nulls().unique(maintain_order=True)]
    own = [name for name in names if name in figure.highlight]
    if not own and len(names) <= len(palette.own):
        own = names
    context = [name for name in names if name not in own]
    crowd = len(context) > _NAMED_CONTEXT
    drawn = [
        Style(name, palette.own[i % 4], 2.6 if i == 0 else 2.2, _DASHES[0 if i < 4 else 1], own=True)
        for i, name in enumerate(own)
    ]
    for i, name in enumerate(context):
        colour = palette.context[1 if crowd else i % 3]
        dash = () if crowd else _DASHES[i % len(_DASHES)]
        drawn.append(Style(name, colour, 1.0 if crowd else 1.6, dash, own=False, named=not crowd))
    return tuple(drawn)


def crowded_ends(kinds: tuple[Style, ...]) -> bool:
    """Whether more series have a name than find room at the ends of their lines; a legend names them then."""
    return sum(kind.named for kind in kinds) > _AT_ENDS


def is_own(figure: Figure, name: object) -> bool:
    """Whether a category belongs to the claim; all do where nothing is highlighted."""
    return not figure.highlight or str(name) in figure.highlight
