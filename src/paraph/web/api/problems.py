"""Refusals as JSON (RFC 9457), in the words of the pages and in the language that is asked for."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

import msgspec
from django.http import HttpRequest, HttpResponse

from paraph.faces.whole import whole
from paraph.values import Answer, Barred, Unreadable
from paraph.web.answers import said, status_of, title_of
from paraph.web.api.promises import PROBLEM

_STATUS: Final[Mapping[str, int]] = {
    "token.absent": 401,
    "token.unknown": 401,
    "token.over": 401,
    "token.without_person": 401,
    "token.scope": 403,
    "api.nothing_there": 404,
    "api.method": 405,
    "api.accept": 406,
    "api.too_large": 413,
    "api.media_type": 415,
    "api.too_often": 429,
}


def problem(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Answer with a refusal."""
    status = _status(request, answer)
    told = said(answer)
    shape = {
        "type": f"urn:paraph:{answer.code}",
        "code": answer.code,
        "title": title_of(status),
        "status": int(status),
        "detail": told.message,
        "next": told.next,
        "facts": whole(answer.facts),
    }
    return HttpResponse(msgspec.json.encode(shape), status=status, content_type=PROBLEM, headers=_headers(answer))


def _status(request: HttpRequest, answer: Answer) -> HTTPStatus:
    if answer.code in _STATUS:
        return HTTPStatus(_STATUS[answer.code])
    # What was sent could not be read; nothing of ours is wrong.
    if isinstance(answer, Unreadable) and request.method not in {"GET", "HEAD"}:
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return status_of(answer)


def _headers(answer: Answer) -> dict[str, Any]:
    match answer:
        case Barred(code="token.absent" | "token.unknown" | "token.over" | "token.without_person"):
            return {"WWW-Authenticate": 'Bearer realm="paraph"'}
        case Barred(code="api.method"):
            return {"Allow": ", ".join(answer.facts["allowed"])}
        case Barred(code="api.too_often"):
            return {"Retry-After": str(answer.facts["seconds"])}
        case _:
            return {}
