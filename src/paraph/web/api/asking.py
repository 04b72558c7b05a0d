"""Who asks, and for what: read off a request before anything is done.

* A token is asked for first; then what it may do; then whether the answer can be given as it is wanted.
* What each token asks for is counted, and so are the guesses from one address, by all processes together.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final, TypeVar

from django.core.cache import cache
from django.http import HttpRequest
from msgspec import structs
from ninja.security import HttpBearer

from paraph.service.desk import Desk
from paraph.service.once import Asked
from paraph.service.tokens import Bearer, Scope, bearer, require
from paraph.service.trail import Deed, Event
from paraph.values import Barred, Unreadable, Value, convert
from paraph.values.refusal import refusal
from paraph.web.api.promises import JSON
from paraph.web.office import office

A_MINUTE: Final = 600
"""How often a token may ask within a minute, unless the house says otherwise ("api" on the shelf of the pages)."""
GUESSES: Final = 30
"""How many tokens that there are not may be shown from one address within a minute."""
LIMIT: Final = 256 * 1024
"""Bytes that may be sent; an act has 65535 at most."""

_WINDOW: Final = 60

T = TypeVar("T", bound=Value)


class Token(HttpBearer):
    """A token, made on one's own page: `Authorization: Bearer …`."""

    def authenticate(self, request: HttpRequest, token: str) -> Bearer:
        """Return who asks.

        Raises:
            Barred: "token.…"; "api.too_often".
        """
        address = str(request.META.get("REMOTE_ADDR", ""))
        if int(cache.get(_guesses(address), 0)) >= GUESSES:
            raise _too_often(GUESSES)
        try:
            found = bearer(office().node.chancery, token)
        except Barred:
            _counted(_guesses(address))
            raise
        most = int(office().known("api").get("a_minute", A_MINUTE))
        if _counted(f"api-asked-{found.id}") > most:
            raise _too_often(most)
        return found


def asks(request: HttpRequest, scope: Scope = "read", *, gives: tuple[str, ...] = (JSON,)) -> Bearer:
    """Return who asks.

    Raises:
        Barred: "token.scope": the token may not do that; "api.accept": it is not given as it is asked for.
    """
    found: Bearer = request.auth  # type: ignore[attr-defined]  # ninja puts there what `authenticate` returned
    require(office().node.chancery, found, scope)
    if not any(map(request.accepts, gives)):
        raise Barred("api.accept", given=list(gives))
    return found


def reads(request: HttpRequest, deed: Deed = Deed.READ, *, framework: str = "", subject: str = "") -> Bearer:
    """Return who asks to read something, and write it down."""
    found = asks(request)
    noted(found, deed, framework=framework, subject=subject)
    return found


def noted(one: Bearer, deed: Deed, *, framework: str, subject: str) -> None:
    """Write down what was asked for by a token."""
    office().tell(deed, by=one.person.id, framework=framework, subject=subject, token=one.id)


@contextmanager
def desk_of(one: Bearer, framework: str, *, writable: bool = False) -> Iterator[Desk]:
    """Open a framework for whoever asks: what is written down of it names the token."""
    with office().desk(framework, writable=writable) as desk:

        def told(event: Event) -> None:
            desk.tell(structs.replace(event, facts={**event.facts, "token": one.id}))

        yield replace(desk, tell=told)


def sent(request: HttpRequest, *, limit: int = LIMIT) -> Any:
    """Return what was sent, as JSON.

    Raises:
        Barred: "api.media_type", "api.too_large".
        Unreadable: It is no JSON, or not such as can be signed.
    """
    if request.content_type != JSON:
        raise Barred("api.media_type")
    length = str(request.META.get("CONTENT_LENGTH") or 0)
    if not length.isdecimal() or int(length) > limit:
        raise Barred("api.too_large", limit=limit)
    data = request.body
    problem = refusal(data)
    if problem is not None:
        raise problem
    return json.loads(data)


def given(of: type[T], content: Any) -> T:
    """Return what was sent as what is taken there. Raises Unreadable with the path of what does not fit."""
    if not isinstance(content, dict):
        raise Unreadable("json.wrong_type", path="$", expected="object", got=type(content).__name__)
    return convert(of, content, exact=False)


def asked(request: HttpRequest, one: Bearer, content: Any) -> Asked | None:
    """Return what is asked for under a key; None without a key.

    Raises:
        Barred: "once.key".
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    try:
        whole = {"person": one.person.id, "key": key, "request": {"path": request.path, "sent": content}}
        return convert(Asked, whole)
    except Unreadable as error:
        raise Barred("once.key") from error


def _counted(name: str) -> int:
    """Count once more within the minute, and return how often it was."""
    cache.add(name, 0, _WINDOW)
    try:
        return cache.incr(name)
    except ValueError:  # the minute ended between the two
        return 1


def _guesses(address: str) -> str:
    return f"api-guesses-{address}"


def _too_often(limit: int) -> Barred:
    return Barred("api.too_often", limit=limit, seconds=_WINDOW)
