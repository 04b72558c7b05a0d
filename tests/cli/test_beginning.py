"""Begin: a node, persons, invitations compared in eight words, a charter."""

from pathlib import Path

from tests.cli.houses import House, Houses, founded


def test_a_node_needs_to_know_who_it_is(tmp_path: Path) -> None:
    error = House(tmp_path, "NORTH").refused("init", "--framework", "pact", "--name", "North")

    assert ("cli.missing_option", 2) == (error["code"], error["exit"])
    assert "Missing: --party, --host (needed once, to make a node)." == error["message"]


def test_a_framework_needs_a_name(tmp_path: Path) -> None:
    assert "cli.missing_option" == House(tmp_path, "NORTH").refused("init", "--party", "NORTH")["code"]


def test_a_framework_is_begun_once(strangers: Houses) -> None:
    assert "framework.exists" == strangers.north.refused("init", "--framework", "pact", "--quick")["code"]


def test_a_node_takes_part_in_several_frameworks(strangers: Houses) -> None:
    """Where there are several, the person says which."""
    strangers.north.done("init", "--framework", "border", "--quick")

    error = strangers.north.refused("list")

    assert "This node takes part in several: border, pact." == error["message"]
    assert [] == strangers.north.done("list", "--framework", "border")["records"]


def test_where_there_is_no_node_the_next_step_is_named(tmp_path: Path) -> None:
    error = House(tmp_path, "NORTH").refused("list")

    assert ("node.missing", f"There is no node in {tmp_path / 'NORTH'}.") == (error["code"], error["message"])


def test_a_framework_that_is_not_there_is_named(strangers: Houses) -> None:
    assert "It takes part in: pact." == strangers.north.refused("list", "--framework", "other")["next"]


def test_a_wrong_passphrase_signs_nothing(acquainted: Houses) -> None:
    north = acquainted.north
    draft = north.done("charter")["draft"]["id"]

    wrong = {"PARAPH_PASSPHRASE": "guess"}

    assert "keys.wrong_passphrase" == north.refused("release", draft, "--as", "head", env=wrong)["code"]
    assert "signed here" == north.done("release", draft, "--as", "head")["state"]


def test_a_passphrase_comes_from_a_file(strangers: Houses) -> None:
    file = strangers.table / "passphrase"
    file.write_text("open sesame\r\n")

    told = strangers.north.run("bundle", "in", "none", "--passphrase-file", str(file), env={"PARAPH_PASSPHRASE": None})

    assert (1, "There is no file none.\n→ Name the file that the other party wrote.\n") == (told.code, told.err)


def test_where_nobody_can_be_asked_for_the_passphrase_it_is_refused(strangers: Houses) -> None:
    error = strangers.north.refused("bundle", "in", "none", env={"PARAPH_PASSPHRASE": None})

    assert ("cli.missing_answer", 2) == (error["code"], error["exit"])


def test_who_speaks_must_be_said_where_several_may(acquainted: Houses) -> None:
    north = acquainted.north

    error = north.refused("charter", env={"PARAPH_AS": None})

    assert "Several may speak: clerk, head, intern." == error["message"]


def test_nobody_speaks_before_somebody_is_entered(tmp_path: Path) -> None:
    house = House(tmp_path, "NORTH")
    house.done("init", "--framework", "pact", "--party", "NORTH", "--name", "N", "--host", "n.example", "--quick")

    error = house.refused("restore", "--without-mirrors", "The mirror burnt down.", env={"PARAPH_AS": None})

    assert "cli.no_person" == error["code"]


def test_a_charter_needs_somebody_to_agree_it_with(strangers: Houses) -> None:
    assert "cli.nobody_else" == strangers.north.refused("charter")["code"]


def test_a_person_is_entered_with_what_it_may_say(strangers: Houses) -> None:
    strangers.north.done(
        "person", "add", "envoy", "--name", "E", "--office", "Embassy",
        "--drafts", "consultation.*:propose", "--until", "2030-12-31",
    )  # fmt: skip

    told = strangers.north.run("person", "list").out

    assert "first key: propose on consultation.*" in told
    assert "2030-12-31" in told


def test_a_person_of_no_proper_id_is_refused(strangers: Houses) -> None:
    error = strangers.north.refused("person", "add", "Mr X", "--name", "X", "--office", "Y")

    assert ("json.pattern", "$.id") == (error["code"], error["facts"]["path"])


def test_the_keys_are_confirmed_only_by_the_words_that_were_heard(strangers: Houses) -> None:
    file = strangers.south.done("invite", "--out", str(strangers.table / "south.invitation"))["file"]
    words = strangers.north.done("join", file)["words"]

    error = strangers.north.refused("join", "--words", " ".join(reversed(words.split())))

    assert ("words.differ", False) == (error["code"], strangers.north.done("join")["compared"])
    assert strangers.north.done("join", "--words", words)["compared"]


def test_both_houses_see_the_same_eight_words(acquainted: Houses) -> None:
    words = [house.done("join")["words"] for house in acquainted[:2]]

    assert (1, 8) == (len(set(words)), len(words[0].split()))


def test_an_invitation_with_other_keys_changes_nothing(acquainted: Houses, tmp_path: Path) -> None:
    """A party once known is never replaced by a file."""
    others = founded(tmp_path / "other")
    file = others.south.done("invite", "--out", str(tmp_path / "false.invitation"))["file"]

    assert "invitation.other_keys" == acquainted.north.refused("join", file)["code"]
    assert acquainted.north.done("join")["compared"]


def test_a_new_address_is_taken_from_an_invitation_and_told(acquainted: Houses) -> None:
    north, south = acquainted.north, acquainted.south
    south.done("address", "SOUTH", "https://south.example:9443")
    file = south.done("invite", "--out", str(acquainted.table / "moved"))["file"]

    told = north.run("join", file)
    again = north.done("join", file)

    assert "SOUTH is reached at https://south.example:9443.\nThe keys are confirmed.\n" in told.out
    assert ({}, True) == (again["addresses"], again["compared"])


def test_an_invitation_to_another_framework_is_refused(strangers: Houses) -> None:
    strangers.south.done("init", "--framework", "border", "--quick")
    out = str(strangers.table / "border.invitation")
    file = strangers.south.done("invite", "--framework", "border", "--out", out)["file"]

    error = strangers.north.refused("join", file)

    assert "This invitation is to border; this node was set up for pact." == error["message"]


def test_nothing_is_exchanged_before_the_words_were_compared(strangers: Houses) -> None:
    file = strangers.south.done("invite", "--out", str(strangers.table / "south.invitation"))["file"]
    strangers.north.done("join", file)

    assert "words.not_compared" == strangers.north.refused("bundle", "out")["code"]


def test_the_charter_is_composed_from_the_set_up(acquainted: Houses) -> None:
    """Every party as compared by telephone, every kind that this node has; terms are what the parties then agree."""
    north = acquainted.north

    shape = north.done("charter", "--dry-run", "--set", "terms.answer_within_days=30", "--set", "title.en=The Pact")

    content = shape["content"]
    assert ["NORTH", "SOUTH"] == [party["id"] for party in content["parties"]]
    assert ("The Pact", {"answer_within_days": 30}) == (content["title"]["en"], content["terms"])
    assert "consultation.session/1" in content["kinds"]
    assert "could be said" == shape["state"]


def test_a_charter_in_force_is_changed_by_its_next_version(houses: Houses) -> None:
    shape = houses.north.done("charter", "--set", "terms.answer_within_days=30")

    assert houses.charter == shape["record"]
    assert {"answer_within_days": 30} == shape["content"]["terms"]


def test_nothing_else_is_opened_before_a_charter_is_in_force(acquainted: Houses) -> None:
    north = acquainted.north

    fields = ("--set", "number=1", "--set", "number_basis=stated")
    error = north.refused("say", "session", "propose", *fields)

    assert ("no_charter", "Propose one: `paraph charter`; the other parties accept it.") == (
        error["code"],
        error["next"],
    )
