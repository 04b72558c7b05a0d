"""Keys in files: sealed with a passphrase, public halves in the clear; and the clock."""

import json
import ssl
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.cast import NORTH, ORIGIN

from paraph.adapters.clock import utc_now
from paraph.adapters.keys import FileKeys, mirror_name, public_keys
from paraph.tlog import EMPTY_ROOT, Checkpoint, KeyType, SignedNote, parse_vkey, verify_note
from paraph.values import Barred, Damaged

WORDS = "correct horse"


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


def test_the_clock_is_in_utc_and_whole_seconds() -> None:
    before = datetime.now(UTC).replace(microsecond=0)

    now = utc_now()

    assert before <= now <= datetime.now(UTC)
    assert (UTC, 0) == (now.tzinfo, now.microsecond)
