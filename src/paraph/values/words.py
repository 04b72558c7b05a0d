"""Words: which characters may stand in a text that two governments sign.

Invariants:

* What is seen is what is signed: characters that reorder, hide or imitate nothing visible are refused, with the place.
* One form: Unicode NFC. The pen puts words in form (`in_form`), the reader refuses what is not.
* The judgement is the same on every node: it rests on ranges written here and on scripts whose composition is settled,
  never on a table of categories that grows with each version of Unicode.

Joiners (U+200C, U+200D), which Urdu, Pashto and Dari need, and the marks U+200E, U+200F and U+061C, which only give a
direction to what stands beside them, are allowed.

Source: Unicode UAX #9 (bidi controls), UAX #15 (NFC), UTS #55 (spoofing by reordering); the selection is ours.
"""

import re
from typing import Final
from unicodedata import is_normalized, normalize

from paraph.values.errors import Unfit

BIDI_CONTROLS: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Embeddings, overrides and isolates: they can show words in another order than they are signed in."""

_REFUSED: Final = tuple(
    (code, re.compile(f"[{characters}]"))
    for code, characters in (
        ("text.bidi_control", BIDI_CONTROLS),
        ("text.control", "\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029"),
        (
            "text.invisible",
            "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb",
        ),
        # Composition in these ancient and small scripts changed after Unicode 14: two nodes could disagree on NFC.
        ("text.script", "\U00010000-\U0001cfff"),
        ("text.invisible", "\U000e0000-\U000e0fff"),
        ("text.no_character", "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffc-\uffff\U000f0000-\U0010ffff"),
    )
)


def in_form(words: str) -> str:
    """Put words as typed in the form that can be signed: NFC, plain line ends, no space around."""
    return normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n")).strip()


def check_words(words: str, *, path: str) -> None:
    """Refuse words that are empty, not in form or hold a character that may not be signed.

    Args:
        words: As they stand in the value.
        path: Where they stand in it, such as ".ur".

    Raises:
        Unfit: With the character as U+XXXX and its index in code points.
    """
    if not words.strip():
        raise Unfit("text.empty", path=path)
    for code, refused in _REFUSED:
        if found := refused.search(words):
            raise Unfit(code, path=path, character=f"U+{ord(found[0]):04X}", at=found.start())
    if not is_normalized("NFC", words):
        raise Unfit("text.not_nfc", path=path)
