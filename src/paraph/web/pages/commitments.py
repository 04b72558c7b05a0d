"""Commitments (the board follows)."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from paraph.web.access import signed_in


@signed_in
def commitments(request: HttpRequest, framework: str) -> HttpResponse:  # noqa: ARG001  # Django's shape
    """Show the board."""
    return HttpResponse("")


urlpatterns = [path("<str:framework>/commitments/", commitments, name="commitments")]
