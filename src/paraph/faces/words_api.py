"""Words for programs that ask in a person's stead: their tokens, their keys, and how they ask."""

from collections.abc import Mapping
from typing import Final

_DESCRIBED: Final = "How to ask is described at /api/v1/openapi.json."
_ANOTHER: Final = "Make another on your own page, and give it to the program."

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "token.absent": ("No token came with this request.", "Send one as “Authorization: Bearer …”."),
    "token.unknown": ("This token is not one of this house, or it was taken back.", _ANOTHER),
    "token.over": ("This token's last day was {last}.", _ANOTHER),
    "token.without_person": (
        "The person for whom this token speaks may do nothing here any more.",
        "Ask the administrator of the node.",
    ),
    "token.scope": (
        "The token “{name}” was not made for this: it may not “{scope}”.",
        "Make another on your own page that may, and give it to the program.",
    ),
    "token.none": ("There is no token {id}.", "Load the page again: it may have been taken back."),
    "token.not_yours": (
        "The token {id} is not {person}'s to take back.",
        "Its person takes it back, or an administrator.",
    ),
    "token.form": (
        "A token needs a name of at most 60 letters that can be read, a last day, and something that it may do.",
        "Fill them in, and make it again.",
    ),
    "token.days": (
        "A token cannot end on {last}: it ends today at the earliest, and within {longest} days.",
        "Choose another last day.",
    ),
    "token.too_many": ("You have {most} tokens already.", "Take one back that is no longer used."),
    "once.key": (
        "An idempotency key is 1 to 200 visible ASCII characters.",
        "Send a random one, such as a UUID, and the same one again when you ask again.",
    ),
    "once.other_request": (
        "The idempotency key “{key}” was used for another request. Nothing was done.",
        "Send a key of its own with every request, and the same key only with the very same request.",
    ),
    "record.other_kind": (
        "The record {record} is of the kind {kind}, not {named}. Nothing was signed.",
        "Read the record again, and name its kind.",
    ),
    "api.nothing_there": ("There is nothing at this address.", _DESCRIBED),
    "api.method": ("{method} is not done here.", "Here there is: {allowed}."),
    "api.accept": ("This is given as {given} only.", "Ask for it so, in the header Accept."),
    "api.media_type": ("What is sent here must be application/json.", "Say so in the header Content-Type."),
    "api.too_large": ("What was sent is larger than {limit} bytes.", "Send less."),
    "api.too_often": ("This was asked too often: more than {limit} times within a minute.", "Wait {seconds} seconds."),
    "api.parameter": ("{field} cannot be read.", _DESCRIBED),
}
"""Code -> what is told, and the next step."""
