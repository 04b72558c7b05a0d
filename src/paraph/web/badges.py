"""How many answers we owe, and how many drafts wait for this person's key."""

from paraph.service.desk import Desk
from paraph.service.hands import second_key
from paraph.service.people import Person, person_of
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
    """Count the drafts that this person could release: another's, of another office, by own mandate or as a deputy."""
    person = person_of(desk.house, who)
    return sum(_may(desk, person, one) for one in all_pending(desk))


def _may(desk: Desk, person: Person, one: Pending) -> bool:
    today = desk.clock().date()
    try:
        kind, verb = declared(desk, one.saying)
        second_key(desk.house, person, kind=kind.family, verb=verb.name, on=today, first=one.hand)
    except Barred:  # not this person's to give; or a draft of another framework, or of a record no longer here
        return False
    return True
