"""What goes on to the next session by itself, and where the two sides' words differ: computed, never said."""

from datetime import UTC, datetime

from paraph.demo.founding import FRAMEWORK
from paraph.demo.replay import Replay
from paraph.demo.telling import Telling
from paraph.domains.commitments.queries import carried, differences, standing
from paraph.service.shelves import world_of


def review(replay: Replay, telling: Telling) -> None:
    """Tell what is carried to the 22nd and the 23rd session, as both nodes compute it."""
    sessions = [replay.session_records[number] for number in sorted(replay.session_records)]
    told: list[list[str]] = []
    for side in replay.sides.values():
        with side.node.desk(FRAMEWORK) as desk:
            world = world_of(desk)
            today = datetime(2014, 12, 11, tzinfo=UTC).date()
            found = [
                standing(view, world.views_about(view.record, "commitments.progress"), on=today)
                for view in world.views("commitments.commitment")
            ]
        held = [one for one in found if one is not None]
        goes_on = carried(held, sessions=sessions, to=replay.session_records[23])
        told.append([one.terms.public_id or "" for one in goes_on])
        differing = len(differences(held))
    telling.facts["carried_to_23"] = told[0]
    same = "the same at both" if told[0] == told[1] else "DIFFERENT"
    telling.tell(f"Carried to the 23rd session by itself ({same}): {', '.join(told[0])}.")
    telling.tell(f"Points on which the two sides' words differ: {differing}.")
