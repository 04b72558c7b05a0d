"""Letters and signed messages, to real servers of other programs."""

import socket
from contextlib import closing
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from tests.adapters.servers import Desk, Letters, certified, serving

from paraph.adapters import smtp_post, webhook_post
from paraph.service.settings import Mail, Webhook
from paraph.service.webhooks import Message, headers, signature
from paraph.values import Unreachable

WORDS = "آپ کے جواب کا انتظار ہے\n.\nA line of one dot, and much more.\n"
HOOK = Webhook(name="register", url="", secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")  # noqa: S106  # an example
MESSAGE = Message(id="msg_1", webhook="register", body='{"type":"answer.owed"}', next="")


def a_letter() -> object:
    return smtp_post.letter(
        sender="paraph@north.example", to="clerk@north.example", subject="1 نیا", body=WORDS, language="ur"
    )


def closed_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_a_letter_goes_out_encrypted_and_arrives_as_it_was_written(tmp_path: Path) -> None:
    tls, authority = certified(tmp_path)
    with serving(Letters(tls)) as server:
        mail = Mail(
            host="localhost",
            port=server.port,
            sender="paraph@north.example",
            user="paraph",
            password="hush",  # noqa: S106  # of a server that the test throws away
            authority=authority,
        )
        smtp_post.post(mail, a_letter())

    secret, written = server.taken[0]
    read = message_from_bytes(written, policy=policy.default)
    assert (True, "1 نیا", "ur", "auto-generated") == (
        secret,
        read["subject"],
        read["content-language"],
        read["auto-submitted"],
    )
    assert WORDS == read.get_content().replace("\r\n", "\n").replace("\n..\n", "\n.\n")


def test_a_server_that_nobody_vouches_for_is_told_nothing(tmp_path: Path) -> None:
    tls, _authority = certified(tmp_path)
    with serving(Letters(tls)) as server:
        mail = Mail(host="localhost", port=server.port, sender="paraph@north.example")
        with pytest.raises(Unreachable) as caught:
            smtp_post.post(mail, a_letter())

    assert ("mail.link", "SSLCertVerificationError") == (caught.value.code, caught.value.facts["reason"])
    assert [] == server.taken


def test_a_server_on_this_machine_may_be_told_in_the_clear() -> None:
    with serving(Letters(None)) as server:
        smtp_post.post(Mail(host="127.0.0.1", port=server.port, sender="p@north.example"), a_letter())

    assert [False] == [secret for secret, _written in server.taken]


def test_a_server_elsewhere_that_does_not_encrypt_is_told_nothing() -> None:
    """`127.0.0.2` is this machine too, but not by one of its names."""
    server = Letters(None)
    with serving(server):
        mail = Mail(host="127.1", port=server.port, sender="p@north.example")
        with pytest.raises(Unreachable, match=r"mail\.not_encrypted"):
            smtp_post.post(mail, a_letter())

    assert [] == server.taken


@pytest.mark.parametrize(
    ("says", "status"),
    [
        ({"MAIL": "550 no"}, 550),
        ({"RCPT": "553 no such box"}, 553),
        ({"AUTH": "535 wrong"}, 535),
        ({"DATA": "554 x"}, 554),
    ],
)
def test_a_refusal_is_told_with_its_number(says: dict[str, str], status: int) -> None:
    with serving(Letters(None, says=says)) as server:
        mail = Mail(host="127.0.0.1", port=server.port, sender="p@north.example", user="p", password="x")  # noqa: S106  # as above
        with pytest.raises(Unreachable) as caught:
            smtp_post.post(mail, a_letter())

    assert ("mail.refused", status) == (caught.value.code, caught.value.facts["status"])


def test_where_nobody_takes_letters_nothing_is_lost() -> None:
    with pytest.raises(Unreachable, match=r"mail\.link"):
        smtp_post.post(Mail(host="127.0.0.1", port=closed_port(), sender="p@north.example"), a_letter())


@pytest.mark.parametrize("status", [200, 302, 410, 500])
def test_a_message_arrives_signed_and_its_status_is_told(status: int) -> None:
    """A redirect is followed nowhere: it is only a status."""
    signed = headers(HOOK, MESSAGE, now=datetime(2026, 3, 1, 12, tzinfo=UTC))
    with serving(Desk(status)) as server:
        answer = webhook_post.send(f"http://127.0.0.1:{server.port}/in?a=1", MESSAGE.body.encode(), signed)

    path, heard, body = server.taken[0]
    assert (status, 1, "/in?a=1") == (answer, len(server.taken), path)
    assert signature(HOOK.secret, heard["webhook-id"], heard["webhook-timestamp"], body) == heard["webhook-signature"]


def test_a_message_goes_over_https_to_whom_we_trust(tmp_path: Path) -> None:
    tls, authority = certified(tmp_path)
    with serving(Desk(204, tls)) as server:
        url = f"https://localhost:{server.port}"
        assert 204 == webhook_post.send(url, b"{}", {}, authority=authority)
        with pytest.raises(Unreachable, match=r"webhook\.link"):
            webhook_post.send(url, b"{}", {})

    assert ["/"] == [path for path, _heard, _body in server.taken]


def test_where_nobody_answers_it_is_said_so() -> None:
    with pytest.raises(Unreachable, match=r"webhook\.link"):
        webhook_post.send(f"http://127.0.0.1:{closed_port()}/", b"{}", {})
