"""Every address of the office, and who may use it: the expectations that `test_access` holds against the resolver.

A new address needs a line in `WAYS`, a new button its place in that line; until then a test fails.

* `EVERYBODY`: needs no sign-in, and changes nothing for a stranger.
* `BY_SECRET`: works with a secret in the address alone; with a wrong one it is refused.
* `PROGRAM`: needs a token; with one it may do what the token and its person may.
* `PERSON`, `ADMINISTRATOR`, `AUDITOR`: whoever is signed in; whoever administers; whoever may read the trail.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver, reverse

EVERYBODY, BY_SECRET, PERSON, ADMINISTRATOR, AUDITOR = "everybody", "by secret", "person", "administrator", "auditor"
PROGRAM = "program"

Posted = Mapping[str, str]


class Way(NamedTuple):
    """Who may use an address.

    Attributes:
        whose: Whom it is for.
        args: Names, among the facts of the test, of what stands in the address.
        own: Buttons that touch only what is a person's own; anybody may press them who may see the page.
        keyed: Buttons that need a mandate, or a right of its own; whoever lacks it is refused.
    """

    whose: str
    args: tuple[str, ...] = ()
    own: tuple[Posted, ...] = ()
    keyed: tuple[Posted, ...] = ()


def do(button: str, **more: str) -> Posted:
    return {"do": button, **more}


_OF = ("framework",)
_SAYING: Final = {"own": (do("preview"), do("change"), do("keep")), "keyed": (do("say"),)}
_PART: Final = {"paragraph": "{paragraph}", "version": "{version}"}
_NOVICE: Final = do("save", id="novice", name="A Novice", office="Protocol")
_ONE: Final = do("end", number="{delegation}")
_AWAY: Final = do("back", person="clerk", first="{away}")


def _programs(*names: str, args: tuple[str, ...] = ()) -> dict[str, Way]:
    return {f"api-{name}": Way(PROGRAM, args) for name in names}


WAYS: Final[Mapping[str, Way]] = {
    "healthz": Way(EVERYBODY),
    "verify": Way(EVERYBODY),
    "verify_alone": Way(EVERYBODY),
    "language": Way(EVERYBODY),
    "account_login": Way(EVERYBODY),
    "mfa_login_webauthn": Way(EVERYBODY),
    "begin": Way(BY_SECRET, ("secret",)),
    "desk_link": Way(BY_SECRET, ("secret",)),
    "calendar": Way(BY_SECRET, _OF),
    # One's own sign-in: nothing in these addresses names anybody else.
    "account_logout": Way(PERSON),
    "account_reauthenticate": Way(PERSON),
    "account_change_password": Way(PERSON),
    "mfa_index": Way(PERSON),
    "mfa_authenticate": Way(PERSON),
    "mfa_reauthenticate": Way(PERSON),
    "mfa_activate_totp": Way(PERSON),
    "mfa_view_recovery_codes": Way(PERSON),
    "mfa_generate_recovery_codes": Way(PERSON),
    "mfa_download_recovery_codes": Way(PERSON),
    "mfa_list_webauthn": Way(PERSON),
    "mfa_add_webauthn": Way(PERSON),
    "mfa_reauthenticate_webauthn": Way(PERSON),
    "mfa_remove_webauthn": Way(PERSON, ("passkey",)),
    "mfa_edit_webauthn": Way(PERSON, ("passkey",)),
    # The house.
    "people": Way(ADMINISTRATOR, keyed=(_ONE, _AWAY)),
    "person_new": Way(ADMINISTRATOR, keyed=(_NOVICE,)),
    "person": Way(ADMINISTRATOR, ("somebody",), keyed=(_NOVICE,)),
    "person_link": Way(ADMINISTRATOR, ("somebody",), keyed=({}, {"lost": "yes"})),
    "person_remove": Way(ADMINISTRATOR, ("somebody",), keyed=(do("remove"),)),
    "audit": Way(AUDITOR),
    "audit_verify": Way(AUDITOR, keyed=({},)),
    "audit_export": Way(AUDITOR),
    "me": Way(PERSON, own=(do("deputy"), do("away"), do("spoken")), keyed=(_ONE, _AWAY)),
    "tokens": Way(PERSON, own=(do("make"),), keyed=(do("end", id="{token}"),)),
    # A framework, to read.
    "choose": Way(PERSON),
    "home": Way(PERSON, _OF),
    "live": Way(PERSON, _OF),
    "search": Way(PERSON, _OF),
    "kinds": Way(PERSON, _OF),
    "records": Way(PERSON, _OF, own=(do("drop", name="mine"), {"name": "mine"})),
    "records_csv": Way(PERSON, _OF),
    "sessions": Way(PERSON, _OF, own=(do("feed"), do("end"))),
    "session_book": Way(PERSON, ("framework", "session")),
    "session_book_paper": Way(PERSON, ("framework", "session")),
    "commitments": Way(PERSON, _OF),
    "commitments_export": Way(PERSON, ("framework", "list")),
    "commitments_blank": Way(PERSON, _OF),
    "commitments_corrected": Way(PERSON, _OF),
    "commitments_workbook": Way(PERSON, _OF, own=(do("look"),), keyed=(do("say", seen="nothing"),)),
    "record": Way(PERSON, ("framework", "record"), own=({"note": "For ourselves."},)),
    "receipt": Way(PERSON, ("framework", "act")),
    "certificate": Way(PERSON, ("framework", "act")),
    "certificate_agreed": Way(PERSON, ("framework", "record")),
    "statement_export": Way(PERSON, ("framework", "record", "form")),
    "evidence": Way(PERSON, ("framework", "party", "place")),
    # A framework, to speak in.
    "open": Way(PERSON, ("framework", "family", "verb"), **_SAYING),
    "say": Way(PERSON, ("framework", "proposal", "answer"), **_SAYING),
    "drafts": Way(PERSON, _OF),
    "draft": Way(PERSON, ("framework", "draft"), keyed=(do("drop"), {})),
    "pending_list": Way(PERSON, _OF),
    "pending": Way(PERSON, ("framework", "pending"), keyed=(do("release", seen="{seen}"), do("take_back"))),
    "statement": Way(
        PERSON,
        ("framework", "record"),
        own=(
            do("take:0", bracket="{bracket}", **_PART),
            do("hold", bracket="{bracket}", **{"words.en": "ours"}, **_PART),
            do("bracket", **{"phrase.en": "the", "words.en": "our"}, **_PART),
            do("add", does="position", **{"words.en": "One more."}, **_PART),
            do("note", note="For ourselves.", **_PART),
        ),
        keyed=(do("table"), do("mark:agreed", **_PART), do("discard")),
    ),
    # A program's: see `test_access_api`.
    "api": Way(EVERYBODY),
    "openapi": Way(EVERYBODY),
    "^api/v1/(?P<rest>.*)$": Way(EVERYBODY),
    **_programs("me", "frameworks", "kinds"),
    **_programs("kind", args=("family",)),
    **_programs("records", "opening", "needs_our_answer", "waits_for_them", "due", "search", "health", args=_OF),
    **_programs("trying", "standing_here", "comparing", "pending_list", "draft_list", args=_OF),
    **_programs("record", "acts", "speaking", "certificate_of", args=("framework", "proposal")),
    **_programs("act", "receipt_of", args=("framework", "act")),
    **_programs("pending", "releasing", "taking_back", args=("framework", "pending")),
    **_programs("draft", "keeping", "dropping", args=("framework", "draft")),
    # The node.
    "node": Way(
        PERSON,
        _OF,
        keyed=(
            do("exchange", party="US"),
            do("out", party="US"),
            do("out", party="US", plain="yes", whole="yes"),
            do("in"),
        ),
    ),
}


def patterns() -> Iterator[str]:
    """Name every address that the resolver knows; one without a name by its pattern."""
    yield from _below(get_resolver())


def _below(resolver: URLResolver) -> Iterator[str]:
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield one.name or str(one.pattern)
        else:
            yield from _below(one)


def address(name: str, facts: Mapping[str, Any]) -> str:
    if name.startswith("^"):  # a pattern without a name: what nothing else answers
        return "/api/v1/nothing-of-the-kind"
    return reverse(name, args=[facts[one] for one in WAYS[name].args])


def filled(posted: Posted, facts: Mapping[str, Any]) -> dict[str, str]:
    """What a form posts, with the facts of the test in its places."""
    return {name: text.format_map(facts) for name, text in posted.items()}


def ways(*whose: str) -> list[str]:
    """Name the addresses that are for these; for all when nobody is named."""
    return sorted(name for name, way in WAYS.items() if not whose or way.whose in whose)
