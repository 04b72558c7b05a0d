"""The daily letter: what waits, in the reader's language, without a word of any record."""

from paraph.faces.letters import letter_of
from paraph.faces.words import translating
from paraph.service.reminders import Digest, Item

USUAL = {"framework": "dcg", "record": "ab" * 32, "kind": "consultation.session", "verbs": ("accept",), "on": "v"}


def item(stage: str, what: str, **more: str) -> Item:
    return Item(stage=stage, what=what, date="2026-02-01T12:00:00Z", **{**USUAL, **more})


DIGEST = Digest(
    person="clerk",
    day="2026-03-01",
    fresh=(
        item("overdue", "commitment", kind="commitments.commitment"),
        item("due_soon", "session"),
        item("second_key", "propose_end", on="1a2b3c4d", record=""),
    ),
    still=(item("owed", "answer"),),
)


def test_a_letter_names_what_waits_and_where() -> None:
    letter = letter_of(DIGEST, party="Islamabad", pages="https://pages.example/")

    assert "Paraph, Islamabad: 3 new, 1 still waiting" == letter.subject
    assert [
        "- OVERDUE: commitment, Commitment, was due 2026-02-01",
        f"  https://pages.example/dcg/records/{'ab' * 32}/",
        "- Due by 2026-02-01: session, Session",
        f"  https://pages.example/dcg/records/{'ab' * 32}/",
        "- Waits for a second key since 2026-02-01: “propose end”, Session",
        "  https://pages.example/dcg/pending/1a2b3c4d/",
        "- Waits for us since 2026-02-01: an answer, Session",
        f"  https://pages.example/dcg/records/{'ab' * 32}/",
    ] == [line for line in letter.body.splitlines() if line.startswith(("- ", "  "))]


def test_without_pages_it_names_the_record() -> None:
    letter = letter_of(DIGEST, party="Islamabad")

    assert ("  dcg: abababababab" in letter.body, "  dcg: 1a2b3c4d" in letter.body) == (True, True)


def test_a_letter_without_anything_old_does_not_speak_of_it() -> None:
    alone = Digest(person="clerk", day="2026-03-01", fresh=DIGEST.fresh)

    assert "Still waiting" not in letter_of(alone, party="Islamabad").body


def test_every_sentence_goes_through_the_readers_translator() -> None:
    with translating(lambda msgid: f"«{msgid}»"):
        letter = letter_of(DIGEST, party="Islamabad")

    spoken = [line for line in letter.body.splitlines() if line and not line.startswith("  ")]
    assert ("«Paraph", []) == (letter.subject[:7], [line for line in spoken if "«" not in line])
