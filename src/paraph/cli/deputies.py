"""Who stands in for whom, and who is away."""

import click

from paraph.cli.options import command
from paraph.cli.paper import Paper
from paraph.cli.persons import mandate_of
from paraph.cli.shell import Shell
from paraph.faces.whole import whole
from paraph.service.absences import Absence, absences, end_absence, note_absence
from paraph.service.delegations import Delegation, delegations, give, runs
from paraph.service.delegations import end as take
from paraph.service.people import Mandate
from paraph.values import convert


@click.group("deputy")
def deputy() -> None:
    """Let another person stand in for one, from a first day to a last; and say who is away."""


@command("give", gives=("delegation",))
@click.argument("to", metavar="PERSON")
@click.option("--first", required=True, metavar="DAY", help="First day, such as 2026-03-01.")
@click.option("--last", required=True, metavar="DAY", help="Last day; a quarter at most.")
@click.option("--drafts", multiple=True, metavar="KINDS:VERBS", help="Only the first key to this; may be repeated.")
@click.option("--releases", multiple=True, metavar="KINDS:VERBS", help="Only the second key to this; may be repeated.")
def give_(  # noqa: PLR0913  # one for each thing that a delegation says
    shell: Shell, *, to: str, first: str, last: str, drafts: tuple[str, ...], releases: tuple[str, ...]
) -> None:
    """Let PERSON stand in for whoever gives this command (--as): all of one's own mandates, or what is named.

    Acts are then signed as “office for office (delegation NUMBER)”. What one holds as a deputy goes no further.
    """
    scope = [_part(one, drafts=True) for one in drafts] + [_part(one, drafts=False) for one in releases]
    made = give(shell.node.chancery, shell.person, to, first=first, last=last, scope=tuple(scope))

    def page(paper: Paper) -> None:
        paper.line(f"Delegation {made.number}: {to} stands in for {made.giver}, {first} to {last}.", tone="good")
        paper.line(f"→ It ends by itself. To take it back before: `paraph deputy end {made.number}`.")

    shell.tell({"delegation": whole(made)}, page)


@command("list", gives=("delegations", "absences"))
def list_(shell: Shell) -> None:
    """List who stands in for whom, and who is away."""
    today, house = shell.node.chancery.today, shell.node.house
    found, away = delegations(house), absences(house)
    shape = {
        "delegations": [{**whole(one), "runs": runs(one, on=today)} for one in found],
        "absences": [whole(one) for one in away],
    }

    def page(paper: Paper) -> None:
        rows = [
            (str(one.number), one.deputy, one.giver, one.first, one.last, _state(one, runs_=runs(one, on=today)))
            for one in found
        ]
        paper.table(("NUMBER", "DEPUTY", "FOR", "FIRST", "LAST", ""), rows, empty="Nobody stands in for anybody.")
        if away:
            paper.heading("Away")
            paper.table(
                ("WHO", "FIRST", "LAST", "ASK"), [(one.person, one.first, one.last, one.stand_in or "") for one in away]
            )

    shell.tell(shape, page)


@command("end", gives=("delegation",))
@click.argument("number", type=int)
def end(shell: Shell, *, number: int) -> None:
    """Take a delegation back before its last day: whoever gave it, or an administrator."""
    done = take(shell.node.chancery, shell.person, number)
    shell.tell({"delegation": whole(done)}, lambda paper: paper.line(f"Delegation {number} has ended.", tone="good"))


@command("away", gives=("absence",))
@click.argument("who", metavar="PERSON")
@click.option("--first", required=True, metavar="DAY", help="First day away.")
@click.option("--last", required=True, metavar="DAY", help="Last day away.")
@click.option("--ask", metavar="PERSON", help="Whom to ask meanwhile; a delegation is given apart from this.")
def away(shell: Shell, *, who: str, first: str, last: str, ask: str | None) -> None:
    """Say that somebody is away: one says so of oneself, or an administrator does."""
    noted = convert(Absence, {"person": who, "first": first, "last": last, "stand_in": ask}, exact=False)
    note_absence(shell.node.chancery, shell.person, noted)
    shell.tell({"absence": whole(noted)}, lambda paper: paper.line(f"{who} is away, {first} to {last}.", tone="good"))


@command("back", gives=("person",))
@click.argument("who", metavar="PERSON")
@click.option("--first", required=True, metavar="DAY", help="First day of the absence that is over.")
def back(shell: Shell, *, who: str, first: str) -> None:
    """Say that somebody is back, or never left."""
    end_absence(shell.node.chancery, shell.person, who, first)
    shell.tell({"person": who}, lambda paper: paper.line(f"{who} is not away from {first} on.", tone="good"))


for _command in (give_, list_, end, away, back):
    deputy.add_command(_command)


def _part(pattern: str, *, drafts: bool) -> Mandate:
    kinds, verbs = mandate_of(pattern)
    return Mandate(kinds=kinds, verbs=verbs, drafts=drafts, releases=not drafts)


def _state(one: Delegation, *, runs_: bool) -> str:
    if one.ended:
        return f"ended by {one.ended_by or 'the console'}, {one.ended[:10]}"
    return "runs" if runs_ else ""
