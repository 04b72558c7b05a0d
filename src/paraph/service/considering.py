"""Whether something could be said, and what a careful clerk would point at, before anything is said."""

from collections.abc import Mapping
from typing import NamedTuple

from paraph.domains import Check, Flag
from paraph.record import Said, Verb, View
from paraph.service.desk import Desk
from paraph.service.people import person_of
from paraph.service.say import Pending, Saying, consider, declared, say
from paraph.values import Answer, Barred, Recovering, convert


class Considered(NamedTuple):
    """A saying that was judged and neither kept nor signed.

    Attributes:
        saying: What could be said.
        view: The record as it would be.
    """

    saying: Saying
    view: View


Outcome = Said | Pending | Considered


def say_or_consider(desk: Desk, person_id: str, saying: Saying, *, dry_run: bool) -> Outcome:
    """Say something, or only find out whether it could be said. Raises as `say`."""
    if not dry_run:
        return say(desk, person_id, saying)
    return Considered(saying, considered(desk, person_id, saying))


def considered(desk: Desk, person_id: str, saying: Saying) -> View:
    """Compute the record as it would be if a person said it, with the keys that the verb asks for.

    Raises:
        Barred: As any reader would void it. Whether this person has a mandate for it is not asked.
    """
    _kind, verb = declared(desk, saying)
    office = person_of(desk.house, person_id).office
    return consider(desk, saying, (office, f"{office} (second key)"[-80:])[: verb.keys])


def barred(desk: Desk, record: str, verb: Verb, on: str | None) -> Answer | None:
    """Return why a verb could not be said on a record now; None if it could, or if that hangs on its content.

    A node that must be restored says nothing, and is read on.
    """
    if verb.payload is not None and not verb.bare:
        return None
    saying = Saying(verb=verb.name, record=record, on=on, note="." if verb.reason else None)
    try:
        consider(desk, saying, ("first office", "second office")[: verb.keys])
    except (Barred, Recovering) as why:
        return why
    return None


def flags_of(desk: Desk, saying: Saying, *, checks: Mapping[str, Check]) -> tuple[Flag, ...]:
    """Return what a careful clerk would point at in the content; it warns and bars nothing.

    Args:
        desk: The framework.
        saying: What is to be said; its content fits its type.
        checks: Full name of a kind -> its check.
    """
    kind, verb = declared(desk, saying)
    check = checks.get(kind.name)
    if check is None or not verb.brings or verb.payload is not kind.noun or saying.content is None:
        return ()
    return tuple(check(convert(kind.noun, saying.content)))
