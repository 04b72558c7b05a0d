"""Questions to the board, each a statement or a few, answered from the indexes of `board.sql`.

* The functions take a connection that reads, and run in one transaction of the caller's.
* What a person typed comes in as folded words, and is quoted: no word is ever taken for an operator.
* An id or a time that is none matches nothing, or everything: it is no error.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from sqlite3 import Connection
from typing import Any, Final

from paraph.record import utc_time
from paraph.service.board_ports import (
    SEARCHED,
    Called,
    Dated,
    DueLine,
    DuePage,
    Found,
    Line,
    Lines,
    Listed,
    OwedLine,
    Owes,
    Phrases,
    Piece,
    Tally,
    Wanted,
)
from paraph.service.folding import goes_on
from paraph.values import Text

_SHIFT: Final = 27
_EPOCH: Final = int(utc_time("1900-01-01T00:00:00Z").timestamp())
_TAGS: Final = ("kind", "state", "waiting", "opener", "about")
_START: Final = "1900-01-01T00:00:00Z"

_LINE: Final = (
    "SELECT line.record, line.kind, line.number, line.title, line.about, line.opener, line.parties, line.state,"
    " line.latest_at, line.latest_by, line.acts, line.void, line.waiting, line.ours, line.theirs,"
    " named.number, named.title FROM line LEFT JOIN line AS named ON named.record = line.about AND line.about <> x''"
    " WHERE line."
)
_OWED: Final = (
    "SELECT owed.record, party, what, lower(hex(version)), since, lower(hex(act)), owed.ours FROM owed {}"
    " WHERE owed.ours = ? {} ORDER BY since, owed.record, party, position LIMIT ? OFFSET ?"
)
_OF_ANY: Final = _OWED.format("", "")
_OF_SOME: Final = _OWED.format(
    "CROSS JOIN line ON line.record = owed.record", "AND family IN (SELECT value FROM json_each(?))"
)
_DUE: Final = "SELECT record, party, what, due_by, late_from, facts FROM dated WHERE rowid = ?"
_DATES: Final = "SELECT party, what, due_by, late_from, facts FROM dated WHERE record = ? ORDER BY late_from, position"
_IN_ORDER: Final = (
    "SELECT rowid FROM dated INDEXED BY dated_order WHERE late_from {} ? ORDER BY date, record, position LIMIT ?"
    " OFFSET ?"
)


def number_from(at: str, record: bytes = b"") -> int:
    """Return the number that a line would have: of a record whose latest act is from a time."""
    seconds = int(utc_time(at).timestamp()) - _EPOCH
    return seconds << _SHIFT | int.from_bytes(record[:4].ljust(4, b"\0"), "big") >> (32 - _SHIFT)


def blob(digest: str) -> bytes:
    """Return a digest as bytes; what is none as bytes that match nothing."""
    try:
        return bytes.fromhex(digest)
    except ValueError:
        return b"?"


def tags_of(line: Line) -> tuple[str, ...]:
    """Return a word for each thing by which a list of lines is filtered, so that a search need not look elsewhere."""
    awaits = (("us", line.ours), ("them", line.theirs))
    said = (("kind", line.family), ("state", line.state), ("opener", line.opener), ("about", line.about))
    return tuple(_tag(*one) for one in (*said, *(("waiting", whom) for whom, count in awaits if count)))


def line(db: Connection, record: str) -> Listed | None:
    """Return one line."""
    found = db.execute(_LINE + "record = ?", (blob(record),)).fetchone()
    return None if found is None else _listed(found)


def lines(db: Connection, wanted: Wanted, phrases: Phrases) -> Lines:
    """List lines."""
    where, values = _filter(wanted)
    order = "DESC" if wanted.sort == "latest" else "ASC"
    if phrases:
        numbers = _searched(db, "body", phrases, wanted, order)
        return Lines(_lines_of(db, numbers[wanted.offset : wanted.offset + wanted.limit]), len(numbers))
    numbers = _numbers(
        db,
        f"SELECT no FROM line WHERE {where} ORDER BY no {order} LIMIT ? OFFSET ?",  # noqa: S608  # our own words
        (*values, wanted.limit, wanted.offset),
    )
    counted = "count(*) FROM line" if wanted.about or wanted.since else "coalesce(sum(records), 0) FROM tally"
    total = db.execute(f"SELECT {counted} WHERE {where}", values).fetchone()[0]
    return Lines(_lines_of(db, numbers), total)


def found(db: Connection, phrases: Phrases, wanted: Wanted) -> Found:
    """Find lines by their words: by name first."""
    named = _searched(db, "name", phrases, wanted, "DESC")
    said = _searched(db, "body", phrases, wanted, "DESC")
    numbers = list(dict.fromkeys((*named, *said)))[:SEARCHED]
    page = numbers[wanted.offset : wanted.offset + wanted.limit]
    pieces = (db.execute("SELECT pieces FROM piece WHERE no = ?", (no,)).fetchone()[0] for no in page)
    listed = zip(_lines_of(db, page), (tuple(Piece(*one) for one in json.loads(each)) for each in pieces), strict=True)
    return Found(tuple(listed), len(numbers))


def owed(
    db: Connection, *, ours: bool, families: Collection[str] | None, limit: int, offset: int
) -> tuple[OwedLine, ...]:
    """List the answers owed."""
    asked = (_OF_ANY, ()) if families is None else (_OF_SOME, (json.dumps(sorted(families)),))
    rows = db.execute(asked[0], (ours, *asked[1], limit, offset)).fetchall()
    lines = (
        (record, Owes(party, what, on, since, act, bool(is_ours)))
        for record, party, what, on, since, act, is_ours in rows
    )
    return tuple(OwedLine(_of_record(db, record), owes, _date_of(db, record, owes)) for record, owes in lines)


def _date_of(db: Connection, record: bytes, owes: Owes) -> Dated | None:
    """Return the date of an answer: the earliest where a kind sets one and the charter another."""
    rows = db.execute(_DATES, (record,)).fetchall()
    dates = (Dated(party, what, by, late, json.loads(facts)) for party, what, by, late, facts in rows)
    same = (one for one in dates if (one.party, one.what) == (owes.party, owes.what))
    return next((one for one in same if one.facts.get("on", owes.on) == owes.on), None)


def due(db: Connection, *, now: str, limit: int, offset: int) -> DuePage:
    """List what is due. What is overdue is seldom far from the earliest date, and what is not from the latest."""
    total, late = count_due(db, now=now)
    first = _numbers(db, _IN_ORDER.format("<="), (now, limit, offset))
    rest = _numbers(db, _IN_ORDER.format(">"), (now, limit - len(first), max(0, offset - late)))
    rows = (db.execute(_DUE, (no,)).fetchone() for no in (*first, *rest))
    lines = (
        DueLine(_of_record(db, record), Dated(party, what, by, late_from, json.loads(facts)), overdue=late_from <= now)
        for record, party, what, by, late_from, facts in rows
    )
    return DuePage(tuple(lines), total, late)


def count_due(db: Connection, *, now: str) -> tuple[int, int]:
    """Count what is due, and what of it is overdue."""
    today = now[:10]
    before = "SELECT coalesce(sum(dates), 0), coalesce(sum(dates) FILTER (WHERE day < ?), 0) FROM late"
    total, late = db.execute(before, (today,)).fetchone()
    of_today = "SELECT count(*) FROM dated WHERE late_from BETWEEN ? AND ?"
    return total, late + db.execute(of_today, (today, now)).fetchone()[0]


def tallies(db: Connection) -> tuple[Tally, ...]:
    """Count by kind and state."""
    rows = db.execute(
        "SELECT family, state, sum(records), sum(ours), sum(theirs) FROM tally GROUP BY 1, 2 HAVING sum(records) > 0"
    ).fetchall()
    return tuple(Tally(*row) for row in rows)


def _filter(wanted: Wanted) -> tuple[str, tuple[Any, ...]]:
    """Return the conditions; those that `tally` can answer name its columns too."""
    said: list[tuple[str, tuple[Any, ...]]] = []
    if wanted.kind:
        said.append(("family = ?", (wanted.kind,)))
    if wanted.state:
        said.append(("state = ?", (wanted.state,)))
    if wanted.waiting:
        said.append(("awaits_us = 1" if wanted.waiting == "us" else "awaits_them = 1", ()))
    if wanted.opener:
        said.append(("opener = ?", (wanted.opener,)))
    if wanted.about:
        said.append(("about = ? AND about <> x''", (blob(wanted.about),)))
    if wanted.since:
        said.append(("no >= ? AND latest_at >= ?", (_least(wanted.since), wanted.since)))
    where = " AND ".join(condition for condition, _values in said) or "true"
    return where, tuple(value for _condition, values in said for value in values)


def _least(since: str) -> int:
    """Return the least number that a line from a time on may have; a day may stand for its first second."""
    try:
        return number_from(since + _START[len(since) :])
    except ValueError:
        return 0


def _searched(db: Connection, column: str, phrases: Phrases, wanted: Wanted, order: str) -> list[int]:
    """Find the first lines in which all phrases are, and that pass the filter."""
    where, values = _filter(wanted)
    joined = "" if where == "true" else "CROSS JOIN line ON no = words.rowid"
    statement = (
        f"SELECT words.rowid FROM words {joined} WHERE words MATCH ? AND {where}"  # noqa: S608  # our own words
        f" ORDER BY words.rowid {order} LIMIT ?"
    )
    return _numbers(db, statement, (_matching(column, phrases, wanted), *values, SEARCHED))


def _matching(column: str, phrases: Phrases, wanted: Wanted) -> str:
    asked = (f'"{" ".join(phrase)}"{" *" if goes_on(phrase[-1]) else ""}' for phrase in phrases)
    # The rarest is read first: without tags, a common word would be looked up wherever it is, for the few of a kind.
    tags = (f'tags : "{_tag(name, value)}"' for name in _TAGS if (value := getattr(wanted, name)))
    return " AND ".join((f"{column} : ({' AND '.join(asked)})", *tags))


def _tag(name: str, value: str) -> str:
    return name + "".join(filter(str.isalnum, value)).lower()


def _numbers(db: Connection, statement: str, values: Sequence[Any]) -> list[int]:
    return [row[0] for row in db.execute(statement, values).fetchall()]


def _lines_of(db: Connection, numbers: Iterable[int]) -> tuple[Listed, ...]:
    return tuple(_listed(db.execute(_LINE + "no = ?", (no,)).fetchone()) for no in numbers)


def _of_record(db: Connection, record: bytes) -> Listed:
    return _listed(db.execute(_LINE + "record = ?", (record,)).fetchone())


def _listed(row: Sequence[Any]) -> Listed:
    record, kind, number, title, about, opener, parties, *rest = row
    *told, about_number, about_title = rest
    shown = Line(record.hex(), kind, _called(number, title), about.hex(), opener, tuple(json.loads(parties)), *told)
    return Listed(shown, _called(about_number or "", about_title or ""))


def _called(number: str, title: str) -> Called:
    return Called(number, Text(**json.loads(title)) if title else None)
