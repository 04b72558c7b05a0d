"""Two keys: what binds the party is drafted by one officer and released by another."""

from tests.cli.houses import PLANNED, Houses


def test_what_asks_for_two_keys_waits_as_a_draft_and_is_not_signed(houses: Houses) -> None:
    draft = houses.south.done("say", houses.session, "accept")

    waiting = houses.south.done("pending")["pending"]

    assert ("draft", None) == (draft["state"], draft["act"])
    assert [draft["draft"]["id"]] == [one["id"] for one in waiting]
    assert [draft["draft"]["id"]] == [one["id"] for one in houses.south.done("inbox")["second_key"]]
    assert 0 == houses.south.done("status")["frameworks"][0]["undelivered"].__len__()


def test_a_draft_is_shown_whole_before_it_is_released(houses: Houses) -> None:
    """Whoever gives the second key reads the words that will be signed."""
    draft = houses.north.done("say", "session", "propose", *PLANNED, "--note", "As agreed by telephone.")["draft"]

    told = houses.north.run("pending", draft["id"])

    assert ("  city: Rawalpindi" in told.out, "As agreed by telephone." in told.out) == (True, True)


def test_the_hand_that_drafted_cannot_release(houses: Houses) -> None:
    houses.south.done(
        "person", "add", "both", "--name", "B", "--office", "Desk", "--drafts", "*:*", "--releases", "*:*"
    )
    draft = houses.south.done("say", houses.session, "accept", "--as", "both")["draft"]

    error = houses.south.refused("release", draft["id"], "--as", "both")

    assert ("second_key.same_hand", 1) == (error["code"], error["exit"])


def test_a_person_without_mandate_releases_nothing(houses: Houses) -> None:
    draft = houses.south.done("say", houses.session, "accept")["draft"]

    error = houses.south.refused("release", draft["id"])

    assert "mandate.second_key" == error["code"]
    assert "clerk has no mandate to give the second key to “accept” on consultation.session today." == error["message"]


def test_what_is_taken_back_is_shown_once_more(houses: Houses) -> None:
    """No word is lost."""
    draft = houses.north.done("say", "session", "propose", *PLANNED)["draft"]

    taken = houses.north.done("take-back", draft["id"])["taken_back"]

    assert "Rawalpindi" == taken["saying"]["content"]["city"]["en"]
    assert [] == houses.north.done("pending")["pending"]


def test_an_unknown_draft_is_refused_with_those_that_wait(houses: Houses) -> None:
    error = houses.south.refused("release", "feedbeef", "--as", "head")

    assert "No draft with the id feedbeef waits for a second key." == error["message"]
    assert "Waiting are: none. All of them: `paraph pending`." == error["next"]
