"""How many answers we owe, and how many drafts wait for this person's key."""

from paraph.service.desk import Desk
from paraph.service.people import Person, may_release, person_of
from paraph.service.say import Pending, all_pending, declared
from paraph.values import Barred
from paraph.web.office import Office

Sizes = tuple[tuple[str, int], ...]


def sizes(desk: Desk) -> Sizes:
    """Return how much of each party's log is held: whatever was said since changes one of them."""
    return tuple((party, desk.store.size(party)) for party in desk.setup.parties)


def badges(office: Office, framework: str, who: str) -> dict[str, int]:
    """Return the name of an address -> how many answers we owe there."""
    board = office.board(framework)
    return {"home": board.counts().needs_our_answer, "pending_list": _for(board.desk, who)}


def _for(desk: Desk, who: str) -> int:
    """Count the drafts that this person could release: by somebody else, of another office, within the mandate."""
    person = person_of(desk.house, who)
    return sum(_may(desk, person, one) for one in all_pending(desk))


def _may(desk: Desk, person: Person, one: Pending) -> bool:
    if person.id == one.by or person.office == one.office:
        return False
    try:
        kind, verb = declared(desk, one.saying)
    except Barred:  # a draft of another framework, or of a record that is no longer here
        return False
    return may_release(person, kind=kind.family, verb=verb.name, on=desk.clock().date())
