"""What changed, told to open pages within a second: server-sent events, one stream for each open page.

* A process looks once for all its streams, and only while somebody listens.
* A stream holds a thread: there are at most `STREAMS` in a process, each ends after a while and is asked for anew.
* Only that something changed is told, and the strip of the frame; what changed, the page asks for itself.
"""

import json
from collections.abc import Generator
from threading import BoundedSemaphore, Condition, Thread
from time import monotonic, sleep
from typing import Any, Final, Self

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.template.loader import render_to_string
from django.urls import path
from django.utils import translation

from paraph.service.say import all_pending
from paraph.serving import LINKS
from paraph.values import Answer
from paraph.web.access import is_here, person, signed_in
from paraph.web.badges import badges, sizes
from paraph.web.office import Office, office
from paraph.web.strip import links

STREAMS: Final = 40
"""How many pages of one process may listen at once; the others ask again later."""

LOOK: Final = 0.4
"""Seconds between looks."""

HEARTBEAT: Final = 5.0
"""Seconds after which a stream says something although nothing changed."""

LIFE: Final = 300.0
"""Seconds after which a stream ends; the page opens another, and is asked again who it is."""

_free: Final = BoundedSemaphore(STREAMS)


class Watch:
    """Looks whether anything changed in a framework, for all who listen in this process."""

    def __init__(self, office: Office, framework: str) -> None:
        """Look only when somebody listens."""
        self._office = office
        self._framework = framework
        self._news = Condition()
        self._listeners = 0
        self._found: tuple[Any, ...] = ()
        self._turn = 0

    def begin(self) -> None:
        """Listen."""
        with self._news:
            self._listeners += 1
            if self._listeners == 1:
                Thread(target=self._look, name=f"watch {self._framework}", daemon=True).start()

    def end(self) -> None:
        """Listen no more."""
        with self._news:
            self._listeners -= 1

    def wait(self, seen: int, patience: float) -> int:
        """Wait until something changed after what was seen, at most for so many seconds; return what is seen now."""
        with self._news:
            self._news.wait_for(lambda: self._turn != seen, timeout=patience)
            return self._turn

    def _look(self) -> None:
        while self._listeners:
            found = state(self._office, self._framework)
            if found != self._found:
                self._tell(found)
            sleep(LOOK)

    def _tell(self, found: tuple[Any, ...]) -> None:
        with self._news:
            self._found = found
            self._turn += 1
            self._news.notify_all()


_watches: Final[dict[str, Watch]] = {}


def watch(framework: str) -> Watch:
    """Return the watch over a framework in this process."""
    return _watches.setdefault(framework, Watch(office(), framework))


def state(ours: Office, framework: str) -> tuple[Any, ...]:
    """Return something that differs whenever something changed: the logs, the links, the drafts that wait."""
    try:
        with ours.desk(framework) as desk:
            waiting = tuple(one.id for one in all_pending(desk))
            kept = ours.node.house.all(LINKS)
            return sizes(desk), tuple((name, one.get("state")) for name, one in kept.items()), waiting
    except Answer as fault:
        return (fault.code,)


@signed_in
def live(request: HttpRequest, framework: str) -> HttpResponseBase:
    """Tell an open page what changes, as it changes."""
    with office().desk(framework):
        pass  # an unknown framework is answered in words
    if not _free.acquire(blocking=False):
        return HttpResponse(status=503, headers={"Retry-After": "10"})
    stream = Stream(framework, person(request), translation.get_language() or "en")
    return StreamingHttpResponse(stream, content_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


class Stream:
    """One stream: its place is given back when it ends, also when nobody ever read from it."""

    def __init__(self, framework: str, who: str, language: str) -> None:
        """Listen; a place was taken before."""
        self._watched = watch(framework)
        self._watched.begin()
        self._events = _told(self._watched, framework, who, language)
        self._open = True

    def __iter__(self) -> Self:
        """Give the events as they come."""
        return self

    def __next__(self) -> bytes:
        """Wait for the next event."""
        return next(self._events)

    def close(self) -> None:
        """Listen no more."""
        if self._open:
            self._open = False
            self._events.close()
            self._watched.end()
            _free.release()


def _told(watched: Watch, framework: str, who: str, language: str) -> Generator[bytes, None, None]:
    yield b"retry: 1500\n\n"
    seen, until = watched.wait(0, 1.0), monotonic() + LIFE
    # A board may lag behind the record for a moment: what is owed is compared by itself.
    owed = badges(office(), framework, who)
    yield _strip(framework, language)
    while monotonic() < until and is_here(who):
        now, before = watched.wait(seen, HEARTBEAT), owed
        owed = badges(office(), framework, who)
        yield _strip(framework, language)
        if (now, owed) != (seen, before):
            yield _event("changed", json.dumps({"badges": owed}))
        seen = now


def _strip(framework: str, language: str) -> bytes:
    with translation.override(language):
        return _event("strip", render_to_string("paraph/parts/strip.html", {"links": links(office(), framework)}))


def _event(name: str, text: str) -> bytes:
    lines = "".join(f"data: {line}\n" for line in text.splitlines() or [""])
    return f"event: {name}\n{lines}\n".encode()


urlpatterns = [path("<str:framework>/live", live, name="live")]
