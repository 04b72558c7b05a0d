"""The two signature schemes, as bytes over bytes.

* libsodium decides Ed25519: it refuses small-order and non-canonical keys and points that other verifiers accept.
* ML-DSA-44 is FIPS 204 with an empty context. Its signatures are hedged: two over the same bytes differ.
* Both libraries are loaded when first needed, so that what only hashes starts quickly.
"""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

ED25519_KEY = 32
ED25519_SIGNATURE = 64
MLDSA44_KEY = 1312
MLDSA44_SIGNATURE = 2420
SEED = 32

_MLDSA44_TYPE = 0x06

Sign = Callable[[bytes], bytes]


def is_mldsa(type: int) -> bool:  # noqa: A002  # the standard's own word
    """Tell whether a signature type is ML-DSA-44; the others here are Ed25519."""
    return type == _MLDSA44_TYPE


@lru_cache(maxsize=256)  # the few keys of a framework are asked about again and again, and each answer costs a verify
def public_key_fits(type: int, key: bytes) -> bool:  # noqa: A002  # the standard's own word
    """Tell whether these bytes can be a public key of that type, and one that verifiers agree on."""
    if is_mldsa(type):
        return len(key) == MLDSA44_KEY
    from nacl.bindings import crypto_core_ed25519_is_valid_point  # noqa: PLC0415  # loaded when first needed

    return len(key) == ED25519_KEY and crypto_core_ed25519_is_valid_point(key)


def holds(type: int, key: bytes, message: bytes, signature: bytes) -> bool:  # noqa: A002  # the standard's own word
    """Tell whether the signature over the message holds. Never raises on what a stranger sent."""
    if is_mldsa(type):
        return len(signature) == MLDSA44_SIGNATURE and _mldsa_holds(key, message, signature)
    return len(signature) == ED25519_SIGNATURE and _ed25519_holds(key, message, signature)


def from_seed(type: int, seed: bytes) -> tuple[bytes, Sign]:  # noqa: A002  # the standard's own word
    """Derive a key pair from 32 secret bytes: the public key, and a function that signs."""
    if len(seed) != SEED:
        raise ValueError(len(seed))
    return _mldsa_from_seed(seed) if is_mldsa(type) else _ed25519_from_seed(seed)


def _ed25519_holds(key: bytes, message: bytes, signature: bytes) -> bool:
    opens, wrong = _libsodium()
    try:
        opens(signature + message, key)
    except wrong:
        return False
    return True


def _mldsa_holds(key: bytes, message: bytes, signature: bytes) -> bool:
    reads, wrong = _openssl()
    try:
        reads(key).verify(signature, message)
    except wrong:
        return False
    return True


@cache
def _libsodium() -> tuple[Callable[[bytes, bytes], bytes], type[Exception]]:
    """Load what opens a signed message, and what it raises when the signature does not hold."""
    from nacl.bindings import crypto_sign_open  # noqa: PLC0415  # loaded when first needed
    from nacl.exceptions import CryptoError  # noqa: PLC0415  # loaded when first needed

    return crypto_sign_open, CryptoError


@cache
def _openssl() -> tuple[Callable[[bytes], "MLDSA44PublicKey"], type[Exception]]:
    """Load what reads an ML-DSA-44 key, and what it raises when a signature does not hold."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415  # loaded when first needed
    from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey  # noqa: PLC0415  # loaded when first needed

    return MLDSA44PublicKey.from_public_bytes, InvalidSignature


def _ed25519_from_seed(seed: bytes) -> tuple[bytes, Sign]:
    from nacl.bindings import crypto_sign, crypto_sign_seed_keypair  # noqa: PLC0415  # loaded when first needed

    public, secret = crypto_sign_seed_keypair(seed)
    return public, lambda message: crypto_sign(message, secret)[:ED25519_SIGNATURE]


def _mldsa_from_seed(seed: bytes) -> tuple[bytes, Sign]:
    from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey  # noqa: PLC0415  # loaded when first needed

    private = MLDSA44PrivateKey.from_seed_bytes(seed)
    return private.public_key().public_bytes_raw(), private.sign
