"""Numbers as a reader expects them: few digits, a true minus sign, the unit beside them."""

from __future__ import annotations

import math
from collections.abc import Iterable

from multipolar.studies.findings import Estimate

_CHANGES = ("percent", "point", "change")
_NBSP = "\u00a0"
NOT_KNOWN = f"not{_NBSP}known"


def decimals(values: Iterable[float | None]) -> int:
    """Return how many decimals show the largest of `values` with three digits (0 to 4).

    Examples
    --------
    >>> decimals([0.1234, 0.02]), decimals([2597.9])
    (3, 0)
    """
    sizes = [abs(value) for value in values if value is not None and math.isfinite(value) and value]
    if not sizes:
        return 0
    return min(max(2 - math.floor(math.log10(max(sizes))), 0), 4)


def plain(value: float | None, places: int | None = None, *, signed: bool = False) -> str:
    """Return `value` with thousands separators and a true minus sign.

    Examples
    --------
    >>> plain(-12345.6), plain(0.5, 2, signed=True)
    ('−12,346', '+0.50')
    """
    if value is None or not math.isfinite(value):
        return NOT_KNOWN
    places = decimals([value]) if places is None else places
    rounded = round(value, places) + 0.0  # adding zero turns -0.0 into 0.0
    return f"{rounded:{'+' if signed and rounded else ''},.{places}f}".replace("-", "−")


def with_unit(number: str, unit: str, *, short: bool = False) -> str:
    """Return `number` with `unit` where English puts it.

    Examples
    --------
    >>> with_unit("2,598", "US$ million"), with_unit("12.3", "share"), with_unit("+3.1", "percent a year")
    ('US$ 2,598 million', '12.3\xa0%', '+3.1\xa0%\xa0a\xa0year')
    """
    if unit == "share":
        return f"{number}{_NBSP}%"
    if unit.startswith("percentage point"):
        said = unit.replace("percentage points", "pp").replace(" ", _NBSP) if short else unit
        return f"{number}{_NBSP}{said}"
    if unit == "percent" or unit.startswith(("percent ", "% ")):
        return f"{number} %{unit.removeprefix('percent').removeprefix('%')}".replace(" ", _NBSP)
    if unit.startswith("US$ "):
        return f"US$ {number} {unit.removeprefix('US$ ')}"
    if unit[:1].isdigit():  # "1 if in force" beside a number would read as a second number
        return f"{number} ({unit})"
    return f"{number} {unit}".rstrip()


def is_long(unit: str) -> bool:
    """Whether a unit is too long to be repeated in each row of a table."""
    return len(with_unit("1", unit, short=True)) > 16


def _is_signed(estimate: Estimate) -> bool:
    """Changes and differences carry their plus sign; so does whatever can be negative."""
    return any(word in estimate.unit for word in _CHANGES) or any(
        number is not None and number < 0 for number in _scaled(estimate)
    )


def _scaled(estimate: Estimate) -> list[float | None]:
    factor = 100.0 if estimate.unit == "share" else 1.0
    return [
        factor * number if number is not None and math.isfinite(number) else None
        for number in (estimate.value, estimate.low, estimate.high)
    ]


def _places(estimate: Estimate, beside: Estimate | None) -> int:
    """Decimals of an estimate: those of the one it stands beside, unless that would hide or burden it."""
    numbers = _scaled(estimate)
    own = decimals(numbers)
    if _whole(numbers) and (beside is None or beside.unit != estimate.unit or _whole(_scaled(beside))):
        return 0
    if beside is not None and beside.unit == estimate.unit and beside.value is not None:
        shared = decimals(_scaled(beside))
        value = numbers[0]
        return own if value and not round(value, shared) else min(own, shared)
    return own


def _whole(numbers: Iterable[float | None]) -> bool:
    return all(number is None or number == round(number) for number in numbers)


def value_text(estimate: Estimate, beside: Estimate | None = None, *, short: bool = False) -> str:
    """Return the value with its unit, such as ``"12.3 %"``; ``"not known"`` where there is none.

    Parameters
    ----------
    beside
        An estimate whose number of decimals to share, where the units are the same.
    short
        Abbreviate the unit.
    """
    number = number_text(estimate, beside)
    return number if number == NOT_KNOWN else with_unit(number, estimate.unit, short=short)


def number_text(estimate: Estimate, beside: Estimate | None = None) -> str:
    """Return the value without its unit; shares are in percent."""
    return plain(_scaled(estimate)[0], _places(estimate, beside), signed=_is_signed(estimate))


def interval_text(estimate: Estimate, beside: Estimate | None = None) -> str:
    """Return the interval without unit, such as ``"11.0 to 13.4"``; empty where there is none."""
    _, low, high = _scaled(estimate)
    if low is None or high is None:
        return ""
    places, signed = _places(estimate, beside), _is_signed(estimate)
    return f"{plain(low, places, signed=signed)} to {plain(high, places, signed=signed)}"


def level_text(estimate: Estimate) -> str:
    """Return the coverage of the interval, such as ``"90 %"``."""
    return f"{100 * estimate.level:.3g}{_NBSP}%"


def ordinal(percentile: float) -> str:
    """Return a percentile in words of a table, such as ``"97th"``; the ends stay open.

    Examples
    --------
    >>> ordinal(97.4), ordinal(1.2), ordinal(99.97), ordinal(12)
    ('97th', '1st', 'above the 99th', '12th')
    """
    if percentile > 99:
        return "99th" if percentile == 99 else "above the 99th"
    if percentile < 1:
        return "below the 1st"
    whole = round(percentile)
    ending = "th" if whole % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(whole % 10, "th")
    return f"{whole}{ending}"
