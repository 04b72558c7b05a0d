"""Histories by chance: several parties, any order of arrival, honest acts, careless ones and hostile ones."""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any, Final, NamedTuple

from hypothesis import strategies as st
from tests.record.chance_contents import decide, draw, pay, pick, seal
from tests.record.histories import NOON, TWO, History, Shelf
from tests.record.kinds import BILL, CHARTER, DRAW, KINDS
from tests.record.samples import JUNK, TERMS, Sampler, dice

from paraph.record import Act, Kind, On, Said, Seen, Verb, Who, World, try_act, write_act
from paraph.values import Barred

TRIES: Final = 3
NONSENSE: Final = ("", b"\x00\xff".decode("latin-1"), "{}", '{"at":1}', "[" * 200)
HONEST: Final = "honest"
FAULTS: Final = (
    *(HONEST,) * 20,
    *("garbage", "sees too much", "sees another root", "sees less", "sees itself", "junk", "unknown verb"),
    *("unknown kind", "elsewhere", "over", "one office", "silent", "late", "anew", "anew"),
)


class Move(NamedTuple):
    """One act to be made up, as small numbers so that a failing history shrinks."""

    author: int
    hears: int
    verb: int
    fault: int
    seed: int


MOVES: Final = st.lists(
    st.builds(
        Move,
        author=st.integers(0, 2),
        hears=st.integers(0, 4),
        verb=st.integers(0, 11),
        fault=st.integers(0, len(FAULTS) - 1),
        seed=st.integers(0, 2**16),
    ),
    min_size=1,
    max_size=14,
)


class Tried(NamedTuple):
    """What an honest author's own pen said of an act, before it was written."""

    said: Said
    code: str


class Stage(NamedTuple):
    """A framework in which acts are made up.

    Attributes:
        kinds: The declarations.
        charter: The kind of its charter.
        agreed: Parties -> the charter that they agree on first; None: the kit's own.
        known: Type -> JSON of it, where its own checks ask for more than its fields say.
        special: (kind, verb) -> makes content that fits the record, where chance would seldom hit it.
        history: What keeps the logs.
    """

    kinds: Mapping[str, Kind]
    charter: Kind
    agreed: Callable[[Sequence[str]], Any]
    known: Mapping[type, Sequence[Any]]
    special: Mapping[tuple[str, str], Callable[[str, Any, Random], dict[str, Any]]]
    history: type[History] = History


class Teller:
    """Makes acts of one kind up and writes them."""

    def __init__(self, kind: Kind, stage: Stage, *, parties: Sequence[str] = TWO) -> None:
        self.kind = kind
        self.stage = stage
        self.history = prelude(tuple(parties), stage).copy()
        self.tried: list[Tried] = []
        self.liars: set[str] = set()

    def tell(self, moves: Sequence[Move]) -> History:
        for move in moves:
            self.move(move)
        return self.history

    def move(self, move: Move) -> None:
        chance, history = dice(move.seed), self.history
        author = history.parties[move.author % len(history.parties)]
        fault = FAULTS[move.fault]
        self._hear(author, move.hears, chance)
        if fault == "garbage":
            history.write(author, chance.choice(NONSENSE).encode())
            return
        world = history.world(history.held[author])
        act, code = self._act(world, author, move, chance)
        if fault != HONEST:
            act = self._spoiled(act, author, chance, fault)
            code = "" if fault.startswith("sees") else pen_code(world, history.place(author, act))
        self.liars |= {author} if fault.startswith("sees") else set()
        # Whoever once lied about what it saw has a log in which nothing counts any more: its pen is its own affair.
        if author not in self.liars:
            self.tried.append(Tried(history.place(author, act), code))
        history.write(author, write_act(act))

    def _hear(self, author: str, how: int, chance: Random) -> None:
        history = self.history
        if how == 1:
            other = chance.choice([party for party in history.parties if party != author])
            size = history.held[author][other]
            history.hear(author, {other: size + chance.randint(0, len(history.logs[other]) - size)})
        elif how > 1:
            history.hear(author)

    def _act(self, world: World, author: str, move: Move, chance: Random) -> tuple[Act, str]:
        """Return an act that the pen lets pass, if a few tries find one."""
        opened = [record for record in world.library.records(self.kind.family) if world.view(record).state is not None]
        record = (
            None
            if not opened or FAULTS[move.fault] == "anew"
            else opened[-1]
            if chance.random() < 0.7
            else chance.choice(opened)
        )
        for step in range(TRIES):
            act = self._draft(world, author, record, move.verb + step, chance)
            code = pen_code(world, self.history.place(author, act))
            if not code:
                break
        return act, code

    def _draft(self, world: World, author: str, record: str | None, verb_number: int, chance: Random) -> Act:
        verbs = [verb for _name, verb in sorted(self.kind.verbs.items())]
        opener = author if record is None else world.view(record).opener
        fitting = [verb for verb in verbs if (verb.opens if record is None else verb.continues)]
        # Mostly what is the author's to say, and not too much small talk.
        likely = [verb for verb in fitting if _is_theirs(verb, author, opener) and verb.effect != "remark"]
        fitting = likely if likely and chance.random() < 0.8 else fitting
        verb = fitting[verb_number % len(fitting)]
        fields: dict[str, Any] = {"kind": self.kind.name, "verb": verb.name, "record": record}
        versions = [] if record is None else _versions(world, record)
        if verb.on is not On.NEVER and versions:
            fields["on"] = versions[-1] if chance.random() < 0.7 else chance.choice(versions)
        if verb.payload is not None:
            fields["content"] = self._content(world, author, record, verb, chance)
        elif verb.brings:
            fields["content"] = {}
        if verb.replaces and record is not None:
            fields["over"] = getattr(world.view(record).state, "frontier", ())
        if verb.keys == 2 or chance.random() < 0.2:
            fields["by"] = ("desk", "head")
        if verb.reason or chance.random() < 0.2:
            fields["note"] = "a reason"
        if chance.random() < 0.1:
            fields["until"] = f"{NOON[:14]}30:00Z"
        return self.history.compose(author, **{"at": f"{NOON[:14]}{chance.randint(0, 59):02}:00Z", **fields})

    def _content(self, world: World, author: str, record: str | None, verb: Verb, chance: Random) -> Any:
        special = self.stage.special.get((self.kind.name, verb.name))
        if special is not None:
            return special(author, None if record is None else world.view(record), chance)
        return _sampler(self.stage, world, self.history.parties, chance).fit(verb.payload)

    def _spoiled(self, act: Act, author: str, chance: Random, fault: str) -> Act:
        others = [party for party in self.history.parties if party != author]
        other = chance.choice(others)
        seen = dict(act.seen)
        match fault:
            case "sees too much":
                seen[other] = Seen(size=len(self.history.logs[other]) + chance.randint(1, 3), root="b" * 64)
            case "sees another root" if len(self.history.logs[other]):
                seen[other] = Seen(size=len(self.history.logs[other]), root="b" * 64)
            case "sees less":
                seen.pop(other, None)
            case "sees itself":
                seen[author] = Seen(size=1, root=self.history.logs[author].roots[1])
            case _:
                return _changed(act, **_fault(act, chance, fault, self.history))
        return _changed(act, seen=seen)


def _fault(  # noqa: PLR0911  # one row a fault
    act: Act, chance: Random, fault: str, history: History
) -> dict[str, Any]:
    match fault:
        case "junk":
            return {"content": chance.choice(JUNK)}
        case "unknown verb":
            return {"verb": "unheard_of"}
        case "unknown kind":
            return {"kind": chance.choice([*history.kinds, "un.known/1"])}
        case "elsewhere":
            return {"record": chance.choice([act.on, "c" * 64]), "on": chance.choice([act.record, "d" * 64])}
        case "over":
            return {"over": tuple(one for one in (act.on, act.record, "e" * 64) if one)}
        case "one office":
            return {"by": ("desk",) if chance.random() < 0.5 else ("desk", "desk")}
        case "silent":
            return {"note": None}
        case "late":
            return {"at": "2027-01-01T00:00:00Z"}
        case _:
            return {}


def _changed(act: Act, **changes: Any) -> Act:
    return Act(**{name: changes.get(name, getattr(act, name)) for name in Act.__struct_fields__})


def pen_code(world: World, said: Said) -> str:
    """What the pen says of an act; empty when it lets it be signed."""
    try:
        try_act(world, said)
    except Barred as barred:
        return barred.code
    return ""


def _is_theirs(verb: Verb, author: str, opener: str) -> bool:
    return verb.who is Who.ANYONE or (author == opener) is (verb.who is Who.OPENER)


def _sampler(stage: Stage, world: World, parties: Sequence[str], chance: Random) -> Sampler:
    assert isinstance(world.library, Shelf)
    records: dict[str, list[str]] = {}
    for said in world.library.said:
        if said.act.record is None:
            records.setdefault(said.act.kind.partition("/")[0].partition(".")[2], []).append(said.digest)
    tracked = records.get("accord", records.get("commitment"))
    return Sampler(chance, parties=parties, records={**records, TERMS: tracked or []}, known=stage.known)


def _versions(world: World, record: str) -> list[str]:
    heard = (one.heard for one in world.view(record).verdicts)
    return [one.said.digest for one in heard if one is not None and one.verb.brings]


def prelude(parties: tuple[str, ...], stage: Stage) -> History:
    """A charter in force, and something in force of every other kind that is agreed."""
    asked = (parties, stage.charter.name, stage.history)
    if asked not in _PRELUDES:
        _PRELUDES[asked] = _prelude(parties, stage)
    return _PRELUDES[asked]


_PRELUDES: Final[dict[tuple[tuple[str, ...], str, type[History]], History]] = {}


def _prelude(parties: tuple[str, ...], stage: Stage) -> History:
    history = stage.history(parties, kinds=stage.kinds, charter=stage.charter)
    history.agree_charter(stage.agreed(parties))
    for kind in stage.kinds.values():
        if kind.dealing.name == "joint" and kind is not stage.charter:
            _agree(history, kind, stage)
    for party in parties:
        history.hear(party)
    return history


def _agree(history: History, kind: Kind, stage: Stage) -> None:
    first, *others = history.parties
    for seed in range(100):
        history.hear(first)
        world = history.world()
        content = _sampler(stage, world, history.parties, dice(seed)).fit(kind.noun)
        act = history.compose(first, kind=kind.name, verb="propose", content=content, by=("desk", "head"))
        if not pen_code(world, history.place(first, act)):
            record = history.write(first, write_act(act))
            break
    else:
        return
    for party in others:
        history.hear(party)
        history.say(party, kind=kind.name, verb="accept", record=record, on=record, by=("desk", "head"))


OURS: Final = Stage(
    kinds=KINDS,
    charter=CHARTER,
    agreed=lambda _parties: None,
    known={},
    special={
        (BILL.name, "decide"): decide,
        (BILL.name, "pay"): pay,
        (DRAW.name, "open"): draw,
        (DRAW.name, "seal"): seal,
        (DRAW.name, "reveal"): pick,
    },
)
