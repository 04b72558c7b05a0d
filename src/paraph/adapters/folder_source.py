"""Static trees of tiles on a disk: read as a source, and written so that strangers' tools can read ours.

* A tree is `<folder>/<origin hash>/checkpoint`, `.../tile/...`: what any static web server can serve (C2SP tlog-tiles).
* Nothing outside the folder is ever opened: a path is read only if the standard could have written it.
* A file is read only up to the size that its format allows.
"""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from paraph.adapters.disk import write_whole
from paraph.service.serve_tiles import limit_of, origin_hash
from paraph.values import Unreachable, Unreadable


class FolderCourier:
    """A counterpart's logs as it wrote them into a folder: a `Courier`, and a `Carried` where there is a manifest."""

    def __init__(self, folder: Path) -> None:
        """Read from `folder`, which holds one tree for each log."""
        self._folder = folder

    def source(self, origin: str) -> "FolderSource":
        """Return the tree of a log."""
        return FolderSource(self._folder / origin_hash(origin))

    def hint(self) -> None:
        """Do nothing: a folder listens to nobody."""

    def manifest(self) -> bytes:
        """Read manifest.json. Raises what `FolderSource.fetch` raises."""
        return read_limited(self._folder / "manifest.json", name="manifest.json", limit=64 * 1024)


class FolderSource:
    """One static tree: a `Source`."""

    def __init__(self, tree: Path) -> None:
        """Read from the folder that holds the log's `checkpoint`."""
        self._tree = tree

    def fetch(self, path: str) -> bytes:
        """Read one file.

        Raises:
            Unreachable: "link.disk": the disk failed.
            Unreadable: "tile.path", "source.missing" or "source.long".
        """
        limit = limit_of(path)
        return read_limited(self._tree / PurePosixPath(path), name=path, limit=limit)


def read_limited(file: Path, *, name: str, limit: int) -> bytes:
    """Read a file of at most `limit` bytes. Raises what `FolderSource.fetch` raises."""
    try:
        with file.open("rb") as opened:
            data = opened.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        raise Unreadable("source.missing", path=name) from error
    except OSError as error:
        raise Unreachable("link.disk", path=name, reason=str(error.strerror)) from error
    if len(data) > limit:
        raise Unreadable("source.long", path=name, limit=limit)
    return data


def write_trees(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write static trees; a checkpoint appears whole, and only after the tiles it promises.

    Args:
        folder: Where; made if it is not there. What lies there under the same names is written again.
        files: Names below the folder, and bytes: `service.bundle.tree_files`.

    Returns:
        How many files were written.

    Raises:
        OSError: The disk refused.
    """
    count = 0
    for name, data in files:
        target = folder / PurePosixPath(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.name == "checkpoint":
            write_whole(target, data)
        else:
            target.write_bytes(data)
        count += 1
    return count
