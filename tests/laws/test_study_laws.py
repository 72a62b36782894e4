"""What holds of every study: only our own errors, the same numbers from the same seed, order means nothing."""

from __future__ import annotations

import datetime as dt
import math
import tomllib
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from multipolar.errors import MultipolarError
from multipolar.studies import Finding, Study, parse
from multipolar.studies.claims import kinds
from multipolar.studies.context import Context
from planted import EUROPE, STATES, assert_whole, finding_of
from study_text import VALID

many = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
some = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
few = settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))


# --- a small writer of TOML, so that damaged tables become files again ----------------------------------------


def written(value: Any) -> str:  # noqa: PLR0911 - one line a type of TOML
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        escaped = "".join(
            letter if letter.isprintable() and letter not in '"\\' else f"\\U{ord(letter):08x}"
            for letter in value
        )
        return f'"{escaped}"'
    if isinstance(value, list):
        return f"[{', '.join(written(item) for item in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(key)} = {written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, float) and not math.isfinite(value):
        return "nan" if math.isnan(value) else f"{'-' if value < 0 else ''}inf"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return repr(value)


def document(tables: dict[str, Any]) -> str:
    return "\n".join(f"{written(key)} = {written(item)}" for key, item in tables.items())


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every key and item."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [where for key, item in items for where in ((*path, key), *places(item, (*path, key)))]


WORDS = ["AZE", "aze", "world", "members", "caucasus", "SUN", "Nowhere", "", "cinc", "vote_agreement", "trade_total",
         "distance_km", "war44", "NATO", "outside", "up", "share", "fact", "x" * 500, "ünï", "\x00", "'"]  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(WORDS),
    st.integers(-5, 2110),
    st.sampled_from([2**31, 2**63, 2**70, -(2**63), 10**30]),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.text(max_size=8),
    st.lists(st.one_of(st.sampled_from(WORDS), st.integers(1800, 2110)), max_size=4),
    st.lists(st.lists(st.sampled_from(WORDS), max_size=3), max_size=2),
    st.dictionaries(st.sampled_from(WORDS), st.sampled_from(WORDS), max_size=2),
)
KEYS = sorted({field.alias or name for kind in kinds().values() for name, field in kind.model_fields.items()})


@st.composite
def damaged_tables(draw: st.DrawFn) -> str:
    """Draw a study in which some keys are gone, renamed, doubled, or have other values."""
    tables = tomllib.loads(VALID)
    for _ in range(draw(st.integers(1, 3))):
        *path, last = draw(st.sampled_from(places(tables)))
        holder = tables
        for key in path:
            holder = holder[key]
        change = draw(st.sampled_from(["drop", "rename", "value", "value", "swap", "repeat"]))
        if change == "drop":
            del holder[last]
        elif change == "rename" and isinstance(holder, dict):
            holder[draw(st.one_of(st.sampled_from(KEYS), st.text(max_size=6)))] = holder.pop(last)
        elif change == "swap" and isinstance(holder, dict):
            other = draw(st.sampled_from(sorted(holder, key=str)))
            holder[last], holder[other] = holder[other], holder[last]
        elif change == "repeat" and isinstance(holder, list):
            holder.append(holder[last])
        else:
            holder[last] = draw(VALUES)
        if not places(tables):
            break
    return document(tables)


@st.composite
def damaged_text(draw: st.DrawFn) -> str:
    """Draw a study with letters changed, cut out or said twice."""
    text = VALID
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text) - 1))
        end = min(len(text), start + draw(st.integers(0, 12)))
        put = draw(st.one_of(st.just(""), st.text(max_size=5), st.just(text[start:end] * 2)))
        text = text[:start] + put + text[end:]
    return text


def refused_or_checked(text: str) -> Study | None:
    """Read and check a study; None where it was refused as it should be, with one paragraph."""
    try:
        study = parse(text, where="fuzz.toml")
        Context(study).check()
    except MultipolarError as error:
        refused_as_input(error)
        return None
    return study


def refused_as_input(error: MultipolarError) -> None:
    assert error.exit_code == 2
    assert str(error).strip()


def test_the_writer_of_this_test_writes_what_was_read() -> None:
    assert parse(document(tomllib.loads(VALID))) == parse(VALID)


@many
@given(damaged_tables())
def test_only_our_errors_come_of_damaged_tables(text: str) -> None:
    refused_or_checked(text)


@many
@given(damaged_text())
def test_only_our_errors_come_of_damaged_text(text: str) -> None:
    refused_or_checked(text)


@some
@given(st.binary(max_size=200).map(lambda raw: raw.decode("utf-8", "replace")))
def test_only_our_errors_come_of_noise(text: str) -> None:
    assert refused_or_checked(text) is None


# --- running what was not refused ------------------------------------------------------------------------------

YEARS = st.integers(1816, 2100) | st.integers(1955, 2026)
STATE = st.sampled_from(["AZE", "ARM", "GEO", "TUR", "USA", "SUN", "YUG", "XKX", "TWN", "TUV", "DEU", "GBR"])
ACTOR = STATE | st.sampled_from(["world", "g", "h", "silent"])
VARIABLE = st.sampled_from(["cinc", "milex_kusd", "gdp_usd2015", "arms_exports_mtiv", "irst_kton",
                            "armed_forces_personnel",
                            "trade_balance_current_usd", "oil_production_mt", "population"])  # fmt: skip
VARIABLES = st.lists(VARIABLE, min_size=1, max_size=2)
LAYER = st.sampled_from(
    ["trade_flow", "trade_total", "alliance_any", "vote_agreement", "migrants", "distance_km", "trade_baci"]
)
PAIR = st.lists(ACTOR, min_size=2, max_size=2)
SPAN = st.tuples(YEARS, st.integers(0, 4)).map(lambda both: [both[0], both[0] + both[1]])
DIRECTION = st.sampled_from(["up", "down"])
GROUPS = {
    "g": {"name": "G", "states": ["AZE", "ARM", "GEO"]},
    "h": {"name": "H", "states": ["USA", "DEU", "SUN", "TUV"]},
    "silent": {"name": "S", "states": ["XKX", "TWN"]},
}
CLAIMS = st.one_of(
    st.fixed_dictionaries(
        {"kind": st.just("share"), "of": ACTOR, "within": ACTOR, "variables": VARIABLES,
         "from": YEARS, "to": YEARS, "direction": DIRECTION,
         "against": st.sampled_from(["own past", "other states", "random groups"])}
    ),
    st.fixed_dictionaries(
        {"kind": st.just("lead"), "of": ACTOR, "within": st.sampled_from(["g", "h", "silent", "world"]),
         "variables": VARIABLES, "from": YEARS, "to": YEARS}
    ),
    st.fixed_dictionaries(
        {"kind": st.just("trend"), "of": ACTOR, "variables": VARIABLES, "from": YEARS,
         "to": YEARS, "direction": DIRECTION,
         "statistic": st.sampled_from(["sum", "effective number", "concentration"])},
        optional={"than": ACTOR},
    ),
    st.fixed_dictionaries(
        {"kind": st.just("trend"), "of": ACTOR, "layer": LAYER, "from": YEARS, "to": YEARS},
        optional={"than": st.just("outside")},
    ),
    st.fixed_dictionaries(
        {"kind": st.just("cohesion"), "group": ACTOR, "from": YEARS, "to": YEARS, "rivals": st.just(["GUAM", "G7"]),
         "against": st.sampled_from(["chance", "rivals"])}
    ),
    st.fixed_dictionaries(
        {"kind": st.just("ties"), "layer": LAYER, "between": PAIR, "after": SPAN, "direction": DIRECTION,
         "measured_as": st.sampled_from(["value", "share"])},
        optional={"before": SPAN, "instead": st.lists(LAYER, max_size=2), "after_layer": LAYER},
    ),
    st.fixed_dictionaries(
        {"kind": st.just("association"), "ties": st.lists(LAYER, min_size=1, max_size=2), "with": LAYER, "year": YEARS,
         "controls": st.lists(LAYER, max_size=1), "logged": st.lists(LAYER, max_size=1)}
    ),
    st.fixed_dictionaries(
        {"kind": st.just("before-after"), "between": PAIR, "days": st.integers(14, 1500),
         "beside": st.lists(PAIR, max_size=1),
         "event": st.sampled_from(["war44", "karabakh1992", "ukraine2022", "operation2023", "crimea2014"])}
    ),
    st.fixed_dictionaries(
        {"kind": st.just("fact"), "name": st.just("it"), "conflict": st.sampled_from([388, 1, -1, 2**70]),
         "ended": YEARS}
    ),
)  # fmt: skip


def study_of(*claims: dict[str, Any], groups: dict[str, Any] | None = None, seed: int = 1) -> str:
    head = {"id": "drawn", "title": "Drawn", "question": "So?", "group": "g", "draws": 100, "seed": seed}
    named = [{"id": f"claim{place}", "says": "So.", **claim} for place, claim in enumerate(claims)]
    return document({"study": head, "groups": groups or GROUPS, "claims": named})


@cache
def facts() -> Context:
    """Return a context whose facts are read once for all examples."""
    return Context(parse(study_of({"kind": "fact", "name": "it", "conflict": 388, "ended": 2020})))


def findings_of(study: Study) -> list[Finding]:
    context = Context(study)
    context._kept.update(facts()._kept)
    found = [claim.test(context) for claim in study.claims]
    facts()._kept.update(context._kept)
    return found


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(CLAIMS)
def test_whatever_is_asked_is_found_untestable_or_refused(claim: dict[str, Any]) -> None:
    study = refused_or_checked(study_of(claim))
    if study is None:
        return
    try:
        found = findings_of(study)
    except MultipolarError as error:
        refused_as_input(error)
        return
    for item in found:
        assert_whole(item)
        assert "nan" not in f"{item.because} {item.method}".split()
        assert (item.effect.value is None) == (item.verdict == "untestable")


# --- the same seed, one claim more, another order ---------------------------------------------------------------

SHARE = {"kind": "share", "of": "g", "within": "world", "variables": ["cinc"], "from": 2010, "to": 2019,
         "against": "random groups"}  # fmt: skip
TIES = {"kind": "ties", "layer": "alliance_any", "between": ["g", "g"], "after": [2015, 2018]}
VOTES = {"kind": "cohesion", "group": "g", "from": 2018, "to": 2019}
TREND = {"kind": "trend", "of": "g", "variables": ["gdp_usd2015"], "from": 2005, "to": 2019}
DAILY = {"kind": "before-after", "between": ["g", "g"], "event": "war44", "days": 100}
ALL = (SHARE, TIES, VOTES, TREND, DAILY)


def numbers(found: Finding) -> list[float | None]:
    rows = [found.effect, *(row.estimate for row in (*found.comparisons, *found.sensitivity))]
    ends = [value for row in rows for value in (row.value, row.low, row.high)]
    return [*ends, *(row.percentile for row in found.comparisons)]


def same(one: Finding, other: Finding) -> None:
    assert one.verdict is other.verdict
    for left, right in zip(numbers(one), numbers(other), strict=True):
        assert left == (None if right is None else pytest.approx(right, rel=1e-9, abs=1e-9))


def test_the_same_seed_gives_the_same_findings() -> None:
    first, second = findings_of(parse(study_of(*ALL))), findings_of(parse(study_of(*ALL)))
    for one, other in zip(first, second, strict=True):
        assert numbers(one) == numbers(other)
        assert one.because == other.because
        for left, right in zip(one.figures, other.figures, strict=True):
            assert left.data.equals(right.data)


def test_another_seed_gives_other_draws() -> None:
    one, other = findings_of(parse(study_of(SHARE)))[0], findings_of(parse(study_of(SHARE, seed=2)))[0]
    assert one.effect.value == other.effect.value
    assert one.comparisons[0].estimate != other.comparisons[0].estimate


@few
@given(st.permutations(range(len(ALL))), st.integers(1, len(ALL)))
def test_other_claims_change_no_claims_numbers(order: list[int], count: int) -> None:
    named = [{"id": f"own{place}", **ALL[place]} for place in order[:count]]
    together = findings_of(parse(study_of(*named)))
    for claim, found in zip(named, together, strict=True):
        assert numbers(findings_of(parse(study_of(claim)))[0]) == numbers(found)


@few
@given(st.permutations(["AZE", "Armenia", "GEO", "KAZ", "UZB"]))
def test_the_order_of_a_groups_states_means_nothing(states: list[str]) -> None:
    def with_group(given: list[str]) -> list[Finding]:
        return findings_of(parse(study_of(*ALL, groups=GROUPS | {"g": {"name": "G", "states": given}})))

    for one, other in zip(with_group(sorted(states)), with_group(states), strict=True):
        same(one, other)


@some
@given(st.integers(0, 999), st.floats(0.5, 2), st.floats(1, 1000))
def test_a_unit_changes_no_share(seed: int, growth: float, scale: float) -> None:
    claim = 'kind = "share"\nof = "AZE"\nvariables = ["milex_kusd"]\nfrom = 2015\nto = 2019\nagainst = "other states"'
    rng = np.random.default_rng(seed)
    values = {state: rng.uniform(1, 100, 20).tolist() for state in STATES}
    values["AZE"][-1] *= growth
    larger = {state: [scale * value for value in line] for state, line in values.items()}
    same(finding_of(claim, values={"milex_kusd": values}), finding_of(claim, values={"milex_kusd": larger}))


@some
@given(st.integers(0, 999), st.floats(-0.2, 0.2))
def test_a_claim_and_its_opposite_are_never_both_supported(seed: int, drift: float) -> None:
    claim = 'kind = "trend"\nof = "AZE"\nvariables = ["milex_kusd"]\nfrom = 2010\nto = 2019\n'
    rng = np.random.default_rng(seed)
    values = {state: np.exp(rng.normal(0, 0.1, 20).cumsum()).tolist() for state in STATES}
    values["AZE"] = np.exp(rng.normal(drift, 0.05, 20).cumsum()).tolist()
    up = finding_of(claim, values={"milex_kusd": values})
    down = finding_of(claim + 'direction = "down"', values={"milex_kusd": values})
    assert {up.verdict, down.verdict} != {"supported"}
    assert up.effect.value == down.effect.value


@some
@given(st.sets(st.sampled_from(EUROPE), min_size=1, max_size=10))
def test_others_without_data_change_no_effect_but_their_number(gone: set[str]) -> None:
    claim = 'kind = "trend"\nof = "AZE"\nvariables = ["milex_kusd"]\nfrom = 2010\nto = 2019\n'
    values = {state: [100 * 1.02**year for year in range(20)] for state in STATES}
    values["AZE"] = [100 * 1.05**year for year in range(20)]
    fewer = {state: line for state, line in values.items() if state not in gone}
    one, other = (
        finding_of(claim, values={"milex_kusd": values}),
        finding_of(claim, values={"milex_kusd": fewer}),
    )
    assert one.effect == other.effect
    assert other.comparisons[0].label == f"{len(STATES) - 1 - len(gone)} other states"
