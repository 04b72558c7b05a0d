"""What a list shows, read off its address, so that a list can be kept, sent and come back to.

* An address may say anything: what is no filter, or cannot be, lets all through.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple
from urllib.parse import urlencode

from paraph.faces.listed import kind_in_words
from paraph.faces.words_states import in_state
from paraph.service.board import Counts
from paraph.service.board_ports import Wanted
from paraph.service.board_states import STATES

NAMES: Final = ("q", "kind", "state", "waiting", "opener", "about", "sort")
_LONGEST: Final = 200


class Filter(NamedTuple):
    """A choice of a filter: its value, its words, how many records it lets through, and whether it is chosen."""

    value: str
    label: str
    records: int
    chosen: bool


def asked_in(query: Mapping[str, str]) -> dict[str, str]:
    """Return what an address asks for, in the order of the form, without what says nothing."""
    found = {name: str(query.get(name, "")).strip()[:_LONGEST] for name in NAMES}
    return {name: text for name, text in found.items() if text}


def address_of(asked: Mapping[str, str]) -> str:
    """Return it as it stands in an address."""
    return urlencode(asked_in(asked))


def wanted_of(asked: Mapping[str, str]) -> Wanted:
    """Return which lines are asked for."""
    waiting = asked.get("waiting", "")
    return Wanted(
        kind=asked.get("kind", ""),
        state=asked.get("state", ""),
        waiting="us" if waiting == "us" else "them" if waiting == "them" else "",
        about=asked.get("about", ""),
        opener=asked.get("opener", ""),
        text=asked.get("q", ""),
        sort="earliest" if asked.get("sort") == "earliest" else "latest",
    )


def kinds_to_choose(counts: Counts, asked: Mapping[str, str]) -> tuple[Filter, ...]:
    """Return the kinds of which there are records."""
    chosen = asked.get("kind", "")
    found = (
        Filter(family, kind_in_words(family), sum(states.values()), family == chosen)
        for family, states in counts.kinds.items()
    )
    return tuple(sorted(found, key=lambda one: one.label))


def states_to_choose(counts: Counts, asked: Mapping[str, str]) -> tuple[Filter, ...]:
    """Return the states in which there are records of the chosen kind, or of any; and the one that is chosen."""
    kind, chosen = asked.get("kind", ""), asked.get("state", "")
    within = [states for family, states in counts.kinds.items() if kind in ("", family)]
    found = {code: sum(states.get(code, 0) for states in within) for code in STATES}
    return tuple(
        Filter(code, in_state("state", code), count, code == chosen)
        for code, count in found.items()
        if count or code == chosen
    )
