"""The link is cut: both sides work on, a sealed file is carried each way, and both hold all again."""

from pathlib import Path

from paraph.adapters.bundle_file import open_bundle, write_bundle
from paraph.demo.founding import FRAMEWORK
from paraph.demo.link import Link
from paraph.demo.replay import Replay
from paraph.demo.speaker import Speaker
from paraph.demo.telling import Telling
from paraph.domains.cited import RecordedLater
from paraph.domains.commitments import ProgressReport
from paraph.domains.consultation import Assessment
from paraph.service.bundle import bundle, take_bundle
from paraph.service.exchange_report import Exchange
from paraph.values import Text


def work_apart(folder: Path, replay: Replay, link: Link, telling: Telling) -> None:
    """Cut the link, speak on both sides, carry a bundle there and one back."""
    link.cut()
    tried = link.exchange("PK")
    telling.tell(f"The link is cut ({tried['code']}). Both go on working.")
    pk, us = replay.sides["PK"], replay.sides["US"]
    session = replay.session_records[23]
    later = RecordedLater(basis=Text(en="invented for this demonstration"))
    for side, words in (
        (pk, "Islamabad notes, while the link is down."),
        (us, "Washington notes, while the link is down."),
    ):
        noun = Assessment(session=session, subject=Text(en="The link"), words=Text(en=words), recorded_later=later)
        side.opens("consultation.assessment", noun, verb="declare", told="said while the link is cut")
    terms = replay.point_records["21.3"].digest
    noted = ProgressReport(terms=terms, version=terms, status="not_seen", recorded_later=later)
    pk.opens("commitments.progress", noted, verb="report", told="21.3: no trace was found, which is not 'not done'")
    there = carry(folder, pk, us)
    back = carry(folder, us, pk)
    again = carry(folder, pk, us)
    pulled = sum(report.pulled for done in (there, back, again) for report in done.logs)
    receipts = len(back.ours.gained) + len(again.ours.gained)
    telling.tell(f"Sealed files carried there and back: {pulled} acts crossed, {receipts} cosignatures came home.")
    link.mend()
    link.both()
    telling.tell("The link is mended; nothing was lost and nothing was said twice.")


def carry(folder: Path, sender: Speaker, reader: Speaker) -> Exchange:
    """Carry a sealed file from one side to the other."""
    path = folder / f"carried-by-hand-{sender.party}-to-{reader.party}.age"
    scratch = folder / "scratch"
    scratch.mkdir(exist_ok=True)
    with sender.node.desk(FRAMEWORK) as desk:
        member = desk.setup.member(reader.party)
        write_bundle(path, bundle(desk, member), recipient=member.recipient, scratch=scratch)
    identity = reader.node.keys(FRAMEWORK).identity
    with (
        reader.node.desk(FRAMEWORK, writable=True) as desk,
        open_bundle(path, identity=identity, scratch=scratch) as carried,
    ):
        return take_bundle(desk, carried)
