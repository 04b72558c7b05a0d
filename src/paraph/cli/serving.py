"""Serve: the exchange with the other parties, and the pages for our own persons, until a signal stops it."""

import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from paraph.cli.options import command
from paraph.cli.paper import Paper
from paraph.cli.shell import Shell
from paraph.node import Node
from paraph.serving import Serving
from paraph.values import Barred

if TYPE_CHECKING:
    from paraph.web.door import Door
    from paraph.web.server import Welcome

_FILE = click.Path(path_type=Path, dir_okay=False)


class Asked(NamedTuple):
    """What was asked of the pages; the options say what each means."""

    pages: str
    name: str
    certificate: Path | None
    key: Path | None
    demo: bool
    front: str


@command("serve", gives=("port", "pages", "begin", "desks"))
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to answer the other parties.")
@click.option("--port", default=0, help="The port of that; 0 takes a free port.")
@click.option(
    "--pages", default="127.0.0.1:8443", show_default=True, help="Where the pages are; port 0 takes a free one."
)
@click.option("--no-pages", is_flag=True, help="Exchange only.")
@click.option("--name", default="", help="Host name by which persons reach the pages; default: as the node's.")
@click.option("--certificate", type=_FILE, help="Certificate of the pages (PEM); without it they are for this machine.")
@click.option("--key", type=_FILE, help="Its private key (PEM).")
@click.option("--demo", is_flag=True, help="Sign desks in by one-time links: for a demonstration on this machine.")
@click.option("--front", default="", help="Origin of the page that may show these in a frame; only with --demo.")
def serve(shell: Shell, *, host: str, port: int, no_pages: bool, **asked: Any) -> None:
    """Answer the other parties, and show this node's pages to its own persons.

    It exchanges on start, on every hint, when something is said, and now and then. The first time, a link is printed
    by which the first administrator begins; it works once, for half an hour.
    """
    with ExitStack() as until_the_end, _stopped_by_a_signal(shell):
        if no_pages:
            _exchange_only(shell, until_the_end, host, port)
        else:
            _with_pages(shell, until_the_end, (host, port), Asked(**asked))


def _exchange_only(shell: Shell, until_the_end: ExitStack, host: str, port: int) -> None:
    serving = _listening(shell.node, host, port)
    until_the_end.callback(serving.close)
    serving.start()
    _remind(shell.node, until_the_end)
    shape = _shape(shell.node, host, serving, None)
    shell.tell(shape, lambda paper: paper.line(f"Serving on {host}:{serving.port}. Stop with Ctrl-C.", tone="good"))
    serving.wait()


def _with_pages(shell: Shell, until_the_end: ExitStack, exchange: tuple[str, int], asked: Asked) -> None:
    from paraph.web.server import prepare, run  # noqa: PLC0415  # only where pages are served

    node = Node(shell.home, passphrase=cache(shell.passphrase))  # asked for once, by whoever needs it first
    until_the_end.callback(node.close)
    door = _door(node, asked)
    if door.port == exchange[1]:
        raise Barred("cli.cannot_listen", host=door.host, port=door.port, reason="The exchange is to be there")
    serving = _if_there_is_somebody(node, *exchange)
    if serving is not None:
        until_the_end.callback(serving.close)
        serving.start()
    welcome = prepare(door, node.passphrase)
    _remind(node, until_the_end, pages=welcome.pages)
    shape = _shape(node, exchange[0], serving, welcome)
    run(door, node.passphrase(), opened=partial(shell.tell, shape, partial(_page, serving, exchange[0], welcome)))


def _remind(node: Node, until_the_end: ExitStack, *, pages: str = "") -> None:
    """Tell everyone what waits for them, now and then, beside whatever is served."""
    from paraph.cli.sending import Reminding  # noqa: PLC0415  # only where something is served

    until_the_end.callback(Reminding(node, pages=pages).start().close)


def _door(node: Node, asked: Asked) -> "Door":
    from paraph.web.door import Door, checked, is_here, parted  # noqa: PLC0415  # only where pages are served
    from paraph.web.server import free_port  # noqa: PLC0415  # as above

    host, port = parted(asked.pages)
    name = asked.name or ("localhost" if is_here(host) and not asked.certificate else node.identity.host)
    door = Door(node.home, host, port, name, asked.certificate, asked.key, asked.demo, asked.front)
    _require_demonstration(checked(door))
    return door._replace(port=free_port(host, port))


def _require_demonstration(door: "Door") -> None:
    """Refuse to sign anybody in by a link where the record may be a real one."""
    from paraph.demo.folder import MARK  # noqa: PLC0415  # only where pages are served

    if door.demo and not (door.home.parent / MARK).is_file():
        raise Barred("pages.no_demonstration", home=str(door.home))


def _if_there_is_somebody(node: Node, host: str, port: int) -> Serving | None:
    """Listen for other parties, if any is known; until then the pages work alone."""
    known = [name for name in node.frameworks() if node.setup(name).others]
    return _listening(node, host, port) if known else None


def _listening(node: Node, host: str, port: int) -> Serving:
    frameworks = node.frameworks()
    if frameworks and not any(node.setup(name).others for name in frameworks):
        raise Barred("cli.nobody_else")
    try:
        return Serving(node, host=host, port=port, watch=True)
    except OSError as error:
        raise Barred("cli.cannot_listen", host=host, port=port, reason=error.strerror or "") from error


def _shape(node: Node, host: str, serving: Serving | None, welcome: "Welcome | None") -> dict[str, Any]:
    return {
        "host": host,
        "port": serving and serving.port,
        "frameworks": list(node.frameworks()),
        "pages": welcome and welcome.pages,
        "begin": welcome and welcome.first,
        "desks": welcome.desks if welcome else {},
    }


def _page(serving: Serving | None, host: str, welcome: "Welcome", paper: Paper) -> None:
    paper.line(f"The pages are at {welcome.pages} Stop with Ctrl-C.", tone="good")
    if serving is not None:
        paper.line(f"Other parties are answered on {host}:{serving.port}.")
    if welcome.first:
        paper.line("The first administrator begins here; the link works once, within 30 minutes:")
        paper.line(welcome.first)
    for person, link in welcome.desks.items():
        paper.line(f"Signs {person} in, once: {link}")


@contextmanager
def _stopped_by_a_signal(shell: Shell) -> Iterator[None]:
    """End in order on Ctrl-C, and as well when the machine asks for it."""
    # Both are set: whoever starts us in the background may have had Ctrl-C ignored for us.
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        shell.paper.line("Stopped.") if not shell.asked.as_json else None
