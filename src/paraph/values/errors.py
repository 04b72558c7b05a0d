"""The two families of errors: an answer, or a fault.

    Barred                     may not be said now; the person can do something else
    Fault                      someone must look
    ├── Unreadable             bytes or text that are not what the format says     (whoever wrote them)
    │   └── Unfit              a value that fails its own check; the codec adds the path
    ├── Unproven               a signature, proof or root that does not hold       (whoever sent it)
    ├── Forked                 one log, two histories: the exchange of it stops    (whoever signed both)
    ├── Damaged                our own record is not what we stored                (us: restore)
    ├── Recovering             our record is behind what our key has signed        (us: restore)
    └── Unreachable            the link failed or was cut; try again               (the network)

Both carry a code and facts, never a sentence: the shells word them, in each person's language.
"""

from typing import Any


class Answer(Exception):  # noqa: N818  # neither family is called "Error": see the conventions
    """A code with its facts."""

    def __init__(self, code: str, **facts: Any) -> None:
        """Keep the code and the facts, which must be JSON values."""
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        """Show the code and the facts, for logs and tests; persons read the shells' words."""
        return self.code + "".join(f" {name}={value!r}" for name, value in self.facts.items())


class Barred(Answer):
    """An answer: this may not be said now. Nothing was signed, nothing was lost."""


class Fault(Answer):
    """Something that someone must look at."""


class Unreadable(Fault):
    """Bytes or text that are not what the format says; `path` names the field."""


class Unfit(Unreadable, ValueError):  # noqa: N818  # as Answer
    """A value that fails its own check: raise it in `__post_init__`.

    It is a ValueError so that msgspec reports where the value stood; the codec then raises Unreadable with the same
    code, the same facts and the whole path. A fact named `path` is relative to the value and starts with "." or "[".
    """


class Unproven(Fault):
    """A signature, proof or root that does not hold."""


class Forked(Fault):
    """One log with two histories, both signed."""


class Damaged(Fault):
    """Our own record is not what we stored."""


class Recovering(Fault):
    """Our record is behind what our key has signed: nothing may be signed until it is restored."""


class Unreachable(Fault):
    """The link failed or was cut; nothing was lost, trying again is safe."""
