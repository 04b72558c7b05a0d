"""Roles: sets of mandates by the name of who usually has them. A template only: what counts is what a person is given.

* A role that administers or audits speaks for nobody; whoever speaks for the party does not administer by it.
"""

from collections.abc import Mapping
from typing import Final

from paraph.service.people import Mandate
from paraph.values import Barred, Value


class Role(Value, frozen=True, kw_only=True):
    """What usually goes with an office.

    Attributes:
        mandates: What may be said.
        administers: As a person's.
        audits: As a person's.
    """

    mandates: tuple[Mandate, ...] = ()
    administers: bool = False
    audits: bool = False


ROLES: Final[Mapping[str, Role]] = {
    "desk_officer": Role(mandates=(Mandate(kinds="*", verbs="*"),)),
    "head_of_delegation": Role(mandates=(Mandate(kinds="*", verbs="*", releases=True),)),
    "liaison": Role(mandates=(Mandate(kinds="coordination.*", verbs="*", releases=True),)),
    "reviewer": Role(mandates=(Mandate(kinds="claims.*", verbs="*", second_key=True),)),
    "programme_manager": Role(
        mandates=(
            Mandate(kinds="requirements.*", verbs="*"),
            Mandate(kinds="assistance.*", verbs="*"),
            Mandate(kinds="commitments.*", verbs="*"),
        )
    ),
    "transit_officer": Role(mandates=(Mandate(kinds="transit.*", verbs="*"),)),
    "administrator": Role(administers=True),
    "auditor": Role(audits=True),
}
"""Name -> what usually goes with it."""


def role_named(name: str) -> Role:
    """Return a role, or raise Barred("role.unknown") with those there are; a hyphen serves for an underscore."""
    found = ROLES.get(name.replace("-", "_"))
    if found is None:
        raise Barred("role.unknown", role=name, known=list(ROLES))
    return found
