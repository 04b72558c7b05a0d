"""A node that lost its disk, or came back from an old backup: it signs nothing until its mirrors have been heard.

Invariants:

* Our own log is taken back only as our own keys signed it, as the continuation of what we still hold, and holding at
  the mark what the mark says. Anything else is refused.
* No second history is signed: until the record has reached the mark, and after a backup until every counterpart has
  shown what it mirrors, nothing is signed or cosigned.
* Only an administrator may decide, in writing, that no mirror can be reached. The statement stays in the record.
"""

from typing import Any, Final

from msgspec import structs

from paraph.service.desk import Desk
from paraph.service.exchange import pull
from paraph.service.exchange_log import QUOTA, Intake
from paraph.service.exchange_report import Exchange, LogReport
from paraph.service.ports import Courier, House, Mark
from paraph.service.publish import RECOVERY, recovering
from paraph.service.setup import Decision, Member
from paraph.values import Barred, Value, builtin

DECISIONS: Final = "recovery_decision"
"""Shelf of the house: every decision to go on without a mirror."""


class Recovery(Value, frozen=True, kw_only=True):
    """What came of asking one mirror.

    Attributes:
        ours: Our own log, as that mirror held it.
        exchange: The exchange that followed: mirrors, and receipts.
        recovered: Everything our key has signed is held again, and this node may sign.
        size: Entries of our own log that are held.
        mark: Entries that our key has signed, as far as is known.
        unheard: The counterparts that have not yet shown what they mirror.
    """

    ours: LogReport
    exchange: Exchange
    recovered: bool
    size: int
    mark: int
    unheard: tuple[str, ...]


def begin_recovery(house: House, framework: str) -> None:
    """Let a node that was put back from a backup sign nothing before its mirrors have been heard.

    Call it before the record is opened for anything else: what was signed after the backup was made is not in it.
    """
    house.put(RECOVERY, framework, {"heard": []})


def is_recovering(desk: Desk) -> bool:
    """Tell whether this node may sign nothing now."""
    return recovering(desk, desk.unlock())


def recover(desk: Desk, courier: Courier, via: Member, *, quota: int = QUOTA) -> Recovery:
    """Take back from a counterpart's mirror what we lost of our own log, then exchange as usual.

    Over a link or from a carried file ("whole"), as often as needed: what came stays.

    Raises:
        Unreachable: The link failed; try again.
        Barred: "words.not_compared".
    """
    _begin_if_lost(desk)
    exchange = pull(desk, courier, via, quota=quota)
    ours = restore_own(desk, courier, via, quota=quota)
    if ours.refused is None:
        _heard(desk, via.party)
        # What our log has seen of others, and others of ours, is judged with the log that came back.
        exchange = pull(desk, courier, via, quota=quota)
    return _result(desk, ours, exchange)


def restore_own(desk: Desk, courier: Courier, via: Member, *, quota: int = QUOTA) -> LogReport:
    """Take what a mirror holds of our own log beyond what we hold, if this node is recovering.

    Raises:
        Unreachable: The link failed; what came before is kept.
    """
    me = desk.setup.member(desk.me)
    if not is_recovering(desk):
        size = desk.store.size(desk.me)
        return LogReport(party=desk.me, via=via.party, before=size, size=size)
    intake = Intake(desk, courier.source(me.origin), owner=me, via=via, quota=quota)
    return intake.report(intake.take())


def decide(desk: Desk, *, by: str, statement: str) -> Decision:
    """Go on without a mirror, by an administrator's decision: the log continues from what is held.

    If a mirror does hold more, the counterparts will find two histories of our log, and this statement.

    Args:
        desk: The framework.
        by: The administrator.
        statement: Why no mirror can be reached, in the administrator's own words.

    Raises:
        Barred: "recovery.not_needed" or "recovery.no_statement".
    """
    keys = desk.unlock()
    if not recovering(desk, keys):
        raise Barred("recovery.not_needed", size=desk.store.size(desk.me))
    if not statement.strip():
        raise Barred("recovery.no_statement")
    lost = keys.lost()
    size, known = desk.store.size(desk.me), None if lost else keys.mark()
    decision = Decision(
        at=desk.clock().strftime("%Y-%m-%dT%H:%M:%SZ"),
        by=by,
        mark=0 if known is None else known.size,
        size=size,
        statement=statement,
    )
    settings: dict[str, Any] = builtin(structs.replace(desk.setup, decisions=(*desk.setup.decisions, decision)))
    desk.store.configure(settings)
    desk.house.put(DECISIONS, f"{desk.setup.framework}/{decision.at}", builtin(decision))
    keys.renew_marks()
    if decision.mark > size or lost:
        keys.restate_mark(Mark(size, desk.store.frontier(desk.me).root()))
    desk.house.drop(RECOVERY, desk.setup.framework)
    return decision


def _begin_if_lost(desk: Desk) -> None:
    """Take a node whose marks are gone for one that comes back: first it is told so, then the marks are made anew."""
    keys = desk.unlock()
    if keys.lost():
        begin_recovery(desk.house, desk.setup.framework)
        keys.renew_marks()


def _heard(desk: Desk, party: str) -> None:
    """Note that a counterpart has shown what it mirrors; after the last one, recovery is over."""
    waiting = desk.house.get(RECOVERY, desk.setup.framework)
    if waiting is None:
        return
    heard = sorted({*waiting["heard"], party})
    if {other.party for other in desk.setup.others} <= set(heard):
        desk.house.drop(RECOVERY, desk.setup.framework)
    else:
        desk.house.put(RECOVERY, desk.setup.framework, {"heard": heard})


def _result(desk: Desk, ours: LogReport, exchange: Exchange) -> Recovery:
    keys = desk.unlock()
    waiting = desk.house.get(RECOVERY, desk.setup.framework)
    heard = None if waiting is None else waiting["heard"]
    known = keys.mark()
    return Recovery(
        ours=ours,
        exchange=exchange,
        recovered=not recovering(desk, keys),
        size=desk.store.size(desk.me),
        mark=0 if known is None else known.size,
        unheard=() if heard is None else tuple(one.party for one in desk.setup.others if one.party not in heard),
    )
