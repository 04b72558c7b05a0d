"""Tokens: by which a program speaks in a person's stead, no further than that person may.

* Only the digest of a token is kept; the token itself is shown once, to whoever asked for it.
* A token ends with its last day, with its person's time here, and when it is taken back.
* It gives no right of its own: what is said by it asks for the person's mandate like any other word.
"""

from datetime import date, timedelta
from typing import Annotated, Final, Literal, NamedTuple

from msgspec import Meta

from paraph.service.chancery import Chancery
from paraph.service.people import Person, PersonId, may_administer, person_of, serves
from paraph.service.ports import House
from paraph.service.staff import TOKENS
from paraph.service.trail import Deed
from paraph.values import Barred, Day, Unreadable, UtcText, Value, builtin, convert, digest_of

Scope = Literal["read", "say"]

SCOPES: Final[tuple[Scope, ...]] = ("read", "say")
LONGEST: Final = 366
"""Days that a token may last."""
MOST: Final = 20
"""Tokens that a person may have."""

_NAME: Final = 60
_ID: Final = 12
_PREFIX: Final = "paraph_"


class Token(Value, frozen=True, kw_only=True):
    """What is kept of a token.

    Attributes:
        person: In whose stead it speaks.
        name: What its person calls it: which program has it.
        last: Its last day, in UTC.
        scopes: "read" to read the record, "say" to say what the person may say.
        made: When, in UTC.
    """

    person: PersonId
    name: Annotated[str, Meta(min_length=1, max_length=_NAME)]
    last: Day
    scopes: Annotated[tuple[Scope, ...], Meta(min_length=1, max_length=2)]
    made: UtcText


class Held(NamedTuple):
    """A token as its person sees it: by the beginning of its digest, which opens nothing."""

    id: str
    token: Token


class Bearer(NamedTuple):
    """Who speaks by a token."""

    id: str
    token: Token
    person: Person


def make(  # noqa: PLR0913  # whose, for which program, for what, how long, and out of which chance
    chancery: Chancery, person_id: str, *, name: str, scopes: tuple[str, ...], last: str, secret: bytes
) -> str:
    """Make a token for oneself and return it: it cannot be shown again.

    Args:
        chancery: The persons' side of the node.
        person_id: Whose.
        name: What it is called.
        scopes: What it may do.
        last: Its last day.
        secret: 32 bytes that nobody can guess.

    Raises:
        Barred: "token.form"; "token.days"; "token.too_many"; "person.gone": its person does nothing here any more.
    """
    if not serves(person_of(chancery.house, person_id), on=chancery.today):
        raise Barred("person.gone", person=person_id)
    found = tokens(chancery.house, person_id)
    if len(found) >= MOST:
        raise Barred("token.too_many", most=MOST)
    token = _token(chancery, {"person": person_id, "name": name.strip(), "scopes": list(scopes), "last": last})
    text = _PREFIX + secret.hex()
    key = digest_of(text.encode())
    chancery.house.put(TOKENS, key, builtin(token))
    chancery.note(Deed.TOKEN, by=person_id, subject=key[:_ID], name=token.name, last=last, scopes=list(token.scopes))
    return text


def tokens(house: House, person_id: str) -> tuple[Held, ...]:
    """List a person's tokens, those that end first first."""
    mine = {key: convert(Token, one) for key, one in house.all(TOKENS).items() if one.get("person") == person_id}
    found = (Held(key[:_ID], token) for key, token in mine.items())
    return tuple(sorted(found, key=lambda one: (one.token.last, one.id)))


def end(chancery: Chancery, by: str, token_id: str) -> None:
    """Take a token back: its person does so, or an administrator.

    Raises:
        Barred: "token.none"; "token.not_yours".
    """
    found = [key for key in chancery.house.all(TOKENS) if key[:_ID] == token_id]
    if not found:
        raise Barred("token.none", id=token_id)
    token = convert(Token, chancery.house.get(TOKENS, found[0]))
    if by != token.person and not may_administer(person_of(chancery.house, by), on=chancery.today):
        raise Barred("token.not_yours", id=token_id, person=by)
    chancery.house.drop(TOKENS, found[0])
    chancery.note(Deed.TOKEN_ENDED, by=by, subject=token_id, person=token.person)


def bearer(chancery: Chancery, text: str) -> Bearer:
    """Return who speaks by a token; what is refused is written down.

    Raises:
        Barred: "token.unknown"; "token.over": its last day is past; "token.without_person".
    """
    key = digest_of(text.encode(errors="replace"))
    kept = chancery.house.get(TOKENS, key)
    if kept is None:
        raise _refused(chancery, Barred("token.unknown"))
    token, token_id = convert(Token, kept), key[:_ID]
    person = person_of(chancery.house, token.person)
    if chancery.today.isoformat() > token.last:
        raise _refused(chancery, Barred("token.over", last=token.last), token=token_id, by=person.id)
    if not serves(person, on=chancery.today):
        raise _refused(chancery, Barred("token.without_person"), token=token_id, by=person.id)
    return Bearer(token_id, token, person)


def require(chancery: Chancery, one: Bearer, scope: Scope) -> None:
    """Let a token do only what it was made for; what is refused is written down.

    Raises:
        Barred: "token.scope".
    """
    if scope not in one.token.scopes:
        barred = Barred("token.scope", name=one.token.name, scope=scope)
        raise _refused(chancery, barred, token=one.id, by=one.person.id)


def _token(chancery: Chancery, given: dict[str, object]) -> Token:
    try:
        token = convert(Token, {**given, "made": chancery.now})
    except Unreadable as error:
        raise Barred("token.form", path=error.facts.get("path", "")) from error
    if not token.name.isprintable() or len(set(token.scopes)) < len(token.scopes):
        raise Barred("token.form", path="$.name")
    if not chancery.today <= date.fromisoformat(token.last) < chancery.today + timedelta(days=LONGEST):
        raise Barred("token.days", last=token.last, longest=LONGEST)
    return token


def _refused(chancery: Chancery, barred: Barred, *, by: str = "", token: str = "") -> Barred:
    chancery.note(Deed.REFUSED, by=by, subject=token, code=barred.code)
    return barred
