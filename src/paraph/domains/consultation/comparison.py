"""One statement beside another: what changed, which sentences were carried over, which promises were dropped.

Between two versions of one statement, paragraphs are matched by name. Between the statements of two sessions names mean
nothing, and paragraphs are matched by their words.

Source: S15, S22, S26 (much wording is carried over from statement to statement), S44 (what counts as a promise).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import chain
from typing import Final, Literal, NamedTuple

from paraph.domains.consultation.reading import read
from paraph.domains.consultation.statement import PROMISES, Paragraph, Statement
from paraph.values import Language

ALIKE: Final = 0.5
"""Ours: two paragraphs are counterparts when they share at least this much of their words, rare ones weighing more."""

MOST_PAIRS: Final = 1_000_000
"""Ours: texts with more pairs of words than this are compared at their ends only: no text can stall a reader."""

_WORD: Final = re.compile(r"\w+")
_SENTENCE_ENDS: Final = re.compile(r"(?<=[.!?۔؟])\s+")


class Change(NamedTuple):
    """A run of words that is the same, gone or new."""

    how: Literal["same", "gone", "new"]
    words: str


class ParagraphDiff(NamedTuple):
    """One paragraph beside its counterpart.

    Attributes:
        how: What became of it.
        before: Its name before; empty when it is new.
        after: Its name after; empty when it is gone.
        changes: Word by word, in the order of reading.
    """

    how: Literal["same", "changed", "gone", "new"]
    before: str
    after: str
    changes: tuple[Change, ...]


class Fate(NamedTuple):
    """What became of a promise in the next statement.

    Attributes:
        promise: The paragraph that promised.
        fate: Repeated as a promise; reported as achieved; weakened to something that promises nothing; dropped.
        counterpart: Name of the paragraph that took it up; empty when it was dropped.
    """

    promise: Paragraph
    fate: Literal["repeated", "achieved", "weakened", "dropped"]
    counterpart: str


def compare_versions(before: Statement, after: Statement, *, language: Language) -> tuple[ParagraphDiff, ...]:
    """Set a version beside an earlier one, paragraph by paragraph of the same name."""
    named = {one.id for one in after.paragraphs}
    return _diff(before, after, {one.id: one.id for one in before.paragraphs if one.id in named}, language)


def compare_sessions(before: Statement, after: Statement, *, language: Language) -> tuple[ParagraphDiff, ...]:
    """Set a statement beside that of the session before, paragraph by paragraph of like words."""
    return _diff(before, after, _alike(before, after, language), language)


def carried_over(before: Statement, after: Statement, *, language: Language) -> tuple[str, ...]:
    """List the sentences that stand in both, in the order of the later one."""
    earlier = set(_sentences(before, language))
    return tuple(dict.fromkeys(one for one in _sentences(after, language) if one in earlier))


def fates(before: Statement, after: Statement, *, language: Language) -> tuple[Fate, ...]:
    """Say what became of each promise of a statement in the next one, in the order of the earlier one."""
    counterparts = _alike(before, after, language)
    types = {one.id: one.type for one in after.paragraphs}
    promises = (one for one in before.paragraphs if one.type in PROMISES)
    return tuple(_fate(one, counterparts.get(one.id, ""), types) for one in promises)


def dropped_promises(before: Statement, after: Statement, *, language: Language) -> tuple[Paragraph, ...]:
    """List the promises of a statement of which the next one says nothing."""
    return tuple(one.promise for one in fates(before, after, language=language) if one.fate == "dropped")


def word_changes(before: str, after: str) -> tuple[Change, ...]:
    """Set one text beside another, word by word."""
    old, new = before.split(), after.split()
    if len(old) * len(new) > MOST_PAIRS:
        return _ends_compared(old, new)
    runs: list[Change] = []
    for how, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            runs += _run("same", old[i:j])
        else:
            runs += [*_run("gone", old[i:j]), *_run("new", new[k:m])]
    return tuple(runs)


def _ends_compared(old: list[str], new: list[str]) -> tuple[Change, ...]:
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    return (
        *_run("same", old[:head]),
        *_run("gone", old[head : len(old) - tail]),
        *_run("new", new[head : len(new) - tail]),
        *_run("same", old[len(old) - tail :]),
    )


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _run(how: Literal["same", "gone", "new"], words: Sequence[str]) -> list[Change]:
    return [Change(how, " ".join(words))] if words else []


def _fate(promise: Paragraph, counterpart: str, types: Mapping[str, str]) -> Fate:
    if not counterpart:
        return Fate(promise, "dropped", "")
    if types[counterpart] in PROMISES:
        return Fate(promise, "repeated", counterpart)
    return Fate(promise, "achieved" if types[counterpart] == "achievement" else "weakened", counterpart)


def _diff(
    before: Statement, after: Statement, counterparts: dict[str, str], language: Language
) -> tuple[ParagraphDiff, ...]:
    old = {one.id: read(one, before, language=language) for one in before.paragraphs}
    new = {one.id: read(one, after, language=language) for one in after.paragraphs}
    origin = {late: early for early, late in counterparts.items()}
    gone = _gone_after(before.paragraphs, counterparts)
    rows = [_gone(old, name) for name in gone.get("", ())]
    for name in new:
        rows.append(_kept(old, new, origin.get(name, ""), name))
        rows += [_gone(old, each) for each in gone.get(name, ())]
    return tuple(rows)


def _gone_after(paragraphs: Sequence[Paragraph], counterparts: dict[str, str]) -> dict[str, list[str]]:
    """Group what is gone by the later paragraph behind which it stood; empty: it stood before all of them."""
    found: dict[str, list[str]] = {}
    behind = ""
    for one in paragraphs:
        if one.id in counterparts:
            behind = counterparts[one.id]
        else:
            found.setdefault(behind, []).append(one.id)
    return found


def _gone(old: dict[str, str], name: str) -> ParagraphDiff:
    return ParagraphDiff("gone", name, "", (Change("gone", old[name]),))


def _kept(old: dict[str, str], new: dict[str, str], early: str, late: str) -> ParagraphDiff:
    if not early:
        return ParagraphDiff("new", "", late, (Change("new", new[late]),))
    changes = word_changes(old[early], new[late])
    same = all(one.how == "same" for one in changes)
    return ParagraphDiff("same" if same else "changed", early, late, changes)


def _alike(before: Statement, after: Statement, language: Language) -> dict[str, str]:
    """Match paragraphs by their words, the most alike first; each has one counterpart at most."""
    old, new = _vocabulary(before, language), _vocabulary(after, language)
    used = Counter(chain(*old.values(), *new.values()))
    likeness = {(early, late): _likeness(old[early], new[late], used) for early in old for late in new}
    found: dict[str, str] = {}
    # Sorting is stable: among the equally alike, the order of reading decides.
    for (early, late), share in sorted(likeness.items(), key=lambda one: -one[1]):
        if share >= ALIKE and early not in found and late not in found.values():
            found[early] = late
    return found


def _likeness(one: list[str], other: list[str], used: Mapping[str, int]) -> float:
    """Return the shared part of two vocabularies, 0 to 1; a word weighs less the more paragraphs use it."""
    shared = set(one) & set(other)
    both = sum(1 / used[word] for word in (*one, *other))
    return sum(1 / used[word] for word in (*one, *other) if word in shared) / both if both else 0.0


def _vocabulary(statement: Statement, language: Language) -> dict[str, list[str]]:
    # Sorted, so that sums are the same wherever they are made.
    return {
        one.id: sorted(set(_WORD.findall(read(one, statement, language=language).casefold())))
        for one in statement.paragraphs
    }


def _sentences(statement: Statement, language: Language) -> Iterator[str]:
    for paragraph in statement.paragraphs:
        words = " ".join(read(paragraph, statement, language=language).split())
        yield from _SENTENCE_ENDS.split(words)
