"""What holds for every page: its language, that nobody keeps it, and that a refusal is a page in words."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext

from paraph.faces.language import writing_own_digits
from paraph.faces.words import translating
from paraph.values import Answer, Barred
from paraph.web.access import person, sign_out_whoever_left
from paraph.web.answers import answered
from paraph.web.languages import asked_for, digits_of, language_of
from paraph.web.office import office

Next = Callable[[HttpRequest], HttpResponse]

_POWERS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def never_kept(following: Next) -> Next:
    """Let no browser and no cache keep a page: the record stays in the house."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = following(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", _POWERS)
        if settings.X_FRAME_OPTIONS == "DENY":
            response.headers["X-Frame-Options"] = "DENY"
        return response

    return answer


def spoken(following: Next) -> Next:
    """Answer each person in their language."""

    def answer(request: HttpRequest) -> HttpResponse:
        who = person(request)
        language = (who and language_of(office(), who)) or asked_for(request, settings.LANGUAGE_COOKIE_NAME)
        digits = writing_own_digits(digits_of(office(), who))
        with translation.override(language), translating(gettext), digits:
            request.LANGUAGE_CODE = language
            response = following(request)
            response.headers.setdefault("Content-Language", language)
            return response

    return answer


def still_here(following: Next) -> Next:
    """Answer only who is still a person of the house, or nobody."""

    def answer(request: HttpRequest) -> HttpResponse:
        try:
            sign_out_whoever_left(request)
        except Barred as barred:
            return answered(request, barred)
        return following(request)

    return answer


class Answers:
    """Turns an answer or a fault that a page raised into a page that says it in words."""

    def __init__(self, following: Next) -> None:
        """Keep what comes after."""
        self._following = following

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass a request on."""
        return self._following(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Word what was raised, if it is ours."""
        return answered(request, error) if isinstance(error, Answer) else None
