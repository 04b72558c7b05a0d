"""Words for what the dealings bar: declared, claimed, tracked, sealed, alarm."""

from collections.abc import Mapping
from typing import Final

_SHOW: Final = "See what stands: `paraph show RECORD`."
_PARTS: Final = "The parts and their amounts: `paraph show RECORD`."

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "said_before": (
        "The very same act was said before; it has no effect a second time.",
        "Nothing is to be done: the first one counts.",
    ),
    # Joint
    "not_agreed": ("The version {on} is not agreed.", _SHOW),
    "no_condition": ("The version {on} has no condition that could be met.", _SHOW),
    "effective.of_nothing": ("It takes effect by neither a date nor a condition.", "Give one, or leave it out."),
    # Declared
    "ended": ("Its owner has ended it ({by}).", "Open a new record."),
    "not_current": ("The version {on} is not the current one, which is {current}.", "Read it, and speak to that one."),
    "nothing_disputed": ("Your party has not disputed the version {on}, so there is nothing to lift.", _SHOW),
    # Tracked
    "already_open": (
        "Progress on these terms is reported in the record {record} already.",
        "Report there: `paraph say {record} report`.",
    ),
    "terms_differ": ("This record is about {opened_for}, not about {terms}.", "Report in the record of those terms."),
    "terms_not_in_force": (
        "The version {version} of these terms is not in force; in force is {in_force}.",
        "Read what is in force (`paraph show {terms}`) and report on that.",
    ),
    # Sealed
    "not_named": ("Only these seal here: {parties}.", _SHOW),
    "parties_unfit": ("Two parties of the framework at least must seal, and no stranger: {parties}.", "Name others."),
    "rule_unknown": ("There is no rule {rule}.", "Choose one of these: {rules}."),
    "already_sealed": ("Your party has sealed already.", "Nothing is to be done; it is revealed once all have sealed."),
    "already_revealed": ("Your party has revealed already.", "Nothing is to be done."),
    "reveal_in_past": ("Somebody has revealed already ({revealed}): it is too late to seal.", "Open a new record."),
    "seal_missing": ("Not all have sealed yet: {parties}.", "Wait for them; it is revealed once all have sealed."),
    # Claimed
    "respondent_unfit": ("{respondent} cannot decide this claim; one of {parties} can.", "Name another party."),
    "respondent_differs": ("It was submitted to {submitted_to}, not to {respondent}.", "Keep the same respondent."),
    "not_respondent": ("Only {respondent} decides and pays here.", _SHOW),
    "nothing_to_withdraw": ("Nothing is left that could be withdrawn.", _PARTS),
    "nothing_to_query": ("Nothing is undecided that could be asked about.", _PARTS),
    "nothing_refused": ("Nothing was refused of the part {part}.", _PARTS),
    "part_decided": ("Decided already: {parts}.", "Contest the decision, or open a new claim."),
    "part_undecided": ("The part {part} is not decided yet.", _PARTS),
    "part_twice": ("The part {part} is named twice.", "Name each part once."),
    "part_unknown": ("There is no part {part}.", "The parts are: {parts}."),
    "part_withdrawn": ("The part {part} was withdrawn.", _PARTS),
    "currency_differs": ("The part {part} is claimed in {claimed_in}, not in {currency}.", "Keep its currency."),
    "beyond_claimed": (
        "Of the part {part}, {claimed} was claimed: {allowed} is more.",
        "Allow no more than was claimed.",
    ),
    "below_paid": (
        "Of the part {part} more was paid already than {allowed}.",
        "An over-payment is a new part, negative.",
    ),
    "beyond_allowed": ("Of the part {part}, {amount} is more than was allowed.", _PARTS),
    # Alarm
    "already_released": ("Your party has released every alarm that it had seen.", _SHOW),
    "nothing_sounds": ("No alarm sounds here.", _SHOW),
}
"""Code -> what is told, and the next step."""
