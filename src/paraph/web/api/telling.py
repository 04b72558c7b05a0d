"""Answers as JSON."""

from typing import Any

import msgspec
from django.http import HttpResponse

from paraph.web.api.promises import JSON


def told(shape: Any, *, status: int = 200, at: str = "") -> HttpResponse:
    """Answer with JSON, the fields in one order: what is answered again is the same to the byte.

    Args:
        shape: What is answered.
        status: With which status.
        at: Where what was made can be read; empty where nothing was.
    """
    headers = {"Location": at} if at else {}
    return HttpResponse(msgspec.json.encode(shape, order="sorted"), status=status, content_type=JSON, headers=headers)
