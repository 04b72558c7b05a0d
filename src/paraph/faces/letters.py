"""The daily letter: what waits for one person, in their language (`words.translating`), without a word of any record.

* It names kinds, dates and addresses, never titles or contents: mail is read on its way and lies in many places.
"""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from paraph.domains import KINDS
from paraph.faces.words import say, translate
from paraph.faces.words_states import in_state
from paraph.service.reminders import Digest, Item


class Letter(NamedTuple):
    """A letter, in words.

    Attributes:
        subject: Its subject.
        body: Its text.
    """

    subject: str
    body: str


_TITLES: Final = {kind.family: kind.title for kind in KINDS.values()}


def letter_of(digest: Digest, *, party: str, pages: str = "") -> Letter:
    """Put a daily letter in words.

    Args:
        digest: What is to be said.
        party: Whose node writes.
        pages: Address of the office's pages; empty for no links.
    """
    subject = say("Paraph, {party}: {count} new, {still} still waiting", **_facts(digest, party))
    return Letter(subject, "\n".join(_lines(digest, party, pages.rstrip("/"))) + "\n")


def _facts(digest: Digest, party: str) -> dict[str, object]:
    return {"party": party, "count": str(len(digest.fresh)), "still": str(len(digest.still))}


def _lines(digest: Digest, party: str, pages: str) -> Iterator[str]:
    yield say("What waits for you at {party}, {day}", party=party, day=digest.day)
    yield ""
    yield from _items(digest.fresh, pages)
    if digest.still:
        yield say("Still waiting, as you were told before:")
        yield ""
        yield from _items(digest.still, pages)
    yield say("You are written to once a day at most, and no more once it is answered.")


def _items(items: Iterable[Item], pages: str) -> Iterator[str]:
    for one in items:
        yield f"- {_said(one)}"
        yield f"  {_where(one, pages)}"
        yield ""


def _said(one: Item) -> str:
    facts = {"kind": translate(_TITLES.get(one.kind, one.kind)), "date": one.date[:10], "what": _what(one)}
    match one.stage:
        case "overdue":
            return say("OVERDUE: {what}, {kind}, was due {date}", **facts)
        case "due_soon":
            return say("Due by {date}: {what}, {kind}", **facts)
        case "second_key":
            return say("Waits for a second key since {date}: “{what}”, {kind}", **facts)
        case "owed":
            return say("Waits for us since {date}: {what}, {kind}", **facts)


def _what(one: Item) -> str:
    if one.stage == "second_key":
        return translate(one.what.replace("_", " "))
    return in_state("awaited" if one.stage == "owed" else "due", one.what)


def _where(one: Item, pages: str) -> str:
    if not pages:
        return f"{one.framework}: {one.on if one.stage == 'second_key' else one.record[:12]}"
    path = f"pending/{one.on}/" if one.stage == "second_key" else f"records/{one.record}/"
    return f"{pages}/{one.framework}/{path}"
