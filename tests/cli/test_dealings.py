"""A record is shown alike in every dealing: where each party stands, and what is awaited from whom."""

import json

from tests.cli.houses import Houses


def test_a_briefing_is_declared_by_its_owner_and_noted_by_the_other(houses: Houses) -> None:
    fields = (f"session={houses.session}", "subject.en=Border posts", "words.en=Nine are open.")
    said = houses.north.said("briefing", "declare", *(part for one in fields for part in ("--set", one)))
    houses.exchange()
    houses.south.done("say", said["record"], "take-note")
    houses.exchange()

    shape = houses.north.done("show", said["record"])

    assert {"NORTH": "declared", "SOUTH": "take_note"} == {one["party"]: one["word"] for one in shape["parties"]}
    assert ("Border posts", "declared", True) == (shape["label"], shape["state"], shape["in_force"]["effective"])
    assert "  SOUTH  took note (no more)" in houses.north.run("show", said["record"]).out


def test_a_disputed_assessment_says_so(houses: Houses) -> None:
    fields = (f"session={houses.session}", "subject.en=Trust", "words.en=It is growing.")
    said = houses.north.said("assessment", "declare", *(part for one in fields for part in ("--set", one)))
    houses.exchange()
    houses.south.said(said["record"], "dispute", "--note", "It is not.")
    houses.exchange()

    shape = houses.north.done("show", said["record"])

    assert ("disputed", ["It is not."]) == (shape["state"], [one["note"] for one in shape["parties"] if one["note"]])


def test_progress_is_reported_by_each_party_in_its_own_words(houses: Houses) -> None:
    """One wording for all; what became of it has one word from each, and neither overwrites the other."""
    fields = (f"session={houses.session}", "wording.en=Open nine posts.", "type=commitment", "owners[0]=NORTH")
    terms = houses.north.said("commitment", "propose", *(part for one in fields for part in ("--set", one)))
    houses.exchange()
    houses.south.said(terms["record"], "accept")
    houses.exchange()
    on = ("--set", f"terms={terms['record']}", "--set", f"version={terms['act']}")
    report = houses.north.said("progress", "report", *on, "--set", "status=done")
    houses.exchange()

    owed = houses.south.done("inbox")["needs_our_answer"]
    shape = houses.south.done("show", report["record"])
    told = houses.south.run("show", report["record"]).out

    assert {"NORTH": "done", "SOUTH": "no report"} == {one["party"]: one["word"] for one in shape["parties"]}
    assert (report["record"], "report") in {(one["record"], one["what"]) for one in owed}
    assert "\nNORTH: done\n" in told


def test_a_crossing_is_shown_and_settled_by_a_version_over_both(houses: Houses) -> None:
    """Where two versions were agreed on crossing wires, both are shown and neither is chosen."""
    houses.south.said(houses.session, "accept")
    houses.exchange()
    first = houses.north.said(houses.session, "propose", *number(22))
    second = houses.south.said(houses.session, "propose", *number(23))
    houses.exchange()
    houses.north.said(houses.session, "accept", "--on", second["act"])
    houses.south.said(houses.session, "accept", "--on", first["act"])
    houses.exchange()

    shape = houses.north.done("show", houses.session)
    told = houses.south.run("show", houses.session).out

    assert ("crossed", {first["act"], second["act"]}) == (shape["state"], set(shape["crossed"]))
    assert 2 == told.count("settled by agreeing a version over all of them")

    houses.north.said(houses.session, "propose", *number(24))
    houses.exchange()
    houses.south.said(houses.session, "accept")
    houses.exchange()

    assert 24 == houses.south.done("show", houses.session)["in_force"]["content"]["number"]


def number(which: int) -> tuple[str, ...]:
    return ("--set", f"number={which}", "--set", "number_basis=stated")


def test_a_joint_statement_is_read_as_running_text_in_each_partys_own_copy(houses: Houses) -> None:
    """The alternat: each side's copy names itself first, over the same bytes; an open bracket is counted."""
    content = {
        "session": houses.session,
        "signatories": [{"party": party, "name": {"en": party.title()}} for party in ("NORTH", "SOUTH")],
        "languages": ["en"],
        "paragraphs": [{"id": "p1", "type": "commitment", "owners": ["NORTH"], "segments": SEGMENTS}],
    }
    file = houses.table / "statement.json"
    file.write_text(json.dumps(content))
    said = houses.north.said("statement", "propose", "--file", str(file))
    houses.exchange()

    north, south = (house.done("show", said["record"])["versions"][0]["reads"] for house in houses[:2])
    error = houses.south.refused("say", said["record"], "accept")

    assert ["[p1] North and South meet [NORTH: soon]", "  (owed by NORTH)", "Open brackets: 1."] == north
    assert "[p1] South and North meet [NORTH: soon]" == south[0]
    assert "Open brackets, 1: b1. A text with open brackets cannot be accepted." == error["message"]


SEGMENTS = [
    {"type": "names", "of": "parties", "between": {"en": "and"}},
    {"type": "words", "text": {"en": "meet"}},
    {"type": "bracket", "id": "b1", "owner": "NORTH", "alternatives": [{"by": "NORTH", "words": {"en": "soon"}}]},
]
