"""What the story leaves to whoever looks: a question to answer, and a text with one bracket open. All invented."""

from paraph.demo.founding import FRAMEWORK
from paraph.demo.speaker import Speaker
from paraph.domains.cited import RecordedLater
from paraph.domains.consultation import (
    Alternative,
    Bracket,
    Dates,
    Names,
    Paragraph,
    Session,
    Signatory,
    Statement,
    Words,
)
from paraph.record import JointState
from paraph.service.read import show
from paraph.values import Text

INVENTED = Text(
    en="Invented for this demonstration: no such session was proposed, and no such text was tabled.",
    ur="یہ صرف نمائش کے لیے ہے: ایسا کوئی اجلاس تجویز نہیں ہوا اور ایسا کوئی متن پیش نہیں ہوا۔",
)
_LATER = RecordedLater(basis=Text(en="invented for this demonstration"))
_NUMBER = 24


def leave_open(sides: dict[str, Speaker], *, last_session: str) -> tuple[str, str]:
    """Propose a session that Islamabad has to answer, and argue a text to one bracket.

    Args:
        sides: Both parties.
        last_session: Record of the session at which the text is argued.

    Returns:
        The records: of the proposed session, and of the text.
    """
    pk, us = sides["PK"], sides["US"]
    session = Session(
        number=_NUMBER,
        number_basis="inferred",
        number_reason=Text(en="one after the 23rd"),
        planned=Dates(first="2027-03-09", last="2027-03-10"),
        host="US",
        city=Text(en="Washington", ur="واشنگٹن"),
        notes=INVENTED,
        recorded_later=_LATER,
    )
    proposed = us.opens("consultation.session", session)
    tabled = pk.opens("consultation.statement", _text(pk, last_session, both=False))
    return proposed.digest, tabled.digest


def answer_there(sides: dict[str, Speaker], statement: str, *, last_session: str) -> bool:
    """Let Washington put its own words beside Islamabad's, if it has received the text; tell whether it has."""
    us = sides["US"]
    with us.node.desk(FRAMEWORK) as desk:
        held = isinstance(show(desk, statement).state, JointState)
    if held:
        us.says("propose", statement, content=_text(us, last_session, both=True))
    return held


def _text(side: Speaker, session: str, *, both: bool) -> Statement:
    names = {one.party: one.name for one in side.node.setup(FRAMEWORK).members}
    ours = Alternative(by="PK", words=Text(en="within one hour", ur="ایک گھنٹے کے اندر"))
    theirs = Alternative(by="US", words=Text(en="as soon as possible", ur="جلد از جلد"))
    return Statement(
        session=session,
        title=Text(en="Understanding on answering at the border", ur="سرحد پر جواب دینے کے بارے میں مفاہمت"),
        signatories=(
            Signatory(party="PK", name=Text(en=names["PK"], ur="پاکستان"), language="ur"),
            Signatory(party="US", name=Text(en=names["US"], ur="ریاستہائے متحدہ امریکہ"), language="en"),
        ),
        languages=("en", "ur"),
        paragraphs=(
            Paragraph(
                id="who",
                type="identification",
                segments=(
                    Names(of="parties", between=Text(en="and", ur="اور")),
                    Words(text=Text(en="have agreed as follows.", ur="نے درج ذیل پر اتفاق کیا ہے۔")),
                ),
            ),
            Paragraph(
                id="answer",
                type="commitment",
                owners=("PK", "US"),
                due="2027-06-30",
                segments=(
                    Words(text=Text(en="A question about a place is answered", ur="کسی مقام کے بارے میں سوال کا جواب")),
                    Bracket(id="when", owner="PK", alternatives=(ours, theirs) if both else (ours,)),
                    Words(text=Text(en=", and silence is no answer.", ur="دیا جائے گا، اور خاموشی جواب نہیں ہے۔")),
                ),
            ),
        ),
        notes=INVENTED,
        recorded_later=_LATER,
    )
