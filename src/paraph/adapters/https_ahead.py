"""Fetching ahead: the link works on what will be asked for next while what came before is being checked."""

from collections.abc import Callable

from paraph.adapters.beside import beside


class Ahead:
    """At most one resource on its way; what went wrong with it is raised when it is asked for, and only then."""

    def __init__(self, fetch: Callable[[str], bytes]) -> None:
        """Fetch by `fetch`, which is asked from one thread after another."""
        self._fetch = fetch
        self._path = ""
        self._coming: Callable[[], bytes] = bytes

    def expect(self, path: str) -> None:
        """Begin to fetch a resource."""
        self._path, self._coming = path, beside(lambda: self._fetch(path))

    def take(self, path: str) -> bytes:
        """Return a resource, waiting for it if it is on its way."""
        if path != self._path:
            return self._fetch(path)
        self._path = ""
        return self._coming()
