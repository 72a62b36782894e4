"""The group and the ties inside it, placed on a map."""

from __future__ import annotations

import numpy as np
import polars as pl

from multipolar import atlas, vocabulary
from multipolar.studies.context import Actor, Context
from multipolar.studies.findings import MapOfTies

PLACES = "borders"


def map_of_ties(context: Context, group: Actor) -> MapOfTies:
    """Return where the members and observers are, and the ties among members in the study's map layer and year."""
    head = context.study.study
    roles = {state: role for state, _, role in context.roles(group)}
    places = (
        atlas.open()
        .scan(PLACES)
        .filter(pl.col("state").is_in(list(roles)))
        .select("state", "lon", "lat")
        .unique("state", keep="first")
        .sort("state")
        .collect()
    )
    names = pl.DataFrame(
        {
            "state": list(roles),
            "name": [vocabulary.state_name(state) for state in roles],
            "role": list(roles.values()),
        }
    )
    states = names.join(places, on="state", how="inner", maintain_order="left")
    at = {state: (lon, lat) for state, lon, lat in places.iter_rows()}
    name, year = head.map_layer, head.map_year
    last = context.layer_horizon(name)
    year = min(year, last) if last else year
    layer = context.layer(name, year, year)
    rows = []
    for one, i in enumerate(group.states):
        for j in group.states[one + 1 :]:
            if i in layer.states and j in layer.states and i in at and j in at:
                both = layer.values[-1][
                    [layer.states.index(i), layer.states.index(j)],
                    [layer.states.index(j), layer.states.index(i)],
                ]
                value = float(np.mean(both))
                if np.isfinite(value) and value > 0:
                    rows.append((i, j, value, *at[i], *at[j]))
    schema = {"state_i": pl.String, "state_j": pl.String, "value": pl.Float64}
    schema |= dict.fromkeys(("lon_i", "lat_i", "lon_j", "lat_j"), pl.Float64)
    label = context.layer_label(name)
    when = f" in {year}" if last else ""
    return MapOfTies(
        states=states,
        ties=pl.DataFrame(rows, schema=schema, orient="row"),
        title=f"{group.label}: {label}{when}",
        caption=(
            "Lines join members; the wider, the more. Pairs without data have no line. Borders are drawn as on the "
            "ground, without judging claims."
        ),
        unit=context.layer_unit(name),
        horizon=str(year) if last else "no time",
        sources=(*context.sources_of([name]), "natural_earth"),
    )
