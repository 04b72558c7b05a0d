"""The API as one: its endpoints, its description, and a page that lists them.

* Whatever is asked below /api/v1/ is answered in JSON, refusals too; nothing here loads anything from another house.
"""

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, re_path
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from paraph.values import Answer, Barred
from paraph.web.api import proving, reading, speaking, waiting
from paraph.web.api.asking import Token
from paraph.web.api.problems import problem
from paraph.web.api.promises import JSON
from paraph.web.api.schemas import components
from paraph.web.api.ways import router

ROOT: Final = "api/v1/"
_ABOUT: Final = (
    "The same verbs and views as the pages, as JSON. Every schema is read off a declaration. What is refused is "
    "refused in the words of the pages, as application/problem+json. Tokens are made on one's own page."
)


class Described(NinjaAPI):
    """The API, with schemas read off our own declarations beside what ninja describes."""

    def get_openapi_schema(self, **more: Any) -> Any:
        """Return the description: OpenAPI 3.1."""
        found = super().get_openapi_schema(**more)
        found["components"]["schemas"].update(components())
        return found


api: Final = Described(
    title="Paraph", version="1", description=_ABOUT, auth=Token(), docs_url=None, openapi_url=None, urls_namespace="api"
)
api.add_router("", router)

PARTS: Final = (reading, speaking, waiting, proving)
"""The modules whose endpoints are entered by being loaded."""


@api.exception_handler(Answer)
def _refused(request: HttpRequest, answer: Answer) -> HttpResponse:
    return problem(request, answer)


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return problem(request, Barred("token.absent"))


@api.exception_handler(ValidationError)
def _unread(request: HttpRequest, error: ValidationError) -> HttpResponse:
    where = ".".join(str(step) for step in error.errors[0]["loc"][1:])
    return problem(request, Barred("api.parameter", field=where, problem=error.errors[0]["type"]))


@cache
def description() -> bytes:
    """Return the description of the API, as it is given to programs."""
    found = api.get_openapi_schema(path_prefix=ROOT)
    return json.dumps(found, ensure_ascii=False).encode()


def openapi(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django's shape
    """Describe the API, to anybody: it says no more than the source does."""
    return HttpResponse(description(), content_type=JSON)


def contents(request: HttpRequest) -> HttpResponse:
    """List the endpoints for a person who reads."""
    paths = json.loads(description())["paths"]
    found = [(method.upper(), at, one["summary"]) for at, methods in paths.items() for method, one in methods.items()]
    return render(request, "paraph/api.html", {"endpoints": found})


def absent(request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001  # Django's shape
    """Answer for what is not there."""
    return problem(request, Barred("api.nothing_there"))


def _patterns() -> Iterator[URLPattern | URLResolver]:
    yield path(ROOT, contents, name="api")
    yield path(f"{ROOT}openapi.json", openapi, name="openapi")
    for bound in api._get_bound_routers():  # noqa: SLF001  # ninja's own root page is not ours
        for one in bound.urls_paths(""):
            yield path(f"{ROOT}{one.pattern}", _with_methods(one.callback), name=f"api-{one.name}")
    yield re_path(rf"^{ROOT}(?P<rest>.*)$", absent)


def _with_methods(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Say in the words of the API which methods there are, where another was asked for."""

    def answered(request: HttpRequest, *args: Any, **more: Any) -> HttpResponseBase:
        answer = view(request, *args, **more)
        if answer.status_code != 405:
            return answer
        allowed = sorted(answer.headers["Allow"].split(", "))
        return problem(request, Barred("api.method", method=request.method, allowed=allowed))

    answered.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie opens anything here
    return answered


urlpatterns: Final = [*_patterns()]
