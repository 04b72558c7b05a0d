"""The demonstration's folder: made anew each time, and never somebody's real one."""

import shutil
from pathlib import Path
from typing import Final

from paraph.values import Barred

MARK: Final = "demonstration.txt"
_WORDS: Final = "Two demonstration nodes live here. Everything in this folder is replaced by the next `paraph demo`.\n"


def fresh(folder: Path) -> Path:
    """Empty the folder of an earlier demonstration, or make it.

    Raises:
        Barred: "demo.folder_taken": there is something in it that no demonstration put there.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise Barred("demo.folder_taken", folder=str(folder))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / MARK).write_text(_WORDS, encoding="utf-8")
    return folder
