"""Everybody as the pages list them: what they may do, whether they can sign in, who stands in and who is away."""

from datetime import date
from typing import Literal, NamedTuple

from paraph.node import Node
from paraph.service.absences import Absence, absences
from paraph.service.chancery import Chancery
from paraph.service.delegations import Delegation, delegations, runs
from paraph.service.drafts import drafts
from paraph.service.people import Person, everyone, people, serves
from paraph.service.say import SECOND_KEY
from paraph.service.staff import TOKENS
from paraph.service.trail import Asked, Deed
from paraph.web.leaving import Ended, can_sign_in, ended_sign_in, sessions_of
from paraph.web.mandates import Words, in_words


class Listed(NamedTuple):
    """A person of a list.

    Attributes:
        person: Who.
        mandates: What they may say.
        serves: Whether they may do anything today.
        begun: Whether they have a password.
        away: Today's absence, if they are away.
    """

    person: Person
    mandates: tuple[Words, ...]
    serves: bool
    begun: bool
    away: Absence | None


class Standing(NamedTuple):
    """A delegation of a list.

    Attributes:
        one: The delegation.
        state: Whether it runs today, is to come, is over, or was ended.
        giver: Full name of whoever gave it.
        deputy: Full name of whoever stands in.
        scope: What was given, in words; empty for everything that the giver may say.
    """

    one: Delegation
    state: Literal["runs", "to_come", "over", "ended"]
    giver: str
    deputy: str
    scope: tuple[Words, ...]


class Away(NamedTuple):
    """An absence of a list: the absence, the full names of both, and whether it is today."""

    one: Absence
    name: str
    stand_in: str
    now: bool


class Hanging(NamedTuple):
    """What hangs on a person: how many of each."""

    delegations: int
    drafts: int
    waiting: int
    tokens: int
    sessions: int


class Left(NamedTuple):
    """What ended when a person was removed, as the trail has it.

    Attributes:
        at: When, UTC.
        by: Who did it; empty at the console.
        heir: Who got the drafts; empty for nobody.
        drafts: How many drafts there were.
        delegations: Numbers of the delegations that ended.
        tokens: How many tokens ended.
        sign_in: What ended of their sign-in; None when that was not the pages' to end.
    """

    at: str
    by: str
    heir: str
    drafts: int
    delegations: tuple[int, ...]
    tokens: int
    sign_in: Ended | None


def listed(chancery: Chancery) -> tuple[Listed, ...]:
    """List everybody who is here."""
    begun, away = can_sign_in(), {one.person: one for one in absences(chancery.house, on=chancery.today)}
    return tuple(
        Listed(one, in_words(one.mandates), serves(one, on=chancery.today), one.id in begun, away.get(one.id))
        for one in people(chancery.house)
    )


def standings(chancery: Chancery, *, of: str = "") -> tuple[Standing, ...]:
    """List delegations, the latest first: all, or those in which a person has a part."""
    names = _names(chancery)
    return tuple(
        Standing(one, _state(one, chancery.today), names[one.giver], names[one.deputy], in_words(one.scope))
        for one in reversed(delegations(chancery.house))
        if of in ("", one.giver, one.deputy)
    )


def aways(chancery: Chancery, *, of: str = "") -> tuple[Away, ...]:
    """List absences that are not over: all, or a person's."""
    names, today = _names(chancery), chancery.today.isoformat()
    return tuple(
        Away(one, names[one.person], names.get(one.stand_in or "", ""), one.first <= today)
        for one in absences(chancery.house)
        if of in ("", one.person) and one.last >= today
    )


def others(chancery: Chancery, person: str) -> list[tuple[str, str]]:
    """Return everybody else who serves today, as choices: id, and name with office."""
    return [
        (one.id, f"{one.name}, {one.office}")
        for one in people(chancery.house)
        if one.id != person and serves(one, on=chancery.today)
    ]


def hanging(node: Node, person: str) -> Hanging:
    """Count what hangs on a person."""
    house = node.house
    return Hanging(
        delegations=sum(person in (one.giver, one.deputy) and one.ended is None for one in delegations(house)),
        drafts=len(drafts(house, by=person)),
        waiting=sum(one.get("by") == person for one in house.all(SECOND_KEY).values()),
        tokens=sum(one.get("person") == person for one in house.all(TOKENS).values()),
        sessions=sessions_of(person),
    )


def left_by(node: Node, person: str) -> Left | None:
    """Return what ended when a person was removed; None where the trail does not say it."""
    told = node.trail.entries(Asked(subject=person, deed=Deed.REMOVAL, limit=1))
    if not told:
        return None
    event = told[0].event
    facts = event.facts
    return Left(
        at=told[0].at,
        by=event.person,
        heir=facts.get("heir", ""),
        drafts=facts.get("drafts", 0),
        delegations=tuple(facts.get("delegations", ())),
        tokens=facts.get("tokens", 0),
        sign_in=ended_sign_in(person),
    )


def _names(chancery: Chancery) -> dict[str, str]:
    return {one.id: one.name for one in everyone(chancery.house)}


def _state(one: Delegation, today: date) -> Literal["runs", "to_come", "over", "ended"]:
    if one.ended is not None:
        return "ended"
    if runs(one, on=today):
        return "runs"
    return "to_come" if one.first > today.isoformat() else "over"
