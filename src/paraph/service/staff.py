"""People come and go: entered by an administrator, removed with everything that hung on them.

* An administrator does not change what they may do themselves, and the last one cannot be removed from within.
* Whoever is removed has no mandate, gives and holds no delegation, and gives no key; their drafts are left to an heir
  or stay for an administrator to read. No typed word is lost, and history keeps the name.
* `enter` and `dismiss` ask nobody: they are for whoever holds the node's folder. Pages use `appoint` and `remove`.
"""

from typing import Final

from paraph.service.absences import SHELF as ABSENCES
from paraph.service.absences import absences
from paraph.service.chancery import Chancery, administrator
from paraph.service.delegations import delegations, ended
from paraph.service.drafts import Draft, drafts, leave_draft
from paraph.service.feeds import SHELF as FEEDS
from paraph.service.people import SHELF, Person, keep_person, may_administer, people, person_of
from paraph.service.say import SECOND_KEY, Pending
from paraph.service.trail import Deed
from paraph.values import Barred, Value, builtin, convert

TOKENS: Final = "token"
"""Shelf of the API's tokens: key -> {"person": id, …}."""


class Removal(Value, frozen=True, kw_only=True):
    """What went with a person, and what the shell must still do.

    Attributes:
        person: Who is gone. The shell ends every session of theirs, and forgets their passwords and passkeys.
        tokens: Keys on the shelf of tokens, which the shell drops wherever else it keeps them; here they are gone.
        delegations: Numbers of the delegations that ended.
        drafts: Names of the drafts that were left.
        heir: Who has them now; empty when only an administrator reads them.
    """

    person: str
    tokens: tuple[str, ...] = ()
    delegations: tuple[int, ...] = ()
    drafts: tuple[str, ...] = ()
    heir: str = ""


def appoint(chancery: Chancery, by: str, person: Person) -> None:
    """Enter or change a person, as an administrator.

    Raises:
        Barred: "person.no_administrator", "person.own_mandates", "person.last_administrator", or as `keep_person`.
    """
    administrator(chancery, by)
    if by == person.id and _rights(person) != _rights(person_of(chancery.house, by)):
        raise Barred("person.own_mandates", person=by)
    enter(chancery, person, by=by)


def enter(chancery: Chancery, person: Person, *, by: str = "") -> None:
    """Enter or change a person, as whoever holds the node's folder."""
    keep_person(chancery.house, person)
    plain = builtin(person)
    rights = {name: plain[name] for name in ("mandates", "until", "administers", "audits") if name in plain}
    chancery.note(Deed.PERSON, by=by, subject=person.id, office=person.office, **rights)


def remove(chancery: Chancery, by: str, person_id: str, *, heir: str = "") -> Removal:
    """Remove a person with everything that hung on them, as an administrator.

    Raises:
        Barred: "person.no_administrator", "person.last_administrator", or as `dismiss`.
    """
    administrator(chancery, by)
    others = [one for one in people(chancery.house) if one.id != person_id and may_administer(one, on=chancery.today)]
    if not others:
        raise Barred("person.last_administrator", person=person_id)
    return dismiss(chancery, person_id, heir=heir, by=by)


def dismiss(chancery: Chancery, person_id: str, *, heir: str = "", by: str = "") -> Removal:
    """Remove a person with everything that hung on them, as whoever holds the node's folder.

    Args:
        chancery: The persons' side of the node.
        person_id: Who goes.
        heir: Who gets the drafts.
        by: Who does it; empty at the console.

    Raises:
        Barred: "person.unknown"; "person.gone" when either is gone already; "person.own_heir".
    """
    leaver = _here(chancery, person_id)
    if heir == person_id:
        raise Barred("person.own_heir", person=person_id)
    if heir:
        _here(chancery, heir)
    gone = Person(id=leaver.id, name=leaver.name, office=leaver.office, removed=chancery.now)
    chancery.house.put(SHELF, leaver.id, builtin(gone))
    removal = Removal(
        person=person_id,
        tokens=_tokens(chancery, person_id),
        delegations=_delegations(chancery, person_id, by),
        drafts=_drafts(chancery, person_id, heir),
        heir=heir,
    )
    _absences(chancery, person_id)
    chancery.house.drop(FEEDS, person_id)
    facts = {"heir": heir, "delegations": list(removal.delegations), "drafts": len(removal.drafts)}
    chancery.note(Deed.REMOVAL, by=by, subject=person_id, **facts, tokens=len(removal.tokens))
    return removal


def _here(chancery: Chancery, person_id: str) -> Person:
    found = person_of(chancery.house, person_id)
    if found.removed is not None:
        raise Barred("person.gone", person=person_id)
    return found


def _rights(person: Person) -> tuple[object, ...]:
    return person.mandates, person.until, person.administers, person.audits, person.office


def _tokens(chancery: Chancery, person_id: str) -> tuple[str, ...]:
    found = tuple(key for key, one in chancery.house.all(TOKENS).items() if one.get("person") == person_id)
    for key in found:
        chancery.house.drop(TOKENS, key)
    return found


def _delegations(chancery: Chancery, person_id: str, by: str) -> tuple[int, ...]:
    meant = [one for one in delegations(chancery.house) if person_id in (one.giver, one.deputy) and one.ended is None]
    return tuple(ended(chancery, by, one).number for one in meant)


def _drafts(chancery: Chancery, person_id: str, heir: str) -> tuple[str, ...]:
    """Make drafts again of what waits for a second key under this person's hand, and leave all drafts to the heir."""
    house = chancery.house
    for key, kept in house.all(SECOND_KEY).items():
        one = convert(Pending, kept)
        if one.by == person_id:
            again = Draft(name=f"second-key-{key}", saying=one.saying, by=one.by, at=one.at, framework=one.framework)
            leave_draft(house, again, person_id)
            house.drop(SECOND_KEY, key)
    found = drafts(house, by=person_id)
    for draft in found if heir else ():
        leave_draft(house, draft, heir)
    return tuple(one.name for one in found)


def _absences(chancery: Chancery, person_id: str) -> None:
    for one in absences(chancery.house):
        if one.person == person_id:
            chancery.house.drop(ABSENCES, f"{one.person}/{one.first}")
