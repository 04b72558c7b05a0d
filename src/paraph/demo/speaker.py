"""One side of the demonstration: its node, its clerk and its head of delegation, and what they have said."""

from typing import Any

from paraph.demo.telling import Telling
from paraph.node import Node
from paraph.record import Said
from paraph.service.people import Mandate, Person, keep_person
from paraph.service.say import Pending, Saying, release, say
from paraph.values import Value, builtin

CLERK, HEAD = "clerk", "head"


class Speaker:
    """Says things for one party: drafted by the clerk, released by the head where two keys are asked for."""

    def __init__(self, node: Node, framework: str, telling: Telling, *, office: str, head: str) -> None:
        """Enter the two officers and their mandates.

        Args:
            node: The party's node.
            framework: In which framework it speaks.
            telling: Keeps the story.
            office: The clerk's office, as acts name it.
            head: The head's office.
        """
        self.node = node
        self.framework = framework
        self.party: str = node.identity.party
        self._telling = telling
        keep_person(
            node.house,
            Person(id=CLERK, name="Clerk (fictitious)", office=office, mandates=(Mandate(kinds="*", verbs="*"),)),
        )
        both = Mandate(kinds="*", verbs="*", releases=True)
        keep_person(node.house, Person(id=HEAD, name="Head (fictitious)", office=head, mandates=(both,)))

    def opens(self, kind: str, content: Value, *, verb: str = "propose", told: str = "") -> Said:
        """Open a record."""
        return self._speak(Saying(kind=f"{kind}/1", verb=verb, content=builtin(content)), told or _named(kind, content))

    def says(  # noqa: PLR0913  # what an act may bear
        self,
        verb: str,
        record: str,
        *,
        on: str | None = None,
        content: Value | None = None,
        note: str | None = None,
        told: str = "",
    ) -> Said:
        """Say something in a record."""
        plain = None if content is None else builtin(content)
        return self._speak(Saying(record=record, verb=verb, on=on, content=plain, note=note), told or verb)

    def _speak(self, saying: Saying, told: str) -> Said:
        with self.node.desk(self.framework, writable=True) as desk:
            said = say(desk, CLERK, saying)
            if isinstance(said, Pending):
                said = release(desk, HEAD, said.id, seen=said.digest)
        self._telling.heard(self.party, said, told)
        return said


def _named(kind: str, content: Any) -> str:
    for name in ("public_id", "number", "title", "subject"):
        found = getattr(content, name, None)
        if found is not None:
            return f"{kind.partition('.')[2]} {getattr(found, 'en', found)}"
    return kind.partition(".")[2]
