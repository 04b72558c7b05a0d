"""From nothing to an agreed record, by commands alone, over carried files."""

from tests.cli.houses import NEXT, PLANNED, Houses


def test_what_north_proposes_and_south_accepts_is_in_force_in_both_houses(houses: Houses) -> None:
    """Nothing is agreed until the words of both meet on the same bytes; then each house computes it for itself."""
    owed = houses.south.done("inbox")["needs_our_answer"]

    act = houses.south.said(houses.session, "accept")
    houses.exchange()

    seen = [house.done("show", houses.session) for house in houses[:2]]
    assert [houses.session] == [one["record"] for one in owed]
    assert [("in force", houses.session)] * 2 == [(one["state"], one["in_force"]["version"]) for one in seen]
    assert houses.session == act["on"]
    assert [] == houses.south.done("inbox")["needs_our_answer"]


def test_a_version_returned_for_changes_is_answered_and_replaced(houses: Houses) -> None:
    """A change is a whole new version that needs new marks."""
    houses.south.said(houses.session, "return", "--note", "The 3rd is a holiday.")
    houses.exchange()
    fields = (*PLANNED, "--set", "planned.first=2012-12-04")
    changed = houses.north.said(houses.session, "propose", *fields)
    houses.north.carry(houses.south)
    houses.south.said(houses.session, "accept", "--on", changed["act"][:8])
    houses.exchange()

    shape = houses.north.done("show", houses.session)

    assert "2012-12-04" == shape["in_force"]["content"]["planned"]["first"]
    assert "return" == next(one for one in shape["versions"] if one["version"] == houses.session)["answers"]["SOUTH"]
    assert ["The 3rd is a holiday."] == [one["note"] for one in shape["history"] if one["note"]]


def test_the_ladder_is_climbed_rung_by_rung(houses: Houses) -> None:
    """signed here → sent → received there → answered → in force, and none of them is shown for another."""

    def rung() -> str:
        (delivery,) = houses.north.done("history", said["record"])["history"][0]["delivery"]
        return str(delivery["state"])

    said = houses.north.said("session", "propose", *NEXT)
    rungs = [rung()]
    houses.north.carry(houses.south)
    rungs.append(rung())
    houses.south.carry(houses.north)
    rungs.append(rung())
    houses.south.done("say", said["record"], "hold")
    houses.south.carry(houses.north)
    rungs.append(rung())
    houses.south.said(said["record"], "accept")
    houses.south.carry(houses.north)
    rungs.append(rung())

    assert ["signed here", "sent", "received there", "answered", "in force"] == rungs


def test_a_party_that_is_asked_twice_is_still_silent(houses: Houses) -> None:
    """Silence is “no answer”, never consent."""
    parties = houses.north.done("show", houses.session)["parties"]

    told = houses.north.run("show", houses.session[:8])

    assert {"NORTH": "stands on it", "SOUTH": "no answer"} == {one["party"]: one["word"] for one in parties}
    assert "  SOUTH  no answer" in told.out


def test_both_houses_hold_the_same_record(houses: Houses) -> None:
    file = houses.north.done("compare", "--out", str(houses.table / "north.standing"))["file"]

    compared = houses.south.done("compare", file)

    assert ("same", []) == (compared["result"], compared["differences"])
