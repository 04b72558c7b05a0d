"""South's node as a process of its own: it serves over TLS and does what it is told, a line at a time.

said N      say so many papers               -> "said SIZE"
size PARTY  tell how much is held            -> "size N"
pull PORT   exchange with North at a port    -> "pulled" or "cut"
"""

import dataclasses
import sys
from pathlib import Path

from msgspec import structs
from tests.exchange.cast import FRAMEWORK, NORTH, SOUTH, Node, node

from paraph.adapters.https_client import HttpsCourier
from paraph.adapters.https_server import Hosted, TileServer, TlsIdentity
from paraph.service.exchange import pull
from paraph.values import Unreachable


def with_certificates(one: Node, folder: Path) -> Node:
    """Pin the certificates that lie in a folder as <party>.pem."""
    members = tuple(
        structs.replace(each, certificate=(folder / f"{each.party}.pem").read_text()) for each in one.desk.setup.members
    )
    one.desk = dataclasses.replace(one.desk, setup=structs.replace(one.desk.setup, members=members))
    return one


def identity_in(folder: Path, party: str) -> TlsIdentity:
    return TlsIdentity((folder / f"{party}.pem").read_text(), (folder / f"{party}.key").read_text())


def courier_to(one: Node, party: str, port: int, folder: Path) -> HttpsCourier:
    member = structs.replace(one.desk.setup.member(party), address=f"https://127.0.0.1:{port}")
    return HttpsCourier(
        member, framework=FRAMEWORK, own=identity_in(folder, one.party), scratch=one.path.parent, patience=5.0
    )


def main(home: Path, certificates: Path) -> None:
    south = with_certificates(node(home, SOUTH), certificates)
    own = identity_in(certificates, SOUTH)
    server = TileServer(("127.0.0.1", 0), hosted={FRAMEWORK: Hosted(desk=south.desk, own=own)})
    server.start()
    print("port", server.port, flush=True)
    for line in sys.stdin:
        match line.split():
            case ["say", count]:
                print("said", south.say_many(int(count)).size, flush=True)
            case ["size", party]:
                print("size", south.size(party), flush=True)
            case ["pull", port]:
                print(attempt(south, int(port), certificates), flush=True)
    server.close()
    south.store.close()


def attempt(south: Node, port: int, certificates: Path) -> str:
    courier = courier_to(south, NORTH, port, certificates)
    try:
        pull(south.desk, courier, south.desk.setup.member(NORTH))
    except Unreachable:
        return "cut"
    finally:
        courier.close()
    return "pulled"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
