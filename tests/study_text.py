"""A valid study, as text, to be damaged in tests."""

from __future__ import annotations

VALID = """
[study]
id = "small"
title = "A small study"
question = "Does it hold?"
group = "members"
seed = 7
draws = 100
map_layer = "trade_total"
map_year = 2019

[groups.members]
name = "the Turkic states"
organisation = "OTS"
on = 2024-12-31
without = ["UZB"]

[groups.caucasus]
name = "the South Caucasus"
states = ["AZE", "Armenia", "GEO"]

[mirror]
AZE = "ARM"

[[parts]]
asks = "Does it hold?"
claims = ["balance", "growth"]

[[claims]]
id = "balance"
kind = "share"
says = "Azerbaijan weighs more in the South Caucasus."
of = "AZE"
within = "caucasus"
variables = ["milex_kusd", "cinc"]
from = 2012
to = 2019
event = "war44"

[[claims]]
id = "growth"
kind = "trend"
says = "Azerbaijan grows faster than the world."
of = "AZE"
than = "world"
variables = ["gdp_usd2015"]
from = 2008
to = 2019

[[claims]]
id = "lead"
kind = "lead"
says = "Azerbaijan leads."
of = "AZE"
within = "caucasus"
variables = ["cinc"]
from = 2010
to = 2019

[[claims]]
id = "votes"
kind = "cohesion"
says = "They vote together."
group = "caucasus"
from = 2018
to = 2019
rivals = ["GUAM"]

[[claims]]
id = "ties"
kind = "ties"
says = "Azerbaijan and Türkiye came closer."
layer = "alliance_any"
between = ["AZE", "TUR"]
before = [2000, 2002]
after = [2016, 2018]

[[claims]]
id = "language"
kind = "association"
says = "Language goes with trade."
ties = ["trade_total"]
with = "linguistic_distance"
controls = ["distance_km"]
logged = ["trade_total"]
year = 2015
direction = "down"

[[claims]]
id = "daily"
kind = "before-after"
says = "Azerbaijan and Türkiye became friendlier."
between = ["AZE", "TUR"]
event = "war44"
days = 100
beside = [["ARM", "RUS"]]

[[claims]]
id = "ended"
kind = "fact"
says = "It ended."
conflict = 388
name = "the conflict"
ended = 2020
events = ["war44"]

[[left_out]]
says = "The war caused it."
why = "No kind of claim here identifies a cause."
"""
