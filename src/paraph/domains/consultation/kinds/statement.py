"""The joint statement: tabled whole, argued in brackets, accepted when none is open.

Invariants:

* A version with an open bracket may be tabled, returned, refused and spoken about; nobody may accept it. So what is
  agreed has no bracket, and all stand on the same bytes.
* A party speaks only for itself: an alternative in another's name repeats words which that party tabled itself, and a
  bracket in another's name is one which that party put.
* A mark on a paragraph is about its bytes: a changed paragraph has no marks.
"""

from collections import Counter
from itertools import chain
from typing import Final

from paraph.domains.consultation.kinds.about import first_session, guard_parties, guard_session
from paraph.domains.consultation.kinds.voices import bracketed_by, tabled_by
from paraph.domains.consultation.statement import Bracket, Mark, Paragraph, PlaceName, Spelling, Statement
from paraph.record import JOINT, Case, Kind, On, verb
from paraph.record.joint import (
    ACCEPT,
    ACCEPT_AD_REFERENDUM,
    CORRECT,
    DENOUNCE,
    PROPOSE,
    PROPOSE_END,
    REMARK,
    WITHDRAW,
)
from paraph.values import Barred


@verb(PROPOSE, keys=2)
def propose(case: Case, *, content: Statement) -> None:
    """Table a whole text of the joint statement, settled or with brackets."""
    _guard_content(case, content)


@verb(CORRECT, keys=2)
def correct(case: Case, *, content: Statement) -> None:
    """Table a clerical corrigendum of the statement: the same meaning, an error mended."""
    _guard_content(case, content)


@verb(PROPOSE_END, keys=2)
def propose_end(case: Case) -> None:
    """Propose that there be no joint statement after all."""


@verb(ACCEPT, keys=2)
def accept(case: Case) -> None:
    """Stand on this text, in which no bracket is open."""
    _guard_closed(case)


@verb(ACCEPT_AD_REFERENDUM)
def accept_ad_referendum(case: Case) -> None:
    """Accept this text for the delegation, the capital still to confirm: no standing yet."""
    _guard_closed(case)


@verb(WITHDRAW, keys=2)
def withdraw(case: Case) -> None:
    """Take back your standing on this text; they may still accept until their receipt covers this."""


@verb(DENOUNCE, keys=2)
def denounce(case: Case) -> None:
    """Leave the agreed statement, after the charter's notice."""


@verb(REMARK, on=On.ALWAYS, reason=False)
def mark_paragraphs(case: Case, *, paragraphs: tuple[PlaceName, ...], mark: Mark) -> None:
    """Say of single paragraphs that you hold them agreed, agreed ad referendum, or open again; it binds nobody."""
    statement: Statement | None = case.before.versions[case.said.act.on].content
    found = {} if statement is None else {one.id: one for one in statement.paragraphs}
    missing = sorted(set(paragraphs) - found.keys())
    if missing:
        raise Barred("consultation.no_such_paragraph", missing=missing)
    still_open = sorted(name for name in set(paragraphs) if _brackets(found[name]))
    if still_open and mark != "open":
        raise Barred("consultation.paragraph_open", paragraphs=still_open)


STATEMENT: Final = Kind(
    name="consultation.statement/1",
    title="Joint statement",
    dealing=JOINT,
    noun=Statement,
    says=(propose, correct, propose_end, accept, accept_ad_referendum, withdraw, denounce, mark_paragraphs),
    without=("report_met",),
    about="session",
    called=("title",),
)


def _guard_closed(case: Case) -> None:
    statement: Statement | None = case.before.versions[case.said.act.on].content
    names = [] if statement is None else [one.id for each in statement.paragraphs for one in _brackets(each)]
    if names:
        raise Barred("consultation.open_brackets", count=len(names), brackets=names)


def _guard_content(case: Case, statement: Statement) -> None:
    guard_session(case, statement.session, first=first_session(case))
    _guard_unique("consultation.paragraph_twice", *(one.id for one in statement.paragraphs))
    brackets = tuple(chain.from_iterable(_brackets(one) for one in statement.paragraphs))
    _guard_unique("consultation.bracket_twice", *(one.id for one in brackets))
    guard_parties(case, *chain.from_iterable(one.owners for one in statement.paragraphs))
    guard_parties(case, *(one.owner for one in brackets), *(alt.by for one in brackets for alt in one.alternatives))
    if [one.party for one in statement.signatories] != sorted(case.parties):
        raise Barred("consultation.signatories_differ", parties=sorted(case.parties))
    for paragraph in statement.paragraphs:
        _guard_spelling(case, paragraph)
        _guard_voices(case, paragraph)


def _guard_spelling(case: Case, paragraph: Paragraph) -> None:
    for segment in paragraph.segments:
        if isinstance(segment, Spelling) and [one.party for one in segment.forms] != sorted(case.parties):
            raise Barred("consultation.spelling_incomplete", paragraph=paragraph.id, parties=sorted(case.parties))


def _guard_voices(case: Case, paragraph: Paragraph) -> None:
    earlier = () if case.opens else tuple(case.before.versions.values())
    for bracket in _brackets(paragraph):
        if bracket.owner != case.party and not bracketed_by(bracket, earlier):
            raise Barred("consultation.bracket_of_another", bracket=bracket.id, owner=bracket.owner)
        others = (one for one in bracket.alternatives if one.by != case.party)
        unsaid = next((one for one in others if not tabled_by(one, paragraph.id, earlier)), None)
        if unsaid is not None:
            raise Barred("consultation.words_of_another", bracket=bracket.id, party=unsaid.by)


def _brackets(paragraph: Paragraph) -> tuple[Bracket, ...]:
    return tuple(one for one in paragraph.segments if isinstance(one, Bracket))


def _guard_unique(code: str, *names: str) -> None:
    twice = sorted(name for name, times in Counter(names).items() if times > 1)
    if twice:
        raise Barred(code, twice=twice)
