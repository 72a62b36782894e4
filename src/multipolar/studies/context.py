"""The study at hand, as its claims see it: actors, random numbers, and checks of the words they use."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from multipolar import vocabulary
from multipolar.errors import InputError, OutsideWindow, StudyError, UnknownName, UnknownState, suggestions
from multipolar.studies.facts import CONFLICTS, VOTE_AGREEMENT, Facts
from multipolar.studies.study import Group, Study
from multipolar.studies.wording import capitalised
from multipolar.vocabulary import Event

WORLD = "world"


@dataclass(frozen=True, slots=True)
class Actor:
    """A state or a group, as a claim names it.

    Attributes
    ----------
    word
        The word in the study file: a state's id, a group's id, or ``"world"``.
    label
        What tables and charts call it.
    states
        Ids of its states; empty for the world, which is every state of the system in a year.
    """

    word: str
    label: str
    states: tuple[str, ...]

    @property
    def single(self) -> bool:
        """Whether it is one state."""
        return len(self.states) == 1


@dataclass(slots=True)
class Context(Facts):
    """The facts, with the study that asks of them."""

    study: Study

    @property
    def draws(self) -> int:
        """Random groups, permutations or bootstrap draws for each claim."""
        return self.study.study.draws

    def rng(self, claim: str) -> np.random.Generator:
        """Return the claim's own stream, so that adding a claim changes no other's numbers."""
        return np.random.default_rng([self.study.study.seed, zlib.crc32(claim.encode())])

    def actor(self, word: str) -> Actor:
        """Resolve a word of the study file to the states it stands for.

        Raises
        ------
        StudyError
            The word is neither a group of this study nor a state, or the group has fewer than two states.
        """
        if word == WORLD:
            return Actor(WORLD, "the world", ())
        if word in self.study.groups:
            group = self.study.groups[word]
            return Actor(word, group.name, self._states_of(word, group))
        try:
            state = vocabulary.state(word)
        except UnknownState as error:
            near = suggestions(word, [*self.study.groups, WORLD])
            raise StudyError(
                f"There is no state and no group {word!r}.",
                where=f"study {self.study.study.id!r}",
                expected=f"a state, `world`, or a group of the study ({', '.join(self.study.groups)})",
                do=f"Did you mean the group {near[0]!r}?" if near else error.do,
            ) from None
        return Actor(state, vocabulary.state_name(state), (state,))

    def _states_of(self, word: str, group: Group) -> tuple[str, ...]:
        where = f"study {self.study.study.id!r}, [groups.{word}]"
        try:
            if group.states is not None:
                found = tuple(dict.fromkeys(vocabulary.state(name) for name in group.states))
            else:
                found = vocabulary.members(str(group.organisation), group.on or 0, roles=group.roles)
            left_out = {vocabulary.state(name) for name in group.without}
        except InputError as error:
            raise StudyError(error.what, where=where, expected=error.expected, do=error.do) from None
        if found and (strange := sorted(left_out - set(found))):
            raise StudyError(
                f"{vocabulary.state_name(strange[0])} is left out of the group but is not in it.",
                where=f"{where}, key `without`",
                expected=f"some of {', '.join(found)}",
                got=", ".join(strange),
            )
        states = tuple(state for state in found if state not in left_out)
        if len(states) < 2:
            raise StudyError(
                f"The group has {'one member' if states else 'no member'}.",
                where=where,
                expected="at least two states",
                got=", ".join(states) or "none",
                do="Name a single state directly in the claim, or choose a day on which the group had members.",
            )
        return states

    def throughout(self, *actors: Actor) -> tuple[str, ...]:
        """Say, for each group taken from an organisation, that its members of one day are used for all years."""
        groups = [self.study.groups[actor.word] for actor in actors if actor.word in self.study.groups]
        return tuple(
            f"{capitalised(group.name)} are the members of {group.on} in every year."
            for group in groups
            if group.organisation
        )

    def adds_up(self, names: Sequence[str], claim: str) -> None:
        """Raise where a quantity cannot be summed over states, such as one per head or in percent."""
        for name in names:
            if not vocabulary.variable(name).additive:
                raise StudyError(
                    f"{name} cannot be added up over states, so it has no share and no sum.",
                    where=f"study {self.study.study.id!r}, claim {claim!r}",
                    expected="a quantity such as gdp_usd2015 or population",
                    do="`multipolar panel columns` lists the variables with their units.",
                )

    def roles(self, group: Actor) -> tuple[tuple[str, str, str], ...]:
        """Return (state, name, role) of the members and, for an organisation, its observers on the same day."""
        given = self.study.groups[group.word]
        found = [(state, vocabulary.state_name(state), "member") for state in group.states]
        if given.organisation is not None and given.on is not None:
            watching = vocabulary.members(given.organisation, given.on, roles=("observer",))
            found += [
                (state, vocabulary.state_name(state), "observer")
                for state in watching
                if state not in group.states
            ]
        return tuple(found)

    def check(self) -> None:
        """Resolve every group and let every claim check its own words, before anything is computed."""
        for word in self.study.groups:
            if word == WORLD or word in vocabulary.states()["state"].str.to_lowercase():
                raise StudyError(
                    f"A group may not be called {word!r}, which already means something.",
                    where=f"study {self.study.study.id!r}, [groups.{word}]",
                    do="Choose another word.",
                )
            self.actor(word)
        with self._naming("[study], key `map_layer`"):
            self.known_layers([self.study.study.map_layer])
        self.begins([self.study.study.map_layer], self.study.study.map_year, "[study], key `map_year`")
        with self._naming("[mirror]"):
            for word in (*self.study.mirror, *self.study.mirror.values()):
                vocabulary.state(word)
        for claim in self.study.claims:
            with self._naming(f"claim {claim.id!r}"):
                claim.check(self)

    @contextmanager
    def _naming(self, place: str) -> Iterator[None]:
        """Say of whatever is wrong where in the study it is."""
        study = f"study {self.study.study.id!r}"
        try:
            yield
        except InputError as error:
            inner = error.where or ""
            where = inner if place in inner else place
            kind = StudyError if isinstance(error, UnknownName) else type(error)
            raise kind(
                error.what,
                where=where if study in where else f"{study}, {where}",
                expected=error.expected,
                got=error.got,
                do=error.do,
            ) from None

    def begins(self, names: Sequence[str], year: int, place: str) -> None:
        """Raise `OutsideWindow` where a variable or layer begins only after `year`; no release will mend that."""
        for name in names:
            layer = name == VOTE_AGREEMENT or name in vocabulary.layers()["layer"]
            first = self.layer_first(name) if layer else self.first(name)
            if year < first:
                raise OutsideWindow(
                    f"The data on {self.layer_label(name) if layer else self.label(name)} begin in {first}.",
                    where=f"study {self.study.study.id!r}, {place}",
                    expected=f"a year from {first}",
                    got=str(year),
                    do="Choose a later year, or other data.",
                )

    @staticmethod
    def known_variables(names: Sequence[str]) -> None:
        """Raise `UnknownVariable` where a state-year variable does not exist."""
        for name in names:
            vocabulary.variable(name)

    @staticmethod
    def known_layers(names: Sequence[str]) -> None:
        """Raise `UnknownVariable` where a layer does not exist."""
        for name in names:
            if name != VOTE_AGREEMENT:
                vocabulary.layer(name)

    @staticmethod
    def known_event(word: str | None) -> None:
        """Raise `UnknownEvent` where an event is named that the vocabulary does not have."""
        if word is not None:
            vocabulary.event(word)

    @staticmethod
    def event(word: str) -> Event:
        """Return an event of the vocabulary."""
        return vocabulary.event(word)

    @staticmethod
    def marks(word: str | None) -> tuple[tuple[str, str], ...]:
        """Return an event as the mark of a yearly chart."""
        if word is None:
            return ()
        event = vocabulary.event(word)
        return ((str(event.start.year), event.name),)

    def several(self, word: str, claim: str) -> Actor:
        """Resolve a word that must be a group."""
        actor = self.actor(word)
        if len(actor.states) < 2:
            raise StudyError(
                f"{capitalised(actor.label)} is not a group of at least two states.",
                where=f"study {self.study.study.id!r}, claim {claim!r}",
                expected=f"one of the groups {', '.join(self.study.groups)}",
            )
        return actor

    def two_sides(self, pair: tuple[str, str], claim: str) -> tuple[Actor, Actor]:
        """Resolve two words that must be the same group, or two sides without a state in common."""
        one, other = self.actor(pair[0]), self.actor(pair[1])
        if one.word == other.word:
            self.several(one.word, claim)
        elif not one.states or not other.states or set(one.states) & set(other.states):
            raise StudyError(
                "These two words are not two sides.",
                where=f"study {self.study.study.id!r}, claim {claim!r}",
                expected="the same group twice, or two states or groups without a state in common",
                got=" and ".join(pair),
            )
        return one, other

    def within(self, actor: Actor, whole: Actor, claim: str) -> None:
        """Raise where `whole` does not hold all states of `actor`, or where `actor` is the whole world."""
        outside = [state for state in actor.states if whole.states and state not in whole.states]
        if outside or not actor.states or set(actor.states) == set(whole.states):
            raise StudyError(
                f"{capitalised(actor.label)} is not a part of {whole.label}.",
                where=f"study {self.study.study.id!r}, claim {claim!r}",
                expected="a state or group inside a larger set",
                got=", ".join(outside) or "the whole itself",
            )

    def rival(self, word: str, year: int) -> tuple[str, tuple[str, ...]]:
        """Return an organisation's short name and its members at the end of a year."""
        known = vocabulary.organisation(word)
        states = vocabulary.members(known, year)
        if len(states) < 2:
            raise StudyError(
                f"{known} had fewer than two members at the end of {year}.",
                where=f"study {self.study.study.id!r}, rivals",
                do="Choose a year in which it had members.",
            )
        return known, states

    def conflict_name(self, number: int) -> str:
        """Return what a conflict is about, by the records."""
        rows = self.conflict(number)
        if rows.is_empty():
            raise StudyError(
                f"The conflict records have no conflict {number}.",
                where=f"study {self.study.study.id!r}, atlas table {CONFLICTS}",
                do="`multipolar vocabulary conflicts WORD` finds its number, that of the UCDP/PRIO data.",
            )
        last = rows.sort("year").row(-1, named=True)
        return (
            f"the conflict over {last['territory']}"
            if last["territory"]
            else f"the conflict in {last['location']}"
        )
