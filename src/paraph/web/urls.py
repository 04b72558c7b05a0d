"""Every address of the office: each module in `pages/` that exports `urlpatterns` is included, nobody has to be told.

* What belongs to the house stands before what belongs to a framework, whose name is the first part of its addresses.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from paraph.web import pages
from paraph.web.live import urlpatterns as of_live

FIRST: Final = ("account", "verify", "people", "me", "audit", "api")
"""Subjects of the house, in this order; the others follow by name."""

handler400 = "paraph.web.answers.malformed"
handler403 = "paraph.web.answers.forbidden"
handler404 = "paraph.web.answers.absent"
handler500 = "paraph.web.answers.failed"


def subjects() -> tuple[str, ...]:
    """Name the modules of pages that there are, in the order in which they are asked."""
    found = {one.name for one in iter_modules(pages.__path__)}
    return (*(name for name in FIRST if name in found), *sorted(found - set(FIRST)))


def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django's shape
    """Say that this process answers."""
    return HttpResponse("ok", content_type="text/plain")


def _pages() -> list[URLPattern | URLResolver]:
    modules = (import_module(f"{pages.__name__}.{name}") for name in subjects())
    return [path("", include(module.urlpatterns)) for module in modules if hasattr(module, "urlpatterns")]


urlpatterns = [path("healthz", health, name="healthz"), *_pages(), *of_live]
