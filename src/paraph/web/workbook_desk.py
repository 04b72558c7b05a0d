"""A workbook between the look at it and the saying of it: what was shown is what is said, or nothing is.

* It lies in the house under the person's name until it is said or another is looked at; nothing of it is sent.
* It is said at most once. After a fault it is looked at again, and what stands or waits already is left out.
"""

from base64 import b64decode, b64encode
from functools import partial
from typing import Final

from paraph.adapters.clock import utc_now
from paraph.faces.commitment_board import board_of
from paraph.faces.workbook_read import read_workbook
from paraph.faces.workbook_rows import Checked, checked
from paraph.faces.workbook_write import workbook_given_back
from paraph.record import Said
from paraph.service.desk import Desk
from paraph.service.ports import House
from paraph.service.say import Pending, Saying, all_pending
from paraph.service.saying_many import judge, say_many
from paraph.values import Barred, Value, builtin, content_digest, convert

SHELF: Final = "workbook"
BACK: Final = "workbook_given_back"


class Kept(Value, frozen=True, kw_only=True):
    """A workbook that was looked at, and may be said.

    Attributes:
        framework: In which framework.
        sayings: What it says, in order.
    """

    framework: str
    sayings: tuple[Saying, ...]


def look(desk: Desk, person: str, data: bytes) -> tuple[Checked, str]:
    """Look at a workbook whole; return what was found, and its name if it may be said.

    Raises:
        Barred: "workbook.…": it cannot be read at all.
    """
    board = board_of(desk, on=utc_now().date())
    waiting = [one.saying for one in all_pending(desk)]
    found = checked(read_workbook(data), board, me=desk.me, judge=partial(judge, desk, person), waiting=waiting)
    made = b64encode(workbook_given_back(found)).decode() if found.refused else ""
    desk.house.put(BACK, person, {"workbook": made})
    if found.refused or not found.lines:
        desk.house.drop(SHELF, person)
        return found, ""
    kept = Kept(framework=desk.setup.framework, sayings=tuple(one.saying for one in found.lines))
    desk.house.put(SHELF, person, builtin(kept))
    return found, content_digest(kept)


def back_of(house: House, person: str) -> bytes:
    """Return the workbook that a person looked at last, with the reasons against it.

    Raises:
        Barred: "workbook.moved": none was refused.
    """
    found = (house.get(BACK, person) or {}).get("workbook", "")
    if not found:
        raise Barred("workbook.moved")
    return b64decode(found)


def say_it(desk: Desk, person: str, seen: str) -> tuple[Said | Pending, ...]:
    """Say what was looked at.

    Args:
        desk: The framework, opened to write.
        person: Who says it.
        seen: The name that `look` gave to what was shown.

    Raises:
        Barred: "workbook.moved": it is not what was shown; or one of its rows may not be said any more, so none was.
    """
    found = desk.house.get(SHELF, person)
    kept = None if found is None else convert(Kept, found)
    if kept is None or content_digest(kept) != seen or kept.framework != desk.setup.framework:
        raise Barred("workbook.moved")

    # Before anything is said: whatever happens then, this is not said twice. Looking again leaves out what stands.
    desk.house.drop(SHELF, person)
    return say_many(desk, person, kept.sayings)
