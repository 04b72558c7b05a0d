"""Types of the API: what is carried out of the house. For the description, and for whoever reads it."""

from typing import Any, Literal, TypedDict


class FileShape(TypedDict):
    """A file, in base64."""

    name: str
    base64: str


class ReceiptShape(TypedDict):
    """The three files by which public tools verify an act, without this node.

    Attributes:
        not_proved: What no receipt shows, as codes.
    """

    act: str
    files: list[FileShape]
    not_proved: list[str]


class DifferenceShape(TypedDict):
    """A record that the two do not see alike."""

    record: str
    how: Literal["only_here", "only_there", "differs"]
    kind: str
    label: str
    stands_here: dict[str, Any] | None


class ComparisonShape(TypedDict):
    """What stands here beside what stands there, at the same cut of the logs."""

    result: Literal["same", "differs", "behind", "other_history"]
    total: str
    party: str
    behind: dict[str, int]
    other_history: list[str]
    differences: list[DifferenceShape]
