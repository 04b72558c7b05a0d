"""The eventsourcing library on SQLite: append one event, append 64, copy a log without verifying it, rebuild."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

WORK, FILE, COUNT, FOLDER = sys.argv[1:]
RECORD = 8


def entries() -> list[bytes]:
    data, at, found = Path(FILE).read_bytes(), 0, []
    while len(found) < int(COUNT):
        size = int.from_bytes(data[at : at + 2], "big")
        found.append(data[at + 2 : at + 2 + size])
        at += 2 + size
    return found


def recorder(name: str) -> SQLiteApplicationRecorder:
    made = SQLiteApplicationRecorder(SQLiteDatastore(f"{FOLDER}/{name}.db"))  # synchronous is FULL by default
    made.create_table()
    return made


def events(acts: list[bytes]) -> list[StoredEvent]:
    return [StoredEvent(UUID(int=at // RECORD + 1), at % RECORD, "Act", act) for at, act in enumerate(acts)]


def timed(count: int, work: Callable[[], object]) -> None:
    start = time.perf_counter()
    work()
    print(json.dumps({"rate": count / (time.perf_counter() - start)}))


def insert(into: SQLiteApplicationRecorder, all_events: list[StoredEvent], group: int) -> None:
    for at in range(0, len(all_events), group):
        into.insert_events(all_events[at : at + group])


def copy(source: SQLiteApplicationRecorder, into: SQLiteApplicationRecorder, count: int) -> None:
    at = 0
    while at < count:
        found = source.select_notifications(at + 1, 4096)
        into.insert_events(
            [StoredEvent(one.originator_id, one.originator_version, one.topic, one.state) for one in found]
        )
        at += len(found)


def rebuild(source: SQLiteApplicationRecorder, count: int) -> None:
    held = 0
    for number in range(1, count // RECORD + 1):
        state: dict[str, object] = {}
        for event in source.select_events(UUID(int=number)):
            act = json.loads(event.state)
            state = {**state, act["verb"]: act}
            held += 1
    assert held == count // RECORD * RECORD


source, all_events = recorder("source"), events(entries())
if WORK == "append":
    timed(len(all_events), lambda: insert(source, all_events, 1))
elif WORK == "group":
    timed(len(all_events), lambda: insert(source, all_events, 64))
else:
    insert(source, all_events, 4096)
    if WORK == "copy":
        into = recorder("copy")
        timed(len(all_events), lambda: copy(source, into, len(all_events)))
    else:
        timed(len(all_events), lambda: rebuild(source, len(all_events)))
