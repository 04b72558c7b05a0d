"""The record stores that the contract is tried on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.adapters.cast import Shelf, shelf_in

from paraph.adapters.record_store import SqliteRecord

STORES = {"sqlite": shelf_in}
"""Every kind of store, by name; another one joins the contract by a line here."""


@pytest.fixture(params=STORES)
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shelf]:
    """A place where a record can be made, left and opened again."""
    with STORES[request.param](tmp_path) as place:
        yield place


@pytest.fixture
def store(shelf: Shelf) -> SqliteRecord:
    """An empty record, open for writing."""
    return shelf.create()
