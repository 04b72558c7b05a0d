"""On what something rests: public sources, and words that were agreed before this record existed.

Every domain cites alike, so these two nouns belong to none of them.
"""

from typing import Annotated

from msgspec import Meta

from paraph.values import CalendarDate, Text, Unfit, Value

Address = Annotated[str, Meta(pattern=r"^https?://[!-~]{1,1000}\Z")]


class Source(Value, frozen=True, kw_only=True):
    """A document that a stranger can look up.

    Attributes:
        title: What it calls itself; None when its address says enough.
        url: Where it was found; None for what has no address.
        published: When, as far as known.
    """

    title: Text | None = None
    url: Address | None = None
    published: CalendarDate | None = None

    def __post_init__(self) -> None:
        """Refuse a source that names nothing."""
        if self.title is None and self.url is None:
            raise Unfit("source.names_nothing")


class RecordedLater(Value, frozen=True, kw_only=True):
    """That something was agreed elsewhere and earlier, and is entered here afterwards.

    Ours (the model, "What stays at home"): it is never shown as if it had been said then.

    Attributes:
        basis: On the basis of what, in words.
        happened: When it was agreed, as far as known.
        sources: What shows it.
    """

    basis: Text
    happened: CalendarDate | None = None
    sources: tuple[Source, ...] = ()
