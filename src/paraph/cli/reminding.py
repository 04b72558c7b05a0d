"""Tell everyone what waits for them: from a clock such as cron, as often as one likes."""

import gettext
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import paraph
from paraph.adapters import smtp_post, webhook_post
from paraph.cli.exits import Exit
from paraph.cli.options import command
from paraph.cli.paper import Paper
from paraph.cli.shell import Shell
from paraph.faces.letters import letter_of
from paraph.faces.words import said_of, translating
from paraph.service.chancery import Chancery
from paraph.service.preferences import Preferences
from paraph.service.reminders import Digest
from paraph.service.reminding import Sent
from paraph.service.reminding import remind as tell_everyone
from paraph.service.settings import Mail, Webhook, mail_of, reminders_of
from paraph.service.webhooks import Message, headers

_LOCALE: Final = Path(paraph.__file__).parent / "web" / "locale"


@command("remind", gives=("letters", "messages", "failed"))
def remind(shell: Shell) -> Exit:
    """Tell everyone what waits for them, as far as they were not told: a letter a day, and signed messages.

    It may be run at any time, and as often as one likes: nobody is told the same thing twice, what could not be sent is
    sent the next time, and what was answered is no longer said.
    """
    chancery = shell.node.chancery
    with shell.working("Sending"), ExitStack() as open_:
        desks = {name: open_.enter_context(shell.node.desk(name)) for name in shell.node.frameworks()}
        done = tell_everyone(chancery, desks, post=_poster(shell, chancery), send=_sender(chancery))
    shape = {"letters": list(done.letters), "messages": list(done.messages), "failed": dict(done.failed)}
    shell.tell(shape, lambda paper: _page(paper, done))
    return Exit.LINK if done.failed else Exit.DONE


def _poster(shell: Shell, chancery: Chancery) -> Callable[[Preferences, Digest], None]:
    mail, pages = mail_of(chancery.house), reminders_of(chancery.house).pages
    party = shell.node.identity.name

    def post(to: Preferences, digest: Digest) -> None:
        with translating(_translator(to.language)):
            words = letter_of(digest, party=party, pages=pages)
        _post(mail, to, words.subject, words.body)

    return post


def _post(mail: Mail | None, to: Preferences, subject: str, body: str) -> None:
    if mail is not None:
        written = smtp_post.letter(sender=mail.sender, to=to.email, subject=subject, body=body, language=to.language)
        smtp_post.post(mail, written)


def _sender(chancery: Chancery) -> Callable[[Webhook, Message], int]:
    def send(webhook: Webhook, message: Message) -> int:
        signed = headers(webhook, message, now=chancery.clock())
        return webhook_post.send(webhook.url, message.body.encode(), signed)

    return send


def _translator(language: str) -> Callable[[str], str]:
    """Return the translation of the office's pages; English where there is none."""
    return gettext.translation("django", _LOCALE, [language], fallback=True).gettext


def _page(paper: Paper, done: Sent) -> None:
    paper.line(f"Letters: {', '.join(done.letters) or 'none'}. Messages: {len(done.messages)}.")
    for receiver, code in done.failed.items():
        paper.line(f"  ! {receiver}: {said_of(code, {}).message if '.' in code else code}", tone="care")
        paper.line("  → It is tried again: `paraph remind`.")
