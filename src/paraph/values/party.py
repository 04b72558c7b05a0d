"""Parties: the governments and organisations of a framework, each with one log."""

from typing import Annotated

from msgspec import Meta

PartyId = Annotated[str, Meta(pattern=r"^[A-Z][A-Z0-9-]{1,15}\Z", extra={"ascii": True})]
"""A party's name in the record, such as `PK` or `NORTH`."""
