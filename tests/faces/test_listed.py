"""Lines of the board in words: nothing is said that the board does not say."""

from paraph.domains import KINDS
from paraph.faces.listed import coming_of, kind_in_words, owing_of, row_of
from paraph.service.board_ports import NEVER, Called, Dated, DueLine, Line, Listed, OwedLine, Owes
from paraph.values import Text

NOON = "2026-03-01T12:00:00Z"
OWES = Owes("PK", "answer", "aa", "2026-02-01T00:00:00Z", "bb", ours=True)


NAMELESS = Called()


def listed(called: Called = NAMELESS, **more: object) -> Listed:
    line = Line(
        record="cc" * 32,
        kind="consultation.session/1",
        called=called,
        about="",
        opener="US",
        parties=("PK", "US"),
        state="proposed",
        latest_at=NOON,
        latest_by="US",
        acts=3,
        void=1,
        waiting=1,
        ours=1,
        theirs=0,
    )
    return Listed(line._replace(**more), Called("21.3", Text(en="Border")))


def test_a_record_is_known_by_its_own_name_or_by_what_it_is_about() -> None:
    named, nameless = row_of(listed(Called("61"))), row_of(listed())

    assert ("Session", "61", None, Called()) == (named.title, named.number, named.name, named.about)
    assert ("", "21.3", 2) == (nameless.number, nameless.about.number, nameless.odd)


def test_an_answer_has_a_date_only_where_one_is_set() -> None:
    late = Dated("PK", "answer", "2026-02-28", "2026-03-01T00:00:00Z", {})

    found = [
        owing_of(OwedLine(listed(), OWES, dated), now=NOON) for dated in (None, late, late._replace(late_from=NEVER))
    ]

    assert [("", False), ("2026-02-28", True), ("2026-02-28", False)] == [(one.by, one.overdue) for one in found]
    assert "an answer" == found[0].what


def test_what_is_due_is_worded_as_a_date_or_as_an_answer() -> None:
    due = [
        coming_of(DueLine(listed(), Dated("PK", what, NOON, NOON, {}), overdue=True)).what
        for what in ("session", "seal")
    ]

    assert ["session", "a seal"] == due


def test_a_kind_that_nobody_here_knows_is_called_by_its_own_name() -> None:
    assert "river.gauge" == kind_in_words("river.gauge")
    assert "" not in {kind_in_words(kind.family) for kind in KINDS.values()}
