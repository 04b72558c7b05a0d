"""A backup: copies of the house, the records and the keys in one file, and the way back.

* Every database is copied as it stood at one moment, beside whoever writes. The marks are copied last: a mark may be
  ahead of its record in a backup, never behind it.
* What is put back is checked against the digests in the backup before anything is put in place, and nothing that lies
  there already is overwritten: above all no mark.
* The secrets in it are sealed with the passphrase, as they lie on the disk; drafts and notes are not. Keep it so.
"""

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

from paraph.adapters.disk import put_in_place
from paraph.values import Barred, Unreadable

_MANIFEST: Final = "backup.json"
_FORMAT: Final = "paraph.backup/1"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_MAX_MANIFEST: Final = 2**20
_PIECE: Final = 2**20


def write_backup(path: Path, *, databases: Mapping[str, Callable[[Path], None]], files: Mapping[str, Path]) -> int:
    """Write a backup, whole or not at all.

    Args:
        path: Where; nothing may lie there.
        databases: Name in the backup -> what copies a database to a new file: a `copy` of a record or the house.
        files: Name in the backup -> a small file: keys and marks. Those that are not there are left out.

    Returns:
        Its length in bytes.

    Raises:
        Barred: "backup.exists".
        OSError: The disk refused.
    """
    if path.exists():
        raise Barred("backup.exists", file=path.name)
    fresh = path.with_name(path.name + ".new")
    with tempfile.TemporaryDirectory(dir=path.parent) as room:
        copies = {}
        for number, (name, copy) in enumerate(databases.items()):
            copies[name] = Path(room, str(number))
            copy(copies[name])
        copies |= {name: file for name, file in files.items() if file.is_file()}
        _pack(fresh, copies)
    put_in_place(fresh, path)
    return path.stat().st_size


def read_backup(
    path: Path, home: Path, *, last: str = "", before_last: Callable[[tuple[str, ...]], None] = lambda _names: None
) -> tuple[str, ...]:
    """Put a backup back under a folder, file by file, where nothing lies yet.

    Args:
        path: The backup.
        home: The node's folder; made if it is not there.
        last: The file name that is put in place after all others: the record's.
        before_last: Called with the names that come last, when all others are in place: here a node is told that it is
            recovering, so that no crash leaves a record that does not know it.

    Returns:
        The names that were put back; what was there already was kept.

    Raises:
        Barred: "backup.missing".
        Unreadable: "backup.damaged": it is no backup of ours, or not as it was written. Nothing was put back.
        OSError: The disk refused.
    """
    if not path.is_file():
        raise Barred("backup.missing", file=path.name)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home) as room, _opened(path) as zipped:
        names = _unpack(zipped, Path(room))
        back = [name for name in names if not (home / PurePosixPath(name)).exists()]
        late = [name for name in back if PurePosixPath(name).name == last]
        _put_back(Path(room), home, [name for name in back if name not in late])
        before_last(tuple(late))
        _put_back(Path(room), home, late)
    return tuple(back)


def _put_back(room: Path, home: Path, names: Iterable[str]) -> None:
    for name in names:
        target = home / PurePosixPath(name)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        put_in_place(room / PurePosixPath(name), target)


def _pack(fresh: Path, copies: Mapping[str, Path]) -> None:
    digests = {name: _digest(file) for name, file in copies.items()}
    manifest = json.dumps({"files": digests, "format": _FORMAT}, indent=1, sort_keys=True).encode()
    descriptor = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as zipped:
            zipped.writestr(zipfile.ZipInfo(_MANIFEST, _EPOCH), manifest)
            _add(zipped, copies)
        file.flush()
        os.fsync(file.fileno())


def _add(zipped: zipfile.ZipFile, copies: Mapping[str, Path]) -> None:
    for name, copy in copies.items():
        member = zipfile.ZipInfo(name, _EPOCH)
        member.compress_type = zipfile.ZIP_DEFLATED
        with copy.open("rb") as source, zipped.open(member, "w", force_zip64=True) as target:
            shutil.copyfileobj(source, target, _PIECE)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as zipped:
            yield zipped
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        raise Unreadable("backup.damaged", path=path.name, reason=type(error).__name__) from error


def _unpack(zipped: zipfile.ZipFile, room: Path) -> tuple[str, ...]:
    with zipped.open(_MANIFEST) as opened:
        manifest = json.loads(opened.read(_MAX_MANIFEST))
    if manifest.get("format") != _FORMAT or set(zipped.namelist()) != {_MANIFEST, *manifest["files"]}:
        raise Unreadable("backup.damaged", path=_MANIFEST, reason="manifest")
    for name, digest in manifest["files"].items():
        if not _is_plain(name):
            raise Unreadable("backup.damaged", path=name, reason="name")
        target = room / PurePosixPath(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        _extract(zipped, name, target)
        if _digest(target) != digest:
            raise Unreadable("backup.damaged", path=name, reason="digest")
    return tuple(manifest["files"])


def _extract(zipped: zipfile.ZipFile, name: str, target: Path) -> None:
    with zipped.open(name) as source, target.open("xb") as file:
        target.chmod(0o600)
        shutil.copyfileobj(source, file, _PIECE)
        file.flush()
        os.fsync(file.fileno())


def _is_plain(name: str) -> bool:
    """Tell whether a name stays below the folder."""
    parts = PurePosixPath(name).parts
    return bool(parts) and ".." not in parts and not name.startswith("/") and "\\" not in name


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
