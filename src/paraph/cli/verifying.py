"""Check a receipt, a certificate or evidence of a fork, as a stranger: no node, no network, only the files.

Invariants:

* What a proof does not show is printed with it.
* Where a file that is needed is missing the answer is “cannot tell”, never “holds” and never “does not hold”.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import click

from paraph.cli.exits import Exit
from paraph.cli.options import command
from paraph.cli.pages import content_page, day, short
from paraph.cli.paper import Paper
from paraph.cli.shell import Shell
from paraph.faces.content import read_file
from paraph.faces.times import utc_of
from paraph.faces.whole import whole
from paraph.faces.words import worded
from paraph.faces.words_states import in_state
from paraph.service.receipt import NOT_PROVED, Proven, Receipt, verify_receipt
from paraph.values import Answer, Barred

ACT: Final = ".act.json"
PROOF: Final = ".tlog-proof"
POLICY: Final = ".tlog-policy"

_PATH: Final = click.Path(path_type=Path)


@command("verify", gives=("result", "checked", "not_proved"))
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_PATH)
@click.option("--policy", "policies", metavar="FILE", multiple=True, type=_PATH, help="A policy that you trust.")
def verify(shell: Shell, *, files: tuple[Path, ...], policies: tuple[Path, ...]) -> Exit:
    """Check receipts, certificates and evidence of forks, offline. No node is needed.

    A receipt is three files: the act (.act.json), the proof (.tlog-proof) and the policy (.tlog-policy). Name the
    proof, and the other two are found beside it; name a policy that you got from elsewhere with --policy. Ends with 0
    when everything holds, 1 when something does not, 2 when it cannot be told.
    """
    checked = [_checked(file, files, policies) for file in _heads(files)]
    results = [one["result"] for one in checked]
    result = next((one for one in ("does not hold", "cannot tell") if one in results), "holds")
    shape = {"result": result, "checked": checked, "not_proved": list(NOT_PROVED)}
    shell.tell(shape, lambda paper: _page(paper, shape))
    return {"holds": Exit.DONE, "does not hold": Exit.REFUSED, "cannot tell": Exit.CANNOT_TELL}[result]


def _heads(files: Sequence[Path]) -> list[Path]:
    """Return the files that each stand for one thing to check: an act or a policy only where nothing else is named."""
    return [file for file in files if not file.name.endswith((ACT, POLICY))] or list(files[:1])


def _checked(file: Path, files: Sequence[Path], policies: Sequence[Path]) -> dict[str, Any]:
    shape: dict[str, Any] = {"file": str(file), "result": "holds", "kind": "", "proven": None, "error": None}
    try:
        return shape | _found(file, files, policies)
    except Answer as error:
        told = worded(error)
        missing = isinstance(error, Barred)
        facts = {"code": error.code, "facts": error.facts, "message": told.message, "next": told.next}
        return shape | {"result": "cannot tell" if missing else "does not hold", "error": facts}


def _found(file: Path, files: Sequence[Path], policies: Sequence[Path]) -> dict[str, Any]:
    fields = _fields(file)
    if {"tabled", "standing"} <= fields:
        return _certificate(file, policies)
    if {"larger", "smaller"} <= fields:
        return _fork(file)
    return _receipt(file, files, policies)


def _fields(file: Path) -> set[str]:
    """Return the names at the top of a JSON file, by which a certificate and evidence are told from a receipt."""
    if file.name.endswith((ACT, PROOF, POLICY)):
        return set()
    try:
        found = json.loads(read_file(file))
    except ValueError:
        return set()
    return set(found) if isinstance(found, dict) else set()


def _receipt(file: Path, files: Sequence[Path], policies: Sequence[Path]) -> dict[str, Any]:
    proof = _partner(file, files, PROOF)
    act = _partner(file, files, ACT)
    trusted = bool(policies)
    beside = policies or (_partner(file, files, POLICY),)
    proven = _first_that_holds(read_file(act), read_file(proof), [read_file(one) for one in beside])
    return {"kind": "receipt", "proven": proven_shape(proven), "keys_from": "you" if trusted else "the receipt itself"}


def _first_that_holds(act: bytes, proof: bytes, policies: Sequence[bytes]) -> Proven:
    """Check under each policy; each is for one log, so the others refuse it. The last refusal stands."""
    for policy in policies[:-1]:
        try:
            return verify_receipt(Receipt(act, proof, policy))
        except Answer:
            continue
    return verify_receipt(Receipt(act, proof, policies[-1]))


def _certificate(file: Path, policies: Sequence[Path]) -> dict[str, Any]:
    from paraph.service.certificate import verify_certificate  # noqa: PLC0415  # start-up: only for certificates

    certified = verify_certificate(read_file(file), known=tuple(read_file(one) for one in policies))
    one = certified.certificate
    proven = {
        "framework": one.framework,
        "record": one.record,
        "version": one.version,
        "words": one.words,
        "tabled": proven_shape(certified.tabled),
        "standing": {party: proven_shape(found) for party, found in certified.standing.items()},
    }
    return {"kind": "certificate", "proven": proven, "keys_from": "you" if policies else "the certificate itself"}


def _fork(file: Path) -> dict[str, Any]:
    from paraph.service.evidence import verify_evidence  # noqa: PLC0415  # start-up: only for evidence

    fork = verify_evidence(read_file(file))
    proven = {"origin": fork.origin, "smaller": fork.smaller.size, "larger": fork.larger.size, "keys": list(fork.keys)}
    return {"kind": "fork", "proven": proven, "keys_from": "the evidence itself"}


def proven_shape(proven: Proven) -> dict[str, Any]:
    """Return what a receipt shows."""
    return {
        "origin": proven.origin,
        "party": proven.party,
        "framework": proven.framework,
        "place": proven.place,
        "size": proven.size,
        "digest": proven.digest,
        "act": whole(proven.act),
        "signed_at": utc_of(proven.signed_at),
        "held_by": [{"name": one.name, "at": utc_of(one.at)} for one in proven.held_by],
    }


def _partner(file: Path, files: Sequence[Path], suffix: str) -> Path:
    """Return the part of a receipt with a suffix: beside the file, else the only one named; missing otherwise."""
    beside = file.with_name(_stem(file).name + suffix)
    named = [one for one in files if one.name.endswith(suffix)]
    if beside.is_file() or len(named) != 1:
        return beside
    return named[0]


def _stem(file: Path) -> Path:
    for suffix in (ACT, PROOF, POLICY):
        if file.name.endswith(suffix):
            return file.with_name(file.name.removesuffix(suffix))
    return file


def _page(paper: Paper, shape: Mapping[str, Any]) -> None:
    for one in shape["checked"]:
        paper.line(f"{one['file']}: {_SAYS[one['result']]}", tone=_TONES[one["result"]])
        if one["error"] is not None:
            paper.line(f"  {one['error']['message']}")
            paper.line(f"  → {one['error']['next']}")
        else:
            _PAGES[one["kind"]](paper, one["proven"])
            _keys(paper, one["keys_from"])
        paper.line()
    paper.line("What this does not show:")
    for code in shape["not_proved"]:
        paper.line(f"  · {in_state('not_proved', code)}")


def _keys(paper: Paper, whose: str) -> None:
    if whose != "you":
        paper.line(f"  The keys, and whose they are, are what {whose} says. Compare them with keys from a party that")
        paper.line("  you trust, or check again with that party's policy: --policy FILE.")


def _receipt_page(paper: Paper, proven: Mapping[str, Any]) -> None:
    act = proven["act"]
    paper.line(f"  “{act['verb']}” ({act['kind']}), said by {', '.join(act['by'])}, {day(act['at'])} by its own clock.")
    paper.line(f"  ✓ unchanged: it lies at place {proven['place']} of {proven['origin']}, {proven['size']} entries.")
    paper.line(f"  ✓ signed by {proven['origin']}" + _since(proven["signed_at"]))
    if proven["party"] and proven["framework"]:
        paper.line(f"    By the policy, this is the log of {proven['party']} in {proven['framework']}.")
    for one in proven["held_by"]:
        paper.line(f"  ✓ held by {one['name']}" + _since(one["at"]))
    if act.get("note"):
        paper.line(f"  note: {act['note']}")
    content_page(paper, act.get("content"))


def _certificate_page(paper: Paper, proven: Mapping[str, Any]) -> None:
    logs = ", ".join(f"{party} ({one['origin']})" for party, one in proven["standing"].items())
    paper.line(f"  In {proven['framework']}, these stood together on the words {short(proven['words'])}: {logs}.")
    for party, one in proven["standing"].items():
        paper.line(f"  {party}:", tone="strong")
        _receipt_page(paper, {**one, "act": {**one["act"], "content": None}})
    paper.line("  The words:", tone="strong")
    content_page(paper, proven["tabled"]["act"].get("content"))
    paper.line(
        "  It would be refuted by a receipt of an act with which a party left these words before the others came."
    )


def _fork_page(paper: Paper, proven: Mapping[str, Any]) -> None:
    paper.line(f"  {proven['origin']} signed two histories: of {proven['smaller']} and of {proven['larger']} entries.")
    paper.line("  No honest log does that. Whose keys these are is for you to know:")
    for key in proven["keys"]:
        paper.line(f"  {key}")


def _since(at: str | None) -> str:
    return "." if at is None else f", by {day(at)} of its own clock."


_PAGES: Final = {"receipt": _receipt_page, "certificate": _certificate_page, "fork": _fork_page}
_SAYS: Final = {"holds": "holds", "does not hold": "DOES NOT HOLD", "cannot tell": "cannot tell"}
_TONES: Final[Mapping[str, Any]] = {"holds": "good", "does not hold": "bad", "cannot tell": "care"}
