"""Coming in: the one-time link, password and second factor, printed codes, passkeys; and every way that is closed."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.web.nodes import serve, stop
from tests.web.seen import assert_accessible, assert_fits, code_of, window

from paraph.demo.founding import PASSPHRASE
from paraph.node import Identity, Node
from paraph.service.people import people
from paraph.service.trail import Asked as AskedOfTrail

PASSWORD = "correct horse battery"  # noqa: S105  # of a node that lives as long as its test
CLOSED = (
    "signup/",
    "email/",
    "password/reset/",
    "password/set/",
    "inactive/",
    "confirm-email/",
    "2fa/totp/deactivate/",
)


class Begun(NamedTuple):
    """A node whose first administrator has begun."""

    url: str
    home: Path
    link: str
    key: str
    codes: list[str]


@pytest.fixture(scope="module")
def begun(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Begun]:
    """Islamabad's node, alone, not a demonstration, served for the first time."""
    home = tmp_path_factory.mktemp("real") / "PK"
    identity = Identity(party="PK", name="Pakistan", host="pk.demo.example")
    node = Node.create(home, identity, passphrase=lambda: PASSPHRASE)
    node.begin("pk-us-dcg", quick=True)
    node.close()
    process, told = serve(home)
    url = told["pages"].rstrip("/")
    with window(browser, (url.partition("//")[2],)) as context:
        key, codes = first(context.new_page(), told["begin"])
    yield Begun(url, home, told["begin"], key, codes)
    assert 0 == stop(process)


@pytest.fixture
def page(browser: Browser, begun: Begun) -> Iterator[Page]:
    with window(browser, (begun.url.partition("//")[2],)) as context:
        yield context.new_page()


def first(page: Page, link: str) -> tuple[str, list[str]]:
    """The first administrator begins, and makes one mistake on the way."""
    page.goto(link)
    assert_accessible(page)
    key = page.locator("#key").inner_text()
    page.get_by_label("Short name").fill("admin")
    page.get_by_label("Full name").fill("Node Administrator")
    page.get_by_label("Office").fill("Information desk")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_label("Code that the app shows").fill("000000")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("alert").first).to_contain_text("That is not the code")
    assert_accessible(page)
    assert "Node Administrator" == page.get_by_label("Full name").input_value()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_label("Code that the app shows").fill(code_of(key))
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Printed codes")
    assert_accessible(page)
    return key, page.locator(".codes code").all_inner_texts()


def test_the_first_administrator_begins_by_a_link_that_works_once(page: Page, begun: Begun) -> None:
    """Without it nobody can make an account: there is no unclaimed node."""
    answer = page.goto(begun.link)

    assert answer is not None
    assert 410 == answer.status
    expect(page.get_by_role("heading", level=1)).to_have_text("No longer valid")
    node = Node(begun.home, passphrase=lambda: PASSPHRASE)
    assert [("admin", True, ())] == [(one.id, one.administers, one.mandates) for one in people(node.house)]
    node.close()


def test_signing_in_takes_password_and_code_and_a_code_works_once(page: Page, begun: Begun) -> None:
    code = code_of(begun.key, later=1)

    with_password(page, begun)
    assert_accessible(page)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".mast-me")).to_contain_text("admin")
    page.locator(".mast-me summary").click()
    page.get_by_role("button", name="Sign out").click()
    with_password(page, begun)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("alert").first).to_contain_text("Incorrect code")


def test_a_printed_code_lets_one_in_once(page: Page, begun: Begun) -> None:
    with_password(page, begun)
    page.get_by_label("Code").fill(begun.codes[3])
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".mast-me")).to_contain_text("admin")

    page.goto(f"{begun.url}/account/2fa/")

    expect(page.locator("main")).to_contain_text("9 printed codes are left")
    assert_accessible(page)
    assert_fits(page)


def test_a_passkey_signs_in_without_typing(page: Page, begun: Begun) -> None:
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    with_password(page, begun)
    page.get_by_label("Code").fill(begun.codes[4])
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{begun.url}/account/2fa/webauthn/add/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it still you?")
    assert_accessible(page)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Add a passkey")
    assert_accessible(page)
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign-in and second factor")
    page.locator(".mast-me summary").click()
    page.get_by_role("button", name="Sign out").click()

    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.locator(".mast-me")).to_contain_text("admin")


@pytest.mark.parametrize("path", CLOSED)
def test_a_page_of_the_library_that_is_not_ours_is_not_there(path: str, page: Page, begun: Begun) -> None:
    answer = page.goto(f"{begun.url}/account/{path}")

    assert answer is not None
    assert 404 == answer.status


def test_nothing_of_the_record_is_seen_before_signing_in(page: Page, begun: Begun) -> None:
    page.goto(f"{begun.url}/pk-us-dcg/")

    assert (f"{begun.url}/account/login/?next=/pk-us-dcg/", 0) == (page.url, page.locator(".ways, .strip").count())
    assert_accessible(page)
    assert_fits(page)


def test_who_only_reads_the_files_can_make_no_codes(begun: Begun) -> None:
    """The key of the second factor and the link are nowhere in the node's folder."""
    secret = re.findall(r"begin/([^/]+)/", begun.link)[0]
    with sqlite3.connect(begun.home / "office.db") as db:
        written = "".join(str(row) for row in db.execute("SELECT data FROM mfa_authenticator"))
    db.close()
    files = b"".join(each.read_bytes() for each in begun.home.rglob("*") if each.is_file())

    assert "secret" in written
    assert (False, False) == (begun.key.encode() in files, secret.encode() in files)


def test_who_came_in_is_written_down(page: Page, begun: Begun) -> None:
    """Also whose password was right, and whose code was not."""
    with_password(page, begun, password=PASSWORD[1:])
    with_password(page, begun)
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert").first).to_contain_text("Incorrect code")

    node = Node(begun.home, passphrase=lambda: PASSPHRASE)
    told = [each.event for each in node.trail.entries(AskedOfTrail())]
    node.close()
    deeds = {(each.deed, each.person, each.facts.get("factor")) for each in told}
    assert {("sign_in", "admin", None), ("sign_in_failed", "admin", None), ("sign_in_failed", "admin", "totp")} <= deeds


def test_sign_in_rests_after_too_many_tries(page: Page, begun: Begun) -> None:
    """Last of all: nobody comes in for a while."""
    told = [with_password(page, begun, password=f"wrong {turn}", name="guessed") for turn in range(7)]

    assert "Too many" in told[-1]


def with_password(page: Page, begun: Begun, *, password: str = PASSWORD, name: str = "admin") -> str:
    page.goto(f"{begun.url}/account/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    return page.locator("main").inner_text()
