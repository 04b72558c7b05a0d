"""Exchange with one counterpart: keep what it cosigned, take what is new, cosign what is then held.

Invariants:

* Nothing depends on new traffic, on the order of exchanges or on a hint: every exchange asks for all that is missing.
* What a counterpart does never raises; it is in the report. Only the link does (Unreachable), and our own house.
* One log's refusal touches no other log.
"""

from msgspec import structs

from paraph.service.desk import Desk
from paraph.service.evidence import fork_evidence
from paraph.service.exchange_checkpoint import clock_warnings, fetch_checkpoint, keep_offered
from paraph.service.exchange_log import QUOTA, Intake, pull_log
from paraph.service.exchange_report import Exchange, LogReport, Refused, refusal_of
from paraph.service.ingest import settle_waiting
from paraph.service.ports import Courier, Mark, Source
from paraph.service.publish import recovering
from paraph.service.setup import Member, log_keys
from paraph.tlog import Opened, parse_note, root_at
from paraph.values import Barred, Unproven, Unreadable


def pull(desk: Desk, courier: Courier, member: Member, *, quota: int = QUOTA) -> Exchange:
    """Exchange with a counterpart, over whatever way: a link, a carried file, a folder.

    In order: what it cosigned of our log, its own log, the logs of third parties that it mirrors.

    Args:
        desk: The framework.
        courier: The way to the counterpart.
        member: The counterpart.
        quota: Entries of one log that this exchange may bring.

    Raises:
        Barred: "words.not_compared": the keys were not compared yet.
        Unreachable: The link failed; what came before is kept, and trying again is safe.
        Damaged: Our own record is not as we stored it.
    """
    if not desk.setup.compared:
        raise Barred("words.not_compared", party=member.party)
    settle_waiting(desk.store)
    ours = pull_receipts(desk, courier.source(desk.setup.member(desk.me).origin), via=member)
    owners = (member, *(other for other in desk.setup.others if other.party != member.party))
    logs = tuple(pull_log(desk, courier.source(owner.origin), owner=owner, via=member, quota=quota) for owner in owners)
    if any(report.cosigned is not None for report in logs):
        courier.hint()
    behind = ours.refused is not None and ours.refused.code == "exchange.recovering"
    return Exchange(party=member.party, ours=ours, logs=logs, recovering=behind)


def pull_receipts(desk: Desk, source: Source, *, via: Member) -> LogReport:
    """Keep what a counterpart, and others through it, cosigned of our own log.

    A mirror that holds more of our log than we do shows that we lost it: the mark beside the key is raised to what our
    key has signed, and from then on this node is recovering.

    Raises:
        Unreachable: The link failed.
    """
    size = desk.store.size(desk.me)
    report = LogReport(party=desk.me, via=via.party, before=size, size=size)
    try:
        opened = fetch_checkpoint(source, desk.setup, desk.setup.member(desk.me))
        return report if opened is None else _keep_receipts(desk, source, opened, via)
    except (Unreadable, Unproven) as fault:
        return _with(report, refused=refusal_of(fault, desk.setup))


def _keep_receipts(desk: Desk, source: Source, opened: Opened, via: Member) -> LogReport:
    head, size = opened.checkpoint, desk.store.size(desk.me)
    report = LogReport(
        party=desk.me,
        via=via.party,
        before=size,
        size=size,
        offered=head.size,
        warnings=clock_warnings(desk, opened),
    )
    if head.size > size:
        return _with(report, refused=_more_there(desk, source, opened, via))
    if root_at(head.size, lambda level, index: desk.store.node(desk.me, level, index)) != head.root:
        return _with(report, refused=_own_fork(desk, opened, via))
    return _with(report, gained=keep_offered(desk.store, desk.setup, desk.setup.member(desk.me), opened))


def _more_there(desk: Desk, source: Source, opened: Opened, via: Member) -> Refused:
    """Learn that our key has signed more than we hold: from now on this node is recovering.

    The mark is raised to what is shown, unless that contradicts what we hold or the mark we have. Where it cannot be
    checked now, our own signature is reason enough to stop, but not to forget a mark that we have.
    """
    head, keys = opened.checkpoint, desk.unlock()
    facts = {"size": desk.store.size(desk.me), "held_there": head.size, "by": via.party}
    lost = keys.lost()
    known = None if lost else keys.mark()
    may_raise = not lost and (known is None or known.size < head.size)
    try:
        Intake(desk, source, owner=desk.setup.member(desk.me), via=via).following(opened)
    except (Unreadable, Unproven) as fault:
        found = refusal_of(fault, desk.setup)
        if found.code in {"exchange.own_forked", "exchange.not_our_mark"}:
            return found
        facts["cause"] = found.code
        may_raise = may_raise and not recovering(desk, keys)
    if may_raise:
        keys.raise_mark(Mark(head.size, head.root))
    return Refused(code="exchange.recovering", facts=facts)


def _own_fork(desk: Desk, opened: Opened, via: Member) -> Refused:
    """Keep evidence that our own key signed what is not in our log: we, too, are held to our signature."""
    evidence = _own_evidence(desk, opened)
    if evidence is not None:
        desk.store.keep_evidence(desk.me, evidence)
    return Refused(code="exchange.own_forked", facts={"size": opened.checkpoint.size, "via": via.party})


def _own_evidence(desk: Desk, opened: Opened) -> bytes | None:
    held = desk.store.checkpoint(desk.me)
    if held is None or held.size < opened.checkpoint.size:
        return None
    return fork_evidence(
        opened.note,
        parse_note(held.note),
        keys=log_keys(desk.setup.member(desk.me)),
        larger_tree=lambda level, index: desk.store.node(desk.me, level, index),
    )


def _with(report: LogReport, **changed: object) -> LogReport:
    return structs.replace(report, **changed)
