"""Files that somebody brings, checked without a node: which receipts and certificates there are, and what each shows.

Invariants:

* Bytes in, verdicts out: nothing is looked up, and no bytes can raise anything but a verdict.
* What does not hold, what cannot be told and what holds are three things.
"""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Final, Literal, NamedTuple
from zipfile import BadZipFile, ZipFile

from paraph.faces.words import worded
from paraph.service.certificate import Certified, verify_certificate
from paraph.service.receipt import Proven, Receipt, verify_receipt
from paraph.values import Answer, Barred

ACT: Final = ".act.json"
PROOF: Final = ".tlog-proof"
POLICY: Final = ".tlog-policy"
LIMIT: Final = 32 * 1024 * 1024
"""Bytes that are looked at, unpacked."""

_MOST: Final = 64


class Checked(NamedTuple):
    """One thing that was checked.

    Attributes:
        name: What it is called in what was brought.
        result: How it came out.
        receipts: What was shown, by party where it is a certificate; empty when it does not hold.
        certified: The certificate, where it was one.
        message: Why it does not hold, or cannot be told; empty when it holds.
        step: What to do then.
        trusted: The keys came from who asks, not from the receipt itself.
    """

    name: str
    result: Literal["holds", "does not hold", "cannot tell"]
    receipts: tuple[Proven, ...] = ()
    certified: Certified | None = None
    message: str = ""
    step: str = ""
    trusted: bool = False


def checked(files: Mapping[str, bytes], *, policies: Mapping[str, bytes] | None = None) -> tuple[Checked, ...]:
    """Check what somebody brings: receipts of three files, zips of those, certificates.

    Args:
        files: Name -> bytes.
        policies: Policies from elsewhere, which then decide in place of those beside the receipts.
    """
    try:
        found = _unpacked(files)
    except (BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError) as error:
        return (Checked("zip", "cannot tell", message=str(error)),)
    known = tuple((policies or {}).values())
    heads = [name for name in found if name.endswith(PROOF)]
    texts = [name for name in found if not name.endswith((PROOF, ACT, POLICY))]
    results = [_receipt(name, found, known) for name in heads]
    results += [_certificate(name, found[name], known) for name in texts]
    return tuple(results) or (_nothing(found),)


def _receipt(name: str, files: Mapping[str, bytes], known: tuple[bytes, ...]) -> Checked:
    stem = name.removesuffix(PROOF)
    act = _beside(files, stem, ACT)
    policies = known or tuple(one for one in (_beside(files, stem, POLICY),) if one is not None)
    if act is None or not policies:
        missing = ACT if act is None else POLICY
        return _cannot(name, Barred("verify.part_missing", file=name, part=missing))
    refused: Answer | None = None
    for policy in policies:
        try:
            proven = verify_receipt(Receipt(act, files[name], policy))
        except Answer as why:
            refused = why
        else:
            return Checked(name, "holds", (proven,), trusted=bool(known))
    return _refused(name, refused) if refused is not None else _nothing(files)


def _certificate(name: str, data: bytes, known: tuple[bytes, ...]) -> Checked:
    try:
        is_one = isinstance(found := json.loads(data), dict) and {"tabled", "standing"} <= set(found)
    except (ValueError, RecursionError):
        is_one = False
    if not is_one:
        return _cannot(name, Barred("verify.no_proof", file=name))
    try:
        certified = verify_certificate(data, known=known)
    except Answer as why:
        return _refused(name, why)
    return Checked(name, "holds", tuple(certified.standing.values()), certified, trusted=bool(known))


def _beside(files: Mapping[str, bytes], stem: str, suffix: str) -> bytes | None:
    """Return the part of a receipt with the same name, else the only one of its sort."""
    if f"{stem}{suffix}" in files:
        return files[f"{stem}{suffix}"]
    named = [name for name in files if name.endswith(suffix)]
    return files[named[0]] if len(named) == 1 else None


def _refused(name: str, why: Answer) -> Checked:
    told = worded(why)
    result: Literal["cannot tell", "does not hold"] = "cannot tell" if isinstance(why, Barred) else "does not hold"
    return Checked(name, result, message=told.message, step=told.next)


def _cannot(name: str, why: Barred) -> Checked:
    return _refused(name, why)


def _nothing(files: Mapping[str, bytes]) -> Checked:
    return _cannot("", Barred("verify.nothing", files=sorted(files)[:_MOST]))


def _unpacked(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return all files, those in zips included; ValueError when they are too many or too large."""
    found: dict[str, bytes] = {}
    left = LIMIT
    for name, data in files.items():
        parts = _in_zip(data, left) if data[:4] == b"PK\x03\x04" else {name: data}
        found |= parts
        left -= sum(map(len, parts.values()))
        if left < 0 or len(found) > _MOST:
            raise ValueError(name)
    return found


def _in_zip(data: bytes, left: int) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as zipped:
        entries = zipped.infolist()
        if len(entries) > _MOST or sum(one.file_size for one in entries) > left:
            raise ValueError(len(entries))
        return {one.filename.rpartition("/")[2]: zipped.read(one) for one in entries if not one.is_dir()}
