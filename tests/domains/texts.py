"""Joint statements as North and South draft them."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace
from tests.domains.tale import NORTH, SOUTH, Tale, chartered, en

from paraph.domains.consultation import (
    Alternative,
    Bracket,
    Head,
    Names,
    Paragraph,
    Session,
    Signatory,
    Spelling,
    Spelt,
    Statement,
    Words,
)
from paraph.domains.consultation.statement import Segment
from paraph.record import Said
from paraph.values import Text

SESSION = "consultation.session/1"
STATEMENT = "consultation.statement/1"
NOBODY = "0" * 64

NORTH_SIGNS = Signatory(party=NORTH, name=Text(en="North", ur="شمال"), head=Head(name=en("A. Clerk")), language="ur")
SOUTH_SIGNS = Signatory(party=SOUTH, name=en("South"), head=Head(post=en("the Under Secretary")))
DEFENCE = Spelling(forms=(Spelt(party=NORTH, text=en("Defence")), Spelt(party=SOUTH, text=en("Defense"))))


def words(text: str) -> Words:
    return Words(text=en(text))


def paragraph(name: str, *segments: Segment | str, **rest: Any) -> Paragraph:
    given = tuple(words(one) if isinstance(one, str) else one for one in segments)
    return Paragraph(**{"id": name, "type": "position", "segments": given, **rest})


def bracket(name: str, *, owner: str = NORTH, **alternatives: str | None) -> Bracket:
    """Put a bracket; alternatives by party, in the order given. None: leave out."""
    return Bracket(
        id=name,
        owner=owner,
        alternatives=tuple(
            Alternative(by=party, words=None if said is None else en(said)) for party, said in alternatives.items()
        ),
    )


def statement(*paragraphs: Paragraph, session: Said | str = NOBODY, **changes: Any) -> Statement:
    given = Statement(
        session=session if isinstance(session, str) else session.digest,
        signatories=(NORTH_SIGNS, SOUTH_SIGNS),
        languages=("en",),
        paragraphs=paragraphs,
    )
    return replace(given, **changes)


def opening(*between: str) -> Paragraph:
    """Return an identification that every copy words its own way."""
    joiner = en(between[0] if between else "and")
    return paragraph(
        "identification",
        "The delegations of",
        Names(of="parties", between=joiner),
        "met in the",
        DEFENCE,
        "Consultative Group, led by",
        Names(of="heads", between=joiner),
        ".",
        type="identification",
    )


def at_the_table(*paragraphs: Paragraph, by: str = NORTH) -> tuple[Tale, Said, Said]:
    """Begin a tale in which a session is agreed and a statement about it tabled."""
    tale = chartered(NORTH, SOUTH)
    session = tale.agree(SESSION, Session(number=21, number_basis="stated", host=NORTH))
    return tale, session, tale.say(by, "propose", STATEMENT, statement(*paragraphs, session=session))


def texts(segments: Sequence[Segment]) -> list[str]:
    return [one.text.in_("en").words for one in segments if isinstance(one, Words)]
