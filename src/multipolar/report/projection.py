"""Which part of the Earth a map shows: the equal-earth projection, turned and fitted to some places."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2
_POLE = 1.3174  # plane height of the poles
_WORLD = (-2.7066, -1.02, 2.7066, _POLE)  # left, bottom, right, top of the inhabited Earth
_ATLANTIC, _PACIFIC = (
    11.0,
    150.0,
)  # centres of a map of the world; it is cut through the Bering Strait, or Greenland
_WIDEST = 2.9  # a group that is wider than this is shown on the world
_LEAST = 0.55  # a closer look than this would show how coarse the borders are

Place = tuple[float, float]


def equal_earth(lon: float, lat: float) -> Place:
    """Return the plane coordinates of a place, for a unit sphere.

    Parameters
    ----------
    lon, lat
        In degrees, relative to the centre of the map.

    References
    ----------
    Šavrič, B., Patterson, T. and Jenny, B. (2019), The Equal Earth map projection, *International Journal of
    Geographical Information Science* 33(3), 454-465.

    Examples
    --------
    >>> equal_earth(0.0, 0.0)
    (0.0, 0.0)
    """
    angle = math.asin(_M * math.sin(math.radians(lat)))
    square = angle * angle
    sixth = square**3
    x = (
        math.radians(lon)
        * math.cos(angle)
        / (_M * (_A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)))
    )
    return x, angle * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))


@dataclass(frozen=True, slots=True)
class View:
    """A rectangle of the projected Earth.

    Attributes
    ----------
    centre
        The longitude in the middle of the projection, degrees.
    left, bottom, right, top
        The rectangle, in plane coordinates of the unit sphere.
    world
        True where the whole inhabited Earth is shown.
    """

    centre: float
    left: float
    bottom: float
    right: float
    top: float
    world: bool

    @property
    def aspect(self) -> float:
        """Height over width."""
        return (self.top - self.bottom) / (self.right - self.left)

    def pixel(self, lon: float, lat: float, width: float, height: float) -> Place:
        """Return where a place falls on a picture of `width` by `height` pixels, from its top left."""
        scale = min(width / (self.right - self.left), height / (self.top - self.bottom))
        x, y = equal_earth(_turned(lon, self.centre), lat)
        return (
            width / 2 + scale * (x - (self.left + self.right) / 2),
            height / 2 - scale * (y - (self.bottom + self.top) / 2),
        )


def view_of(places: Iterable[Place], around: Iterable[Place] = (), room: float = 0.07) -> View:
    """Return a view that holds all places with some room, or the world where they are far apart.

    Parameters
    ----------
    places
        Longitude and latitude of each state's label; a map of the world is cut where none of them is parted
        from the others.
    around
        What else must be seen, such as outlines and ties.
    room
        Margin on each side, as a share of the width and the height.

    Examples
    --------
    >>> view_of([(28.0, 40.0), (66.0, 48.0)]).world, view_of([(-100.0, 9.0), (20.0, 0.0), (140.0, 0.0)]).world
    (False, True)
    """
    labels = list(places)
    known = [*labels, *around]
    if not known:
        return View(_ATLANTIC, *_WORLD, world=True)
    centre = _middle_longitude([lon for lon, _ in known])
    plane = [equal_earth(_turned(lon, centre), lat) for lon, lat in known]
    left, right = min(x for x, _ in plane), max(x for x, _ in plane)
    bottom, top = min(y for _, y in plane), max(y for _, y in plane)
    if right - left > _WIDEST:
        return View(_world_centre([lon for lon, _ in labels]), *_WORLD, world=True)
    wide = max((right - left) * (1 + 2 * room), _LEAST)
    high = max((top - bottom) * (1 + 2 * room), 0.42 * wide)
    wide = max(wide, 1.5 * high)
    x, y = (left + right) / 2, (bottom + top) / 2
    if high < 2 * _POLE:
        y = min(max(y, high / 2 - _POLE), _POLE - high / 2)
    return View(centre, x - wide / 2, y - high / 2, x + wide / 2, y + high / 2, world=False)


def _turned(lon: float, centre: float) -> float:
    return (lon - centre + 180) % 360 - 180


def _world_centre(longitudes: Sequence[float]) -> float:
    """Return the usual centre, unless the shortest way from label to label leads across its date line."""
    start, arc = _shortest_arc(longitudes)
    return _PACIFIC if (_ATLANTIC + 180 - start) % 360 < arc else _ATLANTIC


def _middle_longitude(longitudes: Sequence[float]) -> float:
    start, arc = _shortest_arc(longitudes)
    return round(_turned(start + arc / 2, 0.0), 3)


def _shortest_arc(longitudes: Sequence[float]) -> tuple[float, float]:
    """Return the western end, and the degrees eastward, of the shortest arc that holds all longitudes."""
    around = sorted(set(longitudes))
    gaps = [(b - a) % 360 or 360 for a, b in zip(around, [*around[1:], around[0]], strict=True)]
    widest = max(range(len(gaps)), key=gaps.__getitem__)
    return around[(widest + 1) % len(around)], 360 - gaps[widest]


def bow(
    start: Place, end: Place, lift: float = 0.1, points: int = 24, *, northward: bool = True
) -> list[list[float]]:
    """Return a curve over the sphere that leaves the great circle a little, so that ties stay apart.

    Parameters
    ----------
    start, end
        Longitude and latitude, degrees.
    lift
        How far the middle leaves the great circle, as a share of the distance.
    northward
        Whether to bow to the north; otherwise to the left of the way from `start` to `end`, so that the
        two directions of a pair part.

    Returns
    -------
    list of [lon, lat]

    Examples
    --------
    >>> bow((0.0, 0.0), (90.0, 0.0), lift=0.0, points=3)[1]
    [45.0, 0.0]
    """
    a, b = unit(*start), unit(*end)
    normal = (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])
    length = math.sqrt(sum(part * part for part in normal))
    if length < 1e-9:
        return [list(start), list(end)]
    angle = math.atan2(length, sum(p * q for p, q in zip(a, b, strict=True)))
    side = -1.0 if northward and normal[2] < 0 else 1.0
    curve: list[list[float]] = []
    for step in range(points):
        t = step / (points - 1)
        near, far = math.sin((1 - t) * angle) / math.sin(angle), math.sin(t * angle) / math.sin(angle)
        rise = side * lift * angle * 4 * t * (1 - t) / length
        x, y, z = (near * p + far * q + rise * n for p, q, n in zip(a, b, normal, strict=True))
        curve.append(
            [
                round(math.degrees(math.atan2(y, x)), 2),
                round(math.degrees(math.atan2(z, math.hypot(x, y))), 2),
            ]
        )
    return curve


def unit(lon: float, lat: float) -> tuple[float, float, float]:
    """Return a place, in degrees, as a point of the unit sphere."""
    along, up = math.radians(lon), math.radians(lat)
    return math.cos(up) * math.cos(along), math.cos(up) * math.sin(along), math.sin(up)
