"""Forums: where something will be looked at again, when no date decides.

Source: S52 (a promise tied to a named meeting), S48 (a commission whose groups report to each of its meetings).
"""

from paraph.values import Digest, Text, Unfit, Value


class Forum(Value, frozen=True, kw_only=True):
    """A meeting that will review something.

    Attributes:
        session: The record of that session; None when it is not yet opened or is no session of ours.
        name: What the meeting is called, "the next session"; None when the record says enough.
    """

    session: Digest | None = None
    name: Text | None = None

    def __post_init__(self) -> None:
        """Refuse a forum that names nothing."""
        if self.session is None and self.name is None:
            raise Unfit("forum.names_nothing")
