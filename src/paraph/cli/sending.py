"""Telling everyone what waits for them: by `paraph remind`, and by `paraph serve` now and then.

* One at a time: two that run at once would both write to the same person.
* Nothing that goes wrong with it ends whatever serves.
"""

import gettext
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Event, Thread
from typing import Final, Self

import paraph
from paraph.adapters import smtp_post, webhook_post
from paraph.adapters.disk import FileLock
from paraph.faces.letters import letter_of
from paraph.faces.words import translating
from paraph.node import Node
from paraph.service.chancery import Chancery
from paraph.service.preferences import Preferences
from paraph.service.reminders import Digest
from paraph.service.reminding import Sent, is_wanted, remind
from paraph.service.settings import Mail, Webhook, mail_of, reminders_of
from paraph.service.webhooks import Message, headers

EVERY: Final = 60.0
"""Seconds between two looks at what is to be told."""

AFTER_A_FAILURE: Final = 600.0
"""Seconds after which a letter that could not be sent is tried again."""

PATIENCE: Final = 15.0
"""Seconds that one process waits for another that tells."""

_LOCALE: Final = Path(paraph.__file__).parent / "web" / "locale"
_TO_THE_END: Final = 5.0
"""Seconds that a letter under way is waited for, once it is to end."""


def tell_everyone(node: Node, *, pages: str = "", patience: float = PATIENCE) -> Sent:
    """Tell everyone what waits for them, as far as they were not told.

    Args:
        node: This node.
        pages: Where its pages are, for links in letters, unless the settings say it.
        patience: Seconds to wait for another process that is doing it.

    Raises:
        Barred: "remind.busy": another process is doing it.
    """
    chancery = node.chancery
    with ExitStack() as open_:
        open_.enter_context(FileLock(node.home / "remind.lock", code="remind.busy", patience=patience))
        boards = {name: open_.enter_context(node.board(name)) for name in node.frameworks()}
        return remind(chancery, boards, post=_poster(node, pages), send=_sender(chancery))


class Reminding:
    """Tells everyone what waits for them, now and then, in a thread of its own, until it is closed."""

    def __init__(self, node: Node, *, pages: str = "", every: float = EVERY) -> None:
        """Prepare it.

        Args:
            node: This node.
            pages: Where its pages are.
            every: Seconds between two looks.
        """
        self._node = node
        self._pages = pages
        self._every = every
        self._over = Event()
        self._thread = Thread(target=self._work, name="reminders", daemon=True)

    def start(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def close(self) -> None:
        """Stop; a letter under way is waited for a little."""
        self._over.set()
        self._thread.join(_TO_THE_END)

    def _work(self) -> None:
        rest = self._every
        while not self._over.wait(rest):
            rest = self._every
            with suppress(Exception):  # the next look tries again; whoever serves knows nothing of it
                rest = self._look()

    def _look(self) -> float:
        """Tell what is to be told, and return how long to rest."""
        if not is_wanted(self._node.house):
            return self._every
        done = tell_everyone(self._node, pages=self._pages)
        return max(self._every, AFTER_A_FAILURE) if done.failed else self._every


def _poster(node: Node, pages: str) -> Callable[[Preferences, Digest], None]:
    mail, pages = mail_of(node.house), reminders_of(node.house).pages or pages
    party = node.identity.name

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
