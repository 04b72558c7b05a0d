"""The charter that a set-up amounts to: who was compared by telephone, by which keys, and which kinds there are."""

from paraph.domains import CHARTER_FAMILY
from paraph.domains.framework import Charter, CharterParty, Terms
from paraph.record import JointState
from paraph.service.desk import Desk
from paraph.service.shelves import world_of
from paraph.values import Barred, Text


def charter_record(desk: Desk) -> str | None:
    """Return the record of the charter in force, or else of the one that is on the table; None when there is none."""
    found = [view for view in world_of(desk).views(CHARTER_FAMILY) if isinstance(view.state, JointState)]
    in_force = [view.record for view in found if view.state.content_in_force is not None]
    tabled = [view.record for view in found if view.state.on_the_table]
    return next(iter([*in_force, *tabled]), None)


def composed(desk: Desk) -> Charter:
    """Compose a first charter from the set-up: every party as known here, every kind this node has, no terms.

    Raises:
        Barred: "cli.nobody_else": no other party is known.
    """
    setup = desk.setup
    if not setup.others:
        raise Barred("cli.nobody_else")
    return Charter(
        title=Text(en=setup.framework),
        framework=setup.framework,
        parties=tuple(
            CharterParty(
                id=member.party,
                name=Text(en=member.name),
                origin=member.origin,
                log_keys=member.log_keys,
                mirror_keys=member.mirror_keys,
            )
            for member in sorted(setup.members, key=lambda one: one.party)
        ),
        kinds=tuple(sorted(name for name in desk.kinds if not name.startswith(f"{CHARTER_FAMILY}/"))),
        terms=Terms(),
        languages=("en",),
    )
