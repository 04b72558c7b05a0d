"""Threads for work that goes on beside other work: while a disk syncs or a link is slow, the rest goes on."""

import os
import sys
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")

_THREADS = 4

_TURN = 0.0005
"""Seconds after which Python lets another thread in. Its 5 ms are longer than most statements of SQLite take."""


def beside(work: Callable[[], T]) -> Callable[[], T]:
    """Begin work in a thread of its own: a `Beside`."""
    return _threads().submit(work).result


@cache
def _threads() -> "ThreadPoolExecutor":
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  # most commands start no thread

    sys.setswitchinterval(_TURN)
    return ThreadPoolExecutor(_THREADS, thread_name_prefix="beside")


os.register_at_fork(after_in_child=_threads.cache_clear)  # a child has none of its parent's threads
