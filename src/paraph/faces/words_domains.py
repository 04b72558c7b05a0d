"""Words for what the domains bar."""

from collections.abc import Mapping
from typing import Final

_ONCE: Final = "Name each once."
_SESSION: Final = "Name the record of a session: `paraph list session`."
_KEYS: Final = "Compose the charter from the set-up again: `paraph charter`."

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    # The charter
    "framework.charter_exists": (
        "The framework {framework} has a charter in force.",
        "Table its next version instead: `paraph charter`.",
    ),
    "framework.charters_crossed": (
        "Two charters of {framework} were agreed on crossing wires: neither governs.",
        "End one of them together: `paraph say RECORD propose_end`.",
    ),
    "framework.other_framework": ("This charter is of {framework}; this record is of {here}.", _KEYS),
    "framework.author_not_party": ("{author} is not among the charter's parties: {parties}.", _KEYS),
    "framework.party_twice": ("Twice among the parties: {twice}.", _ONCE),
    "framework.origin_twice": ("Two parties use one log: {twice}.", _KEYS),
    "framework.kind_twice": ("Twice among the kinds: {twice}.", _ONCE),
    "framework.language_twice": ("Twice among the languages: {twice}.", _ONCE),
    "framework.term_twice": ("Twice among the terms: {twice}.", _ONCE),
    "framework.separation_twice": ("Twice among the distances: {twice}.", _ONCE),
    "framework.key_shared": ("One key serves more than one role: {twice}.", _KEYS),
    "framework.key_role": ("The keys of {party} are of these types: {types}. Their roles ask for others.", _KEYS),
    "framework.key_unreadable": ("A key of {party} cannot be read. {problem}", _KEYS),
    "framework.succeeded_and_suspended": (
        "A framework that has a successor cannot rest as well.",
        "State one of them.",
    ),
    "framework.parent_succeeds": ("The framework above cannot be the one that follows.", "Name another."),
    # Sessions and their papers
    "consultation.not_a_session": ("{session} is no session that was held when this was said.", _SESSION),
    "consultation.session_changed": (
        "It was about the session {first}, and cannot become about {session}.",
        "Open a new record for the other session.",
    ),
    "consultation.unknown_party": ("Not parties of the framework: {unknown}.", "The parties are: {parties}."),
    "consultation.group_unclear": ("It is placed in “{where}”.", "Name the group in a group, and none in plenary."),
    "consultation.delegation_twice": ("Two delegations of one party: {twice}.", _ONCE),
    "consultation.held_and_called_off": ("It cannot be both held and {how}.", "State one of them."),
    "consultation.too_many_priorities": ("{listed} priorities are listed; {at_most} may be.", "Strike the last ones."),
    # The joint statement
    "consultation.open_brackets": (
        "Open brackets, {count}: {brackets}. A text with open brackets cannot be accepted.",
        "Table a text without them, or return this one: `paraph say RECORD return --note TEXT`.",
    ),
    "redraft.no_paragraph": ("There is no paragraph {paragraph} in this text.", "Name one of: {known}."),
    "redraft.no_bracket": (
        "There is no bracket {bracket} in paragraph {paragraph}.",
        "Load the text again: it may have been closed.",
    ),
    "statement.none": ("This record holds no text of a joint statement.", "Look at the record itself."),
    "version.unknown": ("There is no version {version} of this text.", "Name one of: {known}."),
    "redraft.no_words": ("No words were given.", "Type them in at least one language."),
    "redraft.nothing": ("There is no working copy of this text.", "Change something in it first."),
    "redraft.phrase_not_once": (
        "These words do not stand exactly once in the settled text of {paragraph}: {phrases}.",
        "Copy them from the text as they stand there, in every language that it has.",
    ),
    "consultation.paragraph_open": ("A bracket is open in {paragraphs}.", "Settle it before you mark it as agreed."),
    "consultation.no_such_paragraph": ("There is no paragraph {missing}.", "The paragraphs: `paraph show RECORD`."),
    "consultation.paragraph_twice": ("Two paragraphs have one name: {twice}.", _ONCE),
    "consultation.bracket_twice": ("Two brackets have one name: {twice}.", _ONCE),
    "consultation.signatories_differ": (
        "The signatories are not the parties in the order of their ids.",
        "They must be: {parties}.",
    ),
    "consultation.spelling_incomplete": (
        "A spelling in paragraph {paragraph} is not given for every party.",
        "Give it for: {parties}.",
    ),
    "consultation.bracket_of_another": (
        "The bracket {bracket} stands in the name of {owner}, which has put no such bracket.",
        "Put it in your own name.",
    ),
    "consultation.words_of_another": (
        "The bracket {bracket} gives {party} words that it has not tabled.",
        "Give its words as it tabled them, or leave them out.",
    ),
    "dates.reversed": ("{path}: it ends ({last}) before it begins ({first}).", "Correct one of them."),
    "head.names_nobody": ("A head of delegation has neither a name nor a post.", "Give one of them."),
    "forum.names_nothing": ("A forum names neither a session nor a meeting.", "Give one of them."),
    # Commitments
    "commitments.not_a_session": ("{session} is no session that was held when this was said.", _SESSION),
    "commitments.not_a_statement": (
        "{statement} is no joint statement that was held when this was said.",
        "Name its record: `paraph list statement`.",
    ),
    "commitments.not_a_commitment": (
        "{terms} is no commitment that was held when this was said.",
        "Name its record: `paraph list commitment`.",
    ),
    "commitments.session_changed": (
        "It was made at the session {first}, and cannot become one of {session}.",
        "Open a new commitment.",
    ),
    "commitments.unknown_owner": ("Not parties of the framework: {unknown}.", "The parties are: {parties}."),
    "commitments.owner_twice": ("Twice among the owners: {twice}.", _ONCE),
    "commitments.paragraph_of_nothing": (
        "The paragraph {paragraph} is named, and no statement.",
        "Name the statement's record too.",
    ),
    "evidence.of_nothing": ("Evidence has neither words nor sources.", "Give one of them, or leave it out."),
    "evidence.other_lines": (
        "The evidence against {origin} bears lines that are not its own; it is not in the form that was kept.",
        "Get the file again from whoever made it.",
    ),
    "evidence.no_fork": (
        "The two checkpoints of {origin} are of one history: this is no evidence of anything.",
        "Accuse nobody by it.",
    ),
}
"""Code -> what is told, and the next step."""
