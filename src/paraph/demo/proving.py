"""The last part of the demonstration: receipts in files, one verified offline, one broken, both houses compared."""

from pathlib import Path

from paraph.demo.founding import FRAMEWORK
from paraph.demo.speaker import Speaker
from paraph.demo.telling import Line, Telling
from paraph.service.certificate import certificate, verify_certificate, write_certificate
from paraph.service.compare import compare, standing
from paraph.service.desk import Desk
from paraph.service.receipt import Receipt, receipt, verify_receipt
from paraph.values import Barred, Fault


def write_receipts(folder: Path, sides: dict[str, Speaker], telling: Telling) -> None:
    """Write a receipt for every act of the story: the act's bytes, its proof, and the policy of its log."""
    (folder / "receipts").mkdir()
    with sides["PK"].node.desk(FRAMEWORK) as desk:
        files = {line.act: _write_receipt(folder, desk, line) for line in telling.lines}
    written = {act: file for act, file in files.items() if file is not None}
    telling.with_receipts(written)
    telling.tell(f"{len(written)} of {len(telling.lines)} acts have a receipt: the other house held them, and says so.")


def verify_one(folder: Path, telling: Telling) -> None:
    """Read the receipt of the statement's acceptance from its files and verify it; then change one byte."""
    line = next(one for one in reversed(telling.lines) if one.receipt and one.kind == "consultation.statement/1")
    name = folder / str(line.receipt)
    act, policy = name.with_suffix(".act.json"), name.with_suffix(".tlog-policy")
    one = Receipt(act.read_bytes(), name.read_bytes(), policy.read_bytes())
    proven = verify_receipt(one)
    holders = sorted({holder.name for holder in proven.held_by})
    telling.tell(
        f"Verified offline: {line.party} said '{proven.act.verb}' at {proven.act.at}; held by {', '.join(holders)}."
    )
    try:
        verify_receipt(one._replace(act=one.act.replace(b'"verb":"accept"', b'"verb":"refuse"')))
    except Fault as broken:
        telling.tell(f"One word changed in the act: refused ({broken.code}).")
    telling.facts["verified"] = {"act": line.act, "party": line.party, "receipt": line.receipt}


def certify(folder: Path, sides: dict[str, Speaker], telling: Telling) -> None:
    """Write the certificate of the agreed statement and verify it."""
    with sides["US"].node.desk(FRAMEWORK) as desk:
        made = write_certificate(certificate(desk, telling.facts["statement"]["record"]))
    (folder / "statement-21.certificate.json").write_bytes(made)
    found = verify_certificate(made)
    telling.tell(f"The 21st statement's certificate: {' and '.join(sorted(found.standing))} stood on the same bytes.")


def compare_houses(sides: dict[str, Speaker], telling: Telling) -> None:
    """Let Washington compare what stands with what Islamabad says stands."""
    with sides["PK"].node.desk(FRAMEWORK) as desk:
        theirs = standing(desk)
    with sides["US"].node.desk(FRAMEWORK) as desk:
        found = compare(desk, theirs)
    telling.facts["compared"] = {"result": found.result, "records": len(theirs.records), "total": found.total}
    telling.tell(f"Both houses, {len(theirs.records)} records: {found.result}. Read aloud: {found.total[:16]}")


def _write_receipt(folder: Path, desk: Desk, line: Line) -> str | None:
    """Write an act's receipt beside the story and return its name; None when the other house has not yet cosigned."""
    try:
        one = receipt(desk, line.act)
    except Barred:
        return None
    name = f"receipts/{line.act[:16]}"
    (folder / f"{name}.act.json").write_bytes(one.act)
    (folder / f"{name}.tlog-proof").write_bytes(one.proof)
    (folder / f"{name}.tlog-policy").write_bytes(one.policy)
    return f"{name}.tlog-proof"
