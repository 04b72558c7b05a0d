"""Drafts and notes stay in the house."""

from tests.cli.houses import PLANNED, Houses


def test_a_draft_is_kept_shown_said_and_then_gone(houses: Houses) -> None:
    houses.north.done("draft", "save", "spring", "session", "propose", *PLANNED)
    shown = houses.north.run("draft", "show", "spring").out

    outcome = houses.north.done("draft", "say", "spring")

    assert "city: Rawalpindi" in shown
    assert ("draft", []) == (outcome["state"], houses.north.done("draft", "list")["drafts"])


def test_a_draft_may_be_what_could_not_be_said_yet(acquainted: Houses) -> None:
    """It is judged when it is said, not when it is kept."""
    acquainted.north.done("draft", "save", "early", "session", "propose", *PLANNED)

    error = acquainted.north.refused("draft", "say", "early")

    assert "no_charter" == error["code"]
    assert ["early"] == [one["name"] for one in acquainted.north.done("draft", "list")["drafts"]]


def test_a_dropped_draft_is_shown_once_more(houses: Houses) -> None:
    houses.north.done("draft", "save", "spring", "session", "propose", *PLANNED)

    told = houses.north.run("draft", "drop", "spring")

    assert "city: Rawalpindi" in told.out
    assert "There are: none. Keep one: `paraph draft save`." == houses.north.refused("draft", "show", "spring")["next"]


def test_a_note_stands_beside_the_record_in_our_house_only(houses: Houses) -> None:
    houses.north.done("note", houses.session, "They will ask for Peshawar.")
    houses.exchange()

    ours = houses.north.run("show", houses.session).out

    assert "Our notes (they stay in this house)" in ours
    assert "They will ask for Peshawar." in ours
    assert ["They will ask for Peshawar."] == [
        one["text"] for one in houses.north.done("note", houses.session)["notes"]
    ]
    assert [] == houses.south.done("show", houses.session)["notes"]
