"""Claims that one kind of tie goes with another, across all pairs of states."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray
from pydantic import Field

from multipolar.errors import StudyError
from multipolar.studies.claims.claim import Claim, Year
from multipolar.studies.findings import Estimate, Figure, Finding
from multipolar.studies.horizon import beyond, untestable
from multipolar.studies.verdicts import Evidence, compared, known, sensitivities, weigh
from multipolar.studies.wording import capitalised, listed
from multipolar.ties import Association as Coefficient
from multipolar.ties import association, standing

if TYPE_CHECKING:
    from multipolar.panel import Layer
    from multipolar.studies.context import Context

UNIT = "standard deviations"
CLASSES = 10
FEWEST_PAIRS = 30


class Association(Claim):
    """Pairs of states that are closer in one layer are closer in another, beside controls.

    A linear model over all pairs with data, every layer scaled to standard deviations, is judged by permuting
    states (Dekker, Krackhardt and Snijders 2007), since pairs that share a state are not independent.

    Attributes
    ----------
    ties
        The layers to be explained; the first is the preferred one, the others are tried as other choices.
    with_layer
        The layer that is said to go with them (key ``with``).
    controls
        Layers held constant.
    logged
        Which of all these enter as the logarithm of one plus their value.
    year
        The year of the ties; layers without years are as they are.
    direction
        ``"up"``: more of one, more of the other. ``"down"``: more of one (a distance, say), less of the other.

    Verdict
    -------
    The effect is the coefficient of the layer, in standard deviations of the tie. Supported if its permutation
    interval leaves out zero on the claimed side, its t statistic stands in the outer tenth of the permuted ones,
    and at least 80 % of the other choices (other ties, no controls) agree. Contradicted if the interval leaves out
    zero on the other side and at least 80 % agree with that. Either counts only where another draw of permutations
    could not undo it (two standard errors beyond the edge). Untestable if a layer lacks the year. Otherwise not
    distinguishable. An association names no cause.
    """

    KIND: ClassVar[str] = "association"

    kind: Literal["association"]
    ties: tuple[str, ...] = Field(min_length=1)
    with_layer: str = Field(alias="with")
    controls: tuple[str, ...] = ()
    logged: tuple[str, ...] = ()
    year: Year
    direction: Literal["up", "down"] = "up"

    def check(self, context: Context) -> None:
        """Raise if a layer is unknown, begins after the year, or is named twice."""
        named = [*self.ties, self.with_layer, *self.controls]
        context.known_layers([*named, *self.logged])
        context.begins(named, self.year, f"claim {self.id!r}, key `year`")
        where = f"claim {self.id!r}"
        if twice := sorted({name for name in named if named.count(name) > 1}):
            raise StudyError(
                f"The layer {twice[0]!r} is named twice, and nothing can be said of its tie with itself.",
                where=f"{where}, keys `ties`, `with`, `controls`",
            )
        if strange := [name for name in self.logged if name not in named]:
            raise StudyError(
                f"The layer {strange[0]!r} is to be logged but is not used.",
                where=f"{where}, key `logged`",
                expected=f"some of {', '.join(named)}",
            )

    def names(self) -> tuple[str, ...]:
        """Return the variables and layers used."""
        return (*self.ties, self.with_layer, *self.controls)

    def test(self, context: Context) -> Finding:
        """Regress the tie on the layer and judge by permutation."""
        named = [*self.ties, self.with_layer, *self.controls]
        sources = context.sources_of(named)
        for name in named:
            last = context.layer_horizon(name)
            if last and last < self.year:
                return beyond(self, context, last, self.year, context.layer_label(name), sources=sources)
        if len(self._pairs(context)) < FEWEST_PAIRS:
            return untestable(
                self,
                f"Hardly any pair of states has all of these ties in {self.year}.",
                needs=f"Needs {listed([context.layer_label(name) for name in named])} in {self.year}",
                horizon=str(self.year),
                would_change="A year in which all the layers have data.",
                sources=sources,
            )
        sign = 1 if self.direction == "up" else -1
        main = self._fit(context, self.ties[0], self.controls)
        label, other = context.layer_label(self.ties[0]), context.layer_label(self.with_layer)
        controls = listed([context.layer_label(name) for name in self.controls])
        definition = f"{label} ({self.year}) by {other}" + (
            f", with {controls} held constant" if controls else ""
        )
        effect = Estimate(
            known(main.coefficient), known(main.low), known(main.high), UNIT, definition,
            f"Permutation of states ({main.permuted.size:,} times), 90 %.", over="by permuting states",
        )  # fmt: skip
        among = f"{main.permuted.size:,} permutations of the states"
        found = standing(main.t, main.permuted)
        tried = [
            (f"{context.layer_label(name)} instead", self._fit(context, name, self.controls))
            for name in self.ties[1:]
            if len(self._pairs(context, name)) >= FEWEST_PAIRS
        ]
        if self.controls:
            tried.append(("without controls", self._fit(context, self.ties[0], ())))
        sensitivity = sensitivities(
            [(words, fit.coefficient) for words, fit in tried],
            sign,
            unit=UNIT,
            definition="The same coefficient",
        )
        verdict, because, would_change = weigh(
            Evidence(effect, sign, sensitivity, found.percentile, among, found.draws.size, spans_draws=True)
        )
        return Finding(
            claim=self.id,
            kind=self.kind,
            sentence=self.says,
            verdict=verdict,
            because=because,
            effect=effect,
            horizon=str(self.year),
            method=(
                f"Over {main.pairs:,} pairs of {main.states} states, {label} is regressed on {other}"
                f"{', with ' + controls + ' held constant' if controls else ''}. The coefficient is judged by "
                "permuting states."
            ),
            rule=self.rule(),
            would_change=would_change,
            sources=sources,
            comparisons=(compared(among, "placebo", found, "t", "t statistic of the coefficient"),),
            sensitivity=sensitivity,
            figures=(self._figure(context),),
            descriptive=True,
            notes=(
                "An association across pairs; it does not say which came first.",
                *((self.note,) if self.note else ()),
            ),
        )

    def _fit(self, context: Context, tie: str, controls: tuple[str, ...]) -> Coefficient:
        names = [tie, self.with_layer, *controls]
        matrices = [_scaled(matrix) for matrix in self._aligned(context, names)]
        return association(
            matrices[0],
            matrices[1],
            matrices[2:],
            rng=context.rng(self.id),
            permutations=context.draws,
            directed=False,
        )

    def _aligned(self, context: Context, names: list[str]) -> list[NDArray[np.float64]]:
        """Return one symmetric matrix a layer over the states that all have, NaN where unknown."""
        layers = [context.layer(name, *context.layer_years(name, (self.year, self.year))) for name in names]
        common = [
            state for state in layers[0].states if all(state in set(layer.states) for layer in layers[1:])
        ]
        matrices = []
        for name, layer in zip(names, layers, strict=True):
            at = [layer.states.index(state) for state in common]
            square = self._in_year(layer)[np.ix_(at, at)]
            square = (square + square.T) / 2
            matrices.append(np.log1p(square) if name in self.logged else square)
        return matrices

    def _in_year(self, layer: Layer) -> NDArray[np.float64]:
        """Return the ties of the claim's year; unknown throughout where the layer skips that year."""
        rows = np.flatnonzero(layer.years == self.year)
        return layer.values[rows[0]] if rows.size else np.full(layer.values.shape[1:], np.nan)

    def _pairs(self, context: Context, tie: str | None = None) -> NDArray[np.intp]:
        """Return the pairs of states that all layers know in the year, as rows of two places."""
        matrices = self._aligned(context, [tie or self.ties[0], self.with_layer, *self.controls])
        return np.argwhere(np.triu(np.isfinite(np.stack(matrices)).all(axis=0), k=1))

    def _figure(self, context: Context) -> Figure:
        tie, covariate = self._aligned(context, [self.ties[0], self.with_layer])
        upper = np.triu_indices(len(tie), k=1)
        y, x = tie[upper], covariate[upper]
        both = np.isfinite(x) & np.isfinite(y)
        x, y = x[both], y[both]
        edges = np.unique(np.quantile(x, np.linspace(0, 1, CLASSES + 1))) if x.size else np.array([])
        rows = []
        for low, high in pairwise(edges):
            inside = (x >= low) & ((x < high) | (high == edges[-1]))
            if inside.any():
                quarter, middle, three = np.quantile(y[inside], [0.25, 0.5, 0.75])
                rows.append((float(x[inside].mean()), float(middle), float(quarter), float(three)))
        label = context.layer_label(self.ties[0])
        log = ", log(1 + x)" if self.ties[0] in self.logged else ""
        other = context.layer_label(self.with_layer)
        return Figure(
            id=f"{self.id}-classes",
            kind="lines",
            title=capitalised(f"{label} by {other}"),
            data=pl.DataFrame(
                rows,
                schema={"covariate": pl.Float64, "tie": pl.Float64, "low": pl.Float64, "high": pl.Float64},
                orient="row",
            ),
            x="covariate",
            y="tie",
            x_title=f"{capitalised(other)} ({context.layer_unit(self.with_layer)})",
            y_title=f"{capitalised(label)}{log} ({context.layer_unit(self.ties[0])})",
            caption="Median of the pairs in each tenth of the horizontal axis; the bar holds the middle half of them.",
            sources=context.sources_of([self.ties[0], self.with_layer]),
            horizon=str(self.year),
            low="low",
            high="high",
        )


def _scaled(x: NDArray[np.float64]) -> NDArray[np.float64]:
    known_pairs = x[np.isfinite(x) & ~np.eye(len(x), dtype=bool)]
    spread = known_pairs.std() if known_pairs.size else 0.0
    return (x - known_pairs.mean()) / spread if spread > 0 else x
