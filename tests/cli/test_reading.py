"""Read: the person's page and the program's JSON say the same."""

from tests.cli.houses import NEXT, Houses


def test_the_inbox_says_what_needs_our_answer_and_what_waits_for_them(houses: Houses) -> None:
    """Answers owed by us come first."""
    told = houses.south.run("inbox").out

    assert told.index("Needs our answer") < told.index("Waits for a second key") < told.index("Waits for them")
    assert "Nothing waits for them." in told
    assert [houses.session] == [one["record"] for one in houses.north.done("inbox")["waits_for_them"]]


def test_an_empty_inbox_says_so(houses: Houses) -> None:
    assert "Nothing needs our answer." in houses.north.run("inbox").out


def test_a_record_shows_what_stands_what_is_awaited_and_its_history(houses: Houses) -> None:
    told = houses.south.run("show", houses.session[:6]).out

    headings = ("In force", "Where each party stands", "On the table", "Awaited", "History")
    places = [told.index(f"\n{heading}\n") for heading in headings]
    assert sorted(places) == places
    assert "city: Rawalpindi" in told
    assert "NORTH  propose" in told


def test_the_list_names_a_record_as_people_do(houses: Houses) -> None:
    shape = houses.north.done("list")["records"]

    told = houses.north.run("list", "session").out

    assert [("Charter", "pact", "in force"), ("Session", "21", "on the table")] == [
        (one["title"], one["label"], one["state"]) for one in shape
    ]
    assert ("Charter" in told, "SOUTH since" in told) == (False, True)


def test_the_history_gives_the_reason_for_what_has_no_effect(houses: Houses) -> None:
    """A void act is kept, shown and explained."""
    houses.south.said(houses.session, "accept")
    late = houses.north.said(houses.session, "propose", *NEXT)
    houses.exchange()

    error = houses.south.refused("say", houses.session, "accept", "--on", late["act"][:8])

    assert "over_differs" == error["code"]


def test_an_answer_given_after_the_party_itself_moved_on_is_shown(houses: Houses) -> None:
    houses.south.said(houses.session, "accept")
    houses.south.done("say", houses.session, "remark", "--note", "We look forward to it.")
    houses.exchange()

    told = houses.north.run("history", houses.session).out

    assert "We look forward to it." in told


def test_a_session_that_was_planned_and_not_held_is_due(houses: Houses) -> None:
    """Due is reckoned with this node's own clock, and changes nothing."""
    houses.south.said(houses.session, "accept")
    houses.exchange()

    shape = houses.north.done("due")

    (item,) = [one for one in shape["due"] if one["what"] == "session"]
    assert ("2012-12-03", True, houses.session) == (item["by"], item["overdue"], item["record"])
    assert "overdue" in houses.north.run("due").out


def test_everything_can_be_exported_as_rows_with_every_column(houses: Houses) -> None:
    rows = houses.north.done("export", "acts")["rows"]
    table = houses.north.run("export", "acts", "--csv").out.splitlines()

    assert [row["act"] for row in rows] == [line.partition(",")[0] for line in table[1:]]
    assert "act,party,place,record,kind,verb,at,by,on,note,outcome,code,content" == table[0]


def test_a_cell_that_a_spreadsheet_would_run_is_held_as_text(houses: Houses) -> None:
    houses.south.done("say", houses.session, "remark", "--note", "=cmd|' /C calc'!A1")

    assert ",'=cmd|" in houses.south.run("export", "acts", "--csv").out


def test_an_export_is_written_to_a_file(houses: Houses) -> None:
    file = houses.table / "records.csv"

    told = houses.north.run("export", "--csv", "--out", str(file))

    assert (0, f"Written: {file}, 2 rows.\n") == (told.code, told.out)
    assert file.read_text().startswith("record,kind,title,")


def test_what_another_party_wrote_cannot_steer_the_terminal(houses: Houses) -> None:
    """A remark may hold any character; a screen shows it, and obeys none."""
    houses.south.done("say", houses.session, "remark", "--note", "\x1b[2J\u202eagreed\u202c\x07")
    houses.exchange()

    told = houses.north.run("history", houses.session).out
    shape = houses.north.run("history", houses.session, "--json").out

    assert "\\u001b[2J\\u202eagreed" in told
    assert not set("\x1b\u202e\u202c\x07") & set(told + shape)
