"""Serve PK's log over https until standard input ends; prints the port."""

import sys
import tempfile
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kit import corpus
from paraph.adapters.https_client import HttpsCourier
from paraph.adapters.https_server import Hosted, TileServer, TlsIdentity
from paraph.service.ingest import Ingest


def identity(home: Path, party: str) -> TlsIdentity:
    ring = corpus.keys(home, party)
    return TlsIdentity(certificate=ring.public.certificate, key=ring.tls_key)


def courier(home: Path, scratch: Path, port: int) -> HttpsCourier:
    from msgspec import structs  # noqa: PLC0415  # only where it is measured

    member = structs.replace(corpus.member(home, corpus.THEM), address=f"https://127.0.0.1:{port}")
    return HttpsCourier(member, framework=corpus.FRAMEWORK, own=identity(home, corpus.US), scratch=scratch)


def main(home: Path, folder: Path, size: int) -> None:
    logs = corpus.generate(folder, size, home)
    with tempfile.TemporaryDirectory(prefix="paraph-bench-") as scratch:
        desk = corpus.desk(home, Path(scratch), corpus.THEM)
        ingest = Ingest(desk.store, corpus.THEM, kinds=corpus.KINDS)
        entries = iter(corpus.read_entries(logs.raw))
        while batch := list(islice(entries, 4096)):
            desk.store.append(corpus.THEM, ingest.seq, ingest.rows(batch))
        desk.store.keep_checkpoint(corpus.THEM, logs.head)
        hosted = Hosted(desk=desk, own=identity(home, corpus.THEM))
        server = TileServer(("127.0.0.1", 0), hosted={corpus.FRAMEWORK: hosted})
        server.start()
        print(server.port, flush=True)
        sys.stdin.read()
        server.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
