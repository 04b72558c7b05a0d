"""Pages that say no: what happened, in words, and one next step. The words are those of the command line."""

from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from paraph.faces.words import Told, worded
from paraph.values import Answer, Fault, Unreachable

_FORBIDDEN: Final = {
    "mandate",
    "mandate.second_key",
    "second_key.same_hand",
    "pages.administrators_only",
    "pages.no_longer_a_person",
    "person.no_administrator",
    "person.no_auditor",
    "person.no_carrier",
    "person.own_mandates",
    "delegation.not_yours",
    "delegation.not_yours_to_end",
    "absence.not_yours",
    "preferences.not_yours",
    "draft.not_yours",
    "token.not_yours",
}
_CONFLICT: Final = {"store.locked"}


def status_of(answer: Answer) -> HTTPStatus:
    """Return how an answer or a fault is said in HTTP."""
    if isinstance(answer, Fault):
        return HTTPStatus.BAD_GATEWAY if isinstance(answer, Unreachable) else HTTPStatus.INTERNAL_SERVER_ERROR
    if answer.code in _FORBIDDEN:
        return HTTPStatus.FORBIDDEN
    if answer.code == "pages.link_spent":
        return HTTPStatus.GONE
    if answer.code in _CONFLICT:
        return HTTPStatus.CONFLICT
    missing = answer.code.endswith((".unknown", ".missing", "unknown_kind", "unknown_verb"))
    return HTTPStatus.NOT_FOUND if missing else HTTPStatus.UNPROCESSABLE_ENTITY


def said(answer: Answer) -> Told:
    """Put an answer in the words of the person who asks; in English where their language has none yet."""
    try:
        return worded(answer, language=get_language() or "en")
    except ImportError:
        return worded(answer)


def title_of(status: HTTPStatus) -> str:
    """Say what sort of refusal a status is."""
    return _titles().get(status, status.phrase)


def answered(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Show an answer or a fault as a page."""
    told = said(answer)
    status = status_of(answer)
    return _page(request, status, title=_titles()[status], message=told.message, step=told.next, code=answer.code)


def malformed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  # its shape
    """Answer what could not be read."""
    return _plain(request, HTTPStatus.BAD_REQUEST, _("The request could not be read."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  # its shape
    """Answer what is not for this person."""
    return _plain(request, HTTPStatus.FORBIDDEN, _("This is not for you to see or do."))


def absent(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  # its shape
    """Answer for a page that is not there."""
    return _plain(request, HTTPStatus.NOT_FOUND, _("There is no page at this address."))


def failed(request: HttpRequest) -> HttpResponse:
    """Answer where the node itself failed."""
    return _plain(request, HTTPStatus.INTERNAL_SERVER_ERROR, _("The node failed; nothing was signed."))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django's shape
    """Answer a form that did not come from a page of ours, or from one that is too old."""
    return _plain(request, HTTPStatus.FORBIDDEN, _("This form was opened before you signed in, or by another page."))


def _plain(request: HttpRequest, status: HTTPStatus, message: str) -> HttpResponse:
    return _page(request, status, title=_titles()[status], message=message, step=_steps()[status], code="")


def _page(request: HttpRequest, status: HTTPStatus, **told: str) -> HttpResponse:
    return render(request, "paraph/answer.html", {"status": int(status), **told}, status=status)


def _titles() -> dict[HTTPStatus, str]:
    return {
        HTTPStatus.BAD_REQUEST: _("Not understood"),
        HTTPStatus.UNAUTHORIZED: _("Not signed in"),
        HTTPStatus.FORBIDDEN: _("Not permitted"),
        HTTPStatus.NOT_FOUND: _("Not found"),
        HTTPStatus.METHOD_NOT_ALLOWED: _("Not done here"),
        HTTPStatus.NOT_ACCEPTABLE: _("Not given so"),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("Too large"),
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE: _("Not taken so"),
        HTTPStatus.TOO_MANY_REQUESTS: _("Too often"),
        HTTPStatus.CONFLICT: _("Somebody else is writing"),
        HTTPStatus.GONE: _("No longer valid"),
        HTTPStatus.UNPROCESSABLE_ENTITY: _("May not be said now"),
        HTTPStatus.INTERNAL_SERVER_ERROR: _("Something must be looked at"),
        HTTPStatus.BAD_GATEWAY: _("The link failed"),
    }


def _steps() -> dict[HTTPStatus, str]:
    return {
        HTTPStatus.BAD_REQUEST: _("Go back, and try again from the page itself."),
        HTTPStatus.FORBIDDEN: _("Go back and load the page again. What you typed is kept on this machine."),
        HTTPStatus.NOT_FOUND: _("Look for it by search, or from the list."),
        HTTPStatus.INTERNAL_SERVER_ERROR: _(
            "Try again. If it fails again, tell the administrator of the node when it was."
        ),
    }
