"""However a command ends, a person reads words and a script reads a code."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import click
import pytest
from tests.cli.houses import House, Houses

from paraph.cli.asked import Asked
from paraph.cli.exits import Exit
from paraph.cli.failing import ended_by, exit_of
from paraph.values import Answer, Barred, Damaged, Forked, Recovering, Unproven, Unreachable, Unreadable

ENDS = {
    Barred("mandate"): Exit.REFUSED,
    Barred("cli.missing_file"): Exit.CANNOT_TELL,
    Unreadable("json.not_json"): Exit.REFUSED,
    Unproven("signature.wrong"): Exit.REFUSED,
    Unreachable("link.cut"): Exit.LINK,
    Damaged("record.not_as_stored"): Exit.RESTORE,
    Recovering("record.behind_mark"): Exit.RESTORE,
    Forked("store.other_root"): Exit.TWO_HISTORIES,
}


@pytest.mark.parametrize(("error", "code"), ENDS.items(), ids=lambda one: getattr(one, "code", one))
def test_each_family_of_errors_has_its_exit_code(error: Answer, code: Exit) -> None:
    assert code == exit_of(error)


@pytest.mark.parametrize("code", Exit, ids=str)
def test_every_exit_code_has_a_meaning(code: Exit) -> None:
    assert code.meaning.endswith(".")


def test_what_nobody_expected_is_written_down_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line for the person; the traceback is in a file in the home."""
    code = ended_by(_raised(ZeroDivisionError("oh")), Asked(home=tmp_path))

    (log,) = tmp_path.glob("paraph-*.log")
    told = capsys.readouterr()
    assert (Exit.UNEXPECTED, "") == (code, told.out)
    assert f"Something went wrong in Paraph itself (ZeroDivisionError). It is written down in {log}.\n" in told.err
    assert ("Traceback" in told.err, "Traceback" in log.read_text()) == (False, True)


def test_a_traceback_is_shown_only_when_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended_by(_raised(Barred("mandate", person="x", kind="y", verb="z")), Asked(home=tmp_path, debug=True))

    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort(), EOFError()], ids=repr)
def test_a_stop_by_the_person_is_no_error(error: BaseException, capsys: pytest.CaptureFixture[str]) -> None:
    assert (Exit.INTERRUPTED, "Stopped.\n→ What was done before stays; run it again to go on.\n") == (
        ended_by(error, Asked()),
        capsys.readouterr().err,
    )


def test_a_wrong_command_line_names_its_help(tmp_path: Path) -> None:
    told = House(tmp_path, "NOBODY").run("approve")

    assert (2, "No such command 'approve'.\n→ See `paraph --help`.\n") == (told.code, told.err)


@pytest.mark.parametrize("command", [(), ("draft",), ("bundle",)], ids=" ".join)
def test_a_command_without_its_words_shows_its_help(command: tuple[str, ...], tmp_path: Path) -> None:
    told = House(tmp_path, "NOBODY").run(*command)

    assert (2, "", True) == (told.code, told.err, told.out.startswith("Usage: paraph"))


def test_a_file_that_cannot_be_written_is_named(houses: Houses) -> None:
    error = houses.north.refused("policy", "--out", str(houses.table / "none" / "policy"))

    assert ("cli.file", 2) == (error["code"], error["exit"])
    assert f"{houses.table}/none/policy: No such file or directory." == error["message"]


def test_the_pages_and_the_exchange_take_two_ports(houses: Houses) -> None:
    with socket.create_server(("127.0.0.1", 0)) as once:
        port = str(once.getsockname()[1])

    error = houses.north.refused("serve", "--port", port, "--pages", f"127.0.0.1:{port}")

    assert "cli.cannot_listen" == error["code"]


def test_a_port_that_is_taken_is_named(houses: Houses) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        error = houses.north.refused("serve", "--no-pages", "--port", port)

    assert ("cli.cannot_listen", f"Nothing can listen on 127.0.0.1:{port} (Address already in use).") == (
        error["code"],
        error["message"],
    )


def test_the_installed_command_works_in_a_process_of_its_own(houses: Houses) -> None:
    done = run("--home", str(houses.north.home), "list", "--json")

    assert (0, b"") == (done.returncode, done.stderr)


def test_a_reader_that_has_read_enough_is_no_error(houses: Houses) -> None:
    """`paraph list | head -1` ends quietly."""
    command = [sys.executable, "-m", "paraph.cli", "--home", str(houses.north.home), "export", "acts", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_env()) as process:
        process.stdout.close()
        told = process.stderr.read()

    assert (0, b"") == (process.wait(), told)


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [Path(sys.executable).with_name("paraph"), *arguments], check=False, capture_output=True, env=_env()
    )


def _env() -> dict[str, str]:
    return {**os.environ, "PARAPH_PASSPHRASE": "open sesame", "PARAPH_AS": "clerk"}


def _raised(error: BaseException) -> BaseException:
    with pytest.raises(type(error)) as caught:
        raise error
    return caught.value
