"""Who is asking. Every page but sign-in and verify is behind `signed_in`.

* The house decides: a person whom it does not know, or whose time is over, is signed out at the next request.
* Permission to say something is not asked here but where it is said, below every page.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from paraph.adapters.clock import utc_now
from paraph.service.people import Person, may_administer, may_audit, person_of, serves
from paraph.service.trail import Deed
from paraph.values import Barred
from paraph.web.office import office
from paraph.web.sign_in import has_second_factor

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

_BY_LINK = "by_link"
"""In the session of a demonstration: this desk came by a link."""


def signed_in(view: View[P]) -> View[P]:
    """Let only a person of the house see a page; anybody else is asked to sign in and comes back afterwards."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **more: P.kwargs) -> HttpResponseBase:
        elsewhere = _elsewhere(request)
        return elsewhere if elsewhere is not None else view(request, *args, **more)

    return guarded


def administrator(view: View[P]) -> View[P]:
    """Let only an administrator of the node see a page."""

    @signed_in
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **more: P.kwargs) -> HttpResponseBase:
        if not administers(request):
            _note_refusal(request, "pages.administrators_only")
            raise Barred("pages.administrators_only")
        return view(request, *args, **more)

    return guarded


def person(request: HttpRequest) -> str:
    """Return the id of the person who is signed in; empty when nobody is."""
    user = getattr(request, "user", None)  # a request may be refused before anybody asks whose it is
    return user.get_username() if user is not None and user.is_authenticated else ""


def whole_person(request: HttpRequest) -> Person:
    """Return the person who is signed in, as the house knows them."""
    return person_of(office().node.house, person(request))


def administers(request: HttpRequest) -> bool:
    """Tell whether whoever is signed in administers the node."""
    return bool(person(request)) and may_administer(whole_person(request), on=utc_now().date())


def audits(request: HttpRequest) -> bool:
    """Tell whether whoever is signed in may read the trail."""
    return bool(person(request)) and may_audit(whole_person(request), on=utc_now().date())


def came_by_link(request: HttpRequest) -> None:
    """Remember that a desk of a demonstration was signed in by a link."""
    request.session[_BY_LINK] = True


def is_here(who: str) -> bool:
    """Tell whether somebody is a person of the house today."""
    try:
        known = person_of(office().node.house, who)
    except Barred:
        return False
    return serves(known, on=utc_now().date())


def _elsewhere(request: HttpRequest) -> HttpResponseBase | None:
    """Return where somebody has to go first, if anywhere."""
    if not isinstance(request.user, User):
        return _sent(request, redirect_to_login(_here(request), settings.LOGIN_URL))
    by_link = office().door.demo and request.session.get(_BY_LINK)
    if not by_link and not has_second_factor(request.user):
        return _sent(request, HttpResponseRedirect(reverse("mfa_activate_totp")))
    return None


def sign_out_whoever_left(request: HttpRequest) -> None:
    """Sign out whoever is signed in and is no person of the house any more, also from the pages of their sign-in.

    Raises:
        Barred: "pages.no_longer_a_person".
    """
    if person(request) and not is_here(person(request)):
        logout(request)
        raise Barred("pages.no_longer_a_person")


def _note_refusal(request: HttpRequest, code: str) -> None:
    """Write down that somebody tried what is not theirs."""
    office().node.chancery.note(Deed.REFUSED, by=person(request), subject=request.path, code=code)


def _here(request: HttpRequest) -> str:
    """Return the address to come back to: of the page, also where only a part of it was asked for."""
    shown: Any = getattr(request, "htmx", None)
    return (shown and shown.current_url_abs_path) or request.get_full_path()


def _sent(request: HttpRequest, answer: HttpResponseRedirect) -> HttpResponseBase:
    """Send a whole page elsewhere, not only the part that asked."""
    if not getattr(request, "htmx", None):
        return answer
    return HttpResponse(status=204, headers={"HX-Redirect": answer.url})
