"""Random exchanges of two and three parties, cut at random bytes, spoilt now and then: all end with equal views.

Each story is about 25 exchanges: `make test` plays ten of them, `make soak` more than 400.
"""

import random
from itertools import permutations
from pathlib import Path

import pytest
from tests.exchange.cast import CHARTER, EAST, NORTH, PAPER, SOUTH, Node, leaf, member, nodes
from tests.exchange.simulator import ByteCut, Counterpart, Spoilt, at, exchange, flip

from paraph.service.compare import standing
from paraph.service.exchange import pull
from paraph.service.ports import Courier
from paraph.values import Unreachable

STEPS = 40


class Story:
    """What happens among nodes, drawn from a seed."""

    def __init__(self, seed: int, cast: tuple[Node, ...]) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # a sample, not a secret
        self.cast = cast
        self.said: dict[str, list[str]] = {each.party: [] for each in cast}
        self.exchanges = 0
        self.agree_on_a_charter()

    def agree_on_a_charter(self) -> None:
        first, *others = self.cast
        content = {"text": "We meet.", "party_ids": [each.party for each in self.cast]}
        charter = first.write("", kind=CHARTER.name, content=content)
        self.put(first, charter)
        for other in others:
            exchange(other, first)
            self.put(other, other.write("", kind=CHARTER.name, verb="accept", record=leaf(charter), on=leaf(charter)))

    def put(self, here: Node, entry: bytes) -> None:
        here.put(entry)
        self.said[here.party].append(leaf(entry))

    def step(self) -> None:
        here, there = self.chance.sample(self.cast, 2)
        here.clock.pass_by(self.chance.randrange(3))
        if self.chance.random() < 0.4:
            self.speak(here)
        else:
            self.meet(here, there)

    def speak(self, here: Node) -> None:
        count = 300 if self.chance.random() < 0.02 else self.chance.choice([1, 1, 1, 2, 3, 20])
        if count == 1 and (of := self.some_paper(here)):
            self.put(here, here.write("", verb="accept", record=of, on=of))
            return
        before = here.size(here.party)
        here.say_many(count) if count > 3 else here.say(*(f"{here.party} {before + n}" for n in range(count)))
        self.said[here.party] += [leaf(entry) for entry in here.entries(here.party)[before:]]

    def some_paper(self, here: Node) -> str:
        """Some record that this node can read of, if any."""
        opened = here.store.opened(kind=PAPER.family)
        return self.chance.choice(opened).record.hex() if opened else ""

    def meet(self, here: Node, there: Node) -> None:
        """One exchange as it comes: honest or spoilt, and over a link that is cut a few times."""
        honest = Counterpart(there.desk, here.party)
        way: Courier = honest
        if self.chance.random() < 0.2:
            kind = self.chance.choice(["checkpoint", "hashes", "entries"])
            way = Spoilt(honest, at(kind, lambda data: flip(data, self.chance)))
        link = ByteCut(way, [self.chance.randrange(40_000) for _ in range(self.chance.randrange(4))])
        while True:
            self.exchanges += 1
            try:
                report = pull(here.desk, link, member(there.party), quota=self.chance.choice([10, 10_000]))
            except Unreachable:
                continue
            break
        assert not {"exchange.forked", "exchange.own_forked"} & {one.refused.code for one in report.refusals}

    def settle(self) -> None:
        """Let everyone meet everyone until nothing is new; clocks have met too."""
        latest = max(each.clock.now for each in self.cast)
        for each in self.cast:
            each.clock.now = latest
        for here, there in (*permutations(self.cast, 2), *permutations(self.cast, 2)):
            self.exchanges += 1
            assert () == exchange(here, there).refusals


def play(seed: int, folder: Path) -> int:
    """Play a story and return how many exchanges it took."""
    parties = (NORTH, SOUTH) if seed % 2 else (EAST, NORTH, SOUTH)
    with nodes(folder, *parties) as cast:
        story = Story(seed, cast)
        for _ in range(STEPS):
            story.step()
        story.settle()

        require_equal(story)
    return story.exchanges


def require_equal(story: Story) -> None:
    first, *others = story.cast
    views = [standing(each.desk) for each in story.cast]
    for party, said in story.said.items():
        assert said == [leaf(entry) for entry in first.entries(party)]
        everyone = {f"{one.party.lower()}.example/river/mirror" for one in story.cast if one.party != party}
        assert not said or everyone <= first.cosigners(party)
    for other in others:
        assert odd(first) == odd(other)
    assert [(views[0].records, views[0].cut)] * len(views) == [(each.records, each.cut) for each in views]
    assert [] == [
        each.store.evidence(party) for each in story.cast for party in story.said if each.store.evidence(party)
    ]
    assert [()] * len(story.cast) == [each.store.waiting() for each in story.cast]


def odd(node: Node) -> list[tuple[str, int, str]]:
    return sorted((one.party, one.seq, one.odd) for one in node.store.odd_entries())


@pytest.mark.parametrize("seed", [0, 1])
def test_random_exchanges_end_with_equal_views_and_no_lost_act(seed: int, tmp_path: Path) -> None:
    assert 15 < play(seed, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 10))
def test_more_random_exchanges_end_so_too(seed: int, tmp_path: Path) -> None:
    assert 15 < play(seed, tmp_path)


@pytest.mark.soak
def test_ten_thousand_random_exchanges_end_with_equal_views_and_no_lost_act(tmp_path: Path) -> None:
    count, seed = 0, 100
    while count < 10_000:
        count += play(seed, tmp_path / str(seed))
        seed += 1

    assert seed > 200
