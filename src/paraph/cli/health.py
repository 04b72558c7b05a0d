"""Whether a node is well, in one framework: read without unlocking anything.

Invariants:

* The worst thing is said first: two histories, then restore, then the link, then what somebody should look at.
"""

from pathlib import Path
from typing import Any

from paraph.adapters.marks import marks_lost, own_mark
from paraph.cli.paper import whole
from paraph.faces.words_states import in_state
from paraph.node import Node
from paraph.service.delivery import Undelivered, undelivered
from paraph.service.desk import Desk
from paraph.service.publish import RECOVERY
from paraph.service.read import needs_our_answer
from paraph.service.say import all_pending
from paraph.serving import LINKS


def health_of(node: Node, framework: str) -> dict[str, Any]:
    """Say how a framework's record, links and desks are."""
    with node.desk(framework) as desk:
        links = {one.party: node.house.get(LINKS, f"{framework}/{one.party}") for one in desk.setup.others}
        late = undelivered(desk)
        facts = {
            "framework": framework,
            "compared": desk.setup.compared,
            "size": desk.store.size(desk.me),
            "held": {party: desk.store.size(party) for party in desk.setup.parties},
            "forked": [party for party in desk.setup.parties if desk.store.evidence(party)],
            "recovering": _recovering(node.folder(framework), desk),
            "waiting": len(desk.store.waiting()),
            "undelivered": [whole(one) for one in late],
            "links": links,
            "needs_our_answer": len(needs_our_answer(desk)),
            "second_key": len(all_pending(desk)),
        }
    state = _state(facts)
    return {**facts, "state": state, "line": "; ".join(_parts(facts, late, state=state))}


def _recovering(folder: Path, desk: Desk) -> bool:
    if marks_lost(folder):
        return True
    mark = own_mark(folder)
    behind = mark is not None and mark.size > desk.store.size(desk.me)
    return behind or desk.house.get(RECOVERY, desk.setup.framework) is not None


def _state(facts: dict[str, Any]) -> str:
    if facts["forked"]:
        return "fork"
    if facts["recovering"]:
        return "restore"
    states = {link["state"] for link in facts["links"].values() if link is not None}
    if "cut" in states and facts["undelivered"]:
        return "link"
    refused = any(link.get("refused") for link in facts["links"].values() if link is not None)
    return "look" if states & {"refused", "fault"} or refused or not facts["compared"] else "well"


def _parts(facts: dict[str, Any], late: tuple[Undelivered, ...], *, state: str) -> list[str]:
    parts = {
        "fork": f"two histories of {', '.join(facts['forked'])}: `paraph audit`",
        "restore": "must be restored before it signs: `paraph restore`",
        "look": "keys not compared yet: `paraph join`"
        if not facts["compared"]
        else "an exchange was refused: `paraph sync`",
    }
    found = [parts.get(state, in_state("health", state)), f"{facts['size']} acts of ours"]
    found += [f"{one.to} has not confirmed {one.count}, since {one.since}" for one in late]
    found += [f"link to {party} {_link(link)}" for party, link in facts["links"].items() if link is not None]
    counted = {"need our answer": facts["needs_our_answer"], "wait for a second key": facts["second_key"]}
    return found + [
        f"{count} {what}" for what, count in {**counted, "wait for their past": facts["waiting"]}.items() if count
    ]


def _link(link: dict[str, Any]) -> str:
    return f"{in_state('link', link['state'])} since {link['since']}"
