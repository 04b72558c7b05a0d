"""The demonstration: the whole public record in both nodes, every act proved, nothing of anyone else's touched."""

import json
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.strangers.test_strangers import Run, go, node, stranger

from paraph.demo import tell_story
from paraph.demo.folder import MARK, fresh
from paraph.demo.founding import FRAMEWORK, PASSPHRASE
from paraph.node import Node
from paraph.record import Act, View, read_act
from paraph.service.certificate import verify_certificate
from paraph.service.compare import compare, standing
from paraph.service.read import listing
from paraph.service.receipt import Proven, Receipt, verify_receipt
from paraph.values import Barred

__all__ = ["go", "node", "stranger"]

RECORD: dict[str, Any] = json.loads(files("paraph.demo").joinpath("data", "dcg_sessions.json").read_text("utf-8"))
SESSIONS = sorted(one["number"] for one in RECORD["sessions"])
POINTS = {point["id"]: point for one in RECORD["sessions"] for point in one["agreed"]}
OPEN = {name for name, point in POINTS.items() if point["followed_up"]["status"] == "not_seen"}


class Told(NamedTuple):
    """A story that was told, and its folder."""

    folder: Path
    lines: list[str]
    story: dict[str, Any]

    def file(self, line: dict[str, Any], suffix: str) -> Path:
        return self.folder / line["receipt"].replace(".tlog-proof", suffix)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder, lines = tmp_path_factory.mktemp("demo") / "told", []
    tell_story(folder, show=lines.append)
    return Told(folder, lines, json.loads((folder / "story.json").read_text("utf-8")))


@pytest.fixture(params=["PK", "US"])
def house(told: Told, request: pytest.FixtureRequest) -> Iterator[Node]:
    opened = Node(told.folder / request.param, passphrase=lambda: PASSPHRASE)
    yield opened
    opened.close()


def views(house: Node, family: str) -> tuple[View, ...]:
    with house.desk(FRAMEWORK) as desk:
        return listing(desk, family)


def receipts(told: Told) -> list[tuple[dict[str, Any], Proven, Act]]:
    found = []
    for line in told.story["said"]:
        act, proof, policy = (
            told.file(line, suffix).read_bytes() for suffix in (".act.json", ".tlog-proof", ".tlog-policy")
        )
        found.append((line, verify_receipt(Receipt(act, proof, policy)), read_act(act)))
    return found


@pytest.mark.slow
def test_the_story_names_every_session_and_every_point(told: Told) -> None:
    assert (10, SESSIONS) == (len(SESSIONS), sorted(told.story["sessions"]))
    assert sorted(POINTS) == sorted(told.story["points"])
    assert len(told.story["said"]) == len({line["act"] for line in told.story["said"]})


@pytest.mark.slow
def test_every_session_is_in_force_in_both_houses(house: Node) -> None:
    """By its number, at its host's and its guest's."""
    found = {view.state.content_in_force.number: view for view in views(house, "consultation.session")}

    assert SESSIONS == sorted(found)
    hosts = {one["number"]: one["host"] for one in RECORD["sessions"]}
    assert hosts == {number: view.opener for number, view in found.items()}


@pytest.mark.slow
def test_every_agreed_point_is_in_force_in_both_houses(house: Node) -> None:
    """By its id, in its words, at its session."""
    numbers = {view.record: view.state.content_in_force.number for view in views(house, "consultation.session")}
    found = {view.state.content_in_force.public_id: view for view in views(house, "commitments.commitment")}

    assert sorted(POINTS) == sorted(found)
    for name, view in found.items():
        noun = view.state.content_in_force
        assert POINTS[name]["text"] == noun.wording.en
        assert int(name.partition(".")[0]) == numbers[noun.session]


@pytest.mark.slow
def test_each_point_is_reported_on_as_the_record_shows_and_the_others_stay_open(house: Node) -> None:
    names = {view.record: view.state.content_in_force.public_id for view in views(house, "commitments.commitment")}
    reports = [(names[view.noun.terms], view) for view in views(house, "commitments.progress")]
    traced = {name for name, view in reports if {"PK", "US"} == set(view.state.reports)}

    assert set(POINTS) - OPEN == traced
    assert {"21.3"} == {name for name, _view in reports} & OPEN


@pytest.mark.slow
def test_the_statement_was_argued_from_brackets_to_agreement(told: Told, house: Node) -> None:
    (view,) = views(house, "consultation.statement")
    verbs = Counter(line["verb"] for line in told.story["said"] if line["record"] == view.record)

    assert told.story["statement"] == {"record": view.record, "version": view.state.in_force}
    assert {"propose": 4, "return": 1, "accept_ad_referendum": 1, "accept": 1} == verbs
    assert {point for point in POINTS if point.startswith("21.")} == {
        one.public_id for one in view.state.content_in_force.paragraphs if one.public_id
    }


@pytest.mark.slow
def test_nothing_is_void_waiting_or_unread(house: Node) -> None:
    with house.desk(FRAMEWORK) as desk:
        assert [] == desk.store.odd_entries()
        assert [] == [one for view in listing(desk) for one in view.verdicts if one.code]
        assert {} == {party: found for party in desk.setup.parties if (found := desk.store.evidence(party))}


@pytest.mark.slow
def test_every_act_of_the_story_lies_in_both_houses_where_it_says(told: Told, house: Node) -> None:
    with house.desk(FRAMEWORK) as desk:
        for line in told.story["said"]:
            stored = desk.store.find(bytes.fromhex(line["act"]))
            assert stored is not None
            act = read_act(stored.data)
            assert (line["party"], line["verb"], line["kind"]) == (stored.party, act.verb, act.kind)
            assert line["record"] == (act.record or line["act"])


@pytest.mark.slow
def test_every_act_has_a_receipt_that_verifies(told: Told) -> None:
    """Held by the other side, which is never the author."""
    for line, proven, _act in receipts(told):
        other = "US" if line["party"] == "PK" else "PK"
        assert line["act"] == proven.digest
        assert {f"{other}-ed25519", f"{other}-mldsa"} == {holder.name for holder in proven.held_by}


@pytest.mark.slow
def test_strangers_verify_a_sample_of_the_receipts(told: Told, stranger: Run) -> None:
    """With the Ed25519 keys of the log and of the other's mirror; and refuse the act of another receipt."""
    house = Node(told.folder / "PK", passphrase=lambda: PASSPHRASE)
    setup = house.setup(FRAMEWORK)
    house.close()
    sample = told.story["said"][::20]
    for line, other in zip(sample, (*sample[1:], sample[0]), strict=True):
        mirror = next(one for one in setup.members if one.party != line["party"])
        vkeys = (setup.member(line["party"]).log_keys[0], mirror.mirror_keys[0])
        proof, act = told.file(line, ".tlog-proof"), told.file(line, ".act.json")

        checked = stranger("receipt", proof, act, *vkeys)

        assert (0, "") == (checked.returncode, checked.stderr)
        assert 1 == stranger("receipt", proof, told.file(other, ".act.json"), *vkeys).returncode


@pytest.mark.slow
def test_both_houses_hold_the_same_record(told: Told) -> None:
    houses = [Node(told.folder / party, passphrase=lambda: PASSPHRASE) for party in ("PK", "US")]
    with houses[0].desk(FRAMEWORK) as here, houses[1].desk(FRAMEWORK) as there:
        found, back = compare(here, standing(there)), compare(there, standing(here))
    for each in houses:
        each.close()

    assert ("same", "same") == (found.result, back.result)
    assert found.total == back.total == told.story["compared"]["total"]


@pytest.mark.slow
def test_the_certificate_of_the_statement_verifies(told: Told) -> None:
    found = verify_certificate((told.folder / "statement-21.certificate.json").read_bytes())

    assert {"PK", "US"} == set(found.standing)
    assert told.story["statement"]["version"] == found.certificate.version


@pytest.mark.slow
def test_what_happened_long_ago_is_marked_as_recorded_later(told: Told) -> None:
    """Historical times are shown as such; signatures carry the true time. The argued text is marked as invented."""
    old = ("consultation.session", "consultation.briefing", "commitments.commitment", "commitments.progress")
    for line, proven, act in receipts(told):
        if isinstance(act.content, dict) and act.content and act.kind.startswith(old):
            assert act.content["recorded_later"]["basis"]
        if act.kind == "consultation.statement/1" and act.verb == "propose":
            assert "invented" in act.content["notes"]["en"]
        assert act.at >= "2026"
        assert line["at"] == act.at
        assert proven.signed_at is not None


@pytest.mark.slow
def test_the_story_is_short_to_read_and_shows_the_failure(told: Told) -> None:
    """About two minutes at 200 words a minute."""
    text = "\n".join(told.lines)

    assert len(text.split()) < 450
    assert "refused (inclusion.root)" in text
    assert "The link is cut" in text


@pytest.mark.slow
def test_nothing_in_the_folder_tells_a_real_passphrase(told: Told) -> None:
    names = {path.name for path in told.folder.iterdir()}

    assert {"PK", "US", "story.json", "receipts", "passphrase", MARK} <= names
    assert PASSPHRASE == (told.folder / "passphrase").read_text("utf-8").strip()


@pytest.mark.soak
def test_the_story_told_again_replaces_the_first(told: Told) -> None:
    before = {line["act"] for line in told.story["said"]}

    again = tell_story(told.folder, show=lambda _line: None)

    after = json.loads((told.folder / "story.json").read_text("utf-8"))
    assert again["points"] == after["points"] == told.story["points"]
    assert set() == before & {line["act"] for line in after["said"]}


def test_a_folder_that_no_demonstration_made_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "treaty.txt").write_text("ours")

    with pytest.raises(Barred, match=r"demo\.folder_taken"):
        tell_story(tmp_path, show=lambda _line: None)

    assert {"treaty.txt": "ours"} == {path.name: path.read_text() for path in tmp_path.iterdir()}


def test_the_folder_of_an_earlier_demonstration_is_emptied(tmp_path: Path) -> None:
    folder = fresh(tmp_path / "deep" / "demo")
    (folder / "PK").mkdir()

    assert folder == fresh(folder)
    assert [MARK] == [path.name for path in folder.iterdir()]


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    assert tmp_path == fresh(tmp_path)
