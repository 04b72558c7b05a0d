"""One process that answers for pages: made by `paraph serve`, and gone with it.

* What it must know comes through the pipe by which it is started: neither the environment nor the command line shows
  the passphrase.
* It ends when the process that started it ends, however that ends.
"""

import os
import signal
from contextlib import suppress
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING

from paraph.values import Answer
from paraph.web.door import Door
from paraph.web.office import Office, enter

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler


def load(door: Door, passphrase: str) -> "WSGIHandler":
    """Become a process of the office behind a door."""
    from django.core.handlers.wsgi import WSGIHandler  # noqa: PLC0415  # only in a process that answers

    from paraph.web.settings import set_up  # noqa: PLC0415  # as above

    Thread(target=_end_with, args=(os.getppid(),), name="end with parent", daemon=True).start()
    ours = enter(door, passphrase=lambda: passphrase)
    set_up(ours)
    _warm()
    Thread(target=_unlock, args=(ours,), name="unlock", daemon=True).start()
    return WSGIHandler()


def _warm() -> None:
    """Load every page now: nobody waits for the first, and what is broken fails here."""
    from django.urls import get_resolver  # noqa: PLC0415  # only in a process that answers

    get_resolver().check()


def _unlock(ours: Office) -> None:
    """Open the keys, so that the first act is signed as fast as the next."""
    for framework in ours.frameworks():
        with suppress(Answer):
            ours.node.keys(framework)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        sleep(1)
    os.kill(os.getpid(), signal.SIGKILL)
