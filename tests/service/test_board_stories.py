"""What the board shows of records as parties keep them: what they are called, what is found, what is counted."""

from collections.abc import Iterator

import pytest
from tests.domains.points import PROGRESS, a_report, promised
from tests.domains.sittings import ASSESSMENT, ITEM, PRIORITIES, a_session, an_item
from tests.domains.sittings import SESSION as SESSION_KIND
from tests.domains.tale import NORTH, SOUTH, chartered, en
from tests.record.kinds import KINDS as SMALL_KINDS
from tests.service.boards import Hall, agreed, border

from paraph.domains import KINDS
from paraph.domains.consultation import Assessment, Dates, Priority, StrategicPriorities
from paraph.service.board_ports import Called, Wanted
from paraph.service.board_states import STATES
from paraph.values import Text

COMMITMENT = "commitments.commitment"


@pytest.fixture
def here() -> Iterator[Hall]:
    with border() as found:
        yield found


def test_a_record_is_called_as_its_kind_declares(here: Hall) -> None:
    """By number and title; by that of the record it is about where it has none of its own."""
    tale, session, terms = promised()
    progress = tale.say(NORTH, "report", PROGRESS, a_report(terms, "done"))
    here.hears(tale)
    here.board.refresh()

    assert Called("21", None) == called(here, session.digest)
    assert Called("21.3", en("Officials meet in Washington")) == called(here, terms.digest)
    assert Called() == called(here, progress.digest)
    found = here.board.line(progress.digest)
    assert Called("21.3", en("Officials meet in Washington")) == (found and found.about_called)


def called(here: Hall, record: str) -> Called:
    found = here.board.line(record)
    assert found is not None
    return found.line.called


def test_what_is_in_force_gives_the_name(here: Hall) -> None:
    """A title that is only on the table is not yet what the record is called."""
    tale = chartered(NORTH, SOUTH)
    session = tale.agree(SESSION_KIND, a_session())
    item = tale.agree(ITEM, an_item(session, title=en("Old")))
    tabled = tale.say(NORTH, "propose", item, an_item(session, title=en("New")))
    here.hears(tale)
    here.board.refresh()
    before = called(here, item.digest)
    tale.say(SOUTH, "accept", item, on=tabled)
    here.hears(tale)
    here.board.refresh()

    assert (Called("", en("Old")), Called("", en("New"))) == (before, called(here, item.digest))


SEARCHES = {
    "any language": ("دفاعي", ["briefed"]),
    "a note": ("urgent", ["briefed"]),
    "the beginning of a word": ("assess", ["briefed"]),
    "a number as it stands": ("21.3", ["promised"]),
    "every word": ("assess washington", ["briefed"]),
    "every word, not one of them": ("assess islamabad", []),
    "by name first": ("washington", ["promised", "briefed"]),
    "nothing": ("", []),
    "no word": ('"*(', []),
    "operators are words": ("officials OR nobody", []),
    "operators are words that may be said": ("officials NEAR", []),
}


@pytest.mark.parametrize("name", SEARCHES)
def test_words_find_records(here: Hall, name: str) -> None:
    typed, expected = SEARCHES[name]
    tale, session, terms = promised()
    words = Text(en="Officials assessed it in Washington", ur="دفاعی تعاون")
    paper = Assessment(session=session.digest, subject=en("Relations"), words=words)
    briefed = tale.say(NORTH, "declare", ASSESSMENT, paper, note="This is urgent")
    here.hears(tale)
    here.board.refresh()
    names = {terms.digest: "promised", briefed.digest: "briefed"}

    found, listed = here.board.search(typed), here.board.listing(Wanted(text=typed))

    assert (expected, len(expected)) == ([names[hit.listed.line.record] for hit in found.hits], found.total)
    assert {"": 4}.get(typed, len(expected)) == listed.total == len(listed.lines)


def test_words_that_are_in_no_language_are_found_but_codes_are_not() -> None:
    with agreed(SMALL_KINDS) as here:
        assert (1, 0) == (here.board.search("anew").total, here.board.search("propose").total)


def test_a_search_may_stay_among_some(here: Hall) -> None:
    tale, session, _terms = promised()
    tale.agree(ITEM, an_item(session, title=en("Washington")))
    here.hears(tale)
    here.board.refresh()

    found = here.board.search("washington", within=Wanted(kind=COMMITMENT))

    assert (2, 1) == (here.board.search("washington").total, found.total)
    assert [COMMITMENT] == [hit.listed.line.family for hit in found.hits]


def test_a_list_within_a_list_has_words_too(here: Hall) -> None:
    """Whatever lies inside a noun: a list of priorities, each with a title."""
    tale = chartered(NORTH, SOUTH)
    session = tale.agree(SESSION_KIND, a_session(planned=Dates(first="2024-06")))
    ranked = (Priority(title=en("Trade")), Priority(title=en("Water"), why=en("Rivers are shared")))
    said = tale.say(NORTH, "declare", PRIORITIES, StrategicPriorities(session=session.digest, ranked=ranked))
    here.hears(tale)
    here.board.refresh()

    assert [said.digest] == [hit.listed.line.record for hit in here.board.search("rivers").hits]


def test_what_changed_since_is_listed_newest_first(here: Hall) -> None:
    tale, session, terms = promised()
    late = tale.say(NORTH, "remark", terms, at="2024-07-01T00:00:00Z")
    here.hears(tale)
    here.board.refresh()

    assert [terms.digest] == [one.line.record for one in here.board.changed_since("2024-06-01").lines]
    assert late.act.at == here.board.changed_since("2024-06-30T23:59:59Z").lines[0].line.latest_at
    assert 3 == here.board.changed_since("2024").total == here.board.changed_since("").total
    assert 0 == here.board.changed_since("not a time").total
    assert session.digest in {one.line.record for one in here.board.listing().lines}


def test_badges_count_what_the_lists_hold(here: Hall) -> None:
    tale, session, _terms = promised()
    tale.say(SOUTH, "propose", ITEM, an_item(session))
    tale.say(NORTH, "propose", ITEM, an_item(session))
    here.hears(tale)
    here.board.refresh()

    found = here.board.counts()

    assert (1, 1, 3, 3, 5) == found[:5]
    assert {"proposed": 2} == found.kinds["consultation.agenda_item"]
    assert {COMMITMENT: {"in_force": 1}}.items() <= found.kinds.items()
    assert set(STATES) >= {state for states in found.kinds.values() for state in states}


def test_no_kind_calls_its_records_by_a_field_that_it_does_not_have() -> None:
    astray = [
        (kind.name, name) for kind in KINDS.values() for name in kind.called if name not in kind.noun.__struct_fields__
    ]

    assert [] == astray
