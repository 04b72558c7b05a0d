"""What is meant by the beginning of an act, and by a word on a record that names no version."""

from itertools import pairwise

import pytest
from tests.record.kinds import ACCORD, BILL, KINDS, POST
from tests.service.cast import NORTH, SOUTH, Seat

from paraph.service.meant import act_meant, version_meant, versions_meant
from paraph.service.read import show
from paraph.values import Barred

Two = tuple[Seat, Seat]
ACCEPT = ACCORD.verbs["accept"]


def test_an_act_is_named_by_its_beginning_in_whatever_record_it_lies(two: Two) -> None:
    north, south = two
    opened = north.opens()
    south.hears(north)
    accepted = south.accepts(opened)

    assert accepted.digest == act_meant(south.desk, accepted.digest[:12])
    assert opened.digest == act_meant(south.desk, opened.digest[:5])
    assert "ab" * 32 == act_meant(south.desk, "ab" * 32)


def test_the_same_act_in_two_logs_is_one_act(two: Two) -> None:
    """Two parties may say the very same bytes; they have one digest."""
    north, south = two
    act = north.compose(seen={})
    digest = north.forges(act)
    assert digest == south.forges(act)
    south.hears(north)

    assert digest == act_meant(south.desk, digest[:8])


@pytest.mark.parametrize("prefix", ["", "abc", "ffffffffffffffff", "no digest", "a" * 65, "ABCD"])
def test_what_begins_no_act_names_none(two: Two, prefix: str) -> None:
    with pytest.raises(Barred) as caught:
        act_meant(two[0].desk, prefix)

    assert "act.unknown" == caught.value.code


def test_what_begins_several_acts_names_them(two: Two) -> None:
    """Among enough acts two begin alike; the first ten are told."""
    north, _south = two
    acts = [north.compose(content={"words": f"words {number}"}) for number in range(1500)]
    north.forges(*acts)
    digests = sorted(stored.leaf.hex() for stored in north.store.stored(NORTH, 0, north.store.size(NORTH)))
    twin = next(one[:4] for one, other in pairwise(digests) if one[:4] == other[:4])

    with pytest.raises(Barred) as caught:
        act_meant(north.desk, twin)

    assert ("act.ambiguous", [one for one in digests if one.startswith(twin)]) == (
        caught.value.code,
        caught.value.facts["found"],
    )


def test_the_only_version_on_the_table_is_meant(two: Two) -> None:
    north, south = two
    opened = north.opens()
    south.hears(north)

    assert opened.digest == version_meant(south.desk, opened.digest, ACCEPT)
    assert opened.digest == version_meant(south.desk, opened.digest, ACCEPT, opened.digest[:9])
    assert version_meant(south.desk, opened.digest, ACCORD.verbs["propose"]) is None
    assert (None, "ab") == (
        version_meant(south.desk, None, ACCORD.verbs["propose"]),
        version_meant(south.desk, None, ACCEPT, "ab"),
    )


def test_of_two_versions_on_the_table_one_must_be_named(two: Two) -> None:
    north, south = two
    opened = north.opens()
    south.hears(north)
    other = south.say("propose", opened.digest, content={"words": "other"})

    with pytest.raises(Barred) as caught:
        version_meant(south.desk, opened.digest, ACCEPT)

    assert ("cli.which_version", {opened.digest, other.digest}) == (
        caught.value.code,
        set(caught.value.facts["versions"]),
    )


def test_what_is_withdrawn_is_ones_own_and_what_is_met_is_in_force(two: Two) -> None:
    north, south = two
    content = {"words": "words", "effective": {"condition": "funds are there"}}
    opened = north.say("propose", kind=ACCORD.name, content=content)
    withdraw, met = ACCORD.verbs["withdraw"], ACCORD.verbs["report_met"]
    state = show(north.desk, opened.digest).state
    assert ((opened.digest,), (), ()) == (
        versions_meant(state, NORTH, withdraw),
        versions_meant(state, SOUTH, withdraw),
        versions_meant(state, NORTH, met),
    )
    south.hears(north)
    south.accepts(opened)

    assert (opened.digest,) == versions_meant(show(south.desk, opened.digest).state, NORTH, met)


def test_a_declaration_has_one_current_version_and_a_claim_none(two: Two) -> None:
    north, _south = two
    post = north.say("declare", kind=POST.name, content={"place": "ford"})

    assert (post.digest,) == versions_meant(show(north.desk, post.digest).state, SOUTH, POST.verbs["confirm"])
    assert () == versions_meant(None, NORTH, KINDS[BILL.name].verbs["submit"])
