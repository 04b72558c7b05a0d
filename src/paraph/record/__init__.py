"""What the acts mean: pasts, versions, the six dealings and the verdict on every act. Pure; acts in, state out."""

from paraph.record.act import ACT_LIMIT, Act, Seen, read_act, write_act
from paraph.record.case import Case, Past
from paraph.record.dealing import Awaited, Dealing, Due, DueRule, Heard
from paraph.record.joint import JOINT, Answer, JointState, Version, met_by
from paraph.record.judge import CharterNoun, judge
from paraph.record.kind import Kind, kinds_by_name
from paraph.record.past import GARBAGE, WAITING, Reach, pack_reach, reach_after, unpack_reach, verdict_of_log
from paraph.record.said import Cut, Said, in_causal_order, saw, say_where, within
from paraph.record.verb import NOUN, On, Verb, Who, verb
from paraph.record.view import Outcome, Verdict, View
from paraph.record.world import Library, World

__all__ = [
    "ACT_LIMIT",
    "GARBAGE",
    "JOINT",
    "NOUN",
    "WAITING",
    "Act",
    "Answer",
    "Awaited",
    "Case",
    "CharterNoun",
    "Cut",
    "Dealing",
    "Due",
    "DueRule",
    "Heard",
    "JointState",
    "Kind",
    "Library",
    "On",
    "Outcome",
    "Past",
    "Reach",
    "Said",
    "Seen",
    "Verb",
    "Verdict",
    "Version",
    "View",
    "Who",
    "World",
    "in_causal_order",
    "judge",
    "kinds_by_name",
    "met_by",
    "pack_reach",
    "reach_after",
    "read_act",
    "saw",
    "say_where",
    "unpack_reach",
    "verb",
    "verdict_of_log",
    "within",
    "write_act",
]
