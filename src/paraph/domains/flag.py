"""Flags: what a careful clerk would point at. A flag warns and never blocks; shells word it."""

from collections.abc import Callable
from typing import Any, NamedTuple


class Flag(NamedTuple):
    """One thing worth a second look.

    Attributes:
        code: What it is, "statement.no_owner".
        where: The place in the noun, such as a paragraph's id; empty when it is the whole.
        facts: What a shell needs to word it; JSON values.
    """

    code: str
    where: str = ""
    facts: dict[str, Any] = {}  # noqa: RUF012  # never changed; NamedTuple has no default factory


Check = Callable[[Any], tuple[Flag, ...]]
"""Looks at one noun."""
