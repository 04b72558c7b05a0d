"""What the first page shows, list by list: read from the board and the house, never by reading records.

* Answers that this person has a hand for come first; the others are listed after them, and say so.
* What waits for others says how far our words have got, and no more.
"""

from typing import Final, NamedTuple

from paraph.faces.listed import Coming, Owing, coming_of, kind_in_words, owing_of, row_of
from paraph.faces.words_verbs import spoken
from paraph.record import Kind, Verb, utc_text
from paraph.service.answering import ANSWERS, families_in_hand, right_to_answer
from paraph.service.board import Board
from paraph.service.delivery import Delivery, Tracker
from paraph.service.desk import Desk
from paraph.service.drafts import Draft, drafts
from paraph.service.hands import Hand, Held, hands, second_keys
from paraph.service.people import Person, people
from paraph.service.say import Pending, Saying, all_pending, declared
from paraph.values import Barred
from paraph.web.paging import Pages

SOON: Final = 10
"""How many of what comes up are shown."""

AWAITED: Final = 20
"""How many answers of others are shown at once: ours come first, and are fifty."""

_LOOKED_AT: Final = 200
_KEYS: Final = 50


class Answer(NamedTuple):
    """An answer that we owe, and the hand by which this person may give it; None without one."""

    owing: Owing
    hand: Hand | None


class Awaited(NamedTuple):
    """An answer that another party owes.

    Attributes:
        owing: The answer.
        ours: It answers an act of ours.
        delivery: How far that act has got on its way to them; None where it is not ours.
    """

    owing: Owing
    ours: bool
    delivery: Delivery | None


class Unsaid(NamedTuple):
    """Something not said yet.

    Attributes:
        title: The kind in words.
        called: What its record is called; None where it opens one.
        button: What it would do, in words.
    """

    title: str
    called: object
    button: str


class Key(NamedTuple):
    """A draft that waits for a second key: what, whose, and whether this person could give it."""

    pending: Pending
    unsaid: Unsaid
    drafter: str
    mine: bool


def answers(board: Board, who: Person, page: int) -> tuple[tuple[Answer, ...], Pages, int]:
    """Return a page of what we owe, the pages there are, and how many answers are in this person's hand."""
    desk = board.desk
    held = hands(desk.house, who, on=desk.clock().date())
    every = {kind.family for kind in desk.kinds.values()} | set(board.counts().kinds)
    within = families_in_hand(held, desk.kinds.values())
    mine = board.needs_our_answer(families=within, limit=0).total
    pages = Pages(page, mine + board.needs_our_answer(families=every - within, limit=0).total)
    lines = board.needs_our_answer(families=within, limit=pages.size, offset=pages.offset).lines
    beyond, rest = max(0, pages.offset - mine), pages.size - len(lines)
    lines += board.needs_our_answer(families=every - within, limit=rest, offset=beyond).lines
    now = utc_text(desk.clock())
    found = (owing_of(line, now=now) for line in lines)
    return tuple(Answer(one, _hand(desk, held, one)) for one in found), pages, mine


def awaited(board: Board, page: int) -> tuple[tuple[Awaited, ...], Pages]:
    """Return a page of what the others owe, with how far our words have got."""
    desk = board.desk
    total = board.waits_for_them(limit=0).total
    pages = Pages(page, total, AWAITED)
    tracker, now = Tracker(desk), utc_text(desk.clock())
    lines = board.waits_for_them(limit=pages.size, offset=pages.offset).lines
    return tuple(_awaited(desk, tracker, owing_of(line, now=now)) for line in lines), pages


def keys(board: Board, who: Person) -> tuple[Key, ...]:
    """Return the drafts that wait for a second key: first those that this person could give."""
    desk = board.desk
    names = {one.id: one.name for one in people(desk.house)}
    found = [_key(board, one, who, names) for one in all_pending(desk)]
    return tuple(sorted(found, key=lambda one: not one.mine))[:_KEYS]


def own_drafts(board: Board, who: Person) -> tuple[tuple[Draft, Unsaid], ...]:
    """Return a person's own drafts, the latest first."""
    mine = drafts(board.desk.house, by=who.id, framework=board.desk.setup.framework)
    latest = sorted(mine, key=lambda one: one.at, reverse=True)
    return tuple((one, _unsaid(board, one.saying)) for one in latest)


def coming(board: Board) -> tuple[tuple[Coming, ...], int, int]:
    """Return what comes up beside the answers that are listed already; how much is due, and how much overdue."""
    page = board.due(limit=_LOOKED_AT)
    beside = (one for one in page.lines if one.dated.what not in ANSWERS)
    return tuple(coming_of(one) for one in beside)[:SOON], page.total, page.overdue


def _hand(desk: Desk, held: tuple[Held, ...], owing: Owing) -> Hand | None:
    kind = desk.kinds.get(owing.row.kind)
    return None if kind is None else right_to_answer(held, kind, owing.code)


def _awaited(desk: Desk, tracker: Tracker, owing: Owing) -> Awaited:
    stored = desk.store.find(bytes.fromhex(owing.act))
    if stored is None or stored.party != desk.me:
        return Awaited(owing, ours=False, delivery=None)
    far = next((one for one in tracker.of(stored.seq) if one.to == owing.party), None)
    return Awaited(owing, ours=True, delivery=far)


def _key(board: Board, pending: Pending, who: Person, names: dict[str, str]) -> Key:
    drafter = names.get(pending.by, pending.by)
    found = _declared(board.desk, pending.saying)
    mine = found is not None and pending.by != who.id and _may(board.desk, who, *found)
    return Key(pending, _unsaid(board, pending.saying), drafter, mine)


def _may(desk: Desk, who: Person, kind: Kind, verb: Verb) -> bool:
    return bool(second_keys(desk.house, who, kind=kind.family, verb=verb.name, on=desk.clock().date()))


def _unsaid(board: Board, saying: Saying) -> Unsaid:
    """Read what would be said; by its bare names where its record or kind is no longer here."""
    listed = None if saying.record is None else board.line(saying.record)
    found = _declared(board.desk, saying)
    verb = found[1] if found else None
    return Unsaid(
        title=kind_in_words(found[0].family if found else saying.kind.partition("/")[0]),
        called=None if listed is None else row_of(listed),
        button=spoken(verb.name, verb.effect).do if verb else saying.verb,
    )


def _declared(desk: Desk, saying: Saying) -> tuple[Kind, Verb] | None:
    try:
        return declared(desk, saying)
    except Barred:
        return None
