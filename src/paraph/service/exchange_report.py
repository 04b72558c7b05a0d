"""What came of an exchange, log by log; every refusal has one of the names below.

A refusal concerns one log as one counterpart showed it. What was good before it stays.

    exchange.stale            older than what its owner has shown before: a replay, or a node that lost its disk
    exchange.forked           two histories of one log, both signed; evidence is kept and the log's exchange is frozen
    exchange.own_forked       our own key has signed two histories; evidence is kept
    exchange.frozen           a fork was found earlier: nothing is taken from this log
    exchange.truncated        a tile or bundle that the checkpoint promises is missing or too short
    exchange.oversize         something is larger than its format allows
    exchange.wrong_party      the checkpoint is of another party's log
    exchange.wrong_framework  the checkpoint is of a log that no party of this framework has
    exchange.unknown_key      no key of the log has signed, or not both
    exchange.bad_signature    a signature by a known key does not hold
    exchange.tiles_mismatch   tiles or entries are not those of the signed root, fetched twice
    exchange.unreadable       not what its format says
    exchange.quota            more entries than one exchange may bring; the next one goes on
    exchange.clock_behind     our clock is behind our own last cosignature: stored, not cosigned
    exchange.recovering       our record is behind our key: stored, not cosigned
    exchange.cosigned_more    our mirror has cosigned more than this, or another history: stored, not cosigned
    exchange.not_our_mark     what is shown of our own log, or of one we cosigned, does not hold what our key signed
    exchange.moved            another exchange on this node was faster

and one warning:

    exchange.peer_ahead       a time stated by the counterpart lies more than five minutes ahead of our clock
"""

from typing import Any, Final

from paraph.service.setup import Setup
from paraph.values import Damaged, Fault, Unproven, Unreadable, Value

_CODES: Final = {
    "bundle.hash": "exchange.tiles_mismatch",
    "bundle.long": "exchange.oversize",
    "bundle.short": "exchange.truncated",
    "consistency.fork": "exchange.tiles_mismatch",
    "note.lines": "exchange.oversize",
    "note.long": "exchange.oversize",
    "signature.foreign": "exchange.unknown_key",
    "signature.none": "exchange.unknown_key",
    "signature.wrong": "exchange.bad_signature",
    "source.long": "exchange.oversize",
    "source.missing": "exchange.truncated",
    "store.moved": "exchange.moved",
    "tiles.hash": "exchange.tiles_mismatch",
    "tiles.root": "exchange.tiles_mismatch",
}


class Refused(Value, frozen=True, kw_only=True):
    """A refusal or a warning.

    Attributes:
        code: Its name.
        facts: What the shells need to word it; `cause` is the first finding's own code.
    """

    code: str
    facts: dict[str, Any] = {}  # noqa: RUF012  # msgspec copies it


class Gained(Value, frozen=True, kw_only=True):
    """A cosignature line that we did not have.

    Attributes:
        by: The party whose mirror says that it holds the log.
        size: Up to how many entries.
        at: Since when, by its own clock, in POSIX seconds; `None` when it states no time.
    """

    by: str
    size: int
    at: int | None


class LogReport(Value, frozen=True, kw_only=True):
    """What came of one log.

    Attributes:
        party: Whose log.
        via: Which counterpart showed it.
        before: Entries held before.
        size: Entries held now.
        offered: Size of the checkpoint that was shown; `None` when none was.
        cosigned: Size of the checkpoint that we have now cosigned; `None` when there was nothing to cosign.
        gained: Cosignatures by others that are new to us: receipts.
        refused: Why it went no further; `None` when all is well.
        warnings: What someone should look at.
    """

    party: str
    via: str
    before: int
    size: int
    offered: int | None = None
    cosigned: int | None = None
    gained: tuple[Gained, ...] = ()
    refused: Refused | None = None
    warnings: tuple[Refused, ...] = ()

    @property
    def pulled(self) -> int:
        """Entries that came."""
        return self.size - self.before


class Exchange(Value, frozen=True, kw_only=True):
    """What came of an exchange with one counterpart.

    Attributes:
        party: The counterpart.
        ours: Our own log, as the counterpart mirrors it.
        logs: Its log, then those of third parties that it mirrors.
        recovering: The counterpart holds more of our log than we do: nothing may be signed until it is restored.
    """

    party: str
    ours: LogReport
    logs: tuple[LogReport, ...]
    recovering: bool = False

    @property
    def refusals(self) -> tuple[LogReport, ...]:
        """The logs that went no further."""
        return tuple(report for report in (self.ours, *self.logs) if report.refused is not None)


def refusal_of(fault: Unreadable | Unproven | Damaged, setup: Setup) -> Refused:
    """Name what a counterpart's bytes were refused for."""
    if fault.code.startswith("exchange."):
        return Refused(code=fault.code, facts=fault.facts)
    return Refused(code=_code(fault, setup), facts={"cause": fault.code, **fault.facts})


def _code(fault: Fault, setup: Setup) -> str:
    if fault.code == "checkpoint.origin":
        known = setup.of_origin(fault.facts["actual"]) is not None
        return "exchange.wrong_party" if known else "exchange.wrong_framework"
    if fault.code == "tile.length":
        longer = fault.facts["actual"] > fault.facts["expected"]
        return "exchange.oversize" if longer else "exchange.truncated"
    return _CODES.get(fault.code, "exchange.unreadable")
