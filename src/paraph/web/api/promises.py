"""What an endpoint promises: its answer, its refusals, what it takes. All of it goes into the description."""

from http import HTTPStatus
from typing import Any, Final

from paraph.web.api.schemas import PLACE

JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"
ZIP: Final = "application/zip"

_READING: Final = (401, 403, 404, 405, 406, 422, 429)
_WRITING: Final = (*_READING, 409, 413, 415)

_KEY: Final = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
    "description": "The same key with the same request has the same answer, and nothing is done twice.",
}
_LANGUAGE: Final = {
    "in": "header",
    "name": "Accept-Language",
    "required": False,
    "schema": {"enum": ["en", "ur", "ps", "prs"]},
    "description": "In which language refusals are worded.",
}


def reading(answer: str, *, summary: str, also: str = "") -> dict[str, Any]:
    """Promise an answer to a question.

    Args:
        answer: Name of its schema.
        summary: What it is, in a line.
        also: Another media type in which it is given.
    """
    return _promise({200: answer}, summary=summary, refused=_READING, also=also)


def asking(answer: str, body: str, *, summary: str) -> dict[str, Any]:
    """Promise an answer to what is sent, which changes nothing."""
    return _promise({200: answer}, summary=summary, refused=_WRITING, body=body, keyed=True)


def writing(answers: dict[int, str], body: str = "", *, summary: str, keyed: bool = True) -> dict[str, Any]:
    """Promise to do something: at most once for a key."""
    return _promise(answers, summary=summary, refused=_WRITING, body=body, keyed=keyed)


def _promise(  # noqa: PLR0913  # all that an endpoint promises
    answers: dict[int, str],
    *,
    summary: str,
    refused: tuple[int, ...],
    body: str = "",
    keyed: bool = False,
    also: str = "",
) -> dict[str, Any]:
    responses = {status: _answer(status, name, also) for status, name in answers.items()}
    responses |= {status: _refusal(status) for status in refused}
    extra: dict[str, Any] = {"responses": responses, "parameters": [*([_KEY] if keyed else ()), _LANGUAGE]}
    if body:
        extra["requestBody"] = {"required": True, "content": {JSON: {"schema": {"$ref": PLACE + body}}}}
    # ninja describes what is answered from its own types; ours come with `openapi_extra`, by status.
    return {"summary": summary, "response": dict.fromkeys(responses), "openapi_extra": extra}


def _answer(status: int, name: str, also: str) -> dict[str, Any]:
    if not name:
        return {"description": HTTPStatus(status).phrase}
    content: dict[str, Any] = {JSON: {"schema": {"$ref": PLACE + name}}}
    if also:
        content[also] = {"schema": {"type": "string", "contentMediaType": also}}
    return {"description": HTTPStatus(status).phrase, "content": content}


def _refusal(status: int) -> dict[str, Any]:
    wait = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."}} if status == 429 else {}
    return {
        "description": HTTPStatus(status).phrase,
        "content": {PROBLEM: {"schema": {"$ref": f"{PLACE}Problem"}}},
        **({"headers": wait} if wait else {}),
    }
