"""A high-water mark in a file: durable in one sync, whole after any crash.

* Two places in the file are written in turn, so the mark before is there until the new one is.
* A place that was torn while being written does not check, and was never acknowledged: the other one counts.
* The file is read again each time, under a lock: two processes with one key share one mark.
* It is made with the keys. Where it is gone nobody knows what they have signed, so nothing raises it again but `make`.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from paraph.adapters.disk import write_whole
from paraph.service.ports import Mark
from paraph.values import Damaged, Recovering

_PLACE = 4096
"""Bytes of a place: what a disk writes at once, or more, so that tearing one leaves the other."""

_TEXT = 256
"""Bytes of a place that are used; the rest is blank."""


def require_onward(known: Mark | None, mark: Mark) -> bool:
    """Tell whether a mark goes on from the known one; False when it is the same.

    Raises:
        Recovering: "keys.behind_mark": it goes back. "keys.forked_mark": another root of the same size.
    """
    if known is not None and mark.size < known.size:
        raise Recovering("keys.behind_mark", size=mark.size, mark=known.size)
    if known is not None and mark.size == known.size and mark.root != known.root:
        raise Recovering("keys.forked_mark", size=mark.size)
    return mark != known


class MarkFile:
    """The mark of one key, in `path`."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        self._path = path
        self._known: tuple[bytes | None, int, Mark | None] = (None, 0, None)

    def make(self) -> None:
        """Make the file, whole at once, with no mark in it, where there is none that can be read."""
        with _locked(self._path):
            if self.lost():
                write_whole(self._path, _blank() * 2)

    def lost(self) -> bool:
        """Tell whether the file is gone, or what lies there cannot be read: then nobody knows how far it went."""
        try:
            with self._opened() as descriptor:
                self._read(descriptor)
        except Recovering:
            return True
        except Damaged as damaged:
            if damaged.code != "keys.mark_damaged":
                raise
            return True
        return False

    def read(self) -> Mark | None:
        """Return the mark; `None` if none was ever raised, or the file is gone.

        Raises:
            Damaged: "keys.mark_damaged".
        """
        try:
            with self._opened() as descriptor:
                return self._read(descriptor)[1]
        except Recovering:
            return None

    def raise_to(self, mark: Mark) -> None:
        """Raise the mark, durably.

        Raises:
            Recovering: "keys.behind_mark": it would go back. "keys.forked_mark": another root of the same size.
                "keys.mark_lost": the file is gone.
            Damaged: "keys.mark_damaged", or "store.write_failed".
        """
        with self._opened() as descriptor:
            turn, known = self._read(descriptor)
            if require_onward(known, mark):
                self._write(descriptor, turn + 1, mark)

    def restate(self, mark: Mark) -> None:
        """Replace the mark, durably, whatever it is and whether or not it is there or can be read."""
        if not self._path.exists():
            self.make()
        with self._opened() as descriptor:
            turns = [turn for turn, _ in _places(os.pread(descriptor, 2 * _PLACE, 0))]
            self._write(descriptor, max(turns, default=0) + 1, mark)

    @contextmanager
    def _opened(self) -> Iterator[int]:
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CLOEXEC)
        except FileNotFoundError as error:
            raise Recovering("keys.mark_lost", file=self._path.name) from error
        except OSError as error:
            raise _failed(self._path, error) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield descriptor
        except OSError as error:
            raise _failed(self._path, error) from error
        finally:
            os.close(descriptor)

    def _read(self, descriptor: int) -> tuple[int, Mark | None]:
        data = os.pread(descriptor, 2 * _PLACE, 0)
        if data == self._known[0]:
            return self._known[1:]
        found = max(_places(data), key=lambda place: place[0], default=None)
        # In a new file one place is still blank, and the other may be torn: nothing was acknowledged yet.
        if found is None and not (len(data) == 2 * _PLACE and _blank() in (data[:_PLACE], data[_PLACE:])):
            raise Damaged("keys.mark_damaged", file=self._path.name)
        turn, mark = found or (0, None)
        self._known = (data, turn, mark)
        return turn, mark

    def _write(self, descriptor: int, turn: int, mark: Mark) -> None:
        facts = {"check": _check(turn, mark), "root": mark.root.hex(), "size": mark.size, "turn": turn}
        os.pwrite(descriptor, json.dumps(facts).encode().ljust(_TEXT), turn % 2 * _PLACE)
        os.fdatasync(descriptor)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Lock the folder of a file, so that only one process makes it."""
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    except OSError as error:
        raise _failed(path, error) from error
    finally:
        os.close(folder)


def _failed(path: Path, error: OSError) -> Damaged:
    return Damaged("store.write_failed", file=path.name, reason=str(error.strerror))


def _blank() -> bytes:
    return b" " * (_PLACE - 1) + b"\n"


def _places(data: bytes) -> list[tuple[int, Mark]]:
    """Read the places that check."""
    found = (_read_place(data[start : start + _TEXT]) for start in (0, _PLACE))
    return [place for place in found if place is not None]


def _read_place(text: bytes) -> tuple[int, Mark] | None:
    try:
        facts = json.loads(text)
        turn, mark = facts["turn"], Mark(facts["size"], bytes.fromhex(facts["root"]))
        checks = facts["check"] == _check(turn, mark)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return (turn, mark) if checks else None


def _check(turn: int, mark: Mark) -> str:
    return sha256(b"%d %d %b" % (turn, mark.size, mark.root)).hexdigest()[:16]
