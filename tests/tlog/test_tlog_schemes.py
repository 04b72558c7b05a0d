"""The two signature schemes against their public vectors and a second implementation."""

import hashlib
import json
import subprocess
import sys

import pytest
from dilithium_py.ml_dsa import ML_DSA_44
from tests.tlog.cast import VECTORS, flip

from paraph.tlog import KeyType, verifier_key
from paraph.tlog.schemes import from_seed, holds
from paraph.values.errors import Unreadable

ED25519 = json.loads((VECTORS / "ed25519.json").read_text())


@pytest.mark.parametrize("vector", ED25519["rfc8032"], ids=lambda vector: vector["key"][:8])
def test_the_rfc_8032_signatures_are_ours(vector: dict[str, str]) -> None:
    """RFC 8032 §7.1: the same key, the same signature; one bit turned, and it does not hold."""
    seed, key, message, signature = (bytes.fromhex(vector[part]) for part in ("seed", "key", "msg", "sig"))

    public, sign = from_seed(KeyType.ED25519, seed)

    assert key == public
    assert signature == sign(message)
    assert holds(KeyType.ED25519, key, message, signature)
    for at in (0, 31, 32, 63):
        assert not holds(KeyType.ED25519, key, message, flip(signature, at))
    assert not holds(KeyType.ED25519, key, message + b"\n", signature)
    assert not holds(KeyType.ED25519, key, message, signature + b"\x00")
    assert not holds(KeyType.ED25519, key, message, signature[:-1])


@pytest.mark.parametrize("vector", ED25519["refused"], ids=lambda vector: str(vector["number"]))
def test_a_key_on_which_verifiers_disagree_is_no_key(vector: dict[str, str]) -> None:
    """C2SP/CCTV ed25519: low order, mixed order and non-canonical keys are refused at exchange."""
    key, signature = bytes.fromhex(vector["key"]), bytes.fromhex(vector["sig"])

    with pytest.raises(Unreadable) as caught:
        verifier_key("north.example/log", KeyType.ED25519, key)

    assert "key.material" == caught.value.code
    # 7 and 29 have mixed-order keys whose signatures every strict verifier accepts: hence the check of keys.
    assert (vector["number"] in (7, 29)) == holds(KeyType.ED25519, key, vector["msg"].encode(), signature)


@pytest.mark.slow
def test_the_accumulated_mldsa_vector_is_ours_at_a_hundred_keys() -> None:
    """C2SP/CCTV ML-DSA/accumulated, 100 iterations: keys derived by ours, deterministic signatures by dilithium-py.

    Each signature is verified by ours, so that the two implementations agree with the vector and with each other.
    """
    seeds, accumulated = hashlib.shake_128(b"").digest(3200), hashlib.shake_128()
    for at in range(0, 3200, 32):
        public, _ = from_seed(KeyType.MLDSA44_COSIGNATURE, seeds[at : at + 32])
        theirs, secret = ML_DSA_44.key_derive(seeds[at : at + 32])
        signature = ML_DSA_44.sign(secret, b"", deterministic=True)
        assert theirs == public
        assert holds(KeyType.MLDSA44_COSIGNATURE, public, b"", signature)
        accumulated.update(public + signature)

    assert "d51148e1f9f4fa1a723a6cf42e25f2a99eb5c1b378b3d2dbbd561b1203beeae4" == accumulated.hexdigest(32)


def test_a_second_implementation_verifies_our_mldsa_signatures() -> None:
    """dilithium-py accepts what we sign, and neither accepts another message, key or signature."""
    public, sign = from_seed(KeyType.MLDSA44_COSIGNATURE, b"\x07" * 32)
    other, _ = from_seed(KeyType.MLDSA44_COSIGNATURE, b"\x08" * 32)
    signature = sign(b"act")

    assert ML_DSA_44.verify(public, b"act", signature)
    assert holds(KeyType.MLDSA44_COSIGNATURE, public, b"act", signature)
    for key, message, tried in (
        (other, b"act", signature),
        (public, b"acts", signature),
        (public, b"act", flip(signature, 0)),
        (public, b"act", flip(signature, 1200)),
        (public, b"act", signature[:-1]),
        (public, b"act", b""),
    ):
        assert not holds(KeyType.MLDSA44_COSIGNATURE, key, message, tried)


@pytest.mark.parametrize("type", list(KeyType))
def test_a_seed_has_thirty_two_bytes(type: KeyType) -> None:  # noqa: A002  # the standard's own word
    """Anything else is our mistake."""
    with pytest.raises(ValueError, match="31"):
        from_seed(type, b"\x00" * 31)


def test_importing_the_log_loads_no_cryptography() -> None:
    """What only hashes starts quickly: both libraries wait for the first key."""
    script = (
        "import sys, paraph.tlog; sys.exit(any(name.split('.')[0] in ('nacl', 'cryptography') for name in sys.modules))"
    )

    assert 0 == subprocess.run([sys.executable, "-c", script], check=False).returncode
