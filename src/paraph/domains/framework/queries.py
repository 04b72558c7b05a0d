"""Questions about a charter: whether it is active, what a term is, what a new one changes. Pure."""

from typing import Literal

from msgspec.structs import fields

from paraph.domains.framework.content import Charter

Activity = Literal["active", "suspended", "succeeded"]


def activity(charter: Charter) -> Activity:
    """Say whether a framework is active, rests, or was followed by another."""
    if charter.successor is not None:
        return "succeeded"
    return "active" if charter.suspended is None else "suspended"


def term(charter: Charter, name: str) -> int | None:
    """Return the number of a further term in its own unit; None when it is not agreed."""
    return next((one.amount for one in charter.terms.further if one.name == name), None)


def separation_m(charter: Charter, category: str) -> int | None:
    """Return the separation distance of a category of activity, in metres; None when it is not agreed."""
    return next((one.metres for one in charter.terms.separations if one.category == category), None)


def changed(before: Charter, after: Charter) -> tuple[str, ...]:
    """Name what differs between two charters, parties and terms one by one: `parties.PK`, `terms.further`."""
    names = [one.name for one in fields(Charter) if one.name not in {"parties", "terms"}]
    old, new = ({one.id: one for one in charter.parties} for charter in (before, after))
    return (
        *(name for name in names if getattr(before, name) != getattr(after, name)),
        *(f"parties.{party}" for party in sorted(old.keys() | new.keys()) if old.get(party) != new.get(party)),
        *(
            f"terms.{one.name}"
            for one in fields(before.terms)
            if getattr(before.terms, one.name) != getattr(after.terms, one.name)
        ),
    )
