"""At a terminal: the passphrase is asked for and not shown, and colours are seen."""

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator

from tests.cli.houses import Houses

PATIENCE = 30.0


def test_the_passphrase_is_asked_for_and_never_shown(houses: Houses) -> None:
    seen, code = at_a_terminal(
        "--home", str(houses.north.home), "bundle", "out", "--out", str(houses.table / "b"), answer="open sesame"
    )

    assert (0, True, False) == (code, "Passphrase: " in seen, "open sesame" in seen)


def test_a_new_passphrase_is_typed_twice(houses: Houses) -> None:
    """Nobody can recover it, so a slip must not stand."""
    home = str(houses.table / "WEST")
    who = ("--party", "WEST", "--name", "West", "--host", "west.example", "--quick")

    seen, code = at_a_terminal("--home", home, "--framework", "pact", "init", *who, answer="one\ntwo")

    assert (1, True) == (code, "The two passphrases differ. Nothing was made." in seen)


def test_a_refusal_is_seen_in_red(houses: Houses) -> None:
    seen, _code = at_a_terminal("--home", str(houses.north.home), "show", "feedbeef")

    assert "\x1b[31m\x1b[1mNo record held here begins with feedbeef.\x1b[0m" in seen


def at_a_terminal(*arguments: str, answer: str = "") -> tuple[str, int]:
    """What a person sees at a terminal who types an answer to each question, and how the command ended."""
    here, there = pty.openpty()
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PARAPH_", "NO_COLOR"))}
    command = [sys.executable, "-m", "paraph.cli", *arguments]
    with subprocess.Popen(command, stdin=there, stdout=there, stderr=there, env={**env, "TERM": "xterm"}) as process:
        os.close(there)
        seen = "".join(_talk(here, answer.split("\n")))
    os.close(here)
    return seen, process.returncode


def _talk(here: int, answers: list[str]) -> Iterator[str]:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and select.select([here], [], [], until - time.monotonic())[0]:
        try:
            part = os.read(here, 4096).decode()
        except OSError:
            return
        if not part:
            return
        yield part
        if part.rstrip().endswith(":") and answers:
            os.write(here, f"{answers.pop(0)}\n".encode())
