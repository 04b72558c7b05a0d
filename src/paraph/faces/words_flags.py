"""Words for what a careful clerk would point at: it warns, and bars nothing. The next step is optional, always."""

from collections.abc import Mapping
from typing import Final

_MAY: Final = "It can be said as it is."
_SOURCE: Final = "Give a source, so that others can look it up."

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "charter.no_time_to_answer": ("no time to answer is agreed, so no proposal is ever late", _MAY),
    "charter.nobody_may_leave": ("no notice of denunciation is agreed, so no party can leave alone", _MAY),
    "charter.no_kinds": ("the charter names no kinds, so nothing can be opened under it", _MAY),
    "charter.name_missing": ("the party's name is missing in: {languages}", _MAY),
    "charter.key_named_otherwise": ("a log key is named otherwise than the log, {origin}", _MAY),
    "session.number_without_basis": ("the number {number} is inferred, and it is not said from what", _MAY),
    "session.place_unknown": ("host or city is not stated", _MAY),
    "session.slipped": ("planned for {planned}, and held on {actual}", _MAY),
    "session.other_head_than_planned": ("another head of delegation than was planned", _MAY),
    "session.head_unknown": ("it is not stated who led the delegation", _MAY),
    "agenda_item.put_off_to_nowhere": ("it is put off, and not to where", _MAY),
    "strategic_priorities.area_twice": ("this area is listed twice", _MAY),
    "briefing.undated": ("the data has no date", _MAY),
    "statement.promise_without_owner": ("a promise that nobody owns", _MAY),
    "statement.promise_without_date": ("a promise without a date or a forum that reviews it", _MAY),
    "statement.language_missing": ("words are missing in: {languages}", _MAY),
    "statement.bracket_open": ("the bracket {bracket} of {owner} is open", _MAY),
    "statement.not_identified": ("no paragraph says which meeting this is", _MAY),
    "statement.no_next_meeting": ("no paragraph names the next meeting", _MAY),
    "commitment.without_owner": ("nobody owns it", _MAY),
    "commitment.without_date": ("it has neither a date nor a forum that reviews it", _MAY),
    "report.done_without_evidence": ("it is said to be done, and the report rests on nothing", _MAY),
    "report.no_next_step": ("it falls short, and no next step is named", _MAY),
    "recorded_later.unsourced": ("it is recorded later, without a source", _SOURCE),
}
"""Code -> what is pointed at, and the next step."""
