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
from tests.record.chance import Teller
from tests.record.histories import FRAMEWORK, THREE, TWO
from tests.record.samples import dice
from tests.record.test_every_kind import some_move
from tests.record.theirs import THEIRS
from tests.scenarios.forgery import Forgery, TrueHistory
from tests.scenarios.test_forged_acts import forgeries, small_forgeries

pytestmark = pytest.mark.needs_node

HERE = Path(__file__).parent
TRUE = THEIRS._replace(history=TrueHistory)


class Question(NamedTuple):
    """Logs to be judged, and at which cut; None: everything."""

    framework: str
    logs: Mapping[str, Sequence[bytes]]
    cut: Mapping[str, int] | None = None


def by_the_second(questions: Iterable[Question]) -> list[dict[str, Any]]:
    node = shutil.which("node") or pytest.fail("node is missing: apt-get install nodejs", pytrace=False)
    asked = [
        {
            "framework": one.framework,
            "cut": one.cut,
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
    found = judged_bytes(question.logs, question.cut, framework=question.framework)
    return {"stands": found["standing"]["records"], "verdicts": found["verdicts"]}


def outcomes(answers: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    return {(outcome, code) for one in answers for log in one["verdicts"].values() for outcome, code in log}


def cuts_of(logs: Mapping[str, Sequence[bytes]], seed: int) -> list[dict[str, int] | None]:
    """Everything, and two cuts by chance, in which pasts need not lie."""
    chance = dice(seed)
    some = [{party: chance.randint(0, len(log)) for party, log in logs.items()} for _ in range(2)]
    return [None, *some]


def of_forgeries(framework: str, told: Iterable[Forgery]) -> list[Question]:
    """Every forgery, whole and at cuts; what tells the same twice, once."""
    logs = list({json.dumps([str(log) for log in one.logs.values()]): one.logs for one in told}.values())
    return [Question(framework, each, cut) for seed, each in enumerate(logs) for cut in cuts_of(each, seed)]


def by_chance(kind: str, seeds: Iterable[int]) -> list[Question]:
    """Honest acts, careless ones and hostile ones of one kind, among two parties and among three."""
    found = []
    for seed in seeds:
        teller = Teller(TRUE.kinds[kind], TRUE, parties=(TWO, THREE)[seed % 2])
        teller.tell([some_move(dice(seed * 100 + at)) for at in range(12)])
        logs = {party: tuple(log.entries) for party, log in teller.history.logs.items()}
        found += [Question(FRAMEWORK, logs, cut) for cut in cuts_of(logs, seed)]
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
def test_the_second_reads_nothing_of_kinds_that_neither_knows() -> None:
    """The small kinds of tests/record, read by nodes that know only the kinds in use."""
    questions = of_forgeries(FRAMEWORK, small_forgeries())

    ours, theirs = [by_us(one) for one in questions], by_the_second(questions)

    assert ours == theirs
    assert ("unread", "update_needed") in outcomes(theirs)


@pytest.mark.slow
@pytest.mark.parametrize("kind", THEIRS.kinds)
def test_the_second_agrees_on_histories_by_chance(kind: str) -> None:
    """Act by act and record by record, whatever anybody writes."""
    questions = by_chance(kind, range(24))

    ours, theirs = [by_us(one) for one in questions], by_the_second(questions)

    assert ours == theirs
    assert {"heard", "void", "waiting"} <= {outcome for outcome, _code in outcomes(theirs)}
