"""What a person sees: colour on a terminal alone, tables that line up, nothing that steers the screen."""

import io
import json

import pytest

from paraph.cli.paper import Paper, harmless, safe_json
from paraph.faces.whole import whole
from paraph.service.people import Mandate, Person


class Terminal(io.StringIO):
    """A stream that says it is a screen."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal with colours."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Terminal()


def test_a_terminal_sees_colours(screen: Terminal) -> None:
    Paper(screen).line("held", tone="good")

    assert "\x1b[32mheld\x1b[0m\n" == screen.getvalue()


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colours_can_be_refused(screen: Terminal, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """https://no-color.org."""
    monkeypatch.setenv(name, value)

    Paper(screen).line("held", tone="good")

    assert "held\n" == screen.getvalue()


def test_a_file_sees_no_colours() -> None:
    stream = io.StringIO()

    Paper(stream).line("held", tone="good")

    assert "held\n" == stream.getvalue()


def test_a_table_lines_up_without_a_terminal() -> None:
    stream = io.StringIO()

    Paper(stream).table(("PARTY", "WORD"), [("NORTH", "stands on it"), ("S", "no answer")])

    assert "  PARTY  WORD\n  NORTH  stands on it\n  S      no answer\n" == stream.getvalue()


def test_a_table_on_a_terminal_holds_the_same_words(screen: Terminal) -> None:
    Paper(screen).table(("PARTY", "WORD"), [("NORTH", "stands on it")])

    assert {"PARTY", "NORTH", "stands on it"} == {
        word for word in ("PARTY", "NORTH", "stands on it", "agreed") if word in screen.getvalue()
    }


def test_an_empty_table_says_so() -> None:
    stream = io.StringIO()

    Paper(stream).table(("PARTY",), [], empty="Nothing is due.")

    assert "  Nothing is due.\n" == stream.getvalue()


def test_markup_in_a_cell_is_only_text(screen: Terminal) -> None:
    """A party's words may look like instructions to the layout."""
    Paper(screen).table(("NOTE",), [("[red]agreed[/red]",)])

    assert "[red]agreed[/red]" in screen.getvalue()


@pytest.mark.parametrize("mark", ["\x1b", "\x07", "\r", "\x9b", "\u202e", "\u2066", "\u2028"], ids=ascii)
def test_a_character_that_steers_is_shown_as_its_code(mark: str) -> None:
    assert f"a\\u{ord(mark):04x}b" == harmless(f"a{mark}b")


def test_every_script_and_its_joiners_stay_as_they_are() -> None:
    """Urdu and Dari need U+200C."""
    text = "می\u200cخواهم · پاکستان"

    assert text == harmless(text)


def test_json_can_be_read_back_whatever_is_in_it() -> None:
    value = {"note": "\x1b[2J\u202e\x9b", "name": "پاکستان"}

    text = safe_json(value)

    assert value == json.loads(text)
    assert "پاکستان" in text


def test_a_shape_has_every_field_whether_it_is_set_or_not() -> None:
    """A program need not ask whether a key is there."""
    shape = whole(Person(id="c", name="C", office="O", mandates=(Mandate(kinds="*", verbs="*"),)))

    assert {
        "id": "c",
        "name": "C",
        "office": "O",
        "mandates": [{"kinds": "*", "verbs": "*", "drafts": True, "releases": False, "second_key": False}],
        "until": None,
        "administers": False,
        "audits": False,
        "removed": None,
    } == shape
