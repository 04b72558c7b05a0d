"""The demonstration: the public record, played through two nodes."""

from importlib import import_module
from pathlib import Path

import click

from paraph.cli.exits import Exit
from paraph.cli.options import command
from paraph.cli.shell import Shell


@command("demo", gives=())
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path(".demo"))
@click.option("--headless", is_flag=True, help="End by itself, without pages.")
@click.option("--port", default=8000, show_default=True, help="Where the page with both nodes is, on this machine.")
def demo(shell: Shell, *, folder: Path, headless: bool, port: int) -> Exit:
    """Play the public record of the Defence Consultative Group through two nodes, from brackets to agreement.

    Leaves both nodes in the folder, ready to be explored, and story.json: what was said, by whom, and the receipts.
    """
    ended = import_module("paraph.demo.main").main(folder, headless=headless, as_json=shell.asked.as_json, port=port)
    return Exit.DONE if ended is None else Exit(int(ended))
