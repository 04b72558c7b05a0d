"""Secrets of the second factors, sealed with the node's passphrase: who only copies the files cannot make codes.

The key is made at random when it is first needed and kept in the house, sealed. It is opened once in a process.
"""

from base64 import b64decode, b64encode
from hashlib import scrypt
from secrets import token_bytes
from typing import Final
from unicodedata import normalize

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from paraph.values import Barred
from paraph.web.office import Office, office

_WORK: Final = 2**15
_opened: Final[dict[int, SecretBox]] = {}


def open_seal() -> None:
    """Make or open the key now, before several processes would make one each."""
    _box(office())


def seal(text: str) -> str:
    """Seal a text for office.db."""
    return b64encode(bytes(_box(office()).encrypt(text.encode()))).decode()


def unseal(sealed: str) -> str:
    """Open a sealed text.

    Raises:
        Barred: "keys.wrong_passphrase".
    """
    return _decrypted(_box(office()), b64decode(sealed)).decode()


def _box(ours: Office) -> SecretBox:
    if id(ours) not in _opened:
        _opened[id(ours)] = SecretBox(_key(ours))
    return _opened[id(ours)]


def _key(ours: Office) -> bytes:
    kept = ours.known("seal")
    if kept:
        outer = _outer(ours, bytes.fromhex(kept["salt"]))
        return _decrypted(outer, b64decode(kept["box"]))
    salt, key = token_bytes(16), token_bytes(SecretBox.KEY_SIZE)
    box = _outer(ours, salt).encrypt(key)
    ours.keep("seal", {"salt": salt.hex(), "box": b64encode(bytes(box)).decode()})
    return key


def _outer(ours: Office, salt: bytes) -> SecretBox:
    # The same words typed on another keyboard are the same passphrase.
    words = normalize("NFKC", ours.node.passphrase()).encode()
    return SecretBox(scrypt(words, salt=salt, n=_WORK, r=8, p=1, maxmem=2**26, dklen=SecretBox.KEY_SIZE))


def _decrypted(box: SecretBox, sealed: bytes) -> bytes:
    try:
        return box.decrypt(sealed)
    except CryptoError as error:
        raise Barred("keys.wrong_passphrase") from error
