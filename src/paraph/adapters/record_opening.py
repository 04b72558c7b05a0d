"""Open a record for a while: to read, if its index can be used, or to write, when it is one's turn."""

import time
from pathlib import Path
from typing import Final

from paraph.adapters.record_store import SqliteRecord
from paraph.values import Barred, Damaged

_PATIENCE: Final = 15.0
"""Seconds that a writer waits for another process to finish."""


def opened_with_index(path: Path) -> SqliteRecord | None:
    """Open a record to read; None where its index must first be made."""
    try:
        store = SqliteRecord(path, writable=False)
    except Damaged as old:
        if old.code != "store.old_index":
            raise
        return None
    if store.unindexed():
        store.close()
        return None
    return store


def opened_for_writing(path: Path) -> SqliteRecord:
    """Open a record to write, when it is its turn; Barred("store.locked") when another process goes on writing."""
    until = time.monotonic() + _PATIENCE
    while (store := _opened_if_free(path, last_try=time.monotonic() > until)) is None:
        time.sleep(0.02)
    return store


def _opened_if_free(path: Path, *, last_try: bool) -> SqliteRecord | None:
    try:
        return SqliteRecord(path)
    except Barred as locked:
        if locked.code != "store.locked" or last_try:
            raise
        return None
