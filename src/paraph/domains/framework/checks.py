"""What a careful clerk would point at in a charter. Warns, never blocks."""

from collections.abc import Iterator
from typing import Final

from paraph.domains.flag import Check, Flag
from paraph.domains.framework.content import Charter


def check_charter(charter: Charter) -> tuple[Flag, ...]:
    """Flag terms that are not agreed, names missing in a language, and keys named otherwise than their log."""
    return tuple(_flags(charter))


def _flags(charter: Charter) -> Iterator[Flag]:
    if charter.terms.answer_within_days is None:
        yield Flag("charter.no_time_to_answer")
    if charter.terms.denunciation_notice_days is None:
        yield Flag("charter.nobody_may_leave")
    if not charter.kinds:
        yield Flag("charter.no_kinds")
    for party in charter.parties:
        missing = [language for language in charter.languages if language not in party.name.by_language]
        if missing:
            yield Flag("charter.name_missing", party.id, {"languages": missing})
        # C2SP tlog-checkpoint: the log's key name should be its origin.
        if any(vkey.partition("+")[0] != party.origin for vkey in party.log_keys):
            yield Flag("charter.key_named_otherwise", party.id, {"origin": party.origin})


CHECKS: Final[dict[str, Check]] = {"framework.charter/1": check_charter}
