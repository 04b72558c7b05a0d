"""Questions to the record: whose answer is awaited, what is due, and which record or act a prefix names."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.exchange.cast import NOON
from tests.record.kinds import CHARTER, KINDS, Charter
from tests.service.cast import NORTH, SOUTH, Seat, agree_charter, found, seats

from paraph.record import JOINT, Kind, kinds_by_name
from paraph.service.read import due, find_act, find_record, listing, needs_our_answer, show, waits_for_them
from paraph.service.shelves import Shelves
from paraph.values import Barred, content_digest

Two = tuple[Seat, Seat]


class DatedCharter(Charter, frozen=True, kw_only=True):
    answer_within_days: int | None = None


DATED = Kind(name=CHARTER.name, title="Charter", dealing=JOINT, noun=DatedCharter)


def on_the_charter(seat: Seat) -> dict[str, str]:
    """A report on the only terms in force."""
    charter = listing(seat.desk, "test.charter")[0].record
    return {"terms": charter, "version": charter}


def test_what_waits_for_them_there_needs_our_answer_here(two: Two) -> None:
    north, south = two
    opened = north.opens()
    south.hears(north)

    theirs, ours = waits_for_them(north.desk), needs_our_answer(south.desk)

    assert [(opened.digest, SOUTH, "answer")] == [
        (one.view.record, one.awaited.party, one.awaited.what) for one in theirs
    ]
    assert [(opened.digest, SOUTH)] == [(one.view.record, one.awaited.party) for one in ours]
    assert ((), ()) == (needs_our_answer(north.desk), waits_for_them(south.desk))


def test_an_answer_ends_the_wait(two: Two) -> None:
    north, south = two
    opened = north.opens()
    south.hears(north)
    south.accepts(opened)

    assert () == needs_our_answer(south.desk)


def test_the_oldest_wait_is_first(two: Two) -> None:
    north, _south = two
    early = north.opens("early")
    north.clock.pass_by(60)
    late = north.opens("late")

    assert [early.digest, late.digest] == [one.view.record for one in waits_for_them(north.desk)]


def test_records_are_listed_by_kind_or_all(two: Two) -> None:
    north, _south = two
    opened = north.opens()

    assert [opened.digest] == [view.record for view in listing(north.desk, "test.accord")]
    assert ["test.charter/1", "test.accord/1"] == [view.name for view in listing(north.desk)]
    assert () == listing(north.desk, "test.post")


def test_a_record_is_named_by_its_first_digits(two: Two) -> None:
    north, _south = two
    opened = north.opens()

    assert opened.digest == find_record(north.desk, opened.digest[:6])
    assert opened.digest == find_record(north.desk, opened.digest)
    assert opened.digest == show(north.desk, opened.digest).record


UNKNOWN = {
    "no record": "0000",
    "too few digits": "",
    "no digits": "z" * 64,
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_names_no_one_record_is_answered_with_those_it_could_be(two: Two, name: str) -> None:
    north, _south = two
    north.opens()

    with pytest.raises(Barred) as caught:
        find_record(north.desk, UNKNOWN[name])

    several = name == "too few digits"
    assert ("record.ambiguous" if several else "record.unknown") == caught.value.code
    assert (2 if several else 0) == len(caught.value.facts["found"])


def test_three_digits_are_too_few_even_for_one_record(two: Two) -> None:
    north, _south = two
    opened = north.opens()

    with pytest.raises(Barred, match=r"record\.ambiguous"):
        find_record(north.desk, opened.digest[:3])


def test_a_record_that_is_not_held_is_not_shown(two: Two) -> None:
    north, _south = two

    with pytest.raises(Barred, match=r"record\.unknown"):
        show(north.desk, "0" * 64)


def test_an_act_is_named_by_its_first_digits_within_its_record(two: Two) -> None:
    north, _south = two
    opened = north.opens()
    remark = north.say("remark", opened.digest, note="?")

    assert remark.digest == find_act(north.desk, remark.digest[:8], record=opened.digest)
    with pytest.raises(Barred, match=r"act\.ambiguous"):
        find_act(north.desk, "", record=opened.digest)
    with pytest.raises(Barred, match=r"act\.unknown"):
        find_act(north.desk, "x", record=opened.digest)


def test_an_answer_is_due_within_the_days_of_the_charter(tmp_path: Path) -> None:
    """Overdue comes first; what has a date before what has none."""
    found(tmp_path, NORTH, SOUTH)
    kinds = kinds_by_name((DATED, *(kind for name, kind in KINDS.items() if name != CHARTER.name)))
    terms = {"parties": [NORTH, SOUTH], "kinds": sorted(KINDS), "answer_within_days": 14}
    with seats(tmp_path, NORTH, SOUTH, kinds=kinds) as (north, south):
        agree_charter(north, south, content=terms)
        north.opens("first")
        north.clock.pass_by(86_400)
        north.opens("second")

        early, late = due(north.desk, now=NOON), due(north.desk, now=NOON + timedelta(days=14, seconds=1))

    assert [(SOUTH, "answer", "2026-03-15T12:00:00Z", False), (SOUTH, "answer", "2026-03-16T12:00:00Z", False)] == [
        one.due[:4] for one in early
    ]
    assert [True, False] == [one.due.overdue for one in late]


def test_without_a_term_in_the_charter_silence_is_never_late(two: Two) -> None:
    north, _south = two
    north.opens()

    assert () == due(north.desk, now=NOON + timedelta(days=9999))


def test_what_a_kind_dates_and_what_an_answer_dates_stand_in_one_list(two: Two) -> None:
    """By date; each on its record."""
    north, _south = two
    opened = north.opens(until="2026-03-02T12:00:00Z")
    works = north.say("report", kind="test.works/1", content=on_the_charter(north))

    found = due(north.desk, now=NOON + timedelta(days=2))

    assert [(opened.digest, "answer", True), (works.digest, "works", False)] == [
        (one.view.record, one.due.what, one.due.overdue) for one in found
    ]


def test_the_records_about_a_record_are_found(two: Two) -> None:
    north, _south = two
    terms = on_the_charter(north)["terms"]
    works = north.say("report", kind="test.works/1", content=on_the_charter(north))
    shelves = Shelves(north.store)

    assert (works.digest,) == tuple(shelves.about(terms))
    assert () == tuple(shelves.about(content_digest("nothing")))
    assert shelves.acts(terms) is shelves.acts(terms)
