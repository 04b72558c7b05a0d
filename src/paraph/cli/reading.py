"""Read: whose answer is awaited, what stands, what was said, what is due. Nothing here changes anything."""

from typing import Any

import click

from paraph.cli.options import command
from paraph.cli.pages import drafts_page, due_page, history_page, list_page, notes_page, owed_page, record_page
from paraph.cli.paper import Paper
from paraph.cli.shell import Shell
from paraph.faces.shapes import Delivered, due_shape, label_of, listed_shape, owed_shape, record_shape
from paraph.faces.whole import whole
from paraph.service import read
from paraph.service.delivery import Tracker
from paraph.service.desk import Desk
from paraph.service.drafts import notes_on
from paraph.service.say import all_pending


@command("inbox", gives=("needs_our_answer", "waits_for_them", "second_key"))
def inbox(shell: Shell) -> None:
    """Show what needs our answer, and what waits for others, since when.

    Between them stands what waits for a second key in this house.
    """
    with shell.desk() as desk:
        shape = {
            "needs_our_answer": _labelled(desk, [owed_shape(one) for one in read.needs_our_answer(desk)]),
            "second_key": [whole(one) for one in all_pending(desk)],
            "waits_for_them": _labelled(desk, [owed_shape(one) for one in read.waits_for_them(desk)]),
        }
    shell.tell(shape, lambda paper: _inbox_page(paper, shape))


@command(
    "show", gives=("record", "kind", "title", "label", "state", "in_force", "parties", "awaited", "history", "notes")
)
@click.argument("record")
def show(shell: Shell, *, record: str) -> None:
    """Show a record: in force, where each party stands, what is awaited from whom, and its history."""
    with shell.desk() as desk:
        found = read.find_record(desk, record)
        shape = record_shape(read.show(desk, found), now=desk.clock(), me=desk.me, delivered=_delivered(desk))
        _labelled(desk, [shape])
        shape["notes"] = [whole(note) for note in notes_on(desk.house, found)]

    def page(paper: Paper) -> None:
        record_page(paper, shape)
        notes_page(paper, shape["notes"])

    shell.tell(shape, page)


@command("list", gives=("records",))
@click.argument("kind", default="")
def list_(shell: Shell, *, kind: str) -> None:
    """List the records, all or those of a kind, in the order in which they came to be held here."""
    with shell.desk() as desk:
        views = read.listing(desk, _family(desk.kinds, kind))
        shape = {"records": _labelled(desk, [listed_shape(view) for view in views])}
    shell.tell(shape, lambda paper: list_page(paper, shape["records"]))


@command("history", gives=("record", "kind", "history"))
@click.argument("record")
def history(shell: Shell, *, record: str) -> None:
    """Show every act of a record, those without effect included, with the reason."""
    with shell.desk() as desk:
        whole = record_shape(
            read.show(desk, read.find_record(desk, record)), now=desk.clock(), me=desk.me, delivered=_delivered(desk)
        )
    shape = {name: whole[name] for name in ("record", "kind", "history")}
    shell.tell(shape, lambda paper: history_page(paper, shape["history"]))


@command("due", gives=("now", "due"))
def due(shell: Shell) -> None:
    """Show what is due, overdue first. It is reckoned by this node's own clock."""
    with shell.desk() as desk:
        now = desk.clock()
        shape: dict[str, Any] = {
            "now": now.isoformat(timespec="seconds"),
            "due": _labelled(desk, [due_shape(item) for item in read.due(desk, now=now)]),
        }
    shell.tell(shape, lambda paper: due_page(paper, shape["due"]))


def _labelled(desk: Desk, shapes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Call a record that has no name of its own by the name of the record it is about."""
    labels: dict[str, str] = {}
    for shape in shapes:
        about = shape["about"]
        if shape["label"] or about is None:
            continue
        if about not in labels:
            labels[about] = label_of(read.show(desk, about).noun)
        shape["label"] = f"on {labels[about]}"
    return shapes


def _delivered(desk: Desk) -> Delivered:
    tracker = Tracker(desk)
    return lambda said: tracker.of(said.seq) if said.party == desk.me else ()


def _family(kinds: Any, named: str) -> str:
    if not named:
        return ""
    from paraph.faces.declarations import kinds_named  # noqa: PLC0415  # start-up: only where a kind is named

    found = kinds_named(kinds, named)
    return found[-1].family if found else named


def _inbox_page(paper: Paper, shape: dict[str, Any]) -> None:
    paper.heading("Needs our answer")
    owed_page(paper, shape["needs_our_answer"], empty="Nothing needs our answer.")
    paper.heading("Waits for a second key here")
    drafts_page(paper, shape["second_key"])
    paper.heading("Waits for them")
    owed_page(paper, shape["waits_for_them"], empty="Nothing waits for them.")
