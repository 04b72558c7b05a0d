"""Letters by SMTP, through the house's own mail server.

* They are encrypted on the way (STARTTLS, the server's name and certificate checked), or not sent; only a server on
  this machine may be spoken to in the clear.
* A letter was sent when the server took it.
"""

import smtplib
import ssl
from contextlib import closing, suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from typing import Final

from paraph.service.settings import Mail
from paraph.values import Unreachable

_PATIENCE: Final = 20.0
_HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def letter(*, sender: str, to: str, subject: str, body: str, language: str) -> EmailMessage:
    """Return a letter of plain text."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2] or "localhost")
    # No machine answers a letter that a machine has written (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    # After the content, which clears what was said of it.
    message["Content-Language"] = language
    return message


def post(mail: Mail, message: EmailMessage) -> None:
    """Send a letter.

    Raises:
        Unreachable: "mail.link", "mail.not_encrypted" or "mail.refused"; nothing was sent, trying again is safe.
    """
    try:
        with closing(smtplib.SMTP(mail.host, mail.port, timeout=_PATIENCE)) as server:
            _hand_over(server, mail, message)
    except smtplib.SMTPResponseException as error:
        raise Unreachable("mail.refused", host=mail.host, status=error.smtp_code) from error
    except smtplib.SMTPRecipientsRefused as error:
        status = max(code for code, _words in error.recipients.values())
        raise Unreachable("mail.refused", host=mail.host, status=status) from error
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable("mail.link", host=mail.host, reason=type(error).__name__) from error


def _hand_over(server: smtplib.SMTP, mail: Mail, message: EmailMessage) -> None:
    _encrypt(server, mail)
    if mail.user:
        server.login(mail.user, mail.password)
    server.send_message(message)
    # It has the letter; how it says goodbye does not matter.
    with suppress(OSError, smtplib.SMTPException):
        server.quit()


def _encrypt(server: smtplib.SMTP, mail: Mail) -> None:
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=ssl.create_default_context(cadata=mail.authority or None))
        server.ehlo()
    elif mail.host not in _HERE:
        raise Unreachable("mail.not_encrypted", host=mail.host)
