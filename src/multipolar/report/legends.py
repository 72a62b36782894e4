"""What the colours of a figure mean, as rows of the page, so that they wrap on a small screen."""

from __future__ import annotations

from dataclasses import dataclass

from multipolar.report.palette import Palette
from multipolar.report.scatter_charts import named_singly
from multipolar.report.styles import crowded_ends, styles
from multipolar.studies.findings import Figure


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend: a name, the colour, the dash pattern as SVG writes it, and what it stands for."""

    name: str
    colour: str
    dash: str
    own: bool


def legend(figure: Figure, palette: Palette) -> tuple[Key, ...]:
    """Return the entries of a figure's legend; empty where the figure explains itself.

    A crowd of context series has one entry together.
    """
    kinds = styles(figure, palette)
    if figure.kind == "scatter" and named_singly(figure):
        return ()
    if len(kinds) < 2 or (figure.kind == "steps" and not figure.highlight):
        return ()
    keys = [
        Key(kind.name, kind.colour, " ".join(str(part) for part in kind.dash), kind.own)
        for kind in kinds
        if kind.named
    ]
    crowd = [kind for kind in kinds if not kind.named]
    if crowd:
        keys.append(Key(f"{len(crowd)} others", crowd[0].colour, "", own=False))
    return tuple(keys)


def named_at_ends(figure: Figure, palette: Palette) -> bool:
    """Whether the chart itself names its series on a wide screen, so that the legend is for narrow ones."""
    return figure.kind in ("lines", "steps") and not crowded_ends(styles(figure, palette))
