"""The keys of one party in one framework, in files, sealed with a passphrase.

    keys.json     public halves in the clear; every secret in one box (XSalsa20-Poly1305, key by Argon2id)
    mark.json     the high-water mark: the furthest checkpoint our log's key has signed
    mirrors.json  the same for our mirror, for each log that it cosigns

* Roles never share a key: log and mirror have an Ed25519 and an ML-DSA-44 key each.
* A mark is durable before a signature exists, and never goes back or sideways but by a written decision.
* The marks are made before the keys are, so keys without them have lost them, and sign nothing.
* Chance enters here and nowhere else.
"""

import base64
import json
import os
from pathlib import Path
from typing import Any, Final, Self
from unicodedata import normalize

from paraph.adapters.disk import write_whole
from paraph.adapters.mark_file import require_onward
from paraph.adapters.marks import (
    keep_mirror_marks,
    mark_file,
    mirror_marks,
    mirror_marks_gone,
    mirror_marks_lost,
    renew_marks,
)
from paraph.adapters.self_signed import new_tls_identity
from paraph.service.ports import Mark
from paraph.tlog import KeyType, Signer, signer_from_seed
from paraph.values import (
    Barred,
    Damaged,
    Digest,
    PartyId,
    Recovering,
    Unreadable,
    Value,
    builtin,
    convert,
    digest_of,
    encode,
)

_LOG: Final = (KeyType.ED25519, KeyType.MLDSA44_COSIGNATURE)
_MIRROR: Final = (KeyType.ED25519_COSIGNATURE, KeyType.MLDSA44_COSIGNATURE)


class PublicKeys(Value, frozen=True, kw_only=True):
    """What others may know.

    Attributes:
        party: Whose keys.
        origin: Origin line of the log, and key name of its keys.
        log_keys: vkeys of the log: Ed25519 (0x01), then ML-DSA-44 (0x06).
        mirror_keys: vkeys of the mirror: Ed25519 (0x04), then ML-DSA-44 (0x06).
        recipient: age recipient for carried files.
        certificate: TLS certificate, PEM, self-signed.
    """

    party: PartyId
    origin: str
    log_keys: tuple[str, str]
    mirror_keys: tuple[str, str]
    recipient: str
    certificate: str


class SecretKeys(Value, frozen=True, kw_only=True):
    """What nobody else may know: four seeds in base64, the age identity, the TLS key as PEM.

    Attributes:
        public: Digest of the public halves, so that none of them can be swapped.
    """

    public: Digest
    log: tuple[str, str]
    mirror: tuple[str, str]
    identity: str
    tls: str


class FileKeys:
    """A `Keys` in two files of a folder."""

    def __init__(self, folder: Path, public: PublicKeys, secret: SecretKeys) -> None:
        """Take keys that were opened."""
        self._folder = folder
        self._mark = mark_file(folder)
        self.public = public
        self.identity = secret.identity
        self.tls_key = secret.tls
        self._log = _signers(public.origin, _LOG, secret.log)
        self._mirror = _signers(mirror_name(public.origin), _MIRROR, secret.mirror)

    @classmethod
    def create(cls, folder: Path, *, origin: str, party: str, passphrase: str, quick: bool = False) -> Self:
        """Make new keys and write them.

        Args:
            folder: Where; there must be no keys yet.
            origin: Origin of the log.
            party: Whose keys.
            passphrase: Seals the secrets.
            quick: Seal with the least work the library allows: for demonstrations and tests.

        Raises:
            Barred: "keys.exists" or "keys.empty_passphrase".
        """
        if (folder / "keys.json").exists():
            raise Barred("keys.exists", folder=folder.name)
        if not passphrase:
            raise Barred("keys.empty_passphrase")
        public, secret = _new(origin, party)
        document = {
            "format": "paraph.keys/1",
            "public": builtin(public),
            "sealed": _seal(secret, passphrase, quick=quick),
        }
        keys = cls(folder, public, secret)
        keys.renew_marks()
        write_whole(folder / "keys.json", json.dumps(document, indent=1).encode())
        return keys

    @classmethod
    def open(cls, folder: Path, *, passphrase: str) -> Self:
        """Open keys.

        Raises:
            Barred: "keys.wrong_passphrase" or "keys.missing".
            Damaged: "keys.damaged": the file is not what we wrote.
        """
        document = _read(folder)
        try:
            public, secret = convert(PublicKeys, document["public"]), _unseal(document["sealed"], passphrase)
        except (Unreadable, ValueError, KeyError, TypeError) as error:
            raise Damaged("keys.damaged", folder=folder.name) from error
        if digest_of(encode(public)) != secret.public:
            raise Damaged("keys.damaged", folder=folder.name)
        return cls(folder, public, secret)

    @staticmethod
    def chance(count: int) -> bytes:
        """Return unpredictable bytes."""
        return os.urandom(count)

    def log(self) -> tuple[Signer, Signer]:
        """Return the log's Ed25519 (0x01) and ML-DSA-44 (0x06) signers."""
        return self._log

    def mirror(self) -> tuple[Signer, Signer]:
        """Return the mirror's Ed25519 (0x04) and ML-DSA-44 (0x06) cosigners."""
        return self._mirror

    def lost(self) -> bool:
        """Tell whether a mark that was made with the keys is gone or cannot be read: nobody knows what they signed."""
        return self._mark.lost() or mirror_marks_lost(self._folder)

    def renew_marks(self) -> None:
        """Make blank marks where they are lost: only for new keys, and for a node that is recovering."""
        renew_marks(self._folder)

    def mark(self) -> Mark | None:
        """Return the high-water mark kept beside the key."""
        return self._mark.read()

    def raise_mark(self, mark: Mark) -> None:
        """Record, durably, that a checkpoint is about to be signed.

        Raises:
            Recovering: "keys.behind_mark": it would go back. "keys.forked_mark": another root of the same size.
                "keys.mark_lost": nobody knows what was signed.
        """
        self._mark.raise_to(mark)

    def restate_mark(self, mark: Mark) -> None:
        """Replace the mark, durably, by an administrator's decision in writing."""
        self._mark.restate(mark)

    def mirror_mark(self, origin: str) -> Mark | None:
        """Return the furthest checkpoint of another's log that our mirror has cosigned."""
        return mirror_marks(self._folder).get(origin)

    def raise_mirror_mark(self, origin: str, mark: Mark) -> None:
        """Record, durably, that a checkpoint is about to be cosigned. Raises what `raise_mark` raises."""
        if mirror_marks_gone(self._folder):
            raise Recovering("keys.mark_lost", file="mirrors.json")
        marks = mirror_marks(self._folder)
        if require_onward(marks.get(origin), mark):
            keep_mirror_marks(self._folder, {**marks, origin: mark})


def mirror_name(origin: str) -> str:
    """Return the key name of the mirror of the party whose log has this origin."""
    return f"{origin}/mirror"


def public_keys(folder: Path) -> PublicKeys:
    """Read the public halves; needs no passphrase.

    Raises:
        Barred: "keys.missing".
        Damaged: "keys.damaged".
    """
    try:
        return convert(PublicKeys, _read(folder)["public"])
    except (Unreadable, KeyError) as error:
        raise Damaged("keys.damaged", folder=folder.name) from error


def _new(origin: str, party: str) -> tuple[PublicKeys, SecretKeys]:
    from pyrage import x25519  # noqa: PLC0415  # start-up: only when keys are made

    seeds = [base64.b64encode(os.urandom(32)).decode() for _ in range(4)]
    identity = x25519.Identity.generate()
    certificate, tls_key = new_tls_identity(party)
    log, mirror = (seeds[0], seeds[1]), (seeds[2], seeds[3])
    public = PublicKeys(
        party=party,
        origin=origin,
        log_keys=_vkeys(_signers(origin, _LOG, log)),
        mirror_keys=_vkeys(_signers(mirror_name(origin), _MIRROR, mirror)),
        recipient=str(identity.to_public()),
        certificate=certificate,
    )
    secret = SecretKeys(public=digest_of(encode(public)), log=log, mirror=mirror, identity=str(identity), tls=tls_key)
    return public, secret


def _signers(name: str, types: tuple[KeyType, KeyType], seeds: tuple[str, str]) -> tuple[Signer, Signer]:
    first, second = (
        signer_from_seed(name, each, base64.b64decode(seed)) for each, seed in zip(types, seeds, strict=True)
    )
    return first, second


def _vkeys(signers: tuple[Signer, Signer]) -> tuple[str, str]:
    return signers[0].vkey, signers[1].vkey


def _seal(secret: SecretKeys, passphrase: str, *, quick: bool) -> dict[str, Any]:
    from nacl.pwhash import argon2id  # noqa: PLC0415  # start-up: only when a secret is sealed
    from nacl.secret import SecretBox  # noqa: PLC0415  # as above

    ops = argon2id.OPSLIMIT_MIN if quick else argon2id.OPSLIMIT_MODERATE
    memory = argon2id.MEMLIMIT_MIN if quick else argon2id.MEMLIMIT_MODERATE
    salt = os.urandom(argon2id.SALTBYTES)
    box = SecretBox(_box_key(passphrase, salt, ops, memory)).encrypt(json.dumps(builtin(secret)).encode())
    return {"ops": ops, "memory": memory, "salt": salt.hex(), "box": base64.b64encode(bytes(box)).decode()}


def _unseal(sealed: dict[str, Any], passphrase: str) -> SecretKeys:
    from nacl.exceptions import CryptoError  # noqa: PLC0415  # start-up: only when a secret is opened
    from nacl.secret import SecretBox  # noqa: PLC0415  # as above

    box = base64.b64decode(sealed["box"], validate=True)
    key = _box_key(passphrase, bytes.fromhex(sealed["salt"]), sealed["ops"], sealed["memory"])
    try:
        plain = SecretBox(key).decrypt(box)
    except CryptoError as error:
        raise Barred("keys.wrong_passphrase") from error
    return convert(SecretKeys, json.loads(plain))


def _box_key(passphrase: str, salt: bytes, ops: int, memory: int) -> bytes:
    from nacl.exceptions import CryptoError  # noqa: PLC0415  # as above
    from nacl.pwhash import argon2id  # noqa: PLC0415  # as above
    from nacl.secret import SecretBox  # noqa: PLC0415  # as above

    if ops > argon2id.OPSLIMIT_SENSITIVE or memory > argon2id.MEMLIMIT_SENSITIVE:
        raise ValueError(ops, memory)  # a changed file must not make us work for days
    # The same words typed on another keyboard are the same passphrase.
    words = normalize("NFKC", passphrase).encode()
    try:
        return argon2id.kdf(SecretBox.KEY_SIZE, words, salt, opslimit=ops, memlimit=memory)
    except CryptoError as error:  # parameters out of range, or too little memory
        raise ValueError(ops, memory) from error


def _read(folder: Path) -> dict[str, Any]:
    try:
        return dict(json.loads((folder / "keys.json").read_bytes()))
    except FileNotFoundError as error:
        raise Barred("keys.missing", folder=folder.name) from error
    except (ValueError, TypeError) as error:
        raise Damaged("keys.damaged", folder=folder.name) from error
