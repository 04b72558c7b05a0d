"""People by the command line: roles, deputies, absence, removal, the trail and reminders."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.adapters.servers import Desk, Letters, serving
from tests.cli.houses import Houses

TODAY = datetime.now(UTC).date()
DAYS = ("--first", TODAY.isoformat(), "--last", (TODAY + timedelta(days=9)).isoformat())


def test_a_role_gives_what_usually_goes_with_an_office(houses: Houses) -> None:
    entered = houses.north.done(
        "person", "add", "keeper", "--name", "K", "--office", "Registry", "--role", "administrator", "--audits"
    )["person"]

    assert ([], True, True) == (entered["mandates"], entered["administers"], entered["audits"])
    assert "head_of_delegation" in houses.north.done("person", "roles")["roles"]
    assert "reads the trail" in houses.north.run("person", "list").out


def test_a_deputy_of_a_third_office_releases_while_the_head_is_away(houses: Houses) -> None:
    """The act that the other house reads names both offices and the delegation."""
    houses.south.done("person", "add", "legal", "--name", "L", "--office", "Legal")
    given = houses.south.done("deputy", "give", "legal", *DAYS, "--as", "head")["delegation"]
    houses.south.done("deputy", "away", "head", *DAYS, "--ask", "legal", "--as", "head")
    draft = houses.south.done("say", houses.session, "accept")["draft"]

    act = houses.south.done("release", draft["id"], "--as", "legal")["act"]

    houses.exchange()
    there = houses.north.done("history", houses.session)
    assert (1, ["Desk", "Legal for Secretary (delegation 1)"]) == (given["number"], act["by"])
    assert act["act"] in str(there)
    listed = houses.south.done("deputy", "list")
    assert ([True], ["head"]) == (
        [one["runs"] for one in listed["delegations"]],
        [one["person"] for one in listed["absences"]],
    )


def test_a_deputy_of_the_drafters_own_desk_is_refused(houses: Houses) -> None:
    houses.south.done("deputy", "give", "intern", *DAYS, "--releases", "*:*", "--as", "head")
    draft = houses.south.done("say", houses.session, "accept")["draft"]

    error = houses.south.refused("release", draft["id"], "--as", "intern")

    assert "second_key.same_hand" == error["code"]


def test_a_delegation_is_taken_back_and_somebody_is_back(houses: Houses) -> None:
    houses.south.done("deputy", "give", "intern", *DAYS, "--drafts", "consultation.*:accept", "--as", "clerk")
    houses.south.done("deputy", "away", "clerk", *DAYS)
    houses.south.done("deputy", "back", "clerk", "--first", TODAY.isoformat())

    ended = houses.south.done("deputy", "end", "1")["delegation"]

    assert "clerk" == ended["ended_by"]
    assert [] == houses.south.done("deputy", "list")["absences"]
    assert "ended by clerk" in houses.south.run("deputy", "list").out


def test_only_the_draft_that_was_seen_is_released(houses: Houses) -> None:
    draft = houses.south.done("say", houses.session, "accept")["draft"]
    shown = houses.south.done("pending", draft["id"])["pending"][0]

    error = houses.south.refused("release", draft["id"], "--seen", "f" * 64, "--as", "head")

    assert "second_key.changed" == error["code"]
    assert houses.south.done("release", draft["id"], "--seen", shown["digest"], "--as", "head")["act"]


def test_a_removed_person_leaves_drafts_to_an_heir_and_speaks_no_more(houses: Houses) -> None:
    houses.south.done("draft", "save", "reply", houses.session, "hold")
    draft = houses.south.done("say", houses.session, "accept")["draft"]

    removed = houses.south.done("person", "remove", "clerk", "--heir", "intern")["removed"]

    assert {"reply", f"second-key-{draft['id']}"} == set(removed["drafts"])
    assert {"intern"} == {one["by"] for one in houses.south.done("draft", "list")["drafts"]}
    assert "mandate" == houses.south.refused("say", houses.session, "hold")["code"]
    assert "clerk" not in {one["id"] for one in houses.south.done("person", "list")["persons"]}
    assert "removed" in houses.south.run("person", "list", "--gone").out
    assert "person.id_used" == houses.south.refused("person", "add", "clerk", "--name", "X", "--office", "Y")["code"]


def test_the_trail_tells_who_turned_which_key_and_verifies(houses: Houses, tmp_path: Path) -> None:
    draft = houses.south.done("say", houses.session, "accept")["draft"]
    houses.south.refused("release", draft["id"])
    houses.south.done("release", draft["id"], "--as", "head")

    told = houses.south.done("trail", "list", "--subject", draft["id"])["entries"]
    head = houses.south.done("trail", "verify")
    written = houses.south.done("trail", "export", "--person", "clerk", "--out", str(tmp_path / "trail.csv"))

    assert ["refused", "refused", "first_key"] == [one["deed"] for one in told]
    assert head == houses.south.done("trail", "verify", "--head", f"{head['number']}:{head['digest']}") | head
    assert written["rows"] + 1 == len((tmp_path / "trail.csv").read_text().splitlines())
    assert "second_key" in houses.south.run("trail", "list", "--limit", "5").out


def test_a_head_that_is_not_in_the_trail_is_a_fault(houses: Houses) -> None:
    assert "trail.cut" == houses.south.refused("trail", "verify", "--head", f"1:{'f' * 64}")["code"]
    assert "cli.head_form" == houses.south.refused("trail", "verify", "--head", "f")["code"]


def test_a_trail_that_is_gone_stops_the_node_from_speaking(houses: Houses) -> None:
    (houses.south.home / "trail.db").unlink()

    assert ("trail.missing", 4) == tuple(
        houses.south.refused("say", houses.session, "hold")[key] for key in ("code", "exit")
    )


def test_the_trail_is_in_the_backup(houses: Houses, tmp_path: Path) -> None:
    houses.south.done("backup", str(tmp_path / "backup"))
    noted = houses.south.done("trail", "verify")

    assert b"trail.db" in (tmp_path / "backup").read_bytes()
    assert 0 < noted["number"]


def test_everyone_is_told_what_waits_once(houses: Houses) -> None:
    with serving(Letters(None)) as post, serving(Desk(200)) as register:
        mail = ("--host", "127.0.0.1", "--port", str(post.port), "--sender", "paraph@south.example")
        houses.south.done("settings", "mail", *mail)
        houses.south.done("settings", "reminders", "--pages", "https://south.example/")
        houses.south.done("settings", "person", "clerk", "--email", "clerk@south.example")
        made = houses.south.done("settings", "webhook", "register", f"http://127.0.0.1:{register.port}/in")

        first, second = houses.south.done("remind"), houses.south.done("remind")

    assert (["clerk"], 1, {}) == (first["letters"], len(first["messages"]), first["failed"])
    assert ([], [], {}) == (second["letters"], second["messages"], second["failed"])
    text = post.taken[0][1].decode()
    assert f"https://south.example/pact/records/{houses.session}/" in "".join(text.split("=\r\n"))
    assert ("Rawalpindi" in text, made["secret"].startswith("whsec_")) == (False, True)
    assert made["secret"] not in houses.south.run("settings", "show").out


def test_what_cannot_be_sent_ends_with_the_code_of_a_cut_link(houses: Houses) -> None:
    with serving(Letters(None, says={"MAIL": "550 no"})) as post:
        mail = ("--host", "127.0.0.1", "--port", str(post.port), "--sender", "paraph@south.example")
        houses.south.done("settings", "mail", *mail)
        houses.south.done("settings", "person", "clerk", "--email", "clerk@south.example")

        told = houses.south.run("remind")

    assert (3, True) == (told.code, "clerk: " in told.out)


def test_a_webhook_without_an_address_is_taken_away(houses: Houses) -> None:
    houses.south.done("settings", "webhook", "register", "https://register.example/")
    houses.south.done("settings", "webhook", "register")

    assert {} == houses.south.done("settings", "show")["settings"]
    assert "Nothing is set" in houses.south.run("settings", "show").out
