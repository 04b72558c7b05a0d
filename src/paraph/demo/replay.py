"""The ten sessions replayed: proposed, answered, agreed; their points carried, reported on, and closed or left open."""

from collections.abc import Callable
from typing import Any

from paraph.demo.public_record import (
    Point,
    briefing_nouns,
    commitment_noun,
    points,
    report_noun,
    session_noun,
    sessions,
)
from paraph.demo.speaker import Speaker
from paraph.demo.statement_21 import (
    answered_by_the_united_states,
    clean_text,
    narrowed_by_pakistan,
    tabled_by_pakistan,
)
from paraph.demo.telling import Telling
from paraph.domains.commitments import ProgressReport
from paraph.domains.consultation.alternat import copies
from paraph.domains.framework import Charter
from paraph.record import Said
from paraph.service.setup import Setup
from paraph.values import Barred

THE_21ST = 21


class Replay:
    """Plays the record through two nodes; `sync` exchanges both ways."""

    def __init__(self, sides: dict[str, Speaker], telling: Telling, *, sync: Callable[[], object]) -> None:
        """Take the two sides, the story, and a function that exchanges both ways."""
        self.sides = sides
        self.telling = telling
        self.sync = sync
        self.session_records: dict[int, str] = {}
        self.point_records: dict[str, Said] = {}
        self.statement: Said | None = None

    def charter(self, made: Callable[[Setup], Charter]) -> None:
        """Agree the charter under which everything else is said."""
        pk, us = self.sides["PK"], self.sides["US"]
        said = pk.opens("framework.charter", made(pk.node.setup(pk.framework)))
        self.sync()
        us.says("accept", said.digest, on=said.digest, told="the charter")
        self.sync()
        self.telling.tell("Proposed by Islamabad with two keys, accepted by Washington with two: in force.")

    def sessions(self) -> None:
        """Propose every session at its host's house and accept it at the other's; lay the briefings before it."""
        opened = []
        for data in sessions():
            host, guest = self.host_and_guest(data)
            said = host.opens("consultation.session", session_noun(data))
            self.session_records[data["number"]] = said.digest
            opened.append((guest, said))
        self.sync()
        for guest, said in opened:
            guest.says("accept", said.digest, on=said.digest, told="the session as the other proposed it")
        for data in sessions():
            for party, noun in briefing_nouns(data, self.session_records[data["number"]]):
                self.sides[party].opens("consultation.briefing", noun, verb="declare")
        self.sync()
        self.telling.tell(f"{len(opened)} sessions, 2002 to 2014, proposed by the host and accepted by the guest.")

    def points(self) -> None:
        """Open every agreed point as a commitment at its session, accept it, and report what the record shows later."""
        opened = []
        for data in sessions():
            host, guest = self.host_and_guest(data)
            statement = self.statement.digest if self.statement and data["number"] == THE_21ST else None
            for point in points(data):
                noun = commitment_noun(point, self.session_records[data["number"]], statement=statement)
                said = host.opens("commitments.commitment", noun)
                self.point_records[point.id] = said
                opened.append((guest, said))
        self.sync()
        for guest, said in opened:
            guest.says("accept", said.digest, on=said.digest, told="the point as agreed")
        self.sync()
        self.telling.tell(f"{len(opened)} agreed points opened at their sessions, and accepted by both.")

    def reports(self) -> None:
        """Let each side report what the public record shows; where it shows nothing the point stays open."""
        told = [(data, point) for data in sessions() for point in points(data)]
        shown = [(data, point, noun) for data, point in told if (noun := self._shown_of(point)) is not None]
        reported = []
        for data, point, noun in shown:
            host, guest = self.host_and_guest(data)
            said = host.opens("commitments.progress", noun, verb="report", told=f"{point.id}: {point.status}")
            reported.append((guest, noun, said.digest))
        self.sync()
        for guest, noun, record in reported:
            guest.says("report", record, content=noun, told=f"confirms: {noun.status}")
        self.sync()
        self.telling.tell(
            f"{len(reported)} points reported on by both, each on its evidence; "
            f"{len(told) - len(shown)} show no later trace and stay open: that is said, not filled in."
        )

    def argue_the_21st(self) -> None:
        """Argue the joint statement of the 21st session from brackets to agreement."""
        pk, us = self.sides["PK"], self.sides["US"]
        data = next(one for one in sessions() if one["number"] == THE_21ST)
        session = self.session_records[THE_21ST]
        first = pk.opens(
            "consultation.statement", tabled_by_pakistan(data, session), told="first draft, 2 brackets open"
        )
        self.sync()
        us.says("return", first.digest, on=first.digest, note="Two places need our words beside yours.")
        us.says("propose", first.digest, content=answered_by_the_united_states(data, session), told="3 brackets open")
        self.sync()
        third = pk.says("propose", first.digest, content=narrowed_by_pakistan(data, session), told="1 bracket open")
        self.sync()
        self.telling.tell("Brackets open: 2, then 3, then 1.")
        try:
            us.says("accept", first.digest, on=third.digest)
        except Barred as barred:
            self.telling.tell(
                f"Washington may not accept it yet: {barred.facts['count']} bracket is open. Nothing was signed."
            )
        clean = us.says("propose", first.digest, content=clean_text(data, session), told="no bracket open")
        self.sync()
        pk.says("accept_ad_referendum", first.digest, on=clean.digest, told="the capital still to confirm")
        pk.says("accept", first.digest, on=clean.digest, told="the capital has confirmed")
        self.sync()
        for copy in copies(clean_text(data, session)):
            words = copy.paragraphs[0].words["en"]
            self.telling.tell(f"{copy.party}'s copy: {words.partition(', met')[0]} … (words {copy.digest[:12]})")
        self.statement = first
        self.telling.facts["statement"] = {"record": first.digest, "version": clean.digest}
        self.telling.tell(
            "Agreed: both stand on the same bytes. (The argument is invented; the agreed points are the record's.)"
        )

    def host_and_guest(self, data: dict[str, Any]) -> tuple[Speaker, Speaker]:
        """Return the side that received a session, and the other."""
        host = data["host"]
        return self.sides[host], self.sides["US" if host == "PK" else "PK"]

    def _shown_of(self, point: Point) -> ProgressReport | None:
        terms = self.point_records[point.id].digest
        return report_noun(point, terms, terms)
