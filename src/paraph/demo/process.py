"""One node of the demonstration as an operating-system process of its own: it serves, and exchanges when told to.

    python -m paraph.demo.process HOME

It prints the port on which it answers, then reads one command a line: "exchange PARTY" answers with a line of JSON,
the end of input ends it.
"""

import json
import sys
from pathlib import Path

from paraph.demo.founding import FRAMEWORK, PASSPHRASE
from paraph.node import Node
from paraph.serving import Serving, exchange_with
from paraph.values import Answer


def main(home: Path) -> None:
    """Serve until the input ends."""
    node = Node(home, passphrase=lambda: PASSPHRASE)
    serving = Serving(node, every=3600.0).start()
    sys.stdout.write(f"{serving.port}\n")
    sys.stdout.flush()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_exchange(node, line.split()[1])) + "\n")
        sys.stdout.flush()
    serving.close()
    node.close()


def _exchange(node: Node, party: str) -> dict[str, object]:
    try:
        done = exchange_with(node, FRAMEWORK, party, patience=5.0)
    except Answer as reason:
        return {"ok": False, "code": reason.code}
    return {
        "ok": not done.refusals,
        "pulled": sum(report.pulled for report in done.logs),
        "cosigned": [report.cosigned for report in done.logs],
        "receipts": len(done.ours.gained),
        "refusals": [report.refused.code for report in done.refusals if report.refused is not None],
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
