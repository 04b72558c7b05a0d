"""Kinds: what a record is about, and which of the six dealings it uses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from paraph.record.verb import THE_NOUN, Verb

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
        due: What is due by a date, beyond unanswered proposals; None when nothing is.
    """

    name: str
    title: str
    dealing: "Dealing"
    noun: Any
    says: tuple[Verb, ...] = ()
    without: tuple[str, ...] = ()
    about: str = ""
    due: "DueRule | None" = None
    verbs: Mapping[str, Verb] = field(init=False)

    def __post_init__(self) -> None:
        """Lay the kind's own verbs over the dealing's."""
        covered = {said.effect for said in self.says if said.name == said.effect} | set(self.without)
        given = [one for one in self.dealing.verbs if one.name not in covered]
        named = {
            one.name: replace(one, payload=self.noun) if one.payload == THE_NOUN else one
            for one in (*given, *self.says)
        }
        for one in self.says:
            self._require_payload(named[one.name])
        object.__setattr__(self, "verbs", MappingProxyType(named))

    def _require_payload(self, own: Verb) -> None:
        """Refuse a declaration (TypeError) whose payload lacks what the dealing itself reads in it."""
        of = next((one.payload for one in self.dealing.verbs if one.name == own.effect), None)
        lacking = set(getattr(of, "__struct_fields__", ())) - set(getattr(own.payload, "__struct_fields__", ()))
        if lacking:
            raise TypeError(self.name, own.name, sorted(lacking))

    @property
    def family(self) -> str:
        """The kind without its rule version."""
        return self.name.partition("/")[0]


def kinds_by_name(kinds: Iterable[Kind]) -> Mapping[str, Kind]:
    """Index kinds by their full name."""
    return MappingProxyType({kind.name: kind for kind in kinds})
