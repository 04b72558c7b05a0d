"""Whether a node is well, in one framework: what the disk knows of it, and the line that says it."""

from typing import Any

from paraph import tending
from paraph.faces.whole import whole
from paraph.faces.words_states import in_state
from paraph.node import Node
from paraph.service.delivery import Undelivered


def health_of(node: Node, framework: str) -> dict[str, Any]:
    """Say how a framework's record, links and desks are."""
    found = tending.health_of(node, framework)
    facts: dict[str, Any] = whole(found)
    return {**facts, "line": "; ".join(_parts(facts, found.undelivered, state=found.state))}


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
