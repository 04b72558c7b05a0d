"""A command loads what it needs and no more: start-up is a moment, on an old machine too."""

import subprocess
import sys

import pytest
from tests.cli.houses import Houses

HEAVY = {
    "asyncio",
    "django",
    "email",
    "granian",
    "http.server",
    "mnemonic",
    "pyrage",
    "rich",
    "ssl",
    "tempfile",
    "typst",
    "xml",
    "zipfile",
}
LOADED = """
import sys
from paraph.cli.app import paraph
try:
    paraph.main(sys.argv[1:])
except SystemExit as ended:
    sys.stderr.write(" ".join([str(ended.code), *sys.modules]))
"""
RUN = """
import gc, sys
from paraph.cli import main
try:
    main()
except SystemExit:
    sys.stderr.write(str(gc.isenabled()))
"""


def test_help_loads_no_command_and_none_of_the_engine() -> None:
    code, modules = loaded("--help")

    assert ("0", set()) == (code, modules & {*HEAVY, "paraph.values", "paraph.node", "msgspec", "nacl", "cryptography"})


def test_verify_loads_no_node() -> None:
    """A stranger has none."""
    code, modules = loaded("verify", "none.tlog-proof")

    assert ("2", set()) == (code, modules & {*HEAVY, "paraph.node", "paraph.adapters", "paraph.domains", "sqlite3"})


@pytest.mark.parametrize("command", ["list", "show", "inbox", "due", "history"])
def test_reading_loads_no_network_and_no_layout(command: str, houses: Houses) -> None:
    record = [houses.session] if command in ("show", "history") else []

    code, modules = loaded(command, *record, "--home", str(houses.north.home))

    assert ("0", set()) == (code, modules & HEAVY)


@pytest.mark.parametrize(("arguments", "collects"), [(("verify", "none.tlog-proof"), "True"), (("--help",), "False")])
def test_a_command_that_may_run_for_long_collects_its_garbage(arguments: tuple[str, ...], collects: str) -> None:
    """Held back only while modules are loaded."""
    done = subprocess.run([sys.executable, "-c", RUN, *arguments], check=False, capture_output=True, text=True)

    assert collects == done.stderr.splitlines()[-1]


def loaded(*arguments: str) -> tuple[str, set[str]]:
    """How a command ended in a process of its own, and which modules it had loaded."""
    done = subprocess.run([sys.executable, "-c", LOADED, *arguments], check=False, capture_output=True, text=True)
    code, *modules = done.stderr.splitlines()[-1].split()
    return code, set(modules)
