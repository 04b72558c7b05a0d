"""Parties: the governments and organisations of a framework, each with one log."""

from typing import Annotated, Final

from msgspec import Meta

from paraph.values.codec import Value
from paraph.values.text import Text

PARTY_PATTERN: Final = r"^[A-Z][A-Z0-9-]{1,15}\Z"

PartyId = Annotated[str, Meta(pattern=PARTY_PATTERN, extra={"ascii": True})]
"""A party's name in the record, such as `PK` or `NORTH`: 2 to 16 letters, digits and hyphens."""


class Party(Value, frozen=True, kw_only=True):
    """A government or organisation.

    Attributes:
        id: Its name in the record, unique in a framework.
        name: Its name for people.
    """

    id: PartyId
    name: Text
