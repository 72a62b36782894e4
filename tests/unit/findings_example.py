"""Findings of an invented study, with every kind of figure and every verdict; the numbers are made up."""

from __future__ import annotations

import datetime as dt
import json
import math
from dataclasses import replace

import numpy as np
import polars as pl

from multipolar.studies.findings import (
    Comparison,
    Estimate,
    Figure,
    Finding,
    Findings,
    MapOfTies,
    Sensitivity,
    Verdict,
)

RULE = (
    "Supported where the effect has the claimed sign, its interval leaves out zero, at least 80 % of the other "
    "choices agree, and it stands in the outer tenth of the comparisons; contradicted where the opposite holds; "
    "not distinguishable otherwise; untestable where there is no number."
)
METHOD = (
    "The share of each state in the total of the three South Caucasus states was taken year by year. The change "
    "is the mean of the five years from 2020 less the mean of the five before, with a moving-block bootstrap."
)
PLACES = {
    "AZE": ("Azerbaijan", "member", 47.21, 40.40),
    "TUR": ("Türkiye", "member", 34.51, 39.35),
    "KAZ": ("Kazakhstan", "member", 68.69, 49.05),
    "KGZ": ("Kyrgyzstan", "member", 74.53, 41.67),
    "UZB": ("Uzbekistan", "member", 64.01, 41.69),
    "HUN": ("Hungary", "observer", 19.45, 47.09),
    "TKM": ("Turkmenistan", "observer", 58.68, 39.86),
    "ARM": ("Armenia", "other", 44.80, 40.46),
}


def estimate(
    value: float | None,
    low: float | None = None,
    high: float | None = None,
    unit: str = "percentage points",
    definition: str = "Change of Azerbaijan's share of the region's military spending, 2015-2019 to 2020-2024.",
) -> Estimate:
    return Estimate(value, low, high, unit, definition, "Moving blocks of three years, 2,000 draws.")


def _series(names: list[str], first: int, last: int, seed: int, drift: float = 0.4) -> pl.DataFrame:
    rng = np.random.default_rng(seed)
    rows = []
    for k, name in enumerate(names):
        level = 30.0 - 7 * k + np.cumsum(rng.normal(drift - 0.25 * k, 0.8, last - first + 1))
        rows += [
            {
                "year": first + t,
                "state": name,
                "share": float(v),
                "low": float(v) - 1.8,
                "high": float(v) + 1.8,
            }
            for t, v in enumerate(level)
        ]
    return pl.DataFrame(rows)


def lines_figure() -> Figure:
    data = _series(["Azerbaijan", "Georgia", "Armenia"], 1993, 2024, 3)
    pause = (pl.col("state") == "Georgia") & pl.col("year").is_between(2003, 2005)
    return Figure(
        id="caucasus-milex",
        kind="lines",
        title="Azerbaijan's share of the region's military spending doubled in twenty years",
        data=data.filter(~pause & ~((pl.col("state") == "Armenia") & (pl.col("year") > 2021))),
        x="year",
        y="share",
        x_title="Year",
        y_title="Share of the three states' military expenditure, percent (constant US$ of 2015)",
        caption="Shares of military expenditure among Armenia, Azerbaijan and Georgia; bands are 90 % intervals.",
        sources=("gapminder", "nmc"),
        horizon="2024",
        series="state",
        low="low",
        high="high",
        highlight=("Azerbaijan",),
        marks=(
            ("2020-09-27", "44-day war"),
            ("2023-09-19", "Operation in Karabakh"),
            ("1994-05-12", "Ceasefire"),
        ),
    )


def crowd_figure() -> Figure:
    names = ["Organization of Turkic States", *(f"random group {k}" for k in range(1, 31))]
    data = _series(names[:1], 1993, 2024, 5, 0.15).with_columns(share=pl.col("share") / 20)
    rng = np.random.default_rng(8)
    others = [
        pl.DataFrame(
            {
                "year": list(range(1993, 2025)),
                "state": [name] * 32,
                "share": (0.9 + rng.gamma(1, 0.4) + np.cumsum(rng.normal(0, 0.05, 32))).clip(0.05).tolist(),
            }
        )
        for name in names[1:]
    ]
    return Figure(
        id="world-share",
        kind="lines",
        title="The group's share of world power, beside thirty random groups of its size",
        data=pl.concat([data.select("year", "state", "share"), *others]),
        x="year",
        y="share",
        x_title="Year",
        y_title="Share of world capabilities (CINC), percent",
        caption="Composite index of national capability, summed over the five members.",
        sources=("nmc",),
        horizon="2022",
        series="state",
        highlight=("Organization of Turkic States",),
    )


def daily_figure() -> Figure:
    rng = np.random.default_rng(4)
    days = [dt.date(2020, 6, 1) + dt.timedelta(days=k) for k in range(260)]
    score = rng.normal(20, 45, 260)
    score[118:163] -= np.abs(rng.normal(900, 600, 45))
    score[163] = 1537
    other = rng.normal(90, 60, 260)
    return Figure(
        id="daily-score",
        kind="lines",
        title="Daily interaction before, during and after the war",
        data=pl.DataFrame(
            {
                "day": days * 2,
                "pair": ["Armenia – Azerbaijan"] * 260 + ["Azerbaijan – Türkiye"] * 260,
                "score": [*score, *other],
            }
        ),
        x="day",
        y="score",
        x_title="Date",
        y_title="Interaction score, sum of Goldstein values and mentions (positive is cooperative)",
        caption="Sum of the scores of all events reported between the two states in a day.",
        sources=("gdelt",),
        horizon="2024-02-23",
        series="pair",
        highlight=("Azerbaijan – Türkiye",),
        marks=(("2020-09-27", "War begins"), ("2020-11-10", "Ceasefire")),
    )


def intervals_figure() -> Figure:
    labels = [
        "Organization of Turkic States",
        "Commonwealth of Independent States",
        "Collective Security Treaty Organization",
        "Eurasian Economic Union",
        "Shanghai Cooperation Organisation",
        "1,000 random groups of 5",
        "All members of the United Nations",
    ]
    middle = [0.81, 0.78, 0.86, 0.84, 0.77, 0.69, None]
    return Figure(
        id="cohesion-rivals",
        kind="intervals",
        title="Agreement in the General Assembly, 2015-2025",
        data=pl.DataFrame(
            {
                "group": labels,
                "agreement": middle,
                "low": [None if m is None else m - 0.04 for m in middle],
                "high": [None if m is None else m + 0.05 for m in middle],
            }
        ),
        x="agreement",
        y="group",
        x_title="Share of votes on which two members agree, mean over pairs (0 to 1)",
        y_title="Group",
        caption="Members of two groups count in both; intervals are 90 % over resampled roll calls.",
        sources=("un_votes",),
        horizon="2025",
        low="low",
        high="high",
        highlight=("Organization of Turkic States",),
    )


def bars_figure() -> Figure:
    rows = [
        {"partner": partner, "period": period, "share": share}
        for partner, shares in {
            "Türkiye": (6.1, 11.9),
            "Russia": (9.8, 8.2),
            "Italy": (21.0, 33.5),
            "Other Turkic states": (2.1, 3.0),
        }.items()
        for period, share in zip(("2015-2019", "2020"), shares, strict=True)
    ]
    return Figure(
        id="partners",
        kind="bars",
        title="Azerbaijan's partners in trade",
        data=pl.DataFrame(rows),
        x="share",
        y="partner",
        x_title="Share of Azerbaijan's trade, percent",
        y_title="Partner",
        caption="Exports and imports together.",
        sources=("imf_dots",),
        horizon="2020",
        series="period",
        highlight=("2020",),
    )


def years_figure() -> Figure:
    growth = [2.1, -0.4, 3.3, 0.8, 1.9, -6.2, 5.1, 4.4, 1.2, 3.0]
    return replace(
        bars_figure(),
        id="growth",
        title="Growth, year by year",
        data=pl.DataFrame({"year": list(range(2015, 2025)), "growth": growth}),
        x="year",
        y="growth",
        x_title="Year",
        y_title="Growth of trade inside the group, percent a year",
        series=None,
        highlight=(),
    )


def steps_figure() -> Figure:
    states = ["ceasefire", "minor conflict", "war", "minor conflict", "no conflict recorded"]
    return Figure(
        id="conflict-years",
        kind="steps",
        title="What the conflict data record for Karabakh",
        data=pl.DataFrame(
            {"year": [2010, 2014, 2020, 2021, 2024], "state": states},
            schema_overrides={
                "state": pl.Enum(["war", "minor conflict", "ceasefire", "no conflict recorded"])
            },
        ),
        x="year",
        y="state",
        x_title="Year",
        y_title="Recorded intensity",
        caption="A minor conflict has at least 25 battle deaths in the year, a war at least 1,000.",
        sources=("ucdp",),
        horizon="2024",
        highlight=("war",),
        marks=(("2020-11-10", "Ceasefire"), ("2023-09-19", "Operation")),
    )


def counts_figure() -> Figure:
    return replace(
        steps_figure(),
        id="members",
        title="Members of the group",
        data=pl.DataFrame({"year": [2009, 2012, 2019, 2021, 2024], "members": [4, 4, 5, 5, 5]}),
        y="members",
        y_title="Member states",
        highlight=(),
        marks=(("2021-11-12", "Renamed"),),
    )


def scatter_figure() -> Figure:
    rng = np.random.default_rng(2)
    distance = rng.uniform(0.3, 1, 60)
    names = [f"pair {k}" for k in range(55)] + ["AZE–TUR", "AZE–KAZ", "KAZ–KGZ", "TUR–UZB", "KGZ–UZB"]
    return Figure(
        id="language-trade",
        kind="scatter",
        title="Language and trade",
        data=pl.DataFrame(
            {"distance": distance, "trade": 4 - 3 * distance + rng.normal(0, 0.7, 60), "pair": names}
        ),
        x="distance",
        y="trade",
        x_title="Linguistic distance (0 the same, 1 unrelated)",
        y_title="Trade above what size and distance predict, log points",
        caption="Each dot is a pair of states; named dots are pairs of members.",
        sources=("linguistic", "imf_dots"),
        horizon="2020",
        series="pair",
        highlight=tuple(names[55:]),
    )


def finding(claim: str, sentence: str, verdict: Verdict, **given: object) -> Finding:
    values: dict[str, object] = {
        "claim": claim,
        "kind": "share",
        "sentence": sentence,
        "verdict": verdict,
        "because": (
            "The effect is +11.2 pp (90 % interval +8.1 to +14.0), an interval that leaves out zero; 5 of 6 other "
            "choices agree with the claim; it is larger than 97 % of the same change in 400 earlier windows."
        ),
        "effect": estimate(11.2, 8.1, 14.0),
        "horizon": "2024",
        "method": METHOD,
        "rule": RULE,
        "would_change": (
            "Spending by Armenia that grows faster than Azerbaijan's through 2027, or a source that revises 2022."
        ),
        "sources": ("gapminder", "nmc"),
        "comparisons": (
            Comparison(
                "400 windows of the same length before 2013", "placebo", estimate(0.6, -4.2, 5.9), 97.4
            ),
            Comparison("Armenia", "mirror", estimate(-8.3, -11.0, -5.2)),
            Comparison("Georgia", "rival", estimate(-2.9, -4.4, -1.1)),
        ),
        "sensitivity": (
            Sensitivity("military personnel instead of spending", estimate(2.2), True),
            Sensitivity("windows of three years", estimate(9.0), True),
            Sensitivity("composite index (CINC)", estimate(-0.4), False),
            Sensitivity("arms stock", estimate(None), None),
        ),
        "notes": (
            "Armenia's spending of 2022 and later is not in the source, so its last value is of 2021.",
        ),
    }
    return Finding(**(values | given))  # type: ignore[arg-type]


def example() -> Findings:
    trend = estimate(1.4, -0.3, 3.0, "percent a year", "Growth of trade inside the group over trade outside.")
    agreement = estimate(0.81, 0.77, 0.86, "share", "Mean agreement of the members' votes, 2015-2025.")
    claims = (
        finding(
            "balance",
            "The war moved the South Caucasus balance of power toward Azerbaijan",
            Verdict.SUPPORTED,
            kind="before-after",
            descriptive=True,
            figures=(lines_figure(), daily_figure()),
            notes=("One war cannot show what would have come without it.", "Spending is not strength."),
        ),
        finding(
            "cohesion",
            "The Turkic states act together in the United Nations, more than chance and more than rival "
            "groupings with the same members",
            Verdict.NOT_DISTINGUISHABLE,
            kind="cohesion",
            effect=agreement,
            comparisons=(
                Comparison("1,000 random groups of 5", "random groups", replace(agreement, value=0.69), 91.2),
                Comparison("CSTO", "rival", replace(agreement, value=0.86, low=0.82, high=0.91)),
            ),
            figures=(intervals_figure(),),
            sources=("un_votes",),
            horizon="2025",
        ),
        finding(
            "world",
            "They hold a growing share of world power",
            Verdict.SUPPORTED,
            kind="trend",
            effect=estimate(0.93, 0.41, 1.52, "percent a year"),
            figures=(crowd_figure(),),
            sensitivity=(),
        ),
        finding(
            "trade",
            "Trade among them grows faster than their trade with others",
            Verdict.NOT_DISTINGUISHABLE,
            kind="trend",
            effect=trend,
            comparisons=(),
            figures=(bars_figure(), years_figure()),
            horizon="2020",
        ),
        finding(
            "ended",
            "The Karabakh conflict ended in 2020",
            Verdict.CONTRADICTED,
            kind="fact",
            effect=estimate(3.0, None, None, "years", "Years after 2020 with recorded armed conflict."),
            comparisons=(),
            sensitivity=(),
            figures=(steps_figure(), counts_figure()),
            sources=("ucdp",),
        ),
        finding(
            "language",
            "Shared language goes with closer ties",
            Verdict.SUPPORTED,
            kind="ties",
            descriptive=True,
            effect=estimate(-0.21, -0.34, -0.08, "rank correlation"),
            figures=(scatter_figure(),),
            horizon="2020",
        ),
        finding(
            "arms",
            "Azerbaijan buys its arms from Türkiye",
            Verdict.UNTESTABLE,
            because="Transfers between two states may not be redistributed, so no number is at hand.",
            effect=estimate(None, unit="share"),
            comparisons=(),
            sensitivity=(),
            horizon="",
            sources=(),
            notes=(),
        ),
        finding(
            "standing",
            "Azerbaijan's standing beyond its region rose",
            Verdict.CONTRADICTED,
            effect=estimate(-0.012, -0.021, -0.004, "percentage points"),
            comparisons=(
                Comparison("all states, mean", "mean", estimate(float("nan"), -0.01, 0.01), 3.2),
                Comparison("spending", "mirror", estimate(2597.9, 2100.0, 3005.5, "US$ million")),
            ),
        ),
    )
    return Findings(
        study="turkic",
        title="Are the Turkic states a pole?",
        question=(
            "Are the states of the Organization of Turkic States a pole of power, and what did the 44-day war of "
            "27 September to 10 November 2020 change?"
        ),
        answer=(
            "Not yet a pole: the members gained weight, but they vote no more alike than other groups that "
            "share their members.",
            "Three of eight claims are supported, two are contradicted, two cannot be told from chance, and one "
            "cannot be tested with the data at hand.",
            "After the war of 2020 Azerbaijan's share of the region's military spending was 11.2 percentage points "
            "higher than before.",
            "The conflict data do not say that the conflict ended in 2020: they record fighting until 2023.",
            "The data reach to 2020 for trade, to 2022 for capabilities, and to 2025 for votes.",
        ),
        findings=claims,
        map=ties_map(),
        coverage=coverage(),
        left_out=(
            ("Energy and growth carry its weight", "It asks for a cause, which needs synthetic control."),
            ("The world is becoming multipolar", "It needs the detection of poles, which is not built yet."),
        ),
        vintages=vintages(),
        seed=20201110,
        version="0.1.0",
        members=tuple((state, name, role) for state, (name, role, _, _) in PLACES.items() if role != "other"),
    )


def ties_map() -> MapOfTies:
    members = [state for state, (_, role, _, _) in PLACES.items() if role == "member"]
    rng = np.random.default_rng(11)
    pairs = [(i, j) for n, i in enumerate(members) for j in members[n + 1 :]]
    return MapOfTies(
        states=pl.DataFrame(
            [(state, *place) for state, place in PLACES.items()],
            schema=["state", "name", "role", "lon", "lat"],
            orient="row",
        ),
        ties=pl.DataFrame(
            [
                {
                    "state_i": i,
                    "state_j": j,
                    "value": float(rng.gamma(0.6, 2200)),
                    "lon_i": PLACES[i][2],
                    "lat_i": PLACES[i][3],
                    "lon_j": PLACES[j][2],
                    "lat_j": PLACES[j][3],
                }
                for i, j in pairs
            ]
        ),
        title="The members and their trade",
        caption="Lines join members; their width is proportional to exports in both directions.",
        unit="Trade, US$ million a year",
        horizon="2020",
        sources=("imf_dots", "natural_earth"),
    )


def coverage() -> pl.DataFrame:
    rows = [
        (
            "cinc",
            "Composite index of national capability",
            "nmc",
            1816,
            2022,
            "not_reported",
            195,
            "Ends 2022.",
        ),
        (
            "un_votes",
            "Votes in the General Assembly",
            "un_votes",
            1946,
            2025,
            "not_reported",
            193,
            "To October.",
        ),
        ("alliance", "Alliance obligations", "atop", 1815, 2018, "structural_zero", 180, "No later treaty."),
        (
            "trade",
            "Exports and imports by partner",
            "imf_dots",
            1960,
            2020,
            "not_reported",
            190,
            "2021 partial.",
        ),
        (
            "arms",
            "Arms transfers by supplier",
            "sipri",
            None,
            None,
            "not_reported",
            None,
            "No redistribution.",
        ),
        ("daily", "Daily interaction", "gdelt", 2018, 2024, "not_reported", 195, "98 days have no file."),
    ]
    names = [
        "variable",
        "label",
        "source",
        "first_year",
        "last_year",
        "absence",
        "states_with_data",
        "missing",
    ]
    return pl.DataFrame(rows, schema=names, orient="row")


def vintages() -> dict[str, dict[str, str]]:
    named = {
        "nmc": "National Material Capabilities",
        "gapminder": "World Development Indicators by Gapminder",
        "un_votes": "United Nations General Assembly roll calls",
        "imf_dots": "Direction of Trade Statistics",
        "ucdp": "UCDP/PRIO Armed Conflict Dataset",
        "gdelt": "GDELT 2.0 daily dyads",
        "atop": "Alliance Treaty Obligations and Provisions",
        "linguistic": "Linguistic distance between states",
        "natural_earth": "Natural Earth",
    }
    return {
        source: {
            "title": title,
            "producer": "Its producer",
            "version": f"v{number}.1",
            "licence": "CC BY 4.0",
            "accessed": "2025-11-01",
            "citation": f"Author, A. and Author, B. (2025), {title}, Journal of Data 12(3): 45-67.",
        }
        for number, (source, title) in enumerate(named.items(), start=1)
    }


def boxes() -> pl.DataFrame:
    """Borders for tests: a square around each place, one area of no state, and one tiny state."""
    rows = []
    for state, (name, _, lon, lat) in {**PLACES, None: ("Disputed area", "", 40.0, 44.0)}.items():
        ring = [
            [lon - 3, lat - 2],
            [lon + 3, lat - 2],
            [lon + 3, lat + 2],
            [lon - 3, lat + 2],
            [lon - 3, lat - 2],
        ]
        shape = {"type": "Polygon", "coordinates": [ring]}
        rows.append((state or "box", state, name, lon, lat, "polygon", json.dumps(shape)))
    point = {"type": "Point", "coordinates": [7.4, 43.7]}
    rows.append(("MCO", "MCO", "Monaco", 7.4, 43.7, "point", json.dumps(point)))
    names = ["area", "state", "name", "lon", "lat", "kind", "geometry"]
    return pl.DataFrame(rows, schema=names, orient="row")


HOSTILE = (
    "<script>alert('x')</script> & \"quoted\" </script><!-- <img src=x onerror=alert(1)> {{ 7*7 }} \u2028"
)


def hostile() -> Findings:
    """The example with markup in every text a study file or a source could bring."""
    plain = example()
    bad = replace(
        plain.findings[0],
        claim="../" + HOSTILE,
        kind=HOSTILE,
        sentence=HOSTILE,
        because=HOSTILE,
        method=HOSTILE,
        rule=HOSTILE,
        would_change=HOSTILE,
        horizon=HOSTILE,
        sources=(HOSTILE,),
        notes=(HOSTILE, HOSTILE),
        effect=replace(plain.findings[0].effect, unit=HOSTILE, definition=HOSTILE, method=HOSTILE),
        comparisons=(Comparison(HOSTILE, "rival", estimate(math.inf, 1.0, 2.0, HOSTILE), 50.0),),
        sensitivity=(Sensitivity(HOSTILE, estimate(1.0, unit=HOSTILE), None),),
        figures=(
            replace(
                intervals_figure(),
                id="../../" + HOSTILE,
                title=HOSTILE,
                caption=HOSTILE,
                x_title=HOSTILE,
                data=pl.DataFrame({"group": [HOSTILE], "agreement": [0.5], "low": [0.4], "high": [0.6]}),
                highlight=(HOSTILE,),
                sources=(HOSTILE,),
                horizon=HOSTILE,
            ),
        ),
    )
    named = plain.map and replace(plain.map, title=HOSTILE, caption=HOSTILE, unit=HOSTILE, sources=(HOSTILE,))
    return replace(
        plain,
        study=HOSTILE,
        title=HOSTILE,
        question=HOSTILE,
        answer=(HOSTILE,),
        findings=(bad,),
        map=named,
        coverage=coverage().with_columns(pl.lit(HOSTILE).alias("label"), pl.lit(HOSTILE).alias("missing")),
        left_out=((HOSTILE, HOSTILE),),
        vintages={HOSTILE: dict.fromkeys(vintages()["nmc"], HOSTILE)},
        version=HOSTILE,
        members=(("AZE", HOSTILE, HOSTILE),),
    )
