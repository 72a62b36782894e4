"""The first study on the embedded atlas, its numbers computed a second time from the tables with plain Polars."""

from __future__ import annotations

import datetime as dt
from functools import cache

import numpy as np
import polars as pl
import pytest

from multipolar import atlas, vocabulary
from multipolar.studies import Finding, Findings, Verdict, read, run

TURKIC = ["AZE", "KAZ", "KGZ", "TUR", "UZB"]
CAUCASUS = ["ARM", "AZE", "GEO"]
CENTRAL = ["KAZ", "KGZ", "UZB"]
CLAIMS = ["balance", "standing", "growth", "gas", "forces", "turkiye-votes", "turkiye-trade", "turkiye-daily",
          "turkiye-alliance", "turkic-votes", "turkic-trade", "ended", "vote-together", "vote-beyond-rivals",
          "world-share-gdp", "world-share-power", "trade-inside", "language", "multipolar"]  # fmt: skip


@pytest.fixture(scope="module")
def findings() -> Findings:
    return run(read("turkic", draws=200))


@pytest.fixture(scope="module")
def by_id(findings: Findings) -> dict[str, Finding]:
    return {item.claim: item for item in findings.findings}


@cache
def table(name: str) -> pl.DataFrame:
    return atlas.open().scan(name).collect()


def in_system(year: int) -> list[str]:
    return list(vocabulary.in_system("cow", year))


def column(source: str, name: str, expression: pl.Expr, years: list[int]) -> pl.DataFrame:
    """Return state, year and value of the states of the system that have data in every one of the years."""
    members = pl.concat([pl.DataFrame({"state": in_system(year), "year": year}) for year in years])
    rows = (
        table(source)
        .select("state", pl.col("year").cast(pl.Int64), expression.alias(name))
        .join(members, on=["state", "year"])
        .drop_nulls()
    )
    complete = rows.group_by("state").len().filter(pl.col("len") == len(years)).select("state")
    return rows.join(complete, on="state")


def change_of_share(rows: pl.DataFrame, name: str, of: list[str], first: int, last: int) -> float:
    shares = [
        rows.filter(pl.col("year") == year, pl.col("state").is_in(of))[name].sum()
        / rows.filter(pl.col("year") == year)[name].sum()
        for year in (first, last)
    ]
    return float(100 * (shares[1] - shares[0]))


# --- the whole -----------------------------------------------------------------------------------------------


def test_every_claim_has_all_that_a_reader_needs(findings: Findings) -> None:
    assert [item.claim for item in findings.findings] == CLAIMS
    for item in findings.findings:
        assert item.sentence.endswith(".")
        assert item.because.endswith(".")
        assert item.rule
        assert item.method
        assert item.would_change
        assert item.sources
        assert set(item.sources) <= set(findings.vintages)
        assert item.horizon[:4].isdigit()
        assert (item.effect.value is None) == (item.verdict is Verdict.UNTESTABLE)
        if item.effect.low is not None and item.effect.high is not None:
            assert item.effect.value is not None
            assert item.effect.low <= item.effect.value <= item.effect.high
        if item.verdict is not Verdict.UNTESTABLE:
            assert item.figures
    names = [figure.id for item in findings.findings for figure in item.figures]
    assert len(names) == len(set(names))


def test_the_answer_has_five_sentences(findings: Findings) -> None:
    assert len(findings.answer) == 5
    assert findings.answer[0].startswith("19 claims were tested: ")
    assert findings.answer[1].startswith("Are the Turkic states a pole? ")
    assert findings.answer[2].startswith(
        "Is what the 44-day war is said to have changed different after it? "
    )


def test_members_and_observers(findings: Findings) -> None:
    roles = {state: role for state, _, role in findings.members}
    assert sorted(state for state, role in roles.items() if role == "member") == TURKIC
    assert {state for state, role in roles.items() if role == "observer"} >= {"HUN", "TKM"}
    assert findings.map is not None
    assert set(TURKIC) <= set(findings.map.states["state"])
    assert findings.map.ties.height == 10  # every pair of five traded in 2020


def test_the_map_shows_the_trade_of_2020(findings: Findings) -> None:
    assert findings.map is not None
    rows = table("trade").filter(year=2020)

    def flow(one: str, other: str) -> float:
        row = rows.filter(state_i=one, state_j=other).row(0, named=True)
        reports = [row[name] for name in ("exports_fob_musd", "imports_cif_musd") if row[name] is not None]
        return float(np.mean(reports))

    drawn = {
        (one, other): value
        for one, other, value in findings.map.ties.select("state_i", "state_j", "value").rows()
    }
    assert drawn["AZE", "TUR"] == pytest.approx(flow("AZE", "TUR") + flow("TUR", "AZE"), rel=1e-6)


def test_coverage_names_every_variable_and_layer_used(findings: Findings) -> None:
    covered = set(findings.coverage["variable"])
    assert {"cinc", "gdp_usd2015", "trade_exports", "trade_baci", "vote_agreement", "alliance_any"} <= covered
    row = findings.coverage.row(by_predicate=pl.col("variable") == "alliance_any", named=True)
    assert (row["last_year"], row["source"]) == (2018, "atop")
    assert "zero" in row["absence"]


# --- facts ---------------------------------------------------------------------------------------------------


def test_the_conflict_did_not_end_in_2020(by_id: dict[str, Finding]) -> None:
    found = by_id["ended"]
    assert found.verdict is Verdict.CONTRADICTED
    assert "2021, 2022 and 2023" in found.because
    assert found.effect.value == 3
    years = table("conflict_years").filter(pl.col("conflict_id") == 388, pl.col("year") > 2020)["year"]
    assert sorted(set(years)) == [2021, 2022, 2023]
    assert found.horizon == "2024"
    assert any(note.startswith("2023-09-19") for note in found.notes)


def test_the_alliance_is_untestable_after_2018(by_id: dict[str, Finding]) -> None:
    found = by_id["turkiye-alliance"]
    assert found.verdict is Verdict.UNTESTABLE
    assert "2018" in found.because
    assert found.horizon == "2018"
    assert found.effect.value is None


def test_how_the_members_voted_on_the_invasion_of_ukraine() -> None:
    """A/RES/ES-11/1 of 2 March 2022: 141 for, 5 against, 35 abstained (UN press release GA/12407)."""
    call = table("un_rollcalls").filter(pl.col("resolution") == "A/RES/ES-11/1").row(0, named=True)
    assert (call["date"], call["yes"], call["no"], call["abstain"]) == (dt.date(2022, 3, 2), 141, 5, 35)
    cast = dict(table("un_votes").filter(rollcall=call["rollcall"]).select("state", "vote").iter_rows())
    yes, abstain, absent = 1, 2, 8
    assert {state: cast[state] for state in TURKIC} == {
        "TUR": yes, "KAZ": abstain, "KGZ": abstain, "AZE": absent, "UZB": absent,
    }  # fmt: skip


# --- shares and growth ---------------------------------------------------------------------------------------


def test_balance(by_id: dict[str, Finding]) -> None:
    milex = pl.col("milex_percent_gdp") / 100 * pl.col("gdp_usd2015")
    rows = column("gapminder", "milex", milex, [2019, 2022]).filter(pl.col("state").is_in(CAUCASUS))
    assert rows.height == 6
    assert by_id["balance"].effect.value == pytest.approx(
        change_of_share(rows, "milex", ["AZE"], 2019, 2022), rel=1e-9
    )


def test_standing(by_id: dict[str, Finding]) -> None:
    rows = column("nmc", "cinc", pl.col("cinc"), [2019, 2022])
    assert by_id["standing"].effect.value == pytest.approx(
        change_of_share(rows, "cinc", ["AZE"], 2019, 2022), rel=1e-9
    )


def test_shares_of_the_world(by_id: dict[str, Finding]) -> None:
    gdp = column("gapminder", "gdp", pl.col("gdp_usd2015"), [2009, 2023])
    assert by_id["world-share-gdp"].effect.value == pytest.approx(
        change_of_share(gdp, "gdp", TURKIC, 2009, 2023), rel=1e-9
    )
    cinc = column("nmc", "cinc", pl.col("cinc"), [2009, 2022])
    assert by_id["world-share-power"].effect.value == pytest.approx(
        change_of_share(cinc, "cinc", TURKIC, 2009, 2022), rel=1e-9
    )


def test_growth(by_id: dict[str, Finding]) -> None:
    years = list(range(2010, 2024))
    rows = column("gapminder", "gdp", pl.col("gdp_usd2015"), years)
    world = rows.group_by("year").agg(pl.col("gdp").sum()).sort("year")["gdp"].to_numpy()
    own = rows.filter(state="AZE").sort("year")["gdp"].to_numpy()
    rates = [100 * np.expm1(np.polyfit(years, np.log(line), 1)[0]) for line in (own, world)]
    assert by_id["growth"].effect.value == pytest.approx(rates[0] - rates[1], abs=1e-8)
    assert by_id["growth"].verdict is Verdict.CONTRADICTED


def test_forces(by_id: dict[str, Finding]) -> None:
    rows = table("gapminder").filter(pl.col("state").is_in(CAUCASUS), pl.col("year").is_between(2010, 2019))
    wide = rows.pivot("state", index="year", values="armed_forces_personnel").sort("year")
    ratio = (wide["AZE"] / np.maximum(wide["ARM"], wide["GEO"])).to_numpy()
    assert wide.height == 10
    assert by_id["forces"].effect.value == pytest.approx(100 * (np.exp(np.log(ratio).mean()) - 1), rel=1e-9)


def test_the_effective_number_of_poles(by_id: dict[str, Finding]) -> None:
    numbers = []
    for year in range(1992, 2023):
        cinc = (
            table("nmc")
            .filter(pl.col("year") == year, pl.col("state").is_in(in_system(year)))["cinc"]
            .drop_nulls()
        )
        numbers.append(1 / ((cinc / cinc.sum()) ** 2).sum())
    slope = np.polyfit(range(1992, 2023), np.log(numbers), 1)[0]
    assert by_id["multipolar"].effect.value == pytest.approx(100 * np.expm1(slope), abs=1e-6)


# --- ties ----------------------------------------------------------------------------------------------------


def export_shares(year: int) -> dict[str, float]:
    """Return each partner's share of Azerbaijan's exports to states of the system, in percent."""
    source, value = ("trade_baci", "exports_musd") if year == 2023 else ("trade", "exports_fob_musd")
    rows = table(source).filter(state_i="AZE", year=year).select("state_j", value).drop_nulls()
    rows = rows.filter(pl.col("state_j").is_in(in_system(year)))
    total = rows[value].sum()
    return {state: 100 * exports / total for state, exports in rows.iter_rows()}


def early_export_shares() -> dict[str, float]:
    early = [export_shares(year) for year in (2017, 2018, 2019)]
    known = {state: [year[state] for year in early if state in year] for year in early for state in year}
    return {state: float(np.mean(values)) for state, values in known.items()}


def changes_of_export_shares() -> dict[str, float]:
    early, late = early_export_shares(), export_shares(2023)
    return {state: late[state] - early[state] for state in late if state in early}


def test_trade_with_turkiye(by_id: dict[str, Finding]) -> None:
    changes, early = changes_of_export_shares(), early_export_shares()
    in_order = sorted(early, key=early.__getitem__)
    third = {state: (2 * rank + 1) * 3 // (2 * len(in_order)) for rank, state in enumerate(in_order)}
    assert third["TUR"] == 2
    others = [change for state, change in changes.items() if state != "TUR" and third[state] == third["TUR"]]
    assert by_id["turkiye-trade"].effect.value == pytest.approx(changes["TUR"] - np.median(others), abs=1e-4)


def test_trade_with_central_asia_before_chance_is_taken_off(by_id: dict[str, Finding]) -> None:
    changes = changes_of_export_shares()
    own = np.mean([changes[state] for state in CENTRAL])
    said = by_id["turkic-trade"].because
    assert "Before chance is taken off" in said
    assert f"{abs(own):.3f}" in said.rsplit("Before chance", 1)[1]


def agreements(year: int) -> dict[str, float]:
    """Return the percent of common final votes in which Azerbaijan and each other state voted alike."""
    calls = table("un_rollcalls").filter(pl.col("final"), pl.col("date").dt.year() == year).select("rollcall")
    cast = table("un_votes").join(calls, on="rollcall").filter(pl.col("vote").is_in([1, 2, 3]))
    both = cast.join(cast.filter(state="AZE").select("rollcall", own="vote"), on="rollcall")
    rates = both.group_by("state").agg(100 * (pl.col("vote") == pl.col("own")).mean())
    return dict(rates.filter(pl.col("state") != "AZE").iter_rows())


def test_votes_with_turkiye(by_id: dict[str, Finding]) -> None:
    early = [agreements(year) for year in (2017, 2018, 2019)]
    late = [agreements(year) for year in (2021, 2022, 2023, 2024)]
    states = set().union(*early) & set().union(*late)
    changes = {
        state: np.mean([year[state] for year in late if state in year])
        - np.mean([year[state] for year in early if state in year])
        for state in states
    }
    turkiye = changes.pop("TUR")
    found = by_id["turkiye-votes"]
    assert found.effect.value == pytest.approx(turkiye - np.median(list(changes.values())), abs=1e-9)
    assert f"{len(changes)} other states" in found.comparisons[0].label


def test_the_members_agreement_index(by_id: dict[str, Finding]) -> None:
    calls = table("un_rollcalls").filter(pl.col("final"), pl.col("date").dt.year().is_between(1993, 2024))
    cast = (
        table("un_votes")
        .join(calls.select("rollcall"), on="rollcall")
        .filter(pl.col("state").is_in(TURKIC), pl.col("vote").is_in([1, 2, 3]))
    )
    counts = cast.group_by("rollcall", "vote").len().group_by("rollcall").agg(
        largest=pl.col("len").max(), all=pl.col("len").sum()
    ).filter(pl.col("all") >= 2)  # fmt: skip
    index = (counts["largest"] - (counts["all"] - counts["largest"]) / 2) / counts["all"]
    found = by_id["vote-together"]
    assert f"{counts.height:,} final roll calls" in found.method
    drawn = found.figures[0].data.filter(pl.col("series") == "the Turkic states")
    by_year = counts.with_columns(index=index).join(
        calls.select("rollcall", year=pl.col("date").dt.year()), on="rollcall"
    )
    means = by_year.group_by("year").agg(pl.col("index").mean()).sort("year")
    assert drawn.sort("year")["index"].to_numpy() == pytest.approx(means["index"].to_numpy(), abs=1e-9)


def test_daily_interaction_with_turkiye(by_id: dict[str, Finding]) -> None:
    start, end, days = dt.date(2020, 9, 27), dt.date(2020, 11, 10), 365
    covered = table("daily_coverage").select("date")
    pair = table("daily_interaction").filter(
        ((pl.col("state_i") == "AZE") & (pl.col("state_j") == "TUR"))
        | ((pl.col("state_i") == "TUR") & (pl.col("state_j") == "AZE"))
    )
    series = covered.join(pair.select("date", "score"), on="date", how="left").with_columns(
        pl.col("score").fill_null(0)
    )
    before = series.filter(pl.col("date").is_between(start - dt.timedelta(days), start - dt.timedelta(1)))
    after = series.filter(pl.col("date").is_between(end + dt.timedelta(1), end + dt.timedelta(days)))
    expected = float(after["score"].mean()) - float(before["score"].mean())  # type: ignore[arg-type]
    found = by_id["turkiye-daily"]
    assert found.effect.value == pytest.approx(expected, rel=1e-9)
    assert found.descriptive
    assert any(f"{before.height} before, {after.height} after" in note for note in found.notes)


def test_trade_inside_and_outside(by_id: dict[str, Finding]) -> None:
    years = range(2000, 2021)
    members = pl.concat([pl.DataFrame({"state": in_system(year), "year": year}) for year in years])
    reports = ("exports_fob_musd", "imports_cif_musd")
    flows = (
        table("trade")
        .filter(pl.col("year").is_between(2000, 2020))
        .with_columns(pl.col("year").cast(pl.Int64), flow=pl.mean_horizontal(*reports))
        .filter(pl.col("flow").is_not_null())
        .join(members, left_on=["state_i", "year"], right_on=["state", "year"])
        .join(members, left_on=["state_j", "year"], right_on=["state", "year"])
    )
    complete = flows.group_by("state_i", "state_j").len().filter(pl.col("len") == len(years))
    flows = flows.join(complete, on=["state_i", "state_j"])
    one, other = pl.col("state_i").is_in(TURKIC), pl.col("state_j").is_in(TURKIC)

    def rate(rows: pl.DataFrame) -> float:
        total = rows.group_by("year").agg(pl.col("flow").sum()).sort("year")["flow"].to_numpy()
        return float(100 * np.expm1(np.polyfit(years, np.log(total), 1)[0]))

    assert by_id["trade-inside"].effect.value == pytest.approx(
        rate(flows.filter(one & other)) - rate(flows.filter(one ^ other)), abs=1e-4
    )


def test_language_and_votes_of_2020(by_id: dict[str, Finding]) -> None:
    """The coefficient by ordinary least squares, every layer in standard deviations of its own known pairs."""
    states = in_system(2020)
    at = {state: place for place, state in enumerate(states)}

    def matrix(rows: pl.DataFrame) -> np.ndarray:
        x = np.full((len(states), len(states)), np.nan)
        for one, other, value in rows.drop_nulls().iter_rows():
            if one in at and other in at and one != other:
                x[at[one], at[other]] = value
        return x

    calls = table("un_rollcalls").filter(pl.col("final"), pl.col("date").dt.year() == 2020).select("rollcall")
    cast = table("un_votes").join(calls, on="rollcall").filter(pl.col("vote").is_in([1, 2, 3]))
    both = cast.join(cast, on="rollcall").group_by("state", "state_right").agg(
        rate=(pl.col("vote") == pl.col("vote_right")).mean()
    )  # fmt: skip
    language = table("language_distance").select("state_i", "state_j", "linguistic_distance")
    km = table("geography").select("state_i", "state_j", pl.col("distance_km").cast(pl.Float64).log1p())
    border = table("geography").select("state_i", "state_j", pl.col("contiguous").cast(pl.Float64))
    voters = sorted(set(table("un_votes").join(calls, on="rollcall")["state"]) & set(states))
    keep = [at[state] for state in voters]
    columns = []
    for rows in (both, language, km, border):
        x = matrix(rows)
        x = (x + x.T) / 2
        x = x[np.ix_(keep, keep)]
        columns.append((x - np.nanmean(x)) / np.nanstd(x))
    upper = np.triu_indices(len(keep), k=1)
    y, *controls = (x[upper] for x in columns)
    known = np.isfinite(y) & np.isfinite(controls).all(axis=0)
    design = np.column_stack([np.ones(known.sum()), *(x[known] for x in controls)])
    slope = np.linalg.lstsq(design, y[known], rcond=None)[0][1]
    assert by_id["language"].effect.value == pytest.approx(slope, abs=1e-6)
