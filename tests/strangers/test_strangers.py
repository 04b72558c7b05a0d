"""Verifiers that are not ours read what we write, and refuse one flipped byte of it anywhere.

`verify.go` is Go's sumdb/note and sumdb/tlog; `verify.mjs` is node's own crypto. Neither shares a line with Paraph.
"""

import base64
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from paraph.tlog import (
    Frontier,
    KeyType,
    Proof,
    SignatureLine,
    SignedNote,
    complete_root,
    encode_bundle,
    encode_proof,
    format_note,
    grow,
    inclusion_proof,
    leaf_hashes,
    parse_note,
    parse_proof,
    sign_checkpoint,
    signer_from_seed,
    tiles_of,
)
from paraph.tlog.checkpoint import Checkpoint

HERE = Path(__file__).parent
GO_PATH = Path("/usr/share/gocode")  # where Debian's golang-golang-x-mod-dev puts its source
FROZEN = HERE.parent / "vectors" / "receipt"
NOON = 1_790_000_000
SIZE, INDEX = 600, 300
ENTRIES = [b'{"act":%d}' % place for place in range(SIZE)]
LEAVES = leaf_hashes(ENTRIES)
FRONTIER, KEPT = grow(Frontier.empty(), LEAVES)
NODES = {(level, index): each for level, index, each in KEPT}

LOG = signer_from_seed("north.example/log", KeyType.ED25519, b"\x01" * 32)
LOG_PQ = signer_from_seed("north.example/log", KeyType.MLDSA44_COSIGNATURE, b"\x02" * 32)
MIRROR = signer_from_seed("south.example/mirror", KeyType.ED25519_COSIGNATURE, b"\x03" * 32)
MIRROR_PQ = signer_from_seed("south.example/mirror", KeyType.MLDSA44_COSIGNATURE, b"\x04" * 32)
VKEYS = (LOG.vkey, MIRROR.vkey)
HEAD = Checkpoint(origin=LOG.name, size=SIZE, root=FRONTIER.root())
NOTE = format_note(sign_checkpoint(HEAD, (LOG, LOG_PQ, MIRROR, MIRROR_PQ), at=NOON))
RECEIPT = encode_proof(
    Proof(
        index=INDEX,
        hashes=inclusion_proof(
            INDEX, SIZE, lambda level, index: complete_root(LEAVES[index << level : (index + 1) << level])
        ),
        checkpoint_note=NOTE,
    )
)

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def flip(data: bytes, at: int = -1) -> bytes:
    changed = bytearray(data)
    changed[at] ^= 1
    return bytes(changed)


def in_base64(old: bytes, at: int = -1) -> Callable[[bytes], bytes]:
    """Flip one bit of bytes that stand in base64."""
    return lambda data: data.replace(base64.b64encode(old), base64.b64encode(flip(old, at)))


def in_line(number: int, at: int) -> Callable[[bytes], bytes]:
    """Flip one bit of a signature line: bytes 0 to 3 are the key's id."""
    line = parse_note(NOTE).lines[number]
    return in_base64(line.key_id + line.signature, at)


CHECKPOINT = {
    "origin": lambda data: data.replace(b"north.example/log\n", b"north.example/lof\n"),
    "size": lambda data: data.replace(b"\n600\n", b"\n601\n"),
    "root": in_base64(HEAD.root),
    "log key id": in_line(0, 0),
    "log signature, first byte": in_line(0, 4),
    "log signature, last byte": in_line(0, -1),
    "log name": lambda data: data.replace("— north.example/log ".encode(), "— north.example/lof ".encode(), 1),
    "cosigner's key id": in_line(2, 0),
    "cosigner's time, first byte": in_line(2, 4),
    "cosigner's time, last byte": in_line(2, 11),
    "cosignature, first byte": in_line(2, 12),
    "cosignature, last byte": in_line(2, -1),
}
PROOF = {
    "header": lambda data: data.replace(b"@v1", b"@v0"),
    "index": lambda data: data.replace(b"index 300", b"index 301"),
    "first hash": in_base64(parse_proof(RECEIPT).hashes[0]),
    "last hash": in_base64(parse_proof(RECEIPT).hashes[-1], 0),
    "a hash less": lambda data: data.replace(base64.b64encode(parse_proof(data).hashes[-1]) + b"\n", b""),
}


def need(tool: str, packages: str, *, there: bool = True) -> str:
    """Find a tool, or fail in one line."""
    found = shutil.which(tool)
    if not found or not there:
        pytest.fail(f"{tool} is missing: apt-get install {packages}", pytrace=False)
    return found


@pytest.fixture(scope="session")
def go(tmp_path_factory: pytest.TempPathFactory) -> Run:
    tool = need("go", "golang-go golang-golang-x-mod-dev", there=(GO_PATH / "src/golang.org/x/mod").is_dir())
    program = tmp_path_factory.mktemp("go") / "verify"
    built = {"GO111MODULE": "off", "GOPATH": str(GO_PATH), "GOFLAGS": "", "GOCACHE": str(program.parent / "cache")}
    subprocess.run([tool, "build", "-o", program, HERE / "verify.go"], env=os.environ | built, check=True)
    return lambda *words: subprocess.run([program, *words], capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture(scope="session")
def node() -> Run:
    tool = need("node", "nodejs")
    return lambda *words: subprocess.run(
        [tool, HERE / "verify.mjs", *words[1:]], capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture(
    params=[pytest.param("go", marks=pytest.mark.needs_go), pytest.param("node", marks=pytest.mark.needs_node)]
)
def stranger(request: pytest.FixtureRequest) -> Run:
    return request.getfixturevalue(request.param)


def written(folder: Path, receipt: bytes = RECEIPT, entry: bytes = ENTRIES[INDEX]) -> tuple[Path, Path]:
    (folder / "act.tlog-proof").write_bytes(receipt)
    (folder / "act").write_bytes(entry)
    return folder / "act.tlog-proof", folder / "act"


def log_in(folder: Path) -> list[str]:
    """Write the log as a plain static tree, and name its files."""
    (folder / "checkpoint").write_bytes(NOTE)
    for path in tiles_of(SIZE):
        places = range(path.index * 256, path.index * 256 + path.width)
        if path.kind == "entries":
            data = encode_bundle(ENTRIES[at] for at in places)
        else:
            data = b"".join(LEAVES[at] if path.level == 0 else NODES[8 * path.level, at] for at in places)
        (folder / path.text).parent.mkdir(parents=True, exist_ok=True)
        (folder / path.text).write_bytes(data)
    return [path.text for path in tiles_of(SIZE)]


def test_a_stranger_verifies_our_receipt(stranger: Run, tmp_path: Path) -> None:
    """Inclusion, the log's signature and the mirror's cosignature."""
    checked = stranger("receipt", *written(tmp_path), *VKEYS)

    assert (0, "entry 300 of 600\n", "") == (checked.returncode, checked.stdout, checked.stderr)


def test_a_stranger_verifies_the_frozen_receipt(stranger: Run) -> None:
    """The one in tests/vectors, for ever."""
    checked = stranger("receipt", FROZEN / "act.tlog-proof", FROZEN / "act", *VKEYS)

    assert (0, "entry 72345 of 100000\n") == (checked.returncode, checked.stdout)


@pytest.mark.parametrize("field", CHECKPOINT | PROOF)
def test_a_stranger_refuses_one_flipped_byte_of_a_receipt(stranger: Run, tmp_path: Path, field: str) -> None:
    """In the proof, the checkpoint, the signature and the cosignature."""
    changed = (CHECKPOINT | PROOF)[field](RECEIPT)
    assert RECEIPT != changed

    checked = stranger("receipt", *written(tmp_path, changed), *VKEYS)

    assert (1, "") == (checked.returncode, checked.stdout)
    assert checked.stderr.startswith("refused: ")


@pytest.mark.parametrize("at", range(len(ENTRIES[INDEX])))
def test_a_stranger_refuses_one_flipped_byte_of_the_entry(stranger: Run, tmp_path: Path, at: int) -> None:
    """Any of them."""
    checked = stranger("receipt", *written(tmp_path, entry=flip(ENTRIES[INDEX], at)), *VKEYS)

    assert (1, "") == (checked.returncode, checked.stdout)


@pytest.mark.parametrize("absent", [0, 2])
def test_a_stranger_misses_a_signature(stranger: Run, tmp_path: Path, absent: int) -> None:
    """The log's, or the mirror's."""
    note = parse_note(NOTE)
    lines = tuple(line for at, line in enumerate(note.lines) if at != absent)
    changed = RECEIPT.replace(NOTE, format_note(SignedNote(body=note.body, lines=lines)))

    assert 1 == stranger("receipt", *written(tmp_path, changed), *VKEYS).returncode


def test_a_stranger_refuses_another_keys_signature(stranger: Run, tmp_path: Path) -> None:
    """Under our name and id."""
    other = signer_from_seed(LOG.name, KeyType.ED25519, b"\x09" * 32)
    forged = SignatureLine(name=LOG.name, key_id=LOG.key_id, signature=other.sign_note(HEAD.body()).signature)
    lines = (forged, *parse_note(NOTE).lines[1:])
    changed = RECEIPT.replace(NOTE, format_note(SignedNote(body=HEAD.body(), lines=lines)))

    assert 1 == stranger("receipt", *written(tmp_path, changed), *VKEYS).returncode


@pytest.mark.needs_go
def test_go_verifies_our_whole_log(go: Run, tmp_path: Path) -> None:
    """Every entry against the tiles, every tile against the signed root."""
    log_in(tmp_path)

    checked = go("log", tmp_path, *VKEYS)

    assert (0, "600 entries\n", "") == (checked.returncode, checked.stdout, checked.stderr)


@pytest.mark.needs_go
@pytest.mark.parametrize("field", CHECKPOINT)
def test_go_refuses_one_flipped_byte_of_a_logs_checkpoint(go: Run, tmp_path: Path, field: str) -> None:
    """Origin, size, root, signatures, times."""
    log_in(tmp_path)
    changed = CHECKPOINT[field](NOTE)
    (tmp_path / "checkpoint").write_bytes(changed)

    assert NOTE != changed
    assert 1 == go("log", tmp_path, *VKEYS).returncode


@pytest.mark.needs_go
@pytest.mark.parametrize("at", [0, 1, 2, -1], ids=["first", "second", "third", "last"])
@pytest.mark.parametrize("path", [path.text for path in tiles_of(SIZE)])
def test_go_refuses_one_flipped_byte_of_any_file_of_a_log(go: Run, tmp_path: Path, path: str, at: int) -> None:
    """Tiles and bundles, full and partial: lengths, entries, hashes."""
    log_in(tmp_path)
    (tmp_path / path).write_bytes(flip((tmp_path / path).read_bytes(), at))

    assert 1 == go("log", tmp_path, *VKEYS).returncode
