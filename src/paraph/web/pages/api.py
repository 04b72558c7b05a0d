"""The API's addresses; all of it is in `paraph.web.api`."""

from paraph.web.api.site import urlpatterns

__all__ = ["urlpatterns"]
