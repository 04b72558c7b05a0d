"""What is the clerk's own in Islamabad, and what stands in the addresses that others try."""

from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from typing import Any

from msgspec import structs
from tests.web.desks import entered, in_days
from tests.web.nodes import FRAMEWORK, Nodes, heard_there

from paraph.domains.consultation import Session, Statement
from paraph.domains.consultation.drafting import open_brackets
from paraph.record import JointState, Version
from paraph.service.absences import Absence, note_absence
from paraph.service.delegations import give
from paraph.service.desk import Desk
from paraph.service.drafts import Draft, keep_draft
from paraph.service.feeds import make_feed
from paraph.service.people import Mandate
from paraph.service.read import show
from paraph.service.saved_views import SavedView, keep_view
from paraph.service.say import Pending, Saying, say
from paraph.service.staff import dismiss
from paraph.service.tokens import make, tokens
from paraph.service.working_copies import WorkingCopy, keep_working_copy
from paraph.values import Text, builtin

Facts = dict[str, Any]

KEPT = (
    "SELECT username, password FROM auth_user",
    "SELECT * FROM one_time_link",
    "SELECT * FROM mfa_authenticator",
)
ALL = (Mandate(kinds="*", verbs="*", releases=True),)
WORDS = "A title that only the clerk has written"
SESSION = Session(number=97, number_basis="stated", host="PK", city=Text(en=WORDS))
OPENING = Saying(kind="consultation.session/1", verb="propose", content=builtin(SESSION))


def everything(nodes: Nodes) -> set[str]:
    """Both logs and all that Islamabad's house keeps, but for the state of the link, which nobody here changes."""
    with nodes.pk.node.desk(FRAMEWORK) as desk:
        logs = {f"{party} {desk.store.size(party)}" for party in desk.setup.parties}
    house = _rows(nodes.pk.home / "house.db", "SELECT * FROM thing WHERE shelf <> 'link'")
    return logs.union(house, *(_rows(nodes.pk.home / "office.db", one) for one in KEPT))


def _rows(file: Path, asked: str) -> set[str]:
    with closing(connect(file)) as db:
        return {repr(row) for row in db.execute(asked)}


def facts_of(nodes: Nodes) -> Facts:
    """Enter a person without mandate, one with all, and one who has left; give the clerk one of everything."""
    entered(nodes, "onlooker")
    entered(nodes, "colleague", mandates=ALL)
    entered(nodes, "leaver", mandates=ALL, administers=True, audits=True)
    dismiss(nodes.pk.node.chancery, "leaver")
    proposed = nodes.us.speaker.opens("consultation.session", Session(number=88, number_basis="stated", host="US"))
    heard_there(nodes.us, proposed.digest)
    with nodes.pk.node.desk(FRAMEWORK) as desk:
        texts = _texts(desk, nodes.statement)
        waits = say(desk, "clerk", OPENING)
    assert isinstance(waits, Pending)
    return {
        "framework": FRAMEWORK,
        "record": nodes.statement,
        "act": nodes.statement,
        "session": next(iter(nodes.sessions.values())),
        "proposal": proposed.digest,
        "answer": "accept",
        "family": "consultation.session",
        "verb": "propose",
        "pending": waits.id,
        "seen": waits.digest,
        "somebody": "clerk",
        "party": "US",
        "place": 0,
        "form": "pdf",
        "list": "csv",
        "secret": "nobody-made-this",
        "passkey": 1,
        **texts,
        **_kept(nodes),
    }


def _texts(desk: Desk, record: str) -> dict[str, Any]:
    """Keep a working copy of a statement with open brackets for the clerk."""
    tabled = _tabled(desk, record)
    assert isinstance(tabled.content, Statement)
    text = structs.replace(tabled.content, title=Text(en=WORDS))
    keep_working_copy(desk, "clerk", record, WorkingCopy(statement=text, base=tabled.digest))
    bracket = open_brackets(text)[0]
    return {"version": tabled.digest, "paragraph": bracket.paragraph, "bracket": bracket.bracket.id}


def _tabled(desk: Desk, record: str) -> Version:
    state = show(desk, record).state
    assert isinstance(state, JointState)
    return sorted(state.versions.values(), key=lambda one: (one.said.act.at, one.digest))[1]


def _kept(nodes: Nodes) -> dict[str, str]:
    """Keep a draft, a view, a calendar, a token, an absence and a delegation for the clerk."""
    chancery = nodes.pk.node.chancery
    at = "2026-03-01T12:00:00Z"
    keep_draft(chancery.house, Draft(name="clerks", saying=OPENING, by="clerk", at=at, framework=FRAMEWORK))
    keep_view(chancery.house, SavedView(name="mine", person="clerk", framework=FRAMEWORK, asked="q=x"))
    make_feed(chancery, "clerk", "a secret of the clerk's calendar")
    make(chancery, "clerk", name="A program", scopes=("read", "say"), last=in_days(9), secret=bytes(range(32)))
    token = tokens(chancery.house, "clerk")[0].id
    note_absence(chancery, "clerk", Absence(person="clerk", first=in_days(40), last=in_days(41)))
    given = give(chancery, "clerk", "head", first=in_days(50), last=in_days(51))
    return {"draft": "clerks", "away": in_days(40), "token": token, "delegation": str(given.number)}
