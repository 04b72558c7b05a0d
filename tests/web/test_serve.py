"""`paraph serve` with pages: only where it is safe, in words where it is not, and gone when it is told to go."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from ssl import CERT_NONE, PROTOCOL_TLS_CLIENT, SSLContext

import pytest
from tests.web.nodes import serve, soon, stop

from paraph.adapters.self_signed import new_tls_identity
from paraph.demo.founding import PASSPHRASE
from paraph.node import Identity, Node

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A node that takes part in a framework alone."""
    made = tmp_path_factory.mktemp("serve") / "PK"
    node = Node.create(
        made, Identity(party="PK", name="Pakistan", host="pk.demo.example"), passphrase=lambda: PASSPHRASE
    )
    node.begin("pk-us-dcg", quick=True)
    node.close()
    return made


@pytest.fixture
def served(home: Path) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    process, told = serve(home)
    yield process, told["pages"].rpartition("localhost:")[2].rstrip("/")
    if process.poll() is None:
        process.terminate()
    process.communicate(timeout=20)


REFUSED = {
    "plain http that others reach": (("--pages", "0.0.0.0:0"), "pages.plain_http"),
    "signing in without password where others reach it": (("--demo", "--pages", "0.0.0.0:0"), "pages.demo_abroad"),
    "signing in without password at a real node": (("--demo",), "pages.no_demonstration"),
    "no address": (("--pages", "here"), "pages.address"),
    "no certificate in the file": (("--certificate", __file__, "--key", __file__), "pages.certificate"),
}


@pytest.mark.parametrize("story", REFUSED)
def test_what_is_not_safe_is_refused_in_words(story: str, home: Path) -> None:
    options, code = REFUSED[story]

    told = run(home, *options)

    assert (1, True) == (told.returncode, f'"code": "{code}"' in told.stdout)


def test_a_port_that_is_taken_is_named(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        told = run(home, "--pages", f"127.0.0.1:{taken.getsockname()[1]}")

    assert (1, True) == (told.returncode, "Address already in use" in told.stdout)


def test_two_nodes_never_share_a_port(home: Path, served: tuple["subprocess.Popen[str]", str]) -> None:
    """The server lets its own processes share one; another node of the same person must not be let in."""
    told = run(home, "--pages", f"127.0.0.1:{served[1]}")

    assert (1, True) == (told.returncode, "cli.cannot_listen" in told.stdout)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda one: one.name)
def test_it_takes_its_processes_with_it(how: signal.Signals, served: tuple["subprocess.Popen[str]", str]) -> None:
    """Asked by a person, by the machine, or not asked at all."""
    process, port = served
    children = children_of(process.pid)

    process.send_signal(how)
    process.wait(timeout=20)

    assert len(children) >= 2
    soon(lambda: all(not Path(f"/proc/{one}").exists() for one in children) or None, f"{children} live on")
    with socket.create_server(("127.0.0.1", int(port))):
        pass


def test_the_passphrase_is_on_no_command_line_and_in_no_environment_of_the_pages(home: Path) -> None:
    command = [sys.executable, "-m", "paraph.cli", "serve", "--home", str(home), "--pages", "127.0.0.1:0"]
    file = home.parent / "passphrase"
    file.write_text(PASSPHRASE)
    with subprocess.Popen([*command, "--passphrase-file", str(file)], stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline()
        shown = b"".join(
            Path(f"/proc/{one}/{what}").read_bytes()
            for one in children_of(process.pid)
            for what in ("environ", "cmdline")
        )
        process.terminate()

    assert line.startswith("The pages are at http://localhost:")
    assert PASSPHRASE.encode() not in shown


def test_what_every_page_says_to_a_browser(served: tuple["subprocess.Popen[str]", str]) -> None:
    line = HTTPConnection("127.0.0.1", int(served[1]))
    line.request("GET", "/account/login/", headers={"Host": "localhost"})
    answer = line.getresponse()
    text = answer.read().decode()
    line.request("GET", "/account/login/", headers={"Host": "elsewhere.example"})
    stranger = line.getresponse()
    stranger.read()
    line.close()

    policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["Content-Security-Policy"].split(";"))
    assert {
        "default-src": "'self'",
        "base-uri": "'none'",
        "object-src": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    } == policy
    assert ("nosniff", "DENY") == (answer.headers["X-Content-Type-Options"], answer.headers["X-Frame-Options"])
    assert "no-store" in answer.headers["Cache-Control"]
    assert (0, 0, 0) == tuple(text.count(word) for word in ("<style", " style=", " onclick="))
    assert (400, None) == (stranger.status, answer.headers["Strict-Transport-Security"])


def test_with_a_certificate_it_is_https_and_stays_so(home: Path) -> None:
    certificate, key = home.parent / "pages.pem", home.parent / "pages.key"
    made = new_tls_identity("pk.demo.example")
    certificate.write_text(made[0])
    key.write_text(made[1])
    process, told = serve(home, "--certificate", str(certificate), "--key", str(key), "--name", "localhost")
    try:
        unproven = SSLContext(PROTOCOL_TLS_CLIENT)
        unproven.check_hostname, unproven.verify_mode = False, CERT_NONE
        line = HTTPSConnection("127.0.0.1", int(told["pages"].rstrip("/").rpartition(":")[2]), context=unproven)
        line.request("GET", "/account/login/", headers={"Host": "localhost"})
        answer = line.getresponse()
        answer.read()
        line.close()
    finally:
        stop(process)

    assert told["pages"].startswith("https://localhost:")
    assert "max-age=31536000" == answer.headers["Strict-Transport-Security"]
    assert all("Secure" in cookie for cookie in answer.headers.get_all("Set-Cookie"))


def run(home: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "paraph.cli", "serve", "--home", str(home), "--json", *options]
    env = {**os.environ, "PARAPH_PASSPHRASE": PASSPHRASE}
    return subprocess.run(command, check=False, capture_output=True, text=True, env=env, timeout=60)


def children_of(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        parts = path.read_text().rpartition(")")[2].split()
        if int(parts[1]) == pid:
            found.append(int(path.parent.name))
    return found
