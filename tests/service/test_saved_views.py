"""Saved views: a person's own, by name, and no more of them than somebody can oversee."""

import pytest
from tests.exchange.cast import MemoryHouse

from paraph.service.saved_views import ASKED, MOST, NAME, SavedView, drop_view, keep_view, saved_views
from paraph.values import Barred


def view(name: str, asked: str = "state=proposed", person: str = "clerk", framework: str = "river") -> SavedView:
    return SavedView(name=name, person=person, framework=framework, asked=asked)


def test_a_view_is_kept_for_its_person_alone() -> None:
    house = MemoryHouse()
    keep_view(house, view("  Open   ones "))
    keep_view(house, view("Hers", person="head"))
    keep_view(house, view("Elsewhere", framework="lake"))

    assert [view("Open ones")] == list(saved_views(house, "clerk", "river"))

    drop_view(house, "head", "river", "Open ones")
    assert 1 == len(saved_views(house, "clerk", "river"))
    drop_view(house, "clerk", "river", "Open ones")
    assert () == saved_views(house, "clerk", "river")


def test_a_view_of_the_same_name_is_replaced() -> None:
    house = MemoryHouse()
    keep_view(house, view("Open"))
    keep_view(house, view("Open", asked="waiting=us"))

    assert ["waiting=us"] == [one.asked for one in saved_views(house, "clerk", "river")]


@pytest.mark.parametrize(
    ("name", "asked", "code"),
    [
        ("  ", "", "view.name"),
        ("x" * (NAME + 1), "", "view.name"),
        ("one\u202etwo", "", "view.name"),
        ("Long", "x" * (ASKED + 1), "view.long"),
    ],
    ids=["no name", "long name", "a letter that steers", "long address"],
)
def test_what_cannot_be_kept_is_refused(name: str, asked: str, code: str) -> None:
    house = MemoryHouse()

    with pytest.raises(Barred) as caught:
        keep_view(house, view(name, asked))

    assert (code, ()) == (caught.value.code, saved_views(house, "clerk", "river"))


def test_there_is_an_end_to_views() -> None:
    house = MemoryHouse()
    for number in range(MOST):
        keep_view(house, view(f"View {number}"))

    keep_view(house, view("View 0", asked="waiting=us"))
    with pytest.raises(Barred) as caught:
        keep_view(house, view("One more"))

    assert ("view.too_many", MOST) == (caught.value.code, len(saved_views(house, "clerk", "river")))
