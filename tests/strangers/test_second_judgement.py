"""The second implementation judges what it should not hear: garbage, void, waiting and unread acts.

`judge.mjs` takes bare logs, and both readers must find the same: of each entry the outcome and the reason, of each
record what stands of it, by digest; on everything held, and at cuts.
"""

import base64
import json
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.house.protocol_logs import judged_bytes
from tests.house.protocol_stories import CASES, FOLDER
from tests.record.chance import OURS, Stage, Teller
from tests.record.histories import EAST, FRAMEWORK, NORTH, SOUTH, THREE, TWO
from tests.record.kinds import CHARTER_FAMILY as SMALL_CHARTER
from tests.record.kinds import KINDS as SMALL_KINDS
from tests.record.samples import dice
from tests.record.test_every_kind import some_move
from tests.record.theirs import THEIRS
from tests.scenarios.forgery import Forgery, TrueHistory
from tests.scenarios.test_forged_acts import forgeries, small_forgeries

from paraph.domains import CHARTER_FAMILY, KINDS
from paraph.record import Seen

pytestmark = pytest.mark.needs_node

HERE = Path(__file__).parent
IN_USE, SMALL = (stage._replace(history=TrueHistory) for stage in (THEIRS, OURS))
STAGES = {name: stage for stage in (IN_USE, SMALL) for name in stage.kinds}


class Question(NamedTuple):
    """Logs to be judged.

    Attributes:
        framework: Its name.
        logs: Party -> entries.
        cut: At which cut; None: everything.
        small: Whether by the small kinds of tests/record.
        unknown: Kinds that the readers are not to know.
    """

    framework: str
    logs: Mapping[str, Sequence[bytes]]
    cut: Mapping[str, int] | None = None
    small: bool = False
    unknown: tuple[str, ...] = ()


def by_the_second(questions: Iterable[Question]) -> list[dict[str, Any]]:
    node = shutil.which("node") or pytest.fail("node is missing: apt-get install nodejs", pytrace=False)
    asked = [
        {
            "framework": one.framework,
            "cut": one.cut,
            "small": one.small,
            "unknown": one.unknown,
            "logs": {party: [base64.b64encode(entry).decode() for entry in log] for party, log in one.logs.items()},
        }
        for one in questions
    ]
    lines = "".join(json.dumps(one) + "\n" for one in asked)
    told = [node, str(HERE / "judge.mjs")]
    done = subprocess.run(told, input=lines, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def by_us(question: Question) -> dict[str, Any]:
    kinds, family = (SMALL_KINDS, SMALL_CHARTER) if question.small else (KINDS, CHARTER_FAMILY)
    known = {name: kind for name, kind in kinds.items() if name not in question.unknown}
    found = judged_bytes(question.logs, question.cut, framework=question.framework, kinds=known, charter_family=family)
    return {"stands": found["standing"]["records"], "verdicts": found["verdicts"]}


def outcomes(answers: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    return {(outcome, code) for one in answers for log in one["verdicts"].values() for outcome, code in log}


def cuts_of(logs: Mapping[str, Sequence[bytes]], seed: int) -> list[dict[str, int] | None]:
    """Everything, and two cuts by chance, in which pasts need not lie."""
    chance = dice(seed)
    some = [{party: chance.randint(0, len(log)) for party, log in logs.items()} for _ in range(2)]
    return [None, *some]


def of_forgeries(framework: str, told: Iterable[Forgery], *, small: bool = False) -> list[Question]:
    """Every forgery, whole and at cuts; what tells the same twice, once."""
    logs = list({json.dumps([str(log) for log in one.logs.values()]): one.logs for one in told}.values())
    return [Question(framework, each, cut, small) for seed, each in enumerate(logs) for cut in cuts_of(each, seed)]


def by_chance(kind: str, stage: Stage, seeds: Iterable[int]) -> list[Question]:
    """Honest acts, careless ones and hostile ones of one kind, among two parties and among three."""
    found = []
    for seed in seeds:
        teller = Teller(stage.kinds[kind], stage, parties=(TWO, THREE)[seed % 2])
        teller.tell([some_move(dice(seed * 100 + at)) for at in range(12)])
        logs = {party: tuple(log.entries) for party, log in teller.history.logs.items()}
        found += [Question(FRAMEWORK, logs, cut, small=stage is SMALL) for cut in cuts_of(logs, seed)]
    return found


@pytest.mark.parametrize("name", CASES)
def test_the_second_finds_what_a_vector_states(name: str) -> None:
    """Its verdicts and reasons, and what stands."""
    vector = json.loads((FOLDER / f"{name}.json").read_text())
    logs = {party: [entry.encode() for entry in entries] for party, entries in vector["logs"].items()}

    found = by_the_second([Question(vector["framework"], logs, vector["cut"])])

    assert [{"stands": vector["standing"]["records"], "verdicts": vector["verdicts"]}] == found


@pytest.mark.slow
def test_the_second_voids_every_forged_act_for_the_same_reason() -> None:
    """Every guard of every kind that there is: see tests/scenarios."""
    told = forgeries()
    questions = of_forgeries("border", told)

    ours, theirs = [by_us(one) for one in questions], by_the_second(questions)

    assert ours == theirs
    assert {("void", code) for one in told for _kind, _verb, code in one.guards} <= outcomes(theirs)


@pytest.mark.slow
def test_the_second_voids_what_the_dealings_forbid_for_the_same_reason() -> None:
    """Every guard of the judge and of all six dealings, told with the small kinds."""
    told = small_forgeries()
    questions = of_forgeries(FRAMEWORK, told, small=True)

    ours, theirs = [by_us(one) for one in questions], by_the_second(questions)

    assert ours == theirs
    assert {("void", code) for one in told for _kind, _verb, code in one.guards} <= outcomes(theirs)


@pytest.mark.slow
def test_the_second_reads_nothing_of_kinds_that_neither_knows() -> None:
    """The small kinds of tests/record, read by nodes that know only the kinds in use."""
    questions = of_forgeries(FRAMEWORK, small_forgeries())

    ours, theirs = [by_us(one) for one in questions], by_the_second(questions)

    assert ours == theirs
    assert ("unread", "update_needed") in outcomes(theirs)


@pytest.mark.slow
@pytest.mark.parametrize("kind", STAGES)
def test_the_second_agrees_on_histories_by_chance(kind: str) -> None:
    """Act by act and record by record, whatever anybody writes."""
    questions = by_chance(kind, STAGES[kind], range(24))

    ours, theirs = [by_us(one) for one in questions], by_the_second(questions)

    assert ours == theirs
    assert {"heard", "void", "waiting"} <= {outcome for outcome, _code in outcomes(theirs)}


def test_the_second_finds_the_same_of_lying_logs() -> None:
    """North sees what South saw of East, and does not say so; it comes to its senses; then it sees itself, for ever."""
    history = TrueHistory(THREE)
    record = history.agree_charter()
    said = {"kind": SMALL_CHARTER + "/1", "verb": "remark", "record": record, "note": "Noted."}
    history.say(EAST, **said)
    history.hear(SOUTH)
    history.say(SOUTH, **said)
    history.held[NORTH][SOUTH] = len(history.logs[SOUTH])
    history.say(NORTH, **said)
    history.hear(NORTH)
    history.say(NORTH, **said)
    itself = {NORTH: Seen(size=1, root=history.logs[NORTH].roots[1])}
    history.say(NORTH, **said, seen=history.seen_by(NORTH) | itself)
    history.say(NORTH, **said)
    question = Question(FRAMEWORK, {party: tuple(log.entries) for party, log in history.logs.items()}, small=True)

    ours, theirs = by_us(question), by_the_second([question])[0]

    assert ours == theirs
    assert ["past_not_closed", "", "seen_itself", "seen_shrinks"] == [
        code for _, code in theirs["verdicts"][NORTH][-4:]
    ]


@pytest.mark.slow
@pytest.mark.parametrize("kind", STAGES)
def test_the_second_leaves_unread_what_rests_on_a_kind_that_neither_knows(kind: str) -> None:
    """Each kind in turn is taken from both readers: its own acts are unread, and what must read them is, too."""
    told = [by_chance(other, STAGES[kind], range(2)) for other in STAGES[kind].kinds]
    questions = [one._replace(unknown=(kind,)) for some in told for one in some]

    ours, theirs = [by_us(one) for one in questions], by_the_second(questions)

    assert ours == theirs
    assert ("unread", "update_needed") in outcomes(theirs)
