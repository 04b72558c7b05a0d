"""The office under test: two real nodes (`two_nodes`), a browser (`page`), Django's client where no browser is needed.

    def test_…(page: Page, two_nodes: Nodes) -> None:
        signed_in(page, two_nodes.pk, "clerk")
        …
        assert "accept" == heard_there(two_nodes.pk, verb="accept", record=record).verb

`signed_in`, `assert_accessible`, `assert_fits` are in tests/web/seen.py, `heard_there`, `soon` in tests/web/nodes.py.
Every browser test fails if a page asks anything of another host.
"""

import os
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from tests.web.nodes import FRAMEWORK, PASSPHRASE, Nodes, nodes_in
from tests.web.own import Facts, everything, facts_of
from tests.web.seen import chromium, window

from paraph.web.door import Door
from paraph.web.office import enter
from paraph.web.settings import set_up

# Playwright's loop runs in the thread of the tests; the client is used beside it, never within.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever uses the browser needs it; whatever serves nodes takes its time."""
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        if "browser" in used:
            item.add_marker(pytest.mark.needs_browser)
        if {"browser", "two_nodes"} & used:
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.pages)


@pytest.fixture(scope="session")
def two_nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    """Islamabad and Washington, served, linked, with charter, ten sessions and an agreed statement."""
    with nodes_in(tmp_path_factory.mktemp("office")) as nodes:
        yield nodes


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def window_of(browser: Browser, two_nodes: Nodes) -> Iterator[Callable[..., BrowserContext]]:
    """Opens windows with options of their own: java_script_enabled=False, color_scheme="dark", viewport=…"""
    open_ones = []

    def opened(**more: object) -> BrowserContext:
        one = window(browser, hosts(two_nodes), **more)
        open_ones.append(one)
        return one.__enter__()

    yield opened
    for one in open_ones:
        one.__exit__(None, None, None)


@pytest.fixture
def page(window_of: Callable[..., BrowserContext]) -> Page:
    """A fresh window, in English, nobody signed in."""
    return window_of().new_page()


@pytest.fixture
def page_without_script(window_of: Callable[..., BrowserContext]) -> Page:
    """The same without JavaScript."""
    return window_of(java_script_enabled=False).new_page()


@pytest.fixture(scope="session")
def pk_office(two_nodes: Nodes) -> str:
    """Islamabad's node, in this process too: for Django's client. Returns the framework."""
    door = Door(two_nodes.pk.home, "127.0.0.1", 1, "localhost", demo=True)
    set_up(enter(door, passphrase=lambda: PASSPHRASE))
    return FRAMEWORK


@pytest.fixture
def client_of(pk_office: str) -> Callable[..., object]:
    """Gives Django's client, signed in at Islamabad's node as a person: `client_of("clerk").get(…)`; "" is nobody."""
    from django.contrib.auth.models import User  # noqa: PLC0415  # only after Django was set up
    from django.test import Client  # noqa: PLC0415  # as above

    assert pk_office

    def client(person: str = "clerk", **more: object) -> Client:
        made = Client(SERVER_NAME="localhost", **more)
        if person:
            user, _ = User.objects.get_or_create(username=person)
            made.force_login(user)
            session = made.session
            session["by_link"] = True
            session.save()
        return made

    return client


@pytest.fixture(scope="session")
def facts(two_nodes: Nodes, pk_office: str) -> Facts:
    """What stands in the addresses that `tests/web/ways.py` declares; most of it is the clerk's own."""
    from django.contrib.auth.models import User  # noqa: PLC0415  # only after Django was set up

    assert pk_office
    for who in ("clerk", "onlooker", "colleague", "leaver"):
        User.objects.get_or_create(username=who)
    return facts_of(two_nodes)


@pytest.fixture
def unchanged(two_nodes: Nodes, facts: Facts) -> Iterator[None]:
    """Whatever is tried, both logs, all persons, drafts, copies and accounts are as they were."""
    assert facts
    before = everything(two_nodes)
    yield

    assert set() == before.symmetric_difference(everything(two_nodes))


@pytest.fixture
def only_their_own(two_nodes: Nodes, facts: Facts) -> Iterator[None]:
    """The same, but for what is the colleague's."""
    assert facts
    before = everything(two_nodes)
    yield

    assert [] == [one for one in before.symmetric_difference(everything(two_nodes)) if "colleague" not in one]


def hosts(nodes: Nodes) -> tuple[str, ...]:
    return tuple(urlsplit(one.url).netloc for one in nodes)
