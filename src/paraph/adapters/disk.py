"""Files that are whole or not there, durable when a function returns, and used by one process at a time.

* A name is never seen with half its content: what is new is written beside it and renamed.
* A write is on the disk, and so is the name of its file, before the function returns.
* A lock goes with the process that held it: after a kill or a power cut nothing needs to be cleared away.
"""

import fcntl
import os
import time
from pathlib import Path
from typing import Final, Self

from paraph.values import Barred

OWNER_ONLY = 0o600

_PAUSE: Final = 0.02
"""Seconds between two tries for a lock."""


def write_whole(path: Path, data: bytes) -> None:
    """Write a file of the owner's alone, in one step: after a crash it is the old one or the new one (OSError)."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(descriptor)
    put_in_place(fresh, path)


def put_in_place(fresh: Path, path: Path) -> None:
    """Give a written file its name, durably."""
    fresh.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class FileLock:
    """An operating-system lock on a file: held from here until `release`, or until the process ends."""

    def __init__(self, path: Path, *, code: str, patience: float = 0.0) -> None:
        """Take the lock.

        Args:
            path: The file, made if it is not there.
            code: What is said when it cannot be had.
            patience: Seconds to wait for whoever holds it.

        Raises:
            Barred: `code`: another process, or another part of this one, holds it.
        """
        self._descriptor: int | None = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, OWNER_ONLY)
        until = time.monotonic() + patience
        while not self._taken(self._descriptor):
            if time.monotonic() >= until:
                self.release()
                raise Barred(code, file=path.name)
            time.sleep(_PAUSE)

    def __enter__(self) -> Self:
        """Hold it for a block."""
        return self

    def __exit__(self, *_ended: object) -> None:
        """Let others have it."""
        self.release()

    def release(self) -> None:
        """Let others have it. Harmless when done twice."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    @staticmethod
    def _taken(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
