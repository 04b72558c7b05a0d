"""Keys in files: sealed with a passphrase, public halves in the clear, and a mark that never goes back."""

import fcntl
import json
import ssl
import stat
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from tests.adapters.cast import NORTH, ORIGIN

from paraph.adapters.clock import utc_now
from paraph.adapters.keys import FileKeys, mirror_name, own_mark, public_keys
from paraph.service.ports import Mark
from paraph.tlog import EMPTY_ROOT, Checkpoint, KeyType, SignedNote, parse_vkey, verify_note
from paraph.values import Barred, Damaged, Recovering

WORDS = "correct horse"
MARK = Mark(7, b"r" * 32)


@pytest.fixture
def keys(tmp_path: Path) -> FileKeys:
    return FileKeys.create(tmp_path, origin=ORIGIN, party=NORTH, passphrase=WORDS, quick=True)


def test_keys_open_with_their_passphrase_and_sign_as_before(keys: FileKeys, tmp_path: Path) -> None:
    checkpoint = Checkpoint(origin=ORIGIN, size=0, root=EMPTY_ROOT)

    opened = FileKeys.open(tmp_path, passphrase=WORDS)

    for signer, before in zip((*opened.log(), *opened.mirror()), (*keys.log(), *keys.mirror()), strict=True):
        note = SignedNote(body=checkpoint.body(), lines=(signer.sign(checkpoint, 1),))
        assert 1 == len(verify_note(note, [before.key]))
    assert (keys.identity, keys.tls_key, keys.public) == (opened.identity, opened.tls_key, opened.public)


def test_no_two_roles_share_a_key(keys: FileKeys) -> None:
    signers = (*keys.log(), *keys.mirror())

    assert [
        (ORIGIN, KeyType.ED25519),
        (ORIGIN, KeyType.MLDSA44_COSIGNATURE),
        (mirror_name(ORIGIN), KeyType.ED25519_COSIGNATURE),
        (mirror_name(ORIGIN), KeyType.MLDSA44_COSIGNATURE),
    ] == [(signer.name, signer.type) for signer in signers]
    assert 4 == len({signer.public for signer in signers})


def test_two_parties_never_get_the_same_keys(keys: FileKeys, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()

    other = FileKeys.create(tmp_path / "other", origin=ORIGIN, party=NORTH, passphrase=WORDS, quick=True)

    assert set() == {keys.identity, keys.tls_key, *keys.public.log_keys} & {
        other.identity,
        other.tls_key,
        *other.public.log_keys,
    }


def test_the_public_halves_need_no_passphrase(keys: FileKeys, tmp_path: Path) -> None:
    public = public_keys(tmp_path)

    assert keys.public == public
    assert [signer.public for signer in keys.log()] == [parse_vkey(vkey).key for vkey in public.log_keys]


def test_no_secret_lies_in_the_clear(keys: FileKeys, tmp_path: Path) -> None:
    text = (tmp_path / "keys.json").read_text()

    assert 0o600 == stat.S_IMODE((tmp_path / "keys.json").stat().st_mode)
    assert not [word for word in ("AGE-SECRET-KEY", "PRIVATE KEY", WORDS) if word in text]


@pytest.mark.parametrize("words", ["", "correct hors", "Correct horse", "correct horse "])
def test_another_passphrase_opens_nothing(keys: FileKeys, tmp_path: Path, words: str) -> None:
    with pytest.raises(Barred) as caught:
        FileKeys.open(tmp_path, passphrase=words)

    assert "keys.wrong_passphrase" == caught.value.code


def test_one_passphrase_typed_on_two_keyboards_is_one(tmp_path: Path) -> None:
    one, other = "caf\u00e9", "cafe\u0301"

    keys = FileKeys.create(tmp_path, origin=ORIGIN, party=NORTH, passphrase=one, quick=True)

    assert keys.public == FileKeys.open(tmp_path, passphrase=other).public


def test_keys_are_not_made_over_others_nor_without_a_passphrase(keys: FileKeys, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()

    for folder, words, code in ((tmp_path, WORDS, "keys.exists"), (tmp_path / "new", "", "keys.empty_passphrase")):
        with pytest.raises(Barred) as caught:
            FileKeys.create(folder, origin=ORIGIN, party=NORTH, passphrase=words, quick=True)
        assert code == caught.value.code


def test_where_there_are_no_keys_none_are_opened(tmp_path: Path) -> None:
    for use in (lambda: FileKeys.open(tmp_path, passphrase=WORDS), lambda: public_keys(tmp_path)):
        with pytest.raises(Barred) as caught:
            use()
        assert "keys.missing" == caught.value.code


def change(name: str, value: object) -> Callable[[dict[str, Any]], object]:
    """Change one field of the file, given by its path."""
    *path, last = name.split(".")

    def changed(document: dict[str, Any]) -> None:
        for part in path:
            document = document[part]
        document[last] = value

    return changed


@pytest.mark.parametrize(
    "damage",
    [
        lambda document: document.pop("public"),
        lambda document: document.pop("sealed"),
        lambda document: document["public"].update(log_keys=document["public"]["mirror_keys"]),
        lambda document: document["public"].pop("recipient"),
        lambda document: document["sealed"].pop("salt"),
        change("sealed.salt", "zz"),
        change("sealed.salt", "00"),
        change("sealed.box", "=" * 8),
        change("sealed.memory", 1 << 40),
        change("sealed.memory", "much"),
        change("sealed.ops", 0),
        change("sealed.ops", 1 << 40),
        change("sealed", []),
        change("public", []),
    ],
)
def test_a_changed_file_is_damaged_and_opens_nothing(
    keys: FileKeys, tmp_path: Path, damage: Callable[[dict[str, Any]], object]
) -> None:
    document = json.loads((tmp_path / "keys.json").read_bytes())
    damage(document)
    (tmp_path / "keys.json").write_text(json.dumps(document))

    with pytest.raises(Damaged) as caught:
        FileKeys.open(tmp_path, passphrase=WORDS)

    assert "keys.damaged" == caught.value.code


@pytest.mark.parametrize("content", [b"", b"[]", b"1", b"\xff", b'{"public": 1}'])
def test_what_is_no_key_file_is_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "keys.json").write_bytes(content)

    with pytest.raises(Damaged) as caught:
        public_keys(tmp_path)

    assert "keys.damaged" == caught.value.code


def test_a_swapped_certificate_is_noticed(keys: FileKeys, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = FileKeys.create(tmp_path / "other", origin=ORIGIN, party=NORTH, passphrase=WORDS, quick=True)
    document = json.loads((tmp_path / "keys.json").read_bytes())
    for name in ("certificate", "recipient"):
        changed = {**document, "public": {**document["public"], name: getattr(other.public, name)}}
        (tmp_path / "keys.json").write_text(json.dumps(changed))
        with pytest.raises(Damaged):
            FileKeys.open(tmp_path, passphrase=WORDS)


def test_two_nodes_know_each_other_by_their_certificates(keys: FileKeys, tmp_path: Path) -> None:
    """The strict checks of newer Python versions are on."""
    server, client = context(keys, tmp_path, ssl.PROTOCOL_TLS_SERVER), context(keys, tmp_path, ssl.PROTOCOL_TLS_CLIENT)
    left, right, outward, back = ssl.MemoryBIO(), ssl.MemoryBIO(), None, None
    here = client.wrap_bio(left, right)
    there = server.wrap_bio(right, left, server_side=True)
    while outward is None or back is None:
        outward, back = shaken(here), shaken(there)

    assert ssl.PEM_cert_to_DER_cert(keys.public.certificate) == outward == back


def context(keys: FileKeys, folder: Path, protocol: Any) -> ssl.SSLContext:
    made = ssl.SSLContext(protocol)
    made.check_hostname = False
    made.verify_mode = ssl.CERT_REQUIRED
    made.verify_flags |= ssl.VERIFY_X509_STRICT
    (folder / "pair.pem").write_text(keys.tls_key + keys.public.certificate)
    made.load_cert_chain(folder / "pair.pem")
    made.load_verify_locations(cadata=keys.public.certificate)
    return made


def shaken(end: ssl.SSLObject) -> bytes | None:
    try:
        end.do_handshake()
    except ssl.SSLWantReadError:
        return None
    return end.getpeercert(binary_form=True)


def test_the_mark_goes_onward_and_is_there_the_next_time(keys: FileKeys, tmp_path: Path) -> None:
    assert keys.mark() is None

    for mark in (Mark(0, EMPTY_ROOT), MARK, MARK, Mark(8, b"s" * 32)):
        keys.raise_mark(mark)
        assert mark == keys.mark() == own_mark(tmp_path) == FileKeys.open(tmp_path, passphrase=WORDS).mark()


@pytest.mark.parametrize(
    ("mark", "code"),
    [(Mark(6, b"r" * 32), "keys.behind_mark"), (Mark(7, b"s" * 32), "keys.forked_mark")],
)
def test_the_mark_goes_neither_back_nor_sideways(keys: FileKeys, mark: Mark, code: str) -> None:
    keys.raise_mark(MARK)
    keys.raise_mirror_mark("south.example/river", MARK)

    with pytest.raises(Recovering) as caught:
        keys.raise_mark(mark)
    with pytest.raises(Recovering) as mirrored:
        keys.raise_mirror_mark("south.example/river", mark)

    assert (code, code, MARK) == (caught.value.code, mirrored.value.code, keys.mark())
    assert MARK == keys.mirror_mark("south.example/river")


def test_only_a_decision_lowers_the_mark(keys: FileKeys) -> None:
    keys.raise_mark(MARK)

    keys.restate_mark(Mark(3, b"s" * 32))

    assert Mark(3, b"s" * 32) == keys.mark()
    with pytest.raises(Recovering):
        keys.raise_mark(Mark(2, b"r" * 32))
    keys.raise_mark(MARK)
    assert MARK == keys.mark()


def test_the_mirror_has_a_mark_for_each_log(keys: FileKeys) -> None:
    keys.raise_mirror_mark("south.example/river", MARK)
    keys.raise_mirror_mark("east.example/river", Mark(1, b"e" * 32))

    assert MARK == keys.mirror_mark("south.example/river")
    assert Mark(1, b"e" * 32) == keys.mirror_mark("east.example/river")
    assert (None, None) == (keys.mirror_mark(ORIGIN), keys.mark())


@pytest.mark.parametrize("cut", [0, 1, 30, 100])
@pytest.mark.parametrize("raised", [0, 1, 2, 3])
def test_a_mark_torn_while_it_was_written_was_never_raised(
    keys: FileKeys, tmp_path: Path, raised: int, cut: int
) -> None:
    """What was being written ends at any byte; what lay there before follows."""
    marks = [Mark(size, bytes([size]) * 32) for size in range(raised + 1)]
    (tmp_path / "mark.json").write_bytes(2 * (b" " * 4095 + b"\n"))  # as it is made, before the first mark
    for mark in marks[:-1]:
        keys.raise_mark(mark)
    assert [None, *marks][-2] == keys.mark()
    before = (tmp_path / "mark.json").read_bytes()
    keys.raise_mark(marks[-1])
    after = (tmp_path / "mark.json").read_bytes()
    place = next(start for start in (0, 4096) if before[start : start + 4096] != after[start : start + 4096])

    (tmp_path / "mark.json").write_bytes(
        after[: place + cut] + before[place + cut : place + 4096] + after[place + 4096 :]
    )

    assert [None, *marks][-2] == keys.mark()
    keys.raise_mark(marks[-1])
    assert marks[-1] == keys.mark()


@pytest.mark.parametrize("content", [b"", b"x" * 8192, b'{"size": 7}', b" " * 100])
def test_a_mark_that_cannot_be_read_signs_nothing(keys: FileKeys, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "mark.json").write_bytes(content)
    (tmp_path / "mirrors.json").write_bytes(content)

    for use in (keys.mark, lambda: keys.raise_mark(MARK), lambda: keys.raise_mirror_mark(ORIGIN, MARK)):
        with pytest.raises(Damaged) as caught:
            use()
        assert "keys.mark_damaged" == caught.value.code
    keys.restate_mark(MARK)
    assert MARK == keys.mark()


def test_a_mark_waits_until_another_process_has_raised_its_own(keys: FileKeys, tmp_path: Path) -> None:
    keys.raise_mark(MARK)
    later, ended = Mark(9, b"s" * 32), Event()

    def climb() -> None:
        with suppress(Recovering):
            keys.raise_mark(Mark(8, b"r" * 32))
        ended.set()

    with (tmp_path / "mark.json").open() as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        climber = Thread(target=climb)
        climber.start()
        waited = not ended.wait(0.2)
        raised_elsewhere(tmp_path, later)
    climber.join()

    assert waited
    assert later == keys.mark()


def raised_elsewhere(folder: Path, mark: Mark) -> None:
    """Write what another process would, which holds the lock."""
    (folder / "other").mkdir()
    other = FileKeys.create(folder / "other", origin=ORIGIN, party=NORTH, passphrase=WORDS, quick=True)
    for each in (Mark(0, bytes(32)), Mark(1, bytes(32)), mark):
        other.raise_mark(each)
    (folder / "mark.json").write_bytes((folder / "other" / "mark.json").read_bytes())


def test_the_clock_is_in_utc_and_whole_seconds() -> None:
    before = datetime.now(UTC).replace(microsecond=0)

    now = utc_now()

    assert before <= now <= datetime.now(UTC)
    assert (UTC, 0) == (now.tzinfo, now.microsecond)
