"""Kinds: what a record is about, and which of the six dealings it uses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from paraph.record.verb import THE_NOUN, On, Verb, Who

if TYPE_CHECKING:
    from paraph.record.dealing import Dealing, DueRule


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A type of record.

    Attributes:
        name: Kind with its rule version, "consultation.session/1". Published rules never change.
        title: What a person calls it.
        dealing: The way in which parties deal with it.
        noun: Type of the versions that its acts bring.
        says: The verbs that the kind declares itself; the dealing's others stand as they are.
        without: Verbs of the dealing that this kind does not have.
        about: The noun's field that names the record it is about; empty when it has none.
        called: The noun's fields by which a person calls a record: its number, its title. Empty: it is called by the
            record that it is about.
        due: What is due by a date, beyond unanswered proposals; None when nothing is.
    """

    name: str
    title: str
    dealing: "Dealing"
    noun: Any
    says: tuple[Verb, ...] = ()
    without: tuple[str, ...] = ()
    about: str = ""
    called: tuple[str, ...] = ()
    due: "DueRule | None" = None
    verbs: Mapping[str, Verb] = field(init=False)

    def __post_init__(self) -> None:
        """Lay the kind's own verbs over the dealing's; a declaration that asks for less is refused (TypeError)."""
        covered = {said.effect for said in self.says if said.name == said.effect} | set(self.without)
        given = [one for one in self.dealing.verbs if one.name not in covered]
        named = {
            one.name: replace(one, payload=self.noun) if one.payload == THE_NOUN else one
            for one in (*given, *self.says)
        }
        declared = {one.name: one for one in self.dealing.verbs}
        for one in self.says:
            weaker = _weaker(named[one.name], declared[one.effect]) if one.effect in declared else ()
            if weaker:
                raise TypeError(self.name, one.name, weaker)
        object.__setattr__(self, "verbs", MappingProxyType(named))

    @property
    def family(self) -> str:
        """The kind without its rule version."""
        return self.name.partition("/")[0]


def kinds_by_name(kinds: Iterable[Kind]) -> Mapping[str, Kind]:
    """Index kinds by their full name."""
    return MappingProxyType({kind.name: kind for kind in kinds})


def _weaker(own: Verb, of: Verb) -> tuple[str, ...]:
    """Name where a kind's verb asks for less than the dealing's whose consequence it has, or lacks what that reads."""
    read = set(getattr(of.payload, "__struct_fields__", ())) - set(getattr(own.payload, "__struct_fields__", ()))
    kept = {
        "keys": own.keys >= of.keys,
        "who": of.who in {Who.ANYONE, own.who},
        "on": of.on in {On.MAY, own.on},
        "opens": of.opens or not own.opens,
        "continues": of.continues or not own.continues,
        "brings": own.brings is of.brings,
        "replaces": own.replaces is of.replaces,
        "payload": not read,
    }
    return tuple(name for name, holds in kept.items() if not holds)
