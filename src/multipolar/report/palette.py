"""The colours of a report, once: charts, map and page take them from here, in a light and a dark theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, as CSS colour texts.

    The hues are those of Okabe and Ito, darkened or lightened until text in them has a contrast of at
    least 4.5 on `page`. The group asked about has `accent`; what it is compared with has greys. Blue and
    orange are kept for verdicts.

    Attributes
    ----------
    page, panel
        Background of the page, and of a quiet box on it.
    ink, muted, rule, grid
        Text, secondary text, separating lines, grid lines of charts.
    accent, second, third, fourth
        The claim's own series, in this order.
    grey, grey_two, grey_three
        Context series.
    land, coast, member, observer, rival
        Land on the map, its borders, and the states that play a part.
    supported, contradicted, neutral
        Verdicts.

    References
    ----------
    Okabe, M. and Ito, K. (2008), *Color Universal Design*.

    Examples
    --------
    >>> VARIABLES.accent
    'var(--accent)'
    """

    page: str
    panel: str
    ink: str
    muted: str
    rule: str
    grid: str
    accent: str
    second: str
    third: str
    fourth: str
    grey: str
    grey_two: str
    grey_three: str
    land: str
    coast: str
    member: str
    observer: str
    rival: str
    supported: str
    contradicted: str
    neutral: str

    @property
    def own(self) -> tuple[str, ...]:
        """Colours of the claim's own series, the first one the accent."""
        return (self.accent, self.second, self.third, self.fourth)

    @property
    def context(self) -> tuple[str, ...]:
        """Greys of the series that the claim is compared with."""
        return (self.grey, self.grey_two, self.grey_three)

    def variables(self) -> Mapping[str, str]:
        """Return CSS custom property -> colour."""
        return {f"--{name.replace('_', '-')}": colour for name, colour in asdict(self).items()}


LIGHT = Palette(
    page="#fffefb",
    panel="#f6f4ee",
    ink="#1c1e22",
    muted="#585e68",
    rule="#d9d5cb",
    grid="#ebe8e0",
    accent="#00735a",
    second="#8f3f75",
    third="#0065a0",
    fourth="#8a5a00",
    grey="#757a83",
    grey_two="#9a9ea6",
    grey_three="#3d424a",
    land="#e6e2d8",
    coast="#fffefb",
    member="#9ccfbf",
    observer="#cfe5dc",
    rival="#c5bfb1",
    supported="#0065a0",
    contradicted="#ad4700",
    neutral="#5f646d",
)

DARK = Palette(
    page="#15181c",
    panel="#1d2126",
    ink="#eae8e2",
    muted="#a6acb6",
    rule="#383e46",
    grid="#292e35",
    accent="#45c9a0",
    second="#dd9cc6",
    third="#6cb8ee",
    fourth="#dcb04a",
    grey="#8f959f",
    grey_two="#6f757f",
    grey_three="#cfd4db",
    land="#2b3037",
    coast="#15181c",
    member="#22604f",
    observer="#243f38",
    rival="#4a515b",
    supported="#6cb8ee",
    contradicted="#f0954c",
    neutral="#a6acb6",
)

# Charts on the page name the CSS variables, so that a change of theme or printing needs no new drawing.
VARIABLES = Palette(**{name: f"var(--{name.replace('_', '-')})" for name in asdict(LIGHT)})
