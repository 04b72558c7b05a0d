"""What a claim forbids, judged in the act's own past."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from paraph.record.case import Case
from paraph.record.claim import ClaimedState, Part
from paraph.values import Barred


def respondent_of(noun: Any, *, claimant: str, parties: tuple[str, ...]) -> str:
    """Return who decides: the noun's `respondent`, else the other of two parties; empty when nobody is meant."""
    named = getattr(noun, "respondent", None)
    if named is not None:
        return str(named)
    others = [party for party in parties if party != claimant]
    return others[0] if len(others) == 1 else ""


def guard(case: Case) -> None:
    """Bar what the dealing forbids."""
    state: ClaimedState | None = case.before
    effect = case.verb.effect
    if effect in {"submit", "revise"}:
        _guard_noun(case, state)
    if state is None or effect in {"submit", "remark"}:
        return
    if effect in {"query", "decide", "pay"} and case.party != state.respondent:
        raise Barred("not_respondent", respondent=state.respondent)
    _GUARDS[effect](case, state)


def _guard_noun(case: Case, state: ClaimedState | None) -> None:
    parties = case.parties if state is None else state.versions[0].parties
    respondent = respondent_of(case.content, claimant=case.opener, parties=parties)
    if state is None and (respondent not in case.parties or respondent == case.party):
        raise Barred("respondent_unfit", respondent=respondent, parties=list(case.parties))
    if state is not None and respondent != state.respondent:
        raise Barred("respondent_differs", respondent=respondent, submitted_to=state.respondent)
    _bar_twice(one.id for one in case.content.parts)


def _guard_revision(case: Case, state: ClaimedState) -> None:
    amounts = {one.id: one.amount for one in case.content.parts}
    decided = [
        name for name, part in state.parts.items() if part.decisions and amounts.get(name) not in _untouched(part)
    ]
    if decided:
        raise Barred("part_decided", parts=sorted(decided))


def _untouched(part: Part) -> tuple[Any, ...]:
    last = part.tablings[-1]
    # A crossed sum may stay as it was tabled, or be put right again.
    return None if last.withdrawn else last.amount, part.amount


def _guard_withdrawal(case: Case, state: ClaimedState) -> None:
    for part in _named(case, state):
        _bar_decided(part)
        _bar_withdrawn(part)
    if not case.content.parts and not _open(state):
        raise Barred("nothing_to_withdraw")


def _guard_supply(case: Case, state: ClaimedState) -> None:
    _named(case, state)


def _guard_contest(case: Case, state: ClaimedState) -> None:
    for part in _named(case, state):
        _bar_undecided(part)
        if not part.refused:
            raise Barred("nothing_refused", part=part.id)
    if not case.content.parts and not any(part.refused for part in state.parts.values()):
        raise Barred("nothing_refused", part=None)


def _guard_query(case: Case, state: ClaimedState) -> None:
    for part in _named(case, state):
        _bar_decided(part)
        _bar_withdrawn(part)
    if not case.content.parts and not _open(state):
        raise Barred("nothing_to_query")


def _guard_decision(case: Case, state: ClaimedState) -> None:
    if case.said.act.on != state.current.digest:
        raise Barred("not_current", on=case.said.act.on, current=state.current.digest)
    _bar_twice(one.id for one in case.content.parts)
    for one in case.content.parts:
        part = _part(state, one.id)
        _bar_withdrawn(part)
        _bar_other_currency(part, one.allowed.currency)
        if not _lies_between(one.allowed.minor, part.amount.minor):
            raise Barred("beyond_claimed", part=part.id, claimed=part.amount.amount, allowed=one.allowed.amount)
        if not _lies_between(part.paid, one.allowed.minor):
            raise Barred("below_paid", part=part.id, allowed=one.allowed.amount)


def _guard_payment(case: Case, state: ClaimedState) -> None:
    _bar_twice(one.id for one in case.content.parts)
    for one in case.content.parts:
        part = _part(state, one.id)
        _bar_undecided(part)
        _bar_other_currency(part, one.amount.currency)
        if not one.amount.minor or not _lies_between(one.amount.minor, part.allowed - part.paid):
            raise Barred("beyond_allowed", part=part.id, amount=one.amount.amount)


_GUARDS = {
    "revise": _guard_revision,
    "withdraw": _guard_withdrawal,
    "supply": _guard_supply,
    "contest": _guard_contest,
    "query": _guard_query,
    "decide": _guard_decision,
    "pay": _guard_payment,
}


def _named(case: Case, state: ClaimedState) -> tuple[Part, ...]:
    return tuple(_part(state, name) for name in case.content.parts)


def _part(state: ClaimedState, name: str) -> Part:
    part = state.parts.get(name)
    if part is None:
        raise Barred("part_unknown", part=name, parts=sorted(state.parts))
    return part


def _open(state: ClaimedState) -> bool:
    return any(not part.decisions and not part.withdrawn for part in state.parts.values())


def _lies_between(minor: int, most: int) -> bool:
    return min(0, most) <= minor <= max(0, most)


def _bar_twice(names: Iterable[str]) -> None:
    found = sorted(names)
    twice = [one for one, other in pairwise(found) if one == other]
    if twice:
        raise Barred("part_twice", part=twice[0])


def _bar_decided(part: Part) -> None:
    if part.decisions:
        raise Barred("part_decided", parts=[part.id])


def _bar_undecided(part: Part) -> None:
    if not part.decisions:
        raise Barred("part_undecided", part=part.id)


def _bar_withdrawn(part: Part) -> None:
    if part.withdrawn:
        raise Barred("part_withdrawn", part=part.id)


def _bar_other_currency(part: Part, currency: str) -> None:
    if currency != part.amount.currency:
        raise Barred("currency_differs", part=part.id, currency=currency, claimed_in=part.amount.currency)
