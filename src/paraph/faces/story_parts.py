"""What the story of a record consists of. Codes stand beside the words, for marks, links and tests."""

from typing import NamedTuple

from paraph.faces.offered import Sayable
from paraph.faces.shown import Shown


class Word(NamedTuple):
    """What a party last said of a version, or of the record.

    Attributes:
        party: Whose.
        is_us: It is ours.
        code: The word as a code, "accept", "no answer".
        word: The same in words.
        note: The public remark or reason that came with it; None when none did.
        on: The version it speaks to; None when it speaks to none.
        at: When, in UTC; empty where nothing was said.
        act: The act; empty where nothing was said.
    """

    party: str
    is_us: bool
    code: str
    word: str
    note: str | None = None
    on: str | None = None
    at: str = ""
    act: str = ""


class VersionStory(NamedTuple):
    """One version.

    Attributes:
        version: The act that brought it.
        words: Digest of its words, by which people compare.
        party: Whose version it is.
        by: The offices that signed it.
        at: When it was tabled, in UTC.
        code: How it stands, as a code: "in force", "on the table".
        state: The same in words.
        ending: It would end the record, and has no content.
        corrigendum: It corrects an error of writing only.
        over: The versions it would replace.
        answers: What every party said of it, silence included.
        effective: It has taken effect; None where it is not agreed.
        unmet: The parties that have not reported its condition met.
        content: Its content, as labelled fields.
    """

    version: str
    words: str
    party: str
    by: tuple[str, ...]
    at: str
    code: str
    state: str
    ending: bool
    corrigendum: bool
    over: tuple[str, ...]
    answers: tuple[Word, ...]
    effective: bool | None
    unmet: tuple[str, ...]
    content: tuple[Shown, ...]


class Waiting(NamedTuple):
    """An answer that is owed.

    Attributes:
        party: By whom.
        is_us: By us.
        code: What, as a code: "answer", "plain_acceptance".
        what: The same in words.
        on: The version (or act) that waits.
        since: Since when, in UTC.
    """

    party: str
    is_us: bool
    code: str
    what: str
    on: str
    since: str


class Step(NamedTuple):
    """How far an act of ours has got to another party.

    Attributes:
        to: Which party.
        code: The rung of the ladder, as a code: one of `words_states.LADDER`.
        state: The same in words.
        since: Since when, in UTC; None where that is not known.
    """

    to: str
    code: str
    state: str
    since: str | None


class Line(NamedTuple):
    """One act in the history.

    Attributes:
        act: Its digest.
        at: When, in UTC, as its author claims.
        party: Whose.
        is_us: It is ours.
        offices: Which offices signed.
        verb: The verb, as declared.
        done: What was done, in words: “PK” … “accepted”.
        on: The version it speaks to; None when none.
        note: The public remark or reason; None when there is none.
        outcome: "heard", "void", "waiting" or "unread".
        became: The same in words.
        reason: Why it had no effect, in words; empty when it had.
        delivery: How far it has got; empty for another party's act.
        content: What it carried, where that was no version.
    """

    act: str
    at: str
    party: str
    is_us: bool
    offices: tuple[str, ...]
    verb: str
    done: str
    on: str | None
    note: str | None
    outcome: str
    became: str
    reason: str
    delivery: tuple[Step, ...]
    content: tuple[Shown, ...]


class Story(NamedTuple):
    """All that a page says of a record.

    Attributes:
        record: Its id.
        kind: Kind with rule version.
        title: What a person calls the kind.
        label: The record's own number and name; empty when it has none.
        opener: Who opened it.
        code: How it stands, as a code.
        state: The same in words.
        update_needed: This node must be updated to read it: nothing is claimed about it.
        in_force: The version in force, or the owner's current one; None when there is none.
        crossed: The versions that were agreed on crossing wires, and wait to be settled together.
        why_crossed: What that means, in words; empty when none crossed.
        table: The versions on the table, the oldest first.
        earlier: All others, the newest first.
        parties: Where each party stands.
        awaited: The answers that are owed.
        sayable: What our party can say now.
        history: Every act, in causal order.
    """

    record: str
    kind: str
    title: str
    label: str
    opener: str
    code: str
    state: str
    update_needed: bool
    in_force: VersionStory | None
    crossed: tuple[VersionStory, ...]
    why_crossed: str
    table: tuple[VersionStory, ...]
    earlier: tuple[VersionStory, ...]
    parties: tuple[Word, ...]
    awaited: tuple[Waiting, ...]
    sayable: tuple[Sayable, ...]
    history: tuple[Line, ...]
