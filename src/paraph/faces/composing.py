"""The charter to propose, as a person gives it: a file, the one in force, or one composed; fields laid over it."""

from collections.abc import Iterable
from typing import IO, Any

from paraph.domains.framework import CHARTER
from paraph.faces.content import content_of
from paraph.service.charter import composed
from paraph.service.desk import Desk
from paraph.service.shelves import world_of
from paraph.values import builtin


def charter_content(desk: Desk, *, file: str | None, fields: Iterable[str], stdin: IO[bytes]) -> Any:
    """Return the charter to propose, as JSON: a file, the one in force, or one composed; with fields laid over it."""
    noun = CHARTER.noun
    if file is not None:
        return content_of(noun, file=file, fields=fields, stdin=stdin)
    in_force = world_of(desk).charter()
    return content_of(noun, given=builtin(composed(desk) if in_force is None else in_force), fields=fields, stdin=stdin)
