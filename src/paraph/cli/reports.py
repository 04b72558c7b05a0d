"""What came of an exchange, whichever way it went, as JSON and as a page."""

from collections.abc import Mapping
from typing import Any, Final

from paraph.cli.exits import Exit
from paraph.cli.paper import Paper
from paraph.faces.words import said_of
from paraph.service.exchange_report import Exchange, LogReport, Refused

_EXITS: Final[Mapping[str, Exit]] = {
    "exchange.forked": Exit.TWO_HISTORIES,
    "exchange.own_forked": Exit.TWO_HISTORIES,
    "exchange.frozen": Exit.TWO_HISTORIES,
    "exchange.recovering": Exit.RESTORE,
    "exchange.truncated": Exit.LINK,
    "exchange.moved": Exit.LINK,
    "exchange.quota": Exit.LINK,
}


def exchange_shape(done: Exchange) -> dict[str, Any]:
    """Return what came of an exchange with one counterpart."""
    logs = [log_shape(report) for report in (done.ours, *done.logs)]
    refused = [one["refused"]["code"] for one in logs if one["refused"] is not None]
    ended = [_EXITS.get(code, Exit.REFUSED) for code in refused]
    return {
        "party": done.party,
        "logs": logs,
        "recovering": done.recovering,
        "exit": int(max(ended, default=Exit.DONE)),
    }


def log_shape(report: LogReport) -> dict[str, Any]:
    """Return what came of one log."""
    return {
        "party": report.party,
        "via": report.via,
        "pulled": report.pulled,
        "size": report.size,
        "offered": report.offered,
        "cosigned": report.cosigned,
        "gained": [{"by": one.by, "size": one.size, "at": one.at} for one in report.gained],
        "refused": None if report.refused is None else _refused(report.refused),
        "warnings": [_refused(one) for one in report.warnings],
    }


def exchange_page(paper: Paper, shape: Mapping[str, Any]) -> None:
    """Write what came of an exchange."""
    paper.line(f"Exchanged with {shape['party']}.", tone="good" if shape["exit"] == Exit.DONE else "care")
    rows = (
        (one["party"], f"+{one['pulled']}", str(one["size"]), _cosigned(one), _gained(one)) for one in shape["logs"]
    )
    paper.table(("LOG OF", "NEW", "HELD", "COSIGNED HERE", "RECEIPTS"), rows)
    for one in shape["logs"]:
        for refused in (*([one["refused"]] if one["refused"] else ()), *one["warnings"]):
            paper.line(f"  ! log of {one['party']}: {refused['message']}", tone="care")
            paper.line(f"  → {refused['next']}")


def _refused(refused: Refused) -> dict[str, Any]:
    told = said_of(refused.code, refused.facts, family="Refused")
    return {"code": refused.code, "facts": refused.facts, "message": told.message, "next": told.next}


def _cosigned(shape: Mapping[str, Any]) -> str:
    return "" if shape["cosigned"] is None else f"up to {shape['cosigned']}"


def _gained(shape: Mapping[str, Any]) -> str:
    return ", ".join(f"{one['by']} holds {one['size']}" for one in shape["gained"])
