"""Carried files: a zip of tiles, sealed with age to one reader, or plain for inspection.

* The same files make the same zip, byte for byte. (A sealed one differs each time: age draws a fresh key.)
* age releases text before its end is authenticated, and names no sender: a sealed file is opened into a scratch file
  first, whole, and what is in it counts only as far as signatures under it hold.
* Limits come before reading: the file, the list of names, each member, what a member grows to.
"""

import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from paraph.adapters.disk import put_in_place
from paraph.service.bundle import MANIFEST
from paraph.service.serve_tiles import limit_of, origin_hash
from paraph.values import Barred, Unreadable

MAX_FILE: Final = 8 * 2**30
"""Bytes of a carried file."""

MAX_NAMES: Final = 65_535
"""Files in a zip without extensions: about eight million entries. A larger record travels in several bundles."""

MAX_MANIFEST: Final = 64 * 1024

_SEALED: Final = b"age-encryption.org/v1\n"
_MAX_DIRECTORY: Final = 16 * 2**20
_END: Final = b"PK\x05\x06"
_LARGE: Final = b"PK\x06\x07"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def write_bundle(path: Path, files: Iterable[tuple[str, bytes]], *, recipient: str, scratch: Path) -> int:
    """Write a carried file, whole or not at all.

    Args:
        path: Where.
        files: Names and bytes: `service.bundle.bundle`.
        recipient: The reader's age recipient; empty for a plain file that anyone can read.
        scratch: A folder of the house, for the text before it is sealed.

    Returns:
        Its length in bytes.

    Raises:
        Barred: "bundle.too_large": more files than one bundle may hold.
        OSError: The disk refused.
    """
    fresh = path.with_name(path.name + ".new")
    with tempfile.TemporaryDirectory(dir=scratch) as room:
        inner = Path(room, "bundle.zip") if recipient else fresh
        _write_zip(inner, files)
        if recipient:
            _seal(inner, fresh, recipient)
        _sync(fresh)
    put_in_place(fresh, path)
    return path.stat().st_size


@contextmanager
def open_bundle(path: Path, *, identity: str, scratch: Path) -> Iterator["BundleCourier"]:
    """Open a carried file, sealed or plain; what was unsealed is removed from the scratch folder afterwards.

    Args:
        path: The file.
        identity: Our age identity; not needed for a plain file.
        scratch: A folder of the house.

    Raises:
        Barred: "bundle.missing", or "bundle.sealed_to_another": our identity does not open it.
        Unreadable: "bundle.damaged" or "bundle.too_large".
    """
    if not path.is_file():
        raise Barred("bundle.missing", file=path.name)
    if path.stat().st_size > MAX_FILE:
        raise Unreadable("bundle.too_large", path=path.name, limit=MAX_FILE)
    with tempfile.TemporaryDirectory(dir=scratch) as room:
        inner = path
        if _is_sealed(path):
            inner = Path(room, "bundle.zip")
            _unseal(path, inner, identity)
        with _opened_zip(inner) as zipped:
            yield BundleCourier(zipped)


class BundleCourier:
    """The logs in an opened bundle: a `Carried`."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        """Read from a zip whose list of names was checked."""
        self._zip = zipped

    def source(self, origin: str) -> "BundleSource":
        """Return one log's tiles."""
        return BundleSource(self._zip, origin_hash(origin))

    def hint(self) -> None:
        """Do nothing: a file listens to nobody."""

    def manifest(self) -> bytes:
        """Read what the bundle says of itself. Raises Unreadable."""
        return _read(self._zip, MANIFEST, MAX_MANIFEST)


class BundleSource:
    """One log in a bundle: a `Source`."""

    def __init__(self, zipped: zipfile.ZipFile, folder: str) -> None:
        """Read from below `folder`."""
        self._zip = zipped
        self._folder = folder

    def fetch(self, path: str) -> bytes:
        """Read one file.

        Raises:
            Unreadable: "tile.path", "source.missing", "source.long" or "bundle.damaged".
        """
        return _read(self._zip, f"{self._folder}/{path}", limit_of(path))


def _read(zipped: zipfile.ZipFile, name: str, limit: int) -> bytes:
    try:
        info = zipped.getinfo(name)
    except KeyError as error:
        raise Unreadable("source.missing", path=name) from error
    # Stated first, then counted: what unpacks to more than it says is cut off and fails its checksum.
    if info.file_size > limit:
        raise Unreadable("source.long", path=name, limit=limit)
    try:
        with zipped.open(info) as member:
            return member.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise Unreadable("bundle.damaged", path=name, reason=type(error).__name__) from error


def _write_zip(path: Path, files: Iterable[tuple[str, bytes]]) -> None:
    try:
        with zipfile.ZipFile(path, "w", allowZip64=False) as zipped:
            _add(zipped, files)
    except zipfile.LargeZipFile as error:
        path.unlink(missing_ok=True)
        raise Barred("bundle.too_large", limit=MAX_NAMES) from error


def _add(zipped: zipfile.ZipFile, files: Iterable[tuple[str, bytes]]) -> None:
    for name, data in files:
        member = zipfile.ZipInfo(name, date_time=_EPOCH)
        # Hashes do not shrink.
        hashes = "/tile/" in name and "/tile/entries/" not in name
        member.compress_type = zipfile.ZIP_STORED if hashes else zipfile.ZIP_DEFLATED
        member.create_system = 3
        member.external_attr = 0o600 << 16
        zipped.writestr(member, data, compresslevel=6)


@contextmanager
def _opened_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    _require_plain_end(path)
    try:
        zipped = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable("bundle.damaged", path=path.name, reason=type(error).__name__) from error
    with zipped:
        names = zipped.namelist()
        if len(set(names)) < len(names):
            raise Unreadable("bundle.damaged", path=path.name, reason="name_twice")
        yield zipped


def _require_plain_end(path: Path) -> None:
    """Refuse a zip whose list of names is longer than we write, before anything reads it.

    A zip ends in 22 bytes that give the list's length (PKWARE APPNOTE 4.3.16), with a comment that we never write.
    Before them stands, in larger ones, the pointer to another length.
    """
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - 42, 0))
        tail = file.read()
    end = tail[-22:]
    plain = end.startswith(_END) and end.endswith(b"\0\0") and not tail.startswith(_LARGE)
    if not plain or int.from_bytes(end[12:16], "little") > _MAX_DIRECTORY:
        raise Unreadable("bundle.damaged", path=path.name, reason="no_plain_end")


def _is_sealed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_SEALED)) == _SEALED


def _seal(inner: Path, sealed: Path, recipient: str) -> None:
    pyrage = _age()
    pyrage.encrypt_file(str(inner), str(sealed), [pyrage.x25519.Recipient.from_str(recipient)])


def _unseal(sealed: Path, inner: Path, identity: str) -> None:
    pyrage = _age()
    try:
        pyrage.decrypt_file(str(sealed), str(inner), [pyrage.x25519.Identity.from_str(identity)])
    except (pyrage.DecryptError, OSError) as error:
        if "matching keys" in str(error).lower():
            raise Barred("bundle.sealed_to_another", file=sealed.name) from error
        raise Unreadable("bundle.damaged", path=sealed.name, reason="seal") from error


def _age() -> Any:
    """Load the age format only when a file is sealed."""
    return import_module("pyrage")


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
