"""Check a receipt: without an account, without a node, and what a printed certificate says."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.web.nodes import FRAMEWORK, Nodes, soon
from tests.web.seen import assert_accessible, assert_fits, signed_in

from paraph.web.standalone import page_without_a_node


@pytest.fixture
def files(client_of: Callable[..., Client], two_nodes: Nodes, tmp_path: Path) -> list[Path]:
    """The three files of the receipt of a session's first act."""
    act = next(iter(two_nodes.sessions.values()))
    answer = soon(
        lambda: ((got := client_of().get(f"/{FRAMEWORK}/acts/{act}/receipt")).status_code == 200 and got) or None,
        "no receipt",
    )
    with ZipFile(BytesIO(answer.content)) as zipped:
        zipped.extractall(tmp_path)
    return sorted(tmp_path.iterdir())


def spoilt(files: list[Path]) -> list[Path]:
    act = next(one for one in files if one.name.endswith(".act.json"))
    act.write_bytes(act.read_bytes().replace(b'"number":', b'"numbet":'))
    return files


@pytest.mark.parametrize("language", ["English", "اردو"])
def test_anyone_checks_a_receipt_and_reads_what_it_does_not_show(
    language: str, page: Page, two_nodes: Nodes, files: list[Path]
) -> None:
    page.goto(f"{two_nodes.us.url}/verify/")
    page.get_by_role("button", name=language).click()
    page.locator("#files").set_input_files(files)
    page.locator("main form button").click()

    expect(page.locator(".result-holds")).to_be_visible()
    expect(page.locator("main")).to_contain_text(f"/{FRAMEWORK}")
    assert_accessible(page)
    assert_fits(page, 360)
    page.get_by_role("button", name="English").click()


def test_a_changed_word_does_not_hold(page: Page, two_nodes: Nodes, files: list[Path]) -> None:
    page.goto(f"{two_nodes.us.url}/verify/")
    page.locator("#files").set_input_files(spoilt(files))
    page.locator("main form button").click()

    expect(page.locator(".result-does-not-hold")).to_be_visible()


def test_a_page_from_a_disk_checks_without_any_node(
    window_of: Callable[..., BrowserContext], files: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Offline: its own policy lets it ask nothing of anybody."""
    kept = tmp_path_factory.mktemp("disk") / "verify.html"
    kept.write_text(page_without_a_node(), encoding="utf-8")
    context = window_of()
    context.set_offline(True)
    page = context.new_page()
    page.goto(kept.as_uri())
    page.locator("#files").set_input_files(files)

    expect(page.locator("#result")).to_have_text("It holds.")
    expect(page.locator("#found")).to_contain_text("ML-DSA-44 keys of the policy were not checked")
    assert_accessible(page)
    page.locator("#files").set_input_files([])
    page.locator("#files").set_input_files(spoilt(files))
    expect(page.locator("#result")).to_contain_text("It does not hold")


def test_each_part_of_a_receipt_is_held_to_by_the_page_from_a_disk(
    window_of: Callable[..., BrowserContext], files: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """One character changed anywhere in proof or checkpoint is refused."""
    kept = tmp_path_factory.mktemp("disk") / "verify.html"
    kept.write_text(page_without_a_node(), encoding="utf-8")
    page = window_of().new_page()
    page.goto(kept.as_uri())
    proof = next(one for one in files if one.name.endswith(".tlog-proof"))
    whole = proof.read_text(encoding="utf-8")
    lines = whole.split("\n")
    astray = []
    for at, line in enumerate(lines):
        is_mldsa = line.startswith("— ") and len(line) > 1000
        if not line or is_mldsa:
            continue
        place = len(line) // 2
        other = "A" if line[place] != "A" else "B"
        proof.write_text("\n".join([*lines[:at], line[:place] + other + line[place + 1 :], *lines[at + 1 :]]), "utf-8")
        page.locator("#files").set_input_files([])
        page.locator("#files").set_input_files(files)
        expect(page.locator("#result")).to_be_visible()
        if page.locator("#result").inner_text() == "It holds.":
            astray.append(line)

    assert [] == astray


def test_a_certificate_is_printed_with_a_picture(page: Page, two_nodes: Nodes) -> None:
    act = next(iter(two_nodes.sessions.values()))
    signed_in(page, two_nodes.pk).goto(two_nodes.pk.at(f"acts/{act}/certificate/"))

    expect(page.get_by_role("img", name="The log, the place")).to_be_visible()
    expect(page.get_by_role("heading", name="What this does not show")).to_be_visible()
    assert_accessible(page)


def test_the_certificate_of_what_is_agreed_verifies(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    session = next(iter(two_nodes.sessions.values()))
    made = client_of().get(f"/{FRAMEWORK}/records/{session}/certificate.json")
    brought = BytesIO(made.content)
    brought.name = "certificate.json"

    answer = client_of("").post("/verify/", {"files": brought})

    assert b"result-holds" in answer.content


def test_nothing_brought_is_answered_in_words(client_of: Callable[..., Client]) -> None:
    brought = BytesIO(b"\x00" * 100)
    brought.name = "holiday.jpg"

    assert "neither a receipt nor a certificate" in client_of("").post("/verify/", {"files": brought}).content.decode()
    assert 200 == client_of("").get("/verify/").status_code
