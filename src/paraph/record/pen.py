"""The pen: an act is judged with the record before it is signed, by the very function that every reader uses."""

from paraph.record.judge import judge
from paraph.record.said import Said
from paraph.record.view import Outcome, View
from paraph.record.world import World
from paraph.values import Barred


def try_act(world: World, said: Said) -> View:
    """Compute a record as it would be with one more act; nothing is kept.

    Args:
        world: The framework as it stands.
        said: The act where it would lie: at the end of its author's log.

    Returns:
        The record with the act in it.

    Raises:
        Barred: It would have no effect, for the reason that every reader would give.
    """
    record = said.act.record or said.digest
    view = judge(record, (*world.library.acts(record), said), world)
    verdict = next(one for one in view.verdicts if one.said.party == said.party and one.said.seq == said.seq)
    if verdict.outcome is not Outcome.HEARD:
        raise Barred(verdict.code, **verdict.facts)
    return view
