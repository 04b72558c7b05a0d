"""Say several things at one time, all or none: judged all before the first is said, as each would be alone.

Invariants:

* Where one may not be said, nothing is said.
* Where the record moves between judging and saying, what waits for a second key is taken back. What was said by one
  key is said for ever: whoever goes on must look first what stands.
"""

from collections.abc import Sequence

from paraph.record import Said
from paraph.service.considering import considered
from paraph.service.desk import Desk
from paraph.service.hands import first_key
from paraph.service.people import person_of
from paraph.service.say import Pending, Saying, declared, say, take_back
from paraph.values import Answer


def judge(desk: Desk, person_id: str, saying: Saying) -> None:
    """Find out whether a person may say something and it may be said. Nothing is kept.

    Raises:
        Barred: As `say` would.
    """
    person = person_of(desk.house, person_id)
    kind, verb = declared(desk, saying)
    first_key(desk.house, person, kind=kind.family, verb=verb.name, on=desk.clock().date())
    considered(desk, person_id, saying)


def say_many(desk: Desk, person_id: str, sayings: Sequence[Saying]) -> tuple[Said | Pending, ...]:
    """Say several things, in order, as `say` says one.

    Args:
        desk: The framework, opened to write: nobody else of this house says anything meanwhile.
        person_id: Who says them.
        sayings: What; none of them rests on another.

    Raises:
        Barred: One of them may not be said; nothing was said by then, unless another process changed the house.
    """
    for saying in sayings:
        judge(desk, person_id, saying)
    done: list[Said | Pending] = []
    try:
        done.extend(say(desk, person_id, saying) for saying in sayings)
    except Answer:
        for pending in (one for one in done if isinstance(one, Pending)):
            take_back(desk, person_id, pending.id)
        raise
    return tuple(done)
