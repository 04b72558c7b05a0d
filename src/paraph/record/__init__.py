"""What the acts mean: pasts, versions, the six dealings and the verdict on every act. Pure; acts in, state out."""

from paraph.record.act import (
    ACT_LIMIT,
    Act,
    ExactSeen,
    Seen,
    UtcTime,
    read_act,
    reread_act,
    utc_text,
    utc_time,
    write_act,
)
from paraph.record.alarm import ALARM, AlarmState
from paraph.record.case import Case, Past
from paraph.record.claim import ClaimedState, Part, Stage
from paraph.record.claimed import CLAIMED
from paraph.record.dealing import About, Answer, Awaited, Dealing, Due, DueRule, Heard, Version
from paraph.record.declared import DECLARED, DeclaredState, confirmed_at, is_fresh
from paraph.record.joint import JOINT
from paraph.record.joint_state import Effective, JointState, effective_at, leaves_at, met_by, unmet_by
from paraph.record.judge import CharterNoun, UpdateNeeded, judge
from paraph.record.kind import Kind, kinds_by_name
from paraph.record.past import GARBAGE, WAITING, Reach, pack_reach, reach_after, unpack_reach, verdict_of_log
from paraph.record.pen import try_act
from paraph.record.said import Cut, Said, in_causal_order, saw, say_where, within
from paraph.record.sealed import SEALED, SealedState, end_at, seal_of, sealed
from paraph.record.tracked import TRACKED, Progress, TrackedState, progress, together
from paraph.record.verb import NOUN, On, Verb, Who, verb
from paraph.record.view import Outcome, Verdict, View
from paraph.record.world import Library, World

__all__ = [
    "ACT_LIMIT",
    "ALARM",
    "CLAIMED",
    "DECLARED",
    "GARBAGE",
    "JOINT",
    "NOUN",
    "SEALED",
    "TRACKED",
    "WAITING",
    "About",
    "Act",
    "AlarmState",
    "Answer",
    "Awaited",
    "Case",
    "CharterNoun",
    "ClaimedState",
    "Cut",
    "Dealing",
    "DeclaredState",
    "Due",
    "DueRule",
    "Effective",
    "ExactSeen",
    "Heard",
    "JointState",
    "Kind",
    "Library",
    "On",
    "Outcome",
    "Part",
    "Past",
    "Progress",
    "Reach",
    "Said",
    "SealedState",
    "Seen",
    "Stage",
    "TrackedState",
    "UpdateNeeded",
    "UtcTime",
    "Verb",
    "Verdict",
    "Version",
    "View",
    "Who",
    "World",
    "confirmed_at",
    "effective_at",
    "end_at",
    "in_causal_order",
    "is_fresh",
    "judge",
    "kinds_by_name",
    "leaves_at",
    "met_by",
    "pack_reach",
    "progress",
    "reach_after",
    "read_act",
    "reread_act",
    "saw",
    "say_where",
    "seal_of",
    "sealed",
    "together",
    "try_act",
    "unmet_by",
    "unpack_reach",
    "utc_text",
    "utc_time",
    "verb",
    "verdict_of_log",
    "within",
    "write_act",
]
