"""The node's page: the link cut, a file carried there and one back, and whatever is no such file refused in words."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.exchange.cast import NORTH, SOUTH
from tests.exchange.cast import node as log_of
from tests.exchange.simulator import exchange
from tests.web.busy import busy_office
from tests.web.nodes import FRAMEWORK, Nodes, Served, heard_there, soon
from tests.web.seen import assert_accessible, signed_in

from paraph.domains.consultation import Session
from paraph.service.people import Person, keep_person
from paraph.service.restore import begin_recovery
from paraph.service.trail import Asked, Deed
from paraph.tending import carry_out
from paraph.web.office import Office

NODE = f"/{FRAMEWORK}/node/"


@pytest.fixture
def cut(two_nodes: Nodes) -> Iterator[Nodes]:
    """No link, until the test is over."""
    two_nodes.cut()
    yield two_nodes
    two_nodes.mend()


def test_a_file_is_carried_there_and_one_back_while_the_link_is_cut(
    window_of: Callable[..., BrowserContext], cut: Nodes, tmp_path: Path
) -> None:
    """The act lies in the other house's log, and its confirmation in ours, without a link. No script is needed."""
    here = signed_in(window_of(java_script_enabled=False).new_page(), cut.pk)
    there = signed_in(window_of(java_script_enabled=False).new_page(), cut.us)
    said = cut.pk.speaker.opens("consultation.session", Session(number=101, number_basis="stated", host="PK"))

    came = carried(here, cut.pk, there, cut.us, tmp_path / "there")

    assert any(stored.leaf.hex() == said.digest for stored, _act in cut.pk.held_there())
    expect(came).to_contain_text("Give PK a file in return")
    assert "received there" not in here_on_home(here, cut.pk, said.digest)

    back = carried(there, cut.us, here, cut.pk, tmp_path / "back")

    expect(back).to_contain_text("confirms that it holds")
    assert "received there" in here_on_home(here, cut.pk, said.digest)


def carried(writes: Page, author: Served, reads: Page, reader: Served, file: Path) -> object:
    writes.goto(author.at("node/"))
    with writes.expect_download() as download:
        writes.get_by_role("button", name=f"Write the file for {reader.party}").click()
    assert download.value.suggested_filename.endswith(f"-{author.party}-to-{reader.party}.paraph-bundle")
    download.value.save_as(file)
    reads.goto(reader.at("node/"))
    reads.get_by_label("The file that another party wrote").set_input_files(file)
    reads.get_by_role("button", name="Take the file in").click()
    found = reads.get_by_role("status").filter(has_text="What came of the file")
    expect(found).to_be_visible()
    return found


def here_on_home(page: Page, node: Served, record: str) -> str:
    page.goto(node.at())
    return page.locator("tr", has=page.locator(f"[id^='theirs-{record[:16]}']")).inner_text()


def test_a_cut_link_says_since_when_and_what_is_held_back(page: Page, cut: Nodes) -> None:
    signed_in(page, cut.pk)
    cut.pk.speaker.opens("consultation.session", Session(number=102, number_basis="stated", host="PK"))
    page.goto(cut.pk.at("node/"))
    party = page.get_by_role("article").filter(has_text="United States")
    expect(party).to_contain_text("of ours, not confirmed there")
    page.get_by_role("button", name="Exchange with US now").press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("US")
    expect(page.get_by_role("alert")).to_contain_text("nothing is lost")
    expect(party).to_contain_text("no link: it cannot be reached")
    assert_accessible(page)


def test_an_exchange_by_hand_carries_what_was_said(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    said = two_nodes.pk.speaker.opens("consultation.session", Session(number=103, number_basis="stated", host="PK"))
    client = client_of("clerk")

    answer = soon(lambda: exchanged(client), "another exchange never ended")

    assert f"{NODE}#came" == answer["Location"]
    assert b"What came of the exchange" in client.get(NODE).content
    assert b"What came of the exchange" not in client.get(NODE).content
    heard_there(two_nodes.pk, said.digest)
    deed = two_nodes.pk.node.trail.entries(Asked(deed=Deed.NODE, limit=1))[0].event
    assert ("clerk", "US", {"did": "exchange"}) == (deed.person, deed.subject, deed.facts)


def exchanged(client: Client) -> object:
    answer = client.post(NODE, {"do": "exchange", "party": "US"})
    return answer if answer.status_code == 303 else None


def sizes(node: Served) -> list[int]:
    with node.node.desk(FRAMEWORK) as desk:
        return [desk.store.size(party) for party in desk.setup.parties]


def file_of(tmp_path: Path, node: Served, to: str, **more: bool) -> bytes:
    path = tmp_path / "file"
    carry_out(node.node, FRAMEWORK, to, path, **more)
    return path.read_bytes()


BAD = {
    "nothing": (lambda _tmp, _nodes: b"", "bundle"),
    "a letter": (lambda _tmp, _nodes: b"Excellency, " * 40, "letter"),
    "cut short": (lambda tmp, nodes: file_of(tmp, nodes.us, "PK")[:-40], "short"),
    "one byte turned": (lambda tmp, nodes: turned(file_of(tmp, nodes.us, "PK")), "turned"),
    "sealed to them": (lambda tmp, nodes: file_of(tmp, nodes.pk, "US"), "sealed"),
    "our own": (lambda tmp, nodes: file_of(tmp, nodes.pk, "US", plain=True), "own"),
}


def turned(data: bytes) -> bytes:
    place = len(data) // 2
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_file_for_us_is_refused_and_nothing_is_lost(
    case: str, client_of: Callable[..., Client], cut: Nodes, tmp_path: Path
) -> None:
    make, name = BAD[case]
    before = sizes(cut.pk)
    given = SimpleUploadedFile(f"../{name}.paraph-bundle", make(tmp_path, cut))

    answer = client_of("clerk").post(NODE, {"do": "in", "file": given})

    html = answer.content.decode()
    assert (422, before) == (answer.status_code, sizes(cut.pk))
    assert "data-refused" in html
    assert "nothing is lost" in html
    assert [] == list((cut.pk.node.folder(FRAMEWORK) / "scratch").iterdir())


def test_a_file_that_is_not_sealed_is_an_administrators(
    client_of: Callable[..., Client], two_nodes: Nodes, tmp_path: Path
) -> None:
    """Persons with a mandate carry sealed files; whoever has none carries nothing, and reads the page all the same."""
    house = two_nodes.pk.node.house
    keep_person(house, Person(id="intern", name="Intern", office="Intern"))
    keep_person(house, Person(id="keeper", name="Keeper", office="Keeper of the node", administers=True))
    plain = {"do": "out", "party": "US", "plain": "yes"}

    assert 403 == client_of("clerk").post(NODE, plain).status_code
    assert 403 == client_of("intern").post(NODE, {"do": "out", "party": "US"}).status_code
    assert 403 == client_of("intern").post(NODE, {"do": "in"}).status_code
    assert 403 == client_of("intern").post(NODE, {"do": "exchange", "party": "US"}).status_code
    assert b"Take the file in" not in client_of("intern").get(NODE).content
    given = client_of("keeper").post(NODE, plain)
    assert b"PK" == b"".join(given)[:2]
    deed = two_nodes.pk.node.trail.entries(Asked(deed=Deed.EXPORT, person="keeper", limit=1))[0].event
    assert (f"{FRAMEWORK}-PK-to-US.paraph-bundle", True) == (deed.subject, deed.facts["plain"])


@pytest.mark.parametrize("posted", [{}, {"do": "burn"}, {"do": "in"}, {"do": "out", "party": "XX"}])
def test_what_the_page_has_no_button_for_is_refused_in_words(
    posted: dict[str, str], client_of: Callable[..., Client]
) -> None:
    answer = client_of("clerk").post(NODE, posted)

    assert (True, True) == (answer.status_code in {404, 422}, b"data-refused" in answer.content)


@pytest.fixture
def forked(pk_office: str, tmp_path: Path) -> Iterator[Office]:
    """An office that holds evidence against the other party's log."""
    assert pk_office
    with busy_office(tmp_path / "forked", each=1) as office:
        with office.desk(FRAMEWORK, writable=True) as desk:
            desk.store.keep_evidence("US", two_histories(tmp_path))
            desk.store.keep_evidence("US", b"no evidence")
        yield office


def two_histories(folder: Path) -> bytes:
    """North holds five of South's acts, and sees another history with nine."""
    north, south, twin = (log_of(folder / name, party) for name, party in (("n", NORTH), ("s", SOUTH), ("t", SOUTH)))
    south.say_many(5)
    exchange(north, south)
    twin.say("another")
    twin.say_many(8)
    exchange(north, twin)
    return north.store.evidence(SOUTH)[0]


def test_two_histories_are_said_in_plain_words_and_the_evidence_is_given(
    forked: Office, client_of: Callable[..., Client]
) -> None:
    client = client_of("clerk")
    html = client.get(NODE).content.decode()
    kept = client.get(f"{NODE}evidence/US/0")

    assert "Two histories of one log were found." in html
    assert (
        "its keys signed a log of <bdi>5</bdi> entries, and later one of <bdi>9</bdi> that does not begin with it"
        in html
    )
    assert "Evidence is kept that cannot be verified here." in html
    with forked.desk(FRAMEWORK) as desk:
        assert desk.store.evidence("US")[0] == kept.content
    assert 404 == client.get(f"{NODE}evidence/US/2").status_code


def test_a_node_that_must_be_restored_says_so_beside_whatever_is_worse(
    forked: Office, client_of: Callable[..., Client]
) -> None:
    begin_recovery(forked.node.house, FRAMEWORK)

    html = client_of("clerk").get(NODE).content.decode()

    assert "This node must be restored" in html
    assert "Two histories of one log were found." in html
