"""One row a pair of states and year, with the layers and variables that were added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from multipolar import engine
from multipolar.atlas import Atlas
from multipolar.errors import InputError
from multipolar.panel import asked
from multipolar.panel.columns import add_layer
from multipolar.panel.exports import Exports
from multipolar.panel.state_years import StateYears, state_years
from multipolar.vocabulary.variables import TieLayer, Variable, variable_or_layer

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class DyadYears(Exports):
    """A panel of pairs of states and years that runs when it is asked for; see `dyad_years`.

    Attributes
    ----------
    units
        The state-years that are paired.
    directed
        Whether (i, j) and (j, i) are two rows, or one.
    added
        Ids of layers and variables, in order.
    """

    units: StateYears
    directed: bool
    added: tuple[str, ...] = ()

    @property
    def opened(self) -> Atlas:
        """The atlas that it reads."""
        return self.units.opened

    def chosen(self) -> tuple[Variable, ...]:
        """Return the layers and variables that were added, in order."""
        return tuple(variable_or_layer(name) for name in self.added)

    def add(self, *names: str) -> DyadYears:
        """Return the same panel with more columns.

        A layer is one column with its id; a directed layer in an undirected panel is two, ``ID_ij`` and
        ``ID_ji``. A variable of states is two columns, ``ID_i`` and ``ID_j``.

        Raises
        ------
        UnknownVariable
            With suggestions.
        InputError
            Where one is named twice.

        Examples
        --------
        >>> pair = dyad_years(2015, 2015, ["AZE", "TUR"]).add("alliance_defence", "milper_thousand")
        >>> pair.to_polars().select("state_i", "state_j", "alliance_defence", "milper_thousand_i").rows()
        [('AZE', 'TUR', 1, 67.0)]
        """
        named = [*self.added, *(variable_or_layer(name).id for name in names)]
        asked.once(named or ["none"], "column")
        return replace(self, added=tuple(named))

    def expression(self) -> Any:
        """Return the panel as an ibis expression, in no certain order and with ``member_i, member_j``."""
        open_engine = engine.duckdb(self.opened.paths())
        variables = tuple(each.id for each in self.chosen() if not isinstance(each, TieLayer))
        one = replace(self.units, variables=variables).expression()
        sides = [
            one.rename({f"{name}_{side}": name for name in one.columns if name != "year"}) for side in "ij"
        ]
        left, right = sides[0], sides[1].view()
        apart = left[f"{self._order}_i"] != right[f"{self._order}_j"]
        once = left[f"{self._order}_i"] < right[f"{self._order}_j"]
        pairs = left.inner_join(right, [left.year == right.year, apart if self.directed else once])
        panel = pairs.select(*left.columns, *(name for name in right.columns if name != "year"))
        for each in self.chosen():
            if isinstance(each, TieLayer):
                for name, back in self._directions(each):
                    panel = add_layer(
                        open_engine,
                        panel,
                        each,
                        first=self.units.first,
                        last=self.units.last,
                        system=self.units.system,
                        name=name,
                        back=back,
                    )
        return panel

    def to_arrow(self) -> pa.Table:
        """Run the panel and return an Arrow table, sorted by the two codes (or states) and year.

        The columns are ``state_i, state_j, year``, the codes (such as ``cow_i, cow_j``), and what was
        added.
        """
        order = [f"{self._order}_i", f"{self._order}_j", "year"]
        codes = [] if self.units.system is None else order[:2]
        rows = self.expression().select("state_i", "state_j", "year", *codes, *self._columns())
        return engine.duckdb(self.opened.paths()).run(rows.order_by(order))

    @property
    def _order(self) -> str:
        return self.units.system or "state"

    def _directions(self, layer: TieLayer) -> list[tuple[str, bool]]:
        if layer.directed and not self.directed:
            return [(f"{layer.id}_ij", False), (f"{layer.id}_ji", True)]
        return [(layer.id, False)]

    def _columns(self) -> list[str]:
        names: list[str] = []
        for each in self.chosen():
            if isinstance(each, TieLayer):
                names += [name for name, _ in self._directions(each)]
            else:
                names += [f"{each.id}_i", f"{each.id}_j"]
        return names


def dyad_years(
    first: int,
    last: int,
    states: Iterable[str] | None = None,
    directed: bool = False,
    system: str | None = "cow",
    *,
    microstates: bool = False,
    source: Atlas | None = None,
) -> DyadYears:
    """Start a panel with one row a pair of states and year.

    Parameters
    ----------
    first, last, states, system, microstates, source
        As in `state_years`; both states of a pair are among them.
    directed
        Whether (i, j) and (j, i) are two rows. Otherwise i is the one with the lower code.

    Returns
    -------
    DyadYears
        Lazy; `DyadYears.add` adds columns, `to_polars` and the like run it.

    Raises
    ------
    InputError, UnknownState, OutsideWindow
        As in `state_years`.

    Examples
    --------
    >>> dyad_years(2011, 2011).to_arrow().num_rows
    18915
    """
    units = state_years(first, last, states, system, microstates=microstates, source=source)
    if system is None and units.states is None:
        raise InputError(
            "Pairs of states need a system or a list of states.",
            do="Choose system='cow', or name the states.",
        )
    if units.states is not None and len(units.states) < 2:
        raise InputError(
            "A pair needs two states.", got=", ".join(units.states), do="Name another state, or none for all."
        )
    return DyadYears(units, directed)
