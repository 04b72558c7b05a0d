"""Who may speak for the party: persons and their mandates. Held by the node, never exchanged."""

from typing import Any

import click

from paraph.cli.options import command
from paraph.cli.paper import Paper
from paraph.cli.shell import Shell
from paraph.faces.whole import whole
from paraph.service.people import Mandate, Person, everyone, people
from paraph.service.roles import ROLES, role_named
from paraph.service.staff import dismiss, enter
from paraph.values import Barred, builtin, convert

_PATTERN = "KINDS:VERBS"


@click.group("person")
def person() -> None:
    """Enter, list and remove who may speak for the party, and with which key."""


@command("add", gives=("person",))
@click.argument("name_id", metavar="ID")
@click.option("--name", required=True, metavar="TEXT", help="Full name; stays in this house.")
@click.option("--office", required=True, metavar="TEXT", help="The office that acts are signed as; public.")
@click.option("--role", multiple=True, metavar="ROLE", help="What usually goes with an office: `person roles`.")
@click.option("--drafts", multiple=True, metavar=_PATTERN, help="May give the first key; * is any.")
@click.option("--drafts-for-two", multiple=True, metavar=_PATTERN, help="The same, but always with a second key.")
@click.option("--releases", multiple=True, metavar=_PATTERN, help="May give the second key; * is any.")
@click.option("--administers", is_flag=True, help="May enter and remove people, and keep the node.")
@click.option("--audits", is_flag=True, help="May read the audit trail.")
@click.option("--until", metavar="DAY", help="Last day of all of it, such as 2026-12-31.")
def add(shell: Shell, *, name_id: str, name: str, office: str, **given: Any) -> None:
    """Enter a person, or replace one of the same id.

    What is not stated is not permitted: `--drafts "*:*"` may draft everything, `--drafts "consultation.*:propose"` only
    propose in consultations. A second key takes another person, of another office: `--releases "*:*"`.
    """
    roles = [role_named(one) for one in given["role"]]
    mandates = [mandate for role in roles for mandate in role.mandates]
    mandates += [_mandate(one) for one in given["drafts"]]
    mandates += [_mandate(one, second_key=True) for one in given["drafts_for_two"]]
    mandates += [_mandate(one, drafts=False, releases=True) for one in given["releases"]]
    plain = {
        "id": name_id,
        "name": name,
        "office": office,
        "mandates": [builtin(one) for one in mandates],
        "administers": given["administers"] or any(role.administers for role in roles),
        "audits": given["audits"] or any(role.audits for role in roles),
        "until": given["until"],
    }
    entered = convert(Person, plain, exact=False)
    enter(shell.node.chancery, entered)
    shell.tell({"person": whole(entered)}, lambda paper: paper.line(f"{name_id} is entered as {office}.", tone="good"))


@command("list", gives=("persons",))
@click.option("--gone", is_flag=True, help="Also who was removed.")
def list_(shell: Shell, *, gone: bool) -> None:
    """List who may speak, as which office, and with which key."""
    found = everyone(shell.node.house) if gone else people(shell.node.house)
    rows = [(one.id, one.name, one.office, _mandates(one), _until(one)) for one in found]

    def page(paper: Paper) -> None:
        paper.table(
            ("ID", "NAME", "OFFICE", "MANDATE", "UNTIL"), rows, empty="Nobody may speak yet: `paraph person add`."
        )

    shell.tell({"persons": [whole(one) for one in found]}, page)


@command("roles", gives=("roles",))
def roles(shell: Shell) -> None:
    """List what usually goes with an office: templates for `person add --role`."""
    rows = [(name.replace("_", "-"), _mandates(role)) for name, role in ROLES.items()]
    shape = {"roles": {name: whole(role) for name, role in ROLES.items()}}
    shell.tell(shape, lambda paper: paper.table(("ROLE", "MANDATE"), rows))


@command("remove", gives=("removed",))
@click.argument("name_id", metavar="ID")
@click.option("--heir", default="", metavar="ID", help="Who gets the drafts; without it, only an administrator.")
def remove(shell: Shell, *, name_id: str, heir: str) -> None:
    """Remove a person: mandates, delegations, tokens and sign-in end.

    The name stays in history, the id is never used again, and no word of a draft is lost.
    """
    done = dismiss(shell.node.chancery, name_id, heir=heir)

    def page(paper: Paper) -> None:
        paper.line(f"{name_id} is removed. The id is never used again.", tone="good")
        paper.facts(
            {
                "delegations ended": ", ".join(str(one) for one in done.delegations),
                "drafts left": ", ".join(done.drafts),
                "left to": heir or ("an administrator" if done.drafts else ""),
                "tokens ended": str(len(done.tokens) or ""),
            }
        )

    shell.tell({"removed": whole(done)}, page)


for _command in (add, list_, roles, remove):
    person.add_command(_command)


def mandate_of(pattern: str) -> tuple[str, str]:
    """Return the kinds and the verbs that KINDS:VERBS names."""
    kinds, colon, verbs = pattern.partition(":")
    if not kinds or not colon or not verbs:
        raise Barred("cli.mandate_form", pattern=pattern)
    return kinds, verbs


def _mandate(pattern: str, *, drafts: bool = True, releases: bool = False, second_key: bool = False) -> Mandate:
    kinds, verbs = mandate_of(pattern)
    return Mandate(kinds=kinds, verbs=verbs, drafts=drafts, releases=releases, second_key=second_key)


def _until(one: Person) -> str:
    return f"removed {one.removed[:10]}" if one.removed else one.until or "no end"


def _mandates(one: Any) -> str:
    spoken = [_said(mandate) for mandate in one.mandates]
    spoken += ["administers"] if one.administers else []
    spoken += ["reads the trail"] if one.audits else []
    return "; ".join(spoken)


def _said(mandate: Mandate) -> str:
    keys = {"first key": mandate.drafts, "second key": mandate.releases, "never alone": mandate.second_key}
    return f"{', '.join(name for name, held in keys.items() if held)}: {mandate.verbs} on {mandate.kinds}"
