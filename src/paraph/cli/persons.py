"""Who may speak for the party: persons and their mandates. Held by the node, never exchanged."""

import click

from paraph.cli.options import command
from paraph.cli.paper import Paper, whole
from paraph.cli.shell import Shell
from paraph.service.people import Mandate, Person, keep_person, people
from paraph.values import Barred, builtin, convert


@click.group("person")
def person() -> None:
    """Enter and list who may speak for the party, and with which key."""


@command("add", gives=("person",))
@click.argument("name_id", metavar="ID")
@click.option("--name", required=True, metavar="TEXT", help="Full name; stays in this house.")
@click.option("--office", required=True, metavar="TEXT", help="The office that acts are signed as; public.")
@click.option("--drafts", multiple=True, metavar="KINDS:VERBS", help="May give the first key; * is any.")
@click.option("--releases", multiple=True, metavar="KINDS:VERBS", help="May give the second key; * is any.")
@click.option("--until", metavar="DAY", help="Last day of the mandates, such as 2026-12-31.")
def add(  # noqa: PLR0913  # one for each thing that a mandate says
    shell: Shell,
    *,
    name_id: str,
    name: str,
    office: str,
    drafts: tuple[str, ...],
    releases: tuple[str, ...],
    until: str | None,
) -> None:
    """Enter a person, or replace one of the same id.

    What is not stated is not permitted: `--drafts "*:*"` may draft everything, `--drafts "consultation.*:propose"` only
    propose in consultations. A second key takes another person, of another office: `--releases "*:*"`.
    """
    mandates = [_mandate(one, drafts=True, releases=False) for one in drafts]
    mandates += [_mandate(one, drafts=False, releases=True) for one in releases]
    given = {"id": name_id, "name": name, "office": office, "mandates": [builtin(one) for one in mandates]}
    entered = convert(Person, given if until is None else {**given, "until": until}, exact=False)
    keep_person(shell.node.house, entered)
    shell.tell(
        {"person": whole(entered)}, lambda paper: paper.line(f"{name_id} may now speak as {office}.", tone="good")
    )


@command("list", gives=("persons",))
def list_(shell: Shell) -> None:
    """List who may speak, as which office, and with which key."""
    found = people(shell.node.house)
    rows = [(one.id, one.name, one.office, _mandates(one), one.until or "no end") for one in found]

    def page(paper: Paper) -> None:
        paper.table(
            ("ID", "NAME", "OFFICE", "MANDATE", "UNTIL"), rows, empty="Nobody may speak yet: `paraph person add`."
        )

    shell.tell({"persons": [whole(one) for one in found]}, page)


for _command in (add, list_):
    person.add_command(_command)


def _mandate(pattern: str, *, drafts: bool, releases: bool) -> Mandate:
    kinds, colon, verbs = pattern.partition(":")
    if not kinds or not colon or not verbs:
        raise Barred("cli.mandate_form", pattern=pattern)
    return Mandate(kinds=kinds, verbs=verbs, drafts=drafts, releases=releases)


def _mandates(one: Person) -> str:
    return "; ".join(
        f"{'first key' if mandate.drafts else 'second key'}: {mandate.verbs} on {mandate.kinds}"
        for mandate in one.mandates
    )
