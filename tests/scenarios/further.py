"""Forgeries of what the other stories provoke only with another verb, or in no story at all."""

from collections.abc import Callable

from tests.domains import points, sittings, texts
from tests.domains.tale import NORTH, SOUTH, Tale, a_charter, en
from tests.domains.test_charters import crossed
from tests.domains.test_statements import at_the_table, opening
from tests.record.histories import EAST, THREE, TWO, Shelf
from tests.record.kinds import ACCORD, CHARTER, POST
from tests.scenarios.forgery import Forgery, TrueHistory, of_tale, void_in

from paraph.domains.consultation import Session
from paraph.record import write_act

POSTED = {"kind": POST.name, "verb": "declare", "content": {"place": "here"}}


def a_commitment_corrected_into_another_session() -> Tale:
    tale, _session, terms = points.promised()
    other = tale.agree(points.SESSION, Session(number=22, number_basis="stated"))
    tale.say(NORTH, "correct", terms, points.a_point(other))
    return tale


def an_item_corrected_into_another_session_and_into_none() -> Tale:
    tale, session = sittings.in_session()
    other = tale.agree(sittings.SESSION, sittings.a_session(22))
    item = tale.say(NORTH, "propose", sittings.ITEM, sittings.an_item(session))
    tale.say(NORTH, "correct", item, sittings.an_item(other))
    tale.say(NORTH, "correct", item, sittings.an_item(sittings.NOBODY))
    return tale


def an_item_for_a_group_without_a_name() -> Tale:
    tale, session = sittings.in_session()
    tale.say(NORTH, "propose", sittings.ITEM, sittings.an_item(session, where="group"))
    return tale


def a_statement_corrected_into_another_session() -> Tale:
    tale, _session, tabled = at_the_table(opening())
    other = tale.agree(texts.SESSION, Session(number=22, number_basis="stated"))
    tale.say(SOUTH, "correct", tabled, texts.statement(opening(), session=other))
    return tale


def a_charter_that_came_too_late_corrected() -> Tale:
    tale = Tale(NORTH, SOUTH)
    late = tale.say(SOUTH, "propose", "framework.charter/1", a_charter(NORTH, SOUTH, title=en("Late")))
    tale.agree("framework.charter/1", a_charter(NORTH, SOUTH))
    tale.say(NORTH, "correct", late, a_charter(NORTH, SOUTH))
    return tale


def a_charter_corrected_and_accepted_while_two_have_crossed() -> Tale:
    tale, one, _other = crossed()
    newer = a_charter(NORTH, SOUTH, title=en("Newer"))
    tabled = tale.say(SOUTH, "propose", one, newer, seen={NORTH: 1}, over=(one.digest,))
    tale.say(NORTH, "correct", one, a_charter(NORTH, SOUTH, title=en("New")))
    tale.say(NORTH, "accept", one, on=tabled)
    return tale


TALES: tuple[Callable[[], Tale], ...] = (
    a_commitment_corrected_into_another_session,
    an_item_corrected_into_another_session_and_into_none,
    an_item_for_a_group_without_a_name,
    a_statement_corrected_into_another_session,
    a_charter_that_came_too_late_corrected,
    a_charter_corrected_and_accepted_while_two_have_crossed,
)


def before_any_charter() -> TrueHistory:
    history = TrueHistory(TWO)
    history.say(NORTH, **POSTED)
    return history


def of_a_kind_that_the_charter_does_not_name() -> TrueHistory:
    history = TrueHistory(TWO)
    history.agree_charter(kinds=[ACCORD.name])
    history.say(NORTH, **POSTED)
    return history


def by_whom_the_charter_has_left_out() -> TrueHistory:
    history = TrueHistory(THREE)
    record = history.agree_charter()
    smaller = {"parties": [NORTH, SOUTH], "kinds": [POST.name]}
    tabled = history.say(NORTH, kind=CHARTER.name, verb="propose", record=record, over=(record,), content=smaller)
    for party in (SOUTH, EAST):
        history.hear(party)
        history.say(party, kind=CHARTER.name, verb="accept", record=record, on=tabled.digest)
    history.hear(EAST)
    history.say(EAST, **POSTED)
    return history


def the_same_bytes_twice() -> TrueHistory:
    history = TrueHistory(TWO)
    history.agree_charter()
    act = write_act(history.compose(NORTH, **POSTED))
    history.write(NORTH, act)
    history.write(NORTH, act)
    return history


def a_denunciation_that_the_charter_does_not_allow() -> TrueHistory:
    history = TrueHistory(TWO)
    record = history.agree_charter(notice=None)
    history.say(NORTH, kind=CHARTER.name, verb="denounce", record=record, note="for a reason")
    return history


HISTORIES: tuple[Callable[[], TrueHistory], ...] = (
    before_any_charter,
    of_a_kind_that_the_charter_does_not_name,
    by_whom_the_charter_has_left_out,
    the_same_bytes_twice,
    a_denunciation_that_the_charter_does_not_allow,
)


def tales() -> list[Forgery]:
    """Of the kinds that are in use."""
    return [of_tale(tell()) for tell in TALES]


def histories() -> list[Forgery]:
    """Of the small kinds."""
    return [_of_history(make()) for make in HISTORIES]


def _of_history(history: TrueHistory) -> Forgery:
    world = history.world()
    logs = {party: tuple(log.entries) for party, log in history.logs.items()}
    assert isinstance(world.library, Shelf)
    return Forgery(logs, void_in(world, world.library.every()))
