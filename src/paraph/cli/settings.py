"""Where reminders go, and how each person is written to."""

from pathlib import Path
from typing import Any

import click

from paraph.cli.options import command
from paraph.cli.paper import Paper
from paraph.cli.shell import Shell
from paraph.service.people import people, person_of
from paraph.service.preferences import Preferences, preferences_of, set_preferences
from paraph.service.settings import SHELF, Mail, Reminders, Webhook, forget, set_up, shown
from paraph.service.webhooks import new_secret
from paraph.values import Barred, builtin, convert

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group("settings")
def settings() -> None:
    """Say where reminders go: the mail server, other programs, and each person's address; and in which language."""


@command("show", gives=("settings", "persons"))
def show(shell: Shell) -> None:
    """Show what is set; secrets are not shown."""
    house = shell.node.house
    kept = {key: shown(value) for key, value in house.all(SHELF).items()}
    wanted = [builtin(preferences_of(house, one.id)) for one in people(house)]
    shape = {"settings": kept, "persons": wanted}

    def page(paper: Paper) -> None:
        if not kept:
            paper.line("Nothing is set, so nothing is sent.", tone="quiet")
        for key, value in kept.items():
            paper.line(key, tone="strong")
            paper.facts({name: str(one) for name, one in value.items()})
        rows = [(one["person"], one.get("language", "en"), one.get("email", "")) for one in wanted]
        paper.table(("PERSON", "LANGUAGE", "E-MAIL"), rows)

    shell.tell(shape, page)


@command("mail", gives=("mail",))
@click.option("--host", required=True, metavar="HOST", help="The house's mail server.")
@click.option("--port", type=int, default=587, metavar="PORT", help="587 unless said otherwise.")
@click.option("--sender", required=True, metavar="ADDRESS", help="The address that letters come from.")
@click.option("--user", default="", metavar="NAME", help="For signing in there.")
@click.option("--password-file", metavar="FILE", type=_FILE, help="Its password, on the first line.")
@click.option("--authority", metavar="FILE", type=_FILE, help="PEM of the authority that vouches for the server.")
def mail(shell: Shell, *, password_file: Path | None, authority: Path | None, **given: Any) -> None:
    """Say through which mail server letters go. They are encrypted on the way, or not sent."""
    password = _read(password_file).partition("\n")[0]
    made = convert(Mail, {**given, "password": password, "authority": _read(authority)}, exact=False)
    set_up(shell.node.chancery, made)
    shape = {"mail": shown(builtin(made))}
    shell.tell(shape, lambda paper: paper.line(f"Letters go through {made.host}: `paraph remind`.", tone="good"))


@command("webhook", gives=("webhook", "secret"))
@click.argument("name")
@click.argument("url", required=False)
def webhook(shell: Shell, *, name: str, url: str | None) -> None:
    """Tell another program of this house what waits, by signed messages (Standard Webhooks) to URL.

    The secret with which it checks them is shown once. Without a URL, it is told nothing any more.
    """
    if url is None:
        forget(shell.node.chancery, f"webhook/{name}")
        gone = {"webhook": None, "secret": None}
        shell.tell(gone, lambda paper: paper.line(f"{name} is told nothing any more.", tone="good"))
        return
    from paraph.adapters.keys import FileKeys  # noqa: PLC0415  # start-up: only where a secret is made

    made = convert(Webhook, {"name": name, "url": url, "secret": new_secret(FileKeys.chance(32))}, exact=False)
    set_up(shell.node.chancery, made)

    def page(paper: Paper) -> None:
        paper.line(f"{name} is told at {made.url}.", tone="good")
        paper.line(f"→ Its secret, shown only now: {made.secret}")

    shell.tell({"webhook": shown(builtin(made)), "secret": made.secret}, page)


@command("reminders", gives=("reminders",))
@click.option("--soon", type=int, default=7, metavar="DAYS", help="How long before its date something is due soon.")
@click.option("--again", type=int, default=7, metavar="DAYS", help="After how long what is overdue is said again.")
@click.option("--pages", default="", metavar="URL", help="Address of the office's pages, for links in letters.")
def reminders(shell: Shell, **given: Any) -> None:
    """Say when reminders are due."""
    made = convert(Reminders, given, exact=False)
    set_up(shell.node.chancery, made)
    shell.tell({"reminders": given}, lambda paper: paper.line("Kept.", tone="good"))


@command("person", gives=("preferences",))
@click.argument("name_id", metavar="ID")
@click.option("--email", metavar="ADDRESS", help="Where the daily letter goes; empty for nowhere.")
@click.option("--language", metavar="CODE", help="en, ur, ps or prs.")
@click.option("--daily/--no-daily", default=None, help="Whether there is to be a daily letter.")
def person(shell: Shell, *, name_id: str, **given: Any) -> None:
    """Say how a person is written to; what is not given stays as it is."""
    house = shell.node.house
    person_of(house, name_id)
    old = builtin(preferences_of(house, name_id))
    changes = {name: value for name, value in given.items() if value is not None}
    made = convert(Preferences, {**old, **changes}, exact=False)
    set_preferences(shell.node.chancery, made)
    shell.tell({"preferences": builtin(made)}, lambda paper: paper.line("Kept.", tone="good"))


for _command in (show, mail, webhook, reminders, person):
    settings.add_command(_command)


def _read(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise Barred("cli.missing_file", file=str(path), reason=error.strerror or "") from error
