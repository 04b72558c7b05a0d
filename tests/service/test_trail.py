"""The audit trail: chained, so that nothing in it is changed, left out or cut off without a trace."""

from typing import Any

import pytest
from msgspec.structs import replace

from paraph.service.trail import START, Deed, Entry, Event, Head, as_csv, entry_after, harmless, verified
from paraph.values import Damaged, decode, encode

AT = "2026-03-01T12:00:00Z"


def chain(*events: Event) -> list[tuple[Entry, str]]:
    kept, head = [], START
    for event in events:
        entry = entry_after(head, event, at=AT)
        kept.append((entry, entry.digest))
        head = Head(entry.number, entry.digest)
    return kept


def story() -> list[tuple[Entry, str]]:
    return chain(
        Event(deed=Deed.SIGN_IN, person="clerk"),
        Event(deed=Deed.READ, person="clerk", framework="river", subject="ab" * 32),
        Event(deed=Deed.EXPORT, person="clerk", framework="river", subject="acts", facts={"rows": 3}),
    )


def test_a_whole_trail_verifies_to_its_head() -> None:
    kept = story()

    assert Head(3, kept[-1][1]) == verified(kept)
    assert Head(3, kept[-1][1]) == verified(kept, noted=Head(2, kept[1][1]))
    assert START == verified([])


CHANGES: dict[str, Any] = {
    "an entry changed": lambda kept: [kept[0], (replace(kept[1][0], at="2026-03-01T13:00:00Z"), kept[1][1]), kept[2]],
    "an entry changed with its digest": lambda kept: [kept[0], changed(kept[1][0]), kept[2]],
    "an entry left out": lambda kept: [kept[0], kept[2]],
    "two entries changed about": lambda kept: [kept[1], kept[0], kept[2]],
    "an entry put in": lambda kept: [kept[0], kept[0], *kept[1:]],
    "the first entry left out": lambda kept: kept[1:],
}


def changed(entry: Entry) -> tuple[Entry, str]:
    other = replace(entry, event=Event(deed=Deed.READ, person="somebody"))
    return other, other.digest


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_found(name: str) -> None:
    with pytest.raises(Damaged) as caught:
        verified(CHANGES[name](story()))

    assert "trail.broken" == caught.value.code


def test_an_end_that_was_cut_off_is_found_by_whoever_noted_it() -> None:
    kept = story()

    with pytest.raises(Damaged) as caught:
        verified(kept[:2], noted=Head(3, kept[2][1]))

    assert ("trail.cut", 3, 2) == (caught.value.code, caught.value.facts["number"], caught.value.facts["held"])


def test_an_end_that_was_written_anew_is_found_by_whoever_noted_it() -> None:
    other = chain(*[Event(deed=Deed.READ, person="nobody")] * 4)

    with pytest.raises(Damaged, match=r"trail\.cut"):
        verified(other, noted=Head(3, story()[2][1]))


def test_what_a_stranger_types_is_kept_harmless_and_short() -> None:
    entry = entry_after(START, Event(deed=Deed.SIGN_IN_FAILED, person="\x1b[2J\u202eroot\ud800" + "x" * 999), at=AT)

    assert ("�[2J�root�", 200) == (entry.event.person[:10], len(entry.event.person))
    assert entry == decode(Entry, encode(entry))


def test_the_trail_as_csv_runs_nothing_in_a_spreadsheet() -> None:
    kept = chain(Event(deed=Deed.SIGN_IN_FAILED, person="=1+1"), Event(deed=Deed.EXPORT, facts={"rows": 3}))

    head, first, second = as_csv(one for one, _digest in kept)

    assert "number,at,person,deed,framework,subject,facts,before,digest\r\n" == head
    assert first.startswith(f"1,{AT},'=1+1,sign_in_failed,,,,{'0' * 64},")
    assert '"{""rows"": 3}"' in second


def test_harmless_words_stay_as_they_are() -> None:
    assert "میز 3 – Müller" == harmless("میز 3 – Müller")
