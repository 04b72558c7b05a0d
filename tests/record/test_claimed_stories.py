"""Claimed, rule by rule: sums by part, each in one state, decided by one party and tabled by the other."""

from collections.abc import Sequence
from typing import Any

import pytest
from tests.record.bills import DECIDED, OPEN, bill, decides, names, pays, revises, submits, told, usd
from tests.record.histories import EAST, NORTH, SOUTH, THREE, TWO
from tests.record.kinds import BILL
from tests.record.stories import Step, play, says

STORIES: dict[str, tuple[Sequence[Step], dict[str, Any]]] = {
    "what is submitted awaits a decision": (
        [OPEN],
        {
            "parts": {"a": {"claimed": 100}, "b": {"claimed": 50}},
            "sums": {"claimed": 150},
            "awaited": [(SOUTH, "bill", "decision")],
            "respondent": SOUTH,
        },
    ),
    "a decision is part by part; what it does not allow is refused": (
        DECIDED,
        {
            "parts": {"a": {"allowed": 80, "refused": 20}, "b": {"claimed": 50}},
            "sums": {"allowed": 80, "claimed": 50, "refused": 20},
            "awaited": [(SOUTH, "bill", "decision"), (SOUTH, "d", "payment")],
        },
    ),
    "only the respondent decides and pays": (
        [OPEN, decides("d", party=NORTH, a=80), pays("p", party=NORTH, a=1)],
        {"void": {"d": "not_yours", "p": "not_yours"}},
    ),
    "only the claimant revises, supplies, withdraws and contests": (
        [
            OPEN,
            says(SOUTH, "revise", "r", content=bill(a=1)),
            *(names(SOUTH, verb, verb) for verb in ("supply", "withdraw", "contest")),
        ],
        {"void": {"r": "not_yours", "supply": "not_yours", "withdraw": "not_yours", "contest": "not_yours"}},
    ),
    "nobody decides its own claim": ([OPEN, decides("d", party=NORTH, a=1)], {"void": {"d": "not_yours"}}),
    "a decision names a part of the claim": (
        [OPEN, decides("d", c=1)],
        {"void": {"d": "part_unknown"}},
    ),
    "once": (
        [OPEN, says(SOUTH, "decide", "d", on="bill", content={"parts": [{"id": "a", "allowed": usd(1)}] * 2})],
        {"void": {"d": "part_twice"}},
    ),
    "and allows no more than is claimed": ([OPEN, decides("d", a=101)], {"void": {"d": "beyond_claimed"}}),
    "nor less than nothing": ([OPEN, decides("d", a=-1)], {"void": {"d": "beyond_claimed"}}),
    "in the claim's currency": (
        [
            OPEN,
            says(
                SOUTH,
                "decide",
                "d",
                on="bill",
                content={"parts": [{"id": "a", "allowed": {"amount": "1", "currency": "JPY"}}]},
            ),
        ],
        {"void": {"d": "currency_differs"}},
    ),
    "a decision is on the current version": (
        [OPEN, revises("r", a=90, b=50), decides("d", a=80)],
        {"void": {"d": "not_current"}},
    ),
    "a revision has effect where nothing was decided": (
        [OPEN, revises("r", a=90, b=50)],
        {"parts": {"a": {"claimed": 90}, "b": {"claimed": 50}}, "crossed": [], "void": {}},
    ),
    "a part left out of a revision is withdrawn": (
        [OPEN, revises("r", a=100)],
        {"parts": {"a": {"claimed": 100}, "b": {"withdrawn": 50}}},
    ),
    "and may be tabled again": (
        [OPEN, revises("r", a=100), revises("s", a=100, b=40)],
        {"parts": {"a": {"claimed": 100}, "b": {"claimed": 40}}},
    ),
    "and left out again": (
        [OPEN, revises("r", a=100), revises("s", a=90)],
        {"parts": {"a": {"claimed": 90}, "b": {"withdrawn": 50}}, "void": {}},
    ),
    "what was decided in one's past is not revised": (
        [*DECIDED, revises("r", a=90, b=50)],
        {"void": {"r": "part_decided"}, "parts": {"a": {"allowed": 80, "refused": 20}, "b": {"claimed": 50}}},
    ),
    "nor left out": ([*DECIDED, revises("r", b=50)], {"void": {"r": "part_decided"}}),
    "the rest may be, beside it": (
        [*DECIDED, revises("r", a=100, b=40)],
        {"void": {}, "parts": {"a": {"allowed": 80, "refused": 20}, "b": {"claimed": 40}}},
    ),
    "a decision that had not seen a revision stands, and the revision has crossed": (
        [OPEN, revises("r", a=90, b=50), decides("d", a=80, before="r")],
        {"parts": {"a": {"allowed": 80, "refused": 20}, "b": {"claimed": 50}}, "crossed": ["r"], "void": {}},
    ),
    "it has crossed in that part alone": (
        [OPEN, revises("r", a=90, b=40), decides("d", a=80, before="r")],
        {"parts": {"a": {"allowed": 80, "refused": 20}, "b": {"claimed": 40}}, "crossed": ["r"]},
    ),
    "a revision seen by the decision is what was decided": (
        [OPEN, revises("r", a=90, b=50), decides("d", on="r", a=80)],
        {"parts": {"a": {"allowed": 80, "refused": 10}, "b": {"claimed": 50}}, "crossed": []},
    ),
    "what has crossed stays so, whatever is decided later": (
        [OPEN, revises("r", a=90, b=50), decides("d", a=80, before="r"), decides("e", on="r", a=85)],
        {"parts": {"a": {"allowed": 85, "refused": 15}, "b": {"claimed": 50}}, "crossed": ["r"], "void": {}},
    ),
    "a withdrawal that a decision had not seen has crossed": (
        [OPEN, names(NORTH, "withdraw", "w", "a"), decides("d", a=80, before="w")],
        {"parts": {"a": {"allowed": 80, "refused": 20}, "b": {"claimed": 50}}, "crossed": ["w"]},
    ),
    "what crossed may be put right": (
        [OPEN, revises("r", a=90, b=50), decides("d", a=80, before="r"), revises("s", a=100, b=50)],
        {"crossed": ["r"], "void": {}, "sums": {"allowed": 80, "claimed": 50, "refused": 20}},
    ),
    "or left as it is": (
        [OPEN, revises("r", a=90, b=50), decides("d", a=80, before="r"), revises("s", a=90, b=40)],
        {"crossed": ["r"], "void": {}, "sums": {"allowed": 80, "claimed": 40, "refused": 20}},
    ),
    "but not changed again": (
        [OPEN, revises("r", a=90, b=50), decides("d", a=80, before="r"), revises("s", a=95, b=50)],
        {"void": {"s": "part_decided"}},
    ),
    "a part that crossed out is left out or put back": (
        [OPEN, revises("r", b=50), decides("d", a=80, before="r"), revises("s", b=40), revises("t", a=100, b=40)],
        {"void": {}, "crossed": ["r", "s"][:1], "sums": {"allowed": 80, "claimed": 40, "refused": 20}},
    ),
    "a withdrawal of all takes what is not decided": (
        [*DECIDED, names(NORTH, "withdraw", "w")],
        {"parts": {"a": {"allowed": 80, "refused": 20}, "b": {"withdrawn": 50}}, "crossed": [], "void": {}},
    ),
    "a withdrawal of all crosses where a decision had not seen it": (
        [OPEN, names(NORTH, "withdraw", "w"), decides("d", a=80, before="w")],
        {"parts": {"a": {"allowed": 80, "refused": 20}, "b": {"withdrawn": 50}}, "crossed": ["w"]},
    ),
    "nothing is withdrawn twice": (
        [OPEN, names(NORTH, "withdraw", "w", "a"), names(NORTH, "withdraw", "again", "a")],
        {"void": {"again": "part_withdrawn"}},
    ),
    "nor is what is decided": ([*DECIDED, names(NORTH, "withdraw", "w", "a")], {"void": {"w": "part_decided"}}),
    "nor nothing": (
        [OPEN, names(NORTH, "withdraw", "w"), names(NORTH, "withdraw", "again")],
        {"void": {"again": "nothing_to_withdraw"}},
    ),
    "nor what was never claimed": ([OPEN, names(NORTH, "withdraw", "w", "c")], {"void": {"w": "part_unknown"}}),
    "to decide what was withdrawn in one's past is void": (
        [OPEN, names(NORTH, "withdraw", "w", "a"), decides("d", a=80)],
        {"void": {"d": "part_withdrawn"}},
    ),
    "the respondent may decide again: its log orders decisions": (
        [*DECIDED, decides("e", a=90)],
        {"parts": {"a": {"allowed": 90, "refused": 10}, "b": {"claimed": 50}}, "void": {}},
    ),
    "paid is final, in as many payments as it takes": (
        [*DECIDED, pays("p", a=50), pays("q", a=30)],
        {"parts": {"a": {"paid": 80, "refused": 20}, "b": {"claimed": 50}}, "void": {}},
    ),
    "no more is paid than is allowed": ([*DECIDED, pays("p", a=81)], {"void": {"p": "beyond_allowed"}}),
    "nor nothing, which is paid already": ([*DECIDED, pays("p", a=0)], {"void": {"p": "beyond_allowed"}}),
    "nor what was not decided": ([OPEN, pays("p", a=1)], {"void": {"p": "part_undecided"}}),
    "nor twice in one breath": (
        [*DECIDED, says(SOUTH, "pay", "p", content={"parts": [{"id": "a", "amount": usd(1)}] * 2})],
        {"void": {"p": "part_twice"}},
    ),
    "nor in other money": (
        [
            *DECIDED,
            says(SOUTH, "pay", "p", content={"parts": [{"id": "a", "amount": {"amount": "1", "currency": "JPY"}}]}),
        ],
        {"void": {"p": "currency_differs"}},
    ),
    "no decision takes back what is paid": (
        [*DECIDED, pays("p", a=50), decides("e", a=40)],
        {"void": {"e": "below_paid"}, "parts": {"a": {"paid": 50, "allowed": 30, "refused": 20}, "b": {"claimed": 50}}},
    ),
    "an over-payment is a new part, negative": (
        [
            *DECIDED,
            pays("p", a=80),
            revises("r", a=100, b=50, back=-30),
            decides("e", on="r", back=-30),
            pays("q", back=-30),
        ],
        {
            "parts": {"a": {"paid": 80, "refused": 20}, "b": {"claimed": 50}, "back": {"paid": -30}},
            "sums": {"claimed": 50, "paid": 50, "refused": 20},
            "void": {},
        },
    ),
    "one claims each part once": (
        [says(NORTH, "submit", "bill", content={"parts": bill(a=1)["parts"] * 2})],
        {"void": {"bill": "part_twice"}},
    ),
    "one does not claim from oneself": (
        [says(NORTH, "submit", "bill", content={**bill(a=1), "respondent": NORTH})],
        {"void": {"bill": "respondent_unfit"}},
    ),
    "nor from a stranger": (
        [says(NORTH, "submit", "bill", content={**bill(a=1), "respondent": EAST})],
        {"void": {"bill": "respondent_unfit"}},
    ),
    "nor from another than before": (
        [OPEN, says(NORTH, "revise", "r", content={**bill(a=1), "respondent": EAST})],
        {"void": {"r": "respondent_differs"}},
    ),
    "a claim is submitted once": ([OPEN, submits(name="again", a=1)], {"void": {"again": "opens_only"}}),
    "a kind bars its own": ([submits()], {"void": {"bill": "bill.empty"}}),
    "a sum of nothing is in no state": ([submits(a=0)], {"parts": {"a": {}}, "sums": {}, "awaited": []}),
}

NAMED = {**bill(a=100), "respondent": EAST}

OF_THREE: dict[str, tuple[Sequence[Step], dict[str, Any]]] = {
    "among three the claim says who decides": (
        [says(NORTH, "submit", "bill", content=NAMED), decides("d", party=EAST, a=80)],
        {"respondent": EAST, "parts": {"a": {"allowed": 80, "refused": 20}}, "void": {}},
    ),
    "nobody else does": (
        [
            says(NORTH, "submit", "bill", content=NAMED),
            decides("d", a=80),
            names(SOUTH, "query", "q", on="bill"),
            pays("p", a=1),
        ],
        {"void": {"d": "not_respondent", "q": "not_respondent", "p": "not_respondent"}},
    ),
    "or it opens nothing": ([submits(a=1)], {"void": {"bill": "respondent_unfit"}}),
}


@pytest.mark.parametrize("sentence", STORIES)
def test_between_two(sentence: str) -> None:
    """Every rule of the dealing is a row: what was said, and what then stands; the pen bars what the reader voids."""
    steps, expected = STORIES[sentence]

    played = play(BILL, steps, parties=TWO)

    assert expected == {key: told(played)[key] for key in expected}
    assert played.voids == {name: code for name, code in played.barred.items() if code}


@pytest.mark.parametrize("sentence", OF_THREE)
def test_among_three(sentence: str) -> None:
    """Nothing counts to two."""
    steps, expected = OF_THREE[sentence]

    played = play(BILL, steps, parties=THREE)

    assert expected == {key: told(played)[key] for key in expected}
    assert played.voids == {name: code for name, code in played.barred.items() if code}


def test_what_stands_is_said_in_json() -> None:
    """Sums in minor units, as text: no reader's number is too small for them."""
    stands = play(BILL, [*DECIDED, pays("p", a=50)]).stands()

    assert {"a": {"allowed": "3000", "paid": "5000", "refused": "2000"}, "b": {"claimed": "5000"}} == stands["parts"]
    assert [["USD", "allowed", "3000"], ["USD", "claimed", "5000"]] == stands["sums"][:2]
    assert SOUTH == stands["respondent"]


def test_the_largest_sums_add_up() -> None:
    """Totals are whole numbers of minor units, so they have no largest."""
    most = {"amount": "999999999999999999.99", "currency": "USD"}
    content = {"parts": [{"id": name, "amount": most} for name in ("a", "b", "c")]}

    state = play(BILL, [says(NORTH, "submit", content=content)]).view.state

    assert [3 * 99999999999999999999] == list(state.sums.values())
