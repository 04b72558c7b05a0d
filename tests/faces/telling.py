"""The story of a record in a tale, as South or North reads it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from tests.domains.tale import NORTH, SOUTH, Tale, en

from paraph.domains.commitments import Commitment
from paraph.faces.offered import Sayable, Trial
from paraph.faces.story import story_of
from paraph.faces.story_parts import Story, Word
from paraph.record import Said

NOW = datetime(2024, 7, 1, tzinfo=UTC)


def told(tale: Tale, record: Said, *, me: str = SOUTH, trial: Trial | None = None, **rest: Any) -> Story:
    return story_of(tale.view(record), me=me, now=NOW, trial=trial, **rest)


def words(found: Sequence[Word]) -> dict[str, str]:
    return {one.party: one.word for one in found}


def offers(story: Story) -> dict[str, Sayable]:
    return {one.verb: one for one in story.sayable}


def commitment(session: Said, **rest: Any) -> Commitment:
    return Commitment(
        session=session.digest, wording=en("Both operate one radar."), type="principle", owners=(NORTH,), **rest
    )


def assessment(session: Any) -> Any:
    return {
        "session": getattr(session, "digest", session),
        "subject": {"en": "The river"},
        "words": {"en": "It is high."},
    }
