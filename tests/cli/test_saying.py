"""Every declared verb can be said, explained and exampled, without a line about any kind."""

import json
from pathlib import Path

import pytest
from tests.cli.houses import PLANNED, House, Houses

from paraph.domains import KINDS
from paraph.faces.fields import example_of, fields_of, values_of
from paraph.values import builtin, convert

VERBS = [(kind.name, verb.name) for kind in KINDS.values() for verb in kind.verbs.values()]
CARRYING = [(kind, verb) for kind, verb in VERBS if KINDS[kind].verbs[verb].payload is not None]


@pytest.mark.parametrize(("kind", "verb"), CARRYING, ids=lambda name: name)
def test_the_example_of_a_verb_fits_its_declaration(kind: str, verb: str) -> None:
    """What is shown as an example can be taken as a beginning."""
    payload = KINDS[kind].verbs[verb].payload
    example = example_of(payload)

    assert example == builtin(convert(payload, example))


@pytest.mark.parametrize(("kind", "verb"), CARRYING, ids=lambda name: name)
def test_every_field_of_a_verb_is_explained(kind: str, verb: str) -> None:
    """The fields are those of the declaration; each has its meaning where it is declared as a value, in writing."""
    payload = KINDS[kind].verbs[verb].payload
    fields = fields_of(payload, help_=KINDS[kind].verbs[verb].help)

    assert set(payload.__struct_fields__) == {one.name for one in fields} - {payload.__struct_config__.tag_field}
    assert [] == [one.name for one in fields if not one.meaning and payload.__doc__]
    assert [] == [(name, one.name) for name, found in values_of(payload).items() for one in found if not one.meaning]


@pytest.mark.parametrize(("kind", "verb"), VERBS, ids=lambda name: name)
def test_every_verb_has_help_on_the_command_line(kind: str, verb: str, tmp_path: Path) -> None:
    """It needs no node."""
    house = House(tmp_path, "NOBODY")
    shape = house.done("say", kind, verb, "--help-payload")

    told = house.run("say", kind, verb.replace("_", "-"), "--help-payload")

    assert (0, True) == (told.code, told.out.startswith(f"{verb}: {shape['help']}"))


def test_a_kind_is_named_in_full_without_its_version_or_by_its_last_name(houses: Houses) -> None:
    acts = [
        houses.north.done("say", name, "propose", *PLANNED, "--dry-run")
        for name in ("consultation.session/1", "consultation.session", "session")
    ]

    assert ["could be said"] * 3 == [one["state"] for one in acts]


def test_content_comes_from_a_file_with_fields_laid_over_it(houses: Houses) -> None:
    file = houses.table / "session.json"
    file.write_text(json.dumps({"number": 9, "number_basis": "stated", "topics": [{"en": "Drugs"}]}))

    said = houses.north.said("session", "propose", "--file", str(file), "--set", "number=7", "--set", "topics[1].en=13")

    content = houses.north.done("show", said["record"])["versions"][0]["content"]
    assert (7, [{"en": "Drugs"}, {"en": "13"}]) == (content["number"], content["topics"])


def test_content_comes_from_standard_input(houses: Houses) -> None:
    content = json.dumps({"number": 5, "number_basis": "inferred"})

    shape = houses.north.done("say", "session", "propose", "--file", "-", "--dry-run", stdin=content)

    assert "could be said" == shape["state"]
    assert {"session.number_without_basis", "session.place_unknown"} == {one["code"] for one in shape["flags"]}


def test_words_are_put_in_the_form_that_can_be_signed(houses: Houses) -> None:
    """What a keyboard makes is not always what two nodes can sign alike."""
    said = houses.north.said("session", "propose", *PLANNED, "--set", "notes.en= Cafe\u0301\r\nat noon ")

    content = houses.north.done("show", said["record"])["versions"][0]["content"]
    assert {"en": "Café\nat noon"} == content["notes"]


def test_what_a_careful_clerk_would_flag_is_told_and_bars_nothing(houses: Houses) -> None:
    told = houses.north.run("say", "session", "propose", "--set", "number=2", "--set", "number_basis=stated")

    assert (0, True) == (told.code, "  ! host or city is not stated" in told.out)


def test_a_dry_run_keeps_and_signs_nothing(houses: Houses) -> None:
    houses.north.done("say", "session", "propose", *PLANNED, "--dry-run")

    assert [] == houses.north.done("pending")["pending"]
    assert 2 == houses.north.done("status")["frameworks"][0]["size"]


REFUSALS = {
    "an unknown kind": (("say", "sessions", "propose"), "unknown_kind"),
    "an unknown verb": (("say", "session", "approve"), "unknown_verb"),
    "a verb that opens nothing": (("say", "session", "accept", "--on", "ab" * 32), "opens_nothing"),
    "a record that is not held": (("say", "feedbeef", "accept"), "record.unknown"),
    "too few digits of a record": (("say", "abc", "accept"), "record.unknown"),
    "no reason": (("say", "SESSION", "return"), "reason_missing"),
    "an unknown version": (("say", "SESSION", "accept", "--on", "feed"), "act.unknown"),
    "a missing field": (("say", "session", "propose", "--set", "number=1"), "json.missing_field"),
    "an unknown field": (("say", "session", "propose", "--set", "colour=red"), "json.unknown_field"),
    "a number where words belong": (("say", "session", "propose", *PLANNED, "--set", "city=3"), "json.wrong_type"),
    "no such day": (("say", "session", "propose", *PLANNED, "--set", "planned.first=2012-02-30"), "json.pattern"),
    "a field without value": (("say", "session", "propose", "--set", "number"), "cli.set_form"),
    "a field without path": (("say", "session", "propose", "--set", "=3"), "cli.set_form"),
    "a file that is not there": (("say", "session", "propose", "--file", "none.json"), "cli.missing_file"),
    "content where none belongs": (("say", "SESSION", "accept", "--set", "number=1"), "content_must_be_empty"),
    "nobody by that name": (("say", "session", "propose", *PLANNED, "--as", "ghost"), "person.unknown"),
    "no mandate": (("say", "session", "propose", *PLANNED, "--as", "intern"), "mandate"),
}


@pytest.mark.parametrize("name", REFUSALS, ids=str)
def test_a_refusal_is_a_sentence_with_the_next_step(name: str, houses: Houses) -> None:
    """Whatever may not be said is refused in words, and nothing is signed."""
    arguments, code = REFUSALS[name]

    error = houses.south.refused(*(houses.session if part == "SESSION" else part for part in arguments))

    assert code == error["code"]
    assert error["message"][-1] in ".?"
    assert error["next"].strip()


def test_a_file_that_names_a_field_twice_is_refused(houses: Houses) -> None:
    """Two parsers would read two texts."""
    file = houses.table / "twice.json"
    file.write_text('{"number": 1, "number": 2}')

    error = houses.north.refused("say", "session", "propose", "--file", str(file))

    assert ("json.duplicate_key", "$.number is given twice.") == (error["code"], error["message"])


def test_the_version_must_be_named_where_several_can_be_meant(houses: Houses) -> None:
    """Nobody accepts the wrong text because two were on the table."""
    houses.south.said(houses.session, "propose", *PLANNED, "--set", "city.en=Islamabad")
    houses.exchange()

    error = houses.south.refused("say", houses.session, "hold")

    assert "cli.which_version" == error["code"]
    assert 2 == len(error["facts"]["versions"])
