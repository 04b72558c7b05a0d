"""The joint statement of the 21st session, argued from brackets to agreement.

The agreed points are the public record's, in our own words. The argument (who put which bracket, and what stood in it)
is invented for the demonstration; each version says so in its notes.
"""

from typing import Any

from paraph.demo.public_record import Point, points
from paraph.domains.cited import Source
from paraph.domains.consultation import (
    Alternative,
    Bracket,
    Head,
    Names,
    Paragraph,
    Signatory,
    Spelling,
    Spelt,
    Statement,
    Words,
)
from paraph.domains.forum import Forum
from paraph.values import Text

INVENTED = (
    "Demonstration: the brackets and the argument are invented; the agreed points are those of the public record."
)
SOURCE = "https://medialinepakistan.com/united-states-pakistan-defence-consultative-group-meeting-held/"
FUND, BORDER, REVIEW = "fund", "border", "review"

_FUND_PK = "Continue consultations on the Coalition Support Fund, with a settlement date for claims already sent"
_FUND_US = "Continue consultations on the Coalition Support Fund and the security assistance programmes"
_BORDER_PK = "No operation near the border without a prior answer from both sides"
_BORDER_US = "Keep improving operational coordination between the militaries at the border"
_REVIEW_US = "Both sides review these points before the next session"

_TYPES = {"commitment": "commitment", "follow_up_meeting": "next_meeting", "principle": "position", "areas": "position"}


def tabled_by_pakistan(session: dict[str, Any], record: str) -> Statement:
    """Return the first draft: Pakistan's text, with its own two brackets open."""
    return _statement(
        session, record, fund=_bracket(FUND, "PK", PK=_FUND_PK), border=_bracket(BORDER, "PK", PK=_BORDER_PK)
    )


def answered_by_the_united_states(session: dict[str, Any], record: str) -> Statement:
    """Return the counter-draft: the other words beside Pakistan's, and one bracket more. Three are open."""
    return _statement(
        session,
        record,
        fund=_bracket(FUND, "PK", PK=_FUND_PK, US=_FUND_US),
        border=_bracket(BORDER, "PK", PK=_BORDER_PK, US=_BORDER_US),
        review=_bracket(REVIEW, "US", US=_REVIEW_US),
    )


def narrowed_by_pakistan(session: dict[str, Any], record: str) -> Statement:
    """Return the third draft: the fund's words settled, the review dropped, one bracket left."""
    return _statement(
        session, record, fund=_words(_FUND_US), border=_bracket(BORDER, "PK", PK=_BORDER_PK, US=_BORDER_US)
    )


def clean_text(session: dict[str, Any], record: str) -> Statement:
    """Return the text without brackets, on which both then stand."""
    return _statement(session, record, fund=_words(_FUND_US), border=_words(_BORDER_US))


Segment = Words | Bracket


def _statement(
    session: dict[str, Any], record: str, *, fund: Segment, border: Segment, review: Segment | None = None
) -> Statement:
    argued: dict[str, Segment] = {"21.9": fund, "21.5": border}
    agreed = tuple(_paragraph(point, argued.get(point.id)) for point in points(session))
    extra = () if review is None else (_plain("21.review", "commitment", review, owners=("PK", "US")),)
    return Statement(
        session=record,
        title=Text(en="Joint statement of the 21st session of the Defence Consultative Group"),
        signatories=tuple(
            Signatory(
                party=party, name=Text(en=name), head=Head(name=Text(en=head["name"]), post=Text(en=head["post"]))
            )
            for party, name in (("PK", "Pakistan"), ("US", "the United States"))
            if (head := session["heads"][party])
        ),
        languages=("en",),
        paragraphs=(_identification(session), *_frame(session), *agreed, *extra),
        notes=Text(en=INVENTED),
        sources=(Source(url=SOURCE),),
    )


def _identification(session: dict[str, Any]) -> Paragraph:
    spelt = Spelling(forms=(Spelt(party="PK", text=Text(en="Defence")), Spelt(party="US", text=Text(en="Defense"))))
    place = f"{session['city']} on 3 and 4 December 2012 for the {session['number']}st session of the Pakistan-US"
    return Paragraph(
        id="identification",
        type="identification",
        segments=(
            Words(text=Text(en="The delegations of")),
            Names(of="parties", between=Text(en="and")),
            Words(text=Text(en=", led by")),
            Names(of="heads", between=Text(en="and")),
            Words(text=Text(en=f", met in {place}")),
            spelt,
            Words(text=Text(en="Consultative Group.")),
        ),
        sources=(Source(url=SOURCE),),
    )


def _frame(session: dict[str, Any]) -> tuple[Paragraph, ...]:
    said = {
        "position": [words for words in session["positions"] if not words.startswith("appreciation")],
        "appreciation": [words for words in session["positions"] if words.startswith("appreciation")],
        "achievement": session["achievements"][:2],
        "briefing": [f"{one['by']}: {one['text']}" for one in session["briefings"]],
    }
    return tuple(
        _plain(f"{sort}.{place}", sort, _words(words))
        for sort, found in said.items()
        for place, words in enumerate(found, 1)
    )


def _paragraph(point: Point, argued: Segment | None) -> Paragraph:
    sort = _TYPES.get(point.data["kind"], "position")
    promises = sort in {"commitment", "next_meeting"}
    actor = point.data["actor"]
    source = point.data["source"]
    return Paragraph(
        id=point.id,
        type=sort,  # type: ignore[arg-type]  # one of the types by the table above
        segments=(argued or _words(point.data["text"]),),
        owners=(("PK", "US") if actor == "BOTH" else (actor,)) if promises else (),
        due=point.data["due"] if promises else None,
        forum=Forum(name=Text(en="the next session")) if promises and not point.data["due"] else None,
        public_id=point.id,
        sources=(Source(url=source) if source.startswith("http") else Source(title=Text(en=source)),),
    )


def _plain(name: str, sort: str, segment: Segment, *, owners: tuple[str, ...] = ()) -> Paragraph:
    return Paragraph(id=name, type=sort, segments=(segment,), owners=owners)  # type: ignore[arg-type]  # as above


def _words(words: str) -> Words:
    return Words(text=Text(en=words))


def _bracket(name: str, owner: str, **alternatives: str) -> Bracket:
    return Bracket(
        id=name,
        owner=owner,
        alternatives=tuple(Alternative(by=party, words=Text(en=words)) for party, words in alternatives.items()),
    )
