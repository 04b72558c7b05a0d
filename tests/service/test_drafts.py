"""What stays in the house: each person's drafts, and notes that no other note replaces."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from paraph.adapters.house import SqliteHouse
from paraph.service.drafts import (
    Draft,
    Note,
    draft_of,
    drafts,
    drafts_to,
    drop_draft,
    keep_draft,
    keep_note,
    leave_draft,
    notes_on,
    own_draft,
)
from paraph.service.say import Saying
from paraph.values import Barred, Unreadable

RECORD, OTHER = "ab" * 32, "cd" * 32
NOON, LATER = "2026-03-01T12:00:00Z", "2026-03-01T12:00:05Z"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[SqliteHouse]:
    with closing(SqliteHouse.create(tmp_path / "house.db")) as made:
        yield made


def draft(name: str, *, by: str = "clerk", at: str = NOON, framework: str = "river", **saying: Any) -> Draft:
    said = Saying(**{"verb": "accept", "record": RECORD, **saying})
    return Draft(name=name, saying=said, by=by, at=at, framework=framework)


def test_a_draft_is_replaced_by_its_author_alone(house: SqliteHouse) -> None:
    keep_draft(house, draft("answer"))
    keep_draft(house, draft("answer", at=LATER))

    with pytest.raises(Barred) as caught:
        keep_draft(house, draft("answer", by="head"))

    assert ("draft.not_yours", LATER) == (caught.value.code, draft_of(house, "answer").at)


def test_a_persons_drafts_are_found_by_what_they_would_say(house: SqliteHouse) -> None:
    """A form takes up where its author left it; nobody finds another's."""
    mine = [draft("first"), draft("second", at=LATER)]
    others = [
        draft("verb", verb="refuse"),
        draft("record", record=OTHER),
        draft("opening", record=None, kind="test.accord/1", verb="propose"),
        draft("head", by="head"),
        draft("abroad", framework="sea"),
    ]
    for one in (*mine, *others):
        keep_draft(house, one)

    found = drafts_to(house, by="clerk", framework="river", record=RECORD, verb="accept")
    opening = drafts_to(house, by="clerk", framework="river", record=None, verb="propose")

    assert (["second", "first"], ["opening"]) == ([one.name for one in found], [one.name for one in opening])
    assert (7, 6, 1) == (len(drafts(house)), len(drafts(house, by="clerk")), len(drafts(house, framework="sea")))


def test_what_is_dropped_is_shown_once_more(house: SqliteHouse) -> None:
    keep_draft(house, draft("answer"))

    assert draft("answer") == drop_draft(house, "answer")
    with pytest.raises(Barred) as caught:
        draft_of(house, "answer")

    assert ("draft.unknown", []) == (caught.value.code, caught.value.facts["known"])


def test_a_draft_that_is_left_keeps_its_author(house: SqliteHouse) -> None:
    keep_draft(house, draft("answer"))
    leave_draft(house, draft_of(house, "answer"), "head")
    leave_draft(house, draft_of(house, "answer"), "deputy")

    left = draft_of(house, "answer")

    assert ("deputy", "clerk") == (left.by, left.first_by)


def test_notes_of_one_second_stand_side_by_side(house: SqliteHouse) -> None:
    """Two paragraphs, two windows: no private word replaces another."""
    written = [
        Note(record=RECORD, text="on the whole", by="clerk", at=NOON),
        Note(record=RECORD, text="never", by="clerk", at=NOON, paragraph="21.3", red_line=True),
        Note(record=RECORD, text="perhaps", by="clerk", at=NOON, paragraph="21.4"),
        Note(record=RECORD, text="later", by="head", at=LATER),
        Note(record=OTHER, text="elsewhere", by="clerk", at=NOON),
    ]
    for one in written:
        keep_note(house, one)

    assert {one.text for one in written[:4]} == {one.text for one in notes_on(house, RECORD)}
    assert "later" == notes_on(house, RECORD)[-1].text


def test_a_draft_is_its_authors_alone(house: SqliteHouse) -> None:
    keep_draft(house, draft("mine"))

    assert draft("mine") == own_draft(house, "mine", by="clerk")
    with pytest.raises(Barred, match=r"draft\.not_yours"):
        own_draft(house, "mine", by="head")


def test_a_draft_that_could_not_be_read_again_is_not_kept(house: SqliteHouse) -> None:
    """One such text would bar everybody from their own."""
    with pytest.raises(Unreadable, match=r"json\.pattern"):
        keep_draft(house, draft("odd", on="abcd"))

    assert () == drafts(house)
