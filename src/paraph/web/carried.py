"""What came of an exchange, by hand or by link, as it is shown once: plain values, so that it outlives the request.

What was refused is said in the words of the person who asked.
"""

from typing import Any

from django.utils.translation import get_language

from paraph.faces.words import said_of
from paraph.service.exchange_report import Exchange, LogReport, Refused
from paraph.service.restore import Recovery


def came_of(done: Exchange | Recovery) -> dict[str, Any]:
    """Return what came of it, log by log."""
    restored = done if isinstance(done, Recovery) else None
    exchange = done.exchange if isinstance(done, Recovery) else done
    logs = [_log(one) for one in (exchange.ours, *exchange.logs)]
    return {
        "party": exchange.party,
        "logs": logs,
        "came": sum(one["pulled"] for one in logs),
        "refused": any(one["refused"] for one in logs),
        "cosigned": any(one["cosigned"] is not None for one in logs),
        "recovering": exchange.recovering,
        "restored": None if restored is None else _restored(restored),
    }


def _restored(done: Recovery) -> dict[str, Any]:
    return {
        "back": done.ours.pulled,
        "size": done.size,
        "mark": done.mark,
        "recovered": done.recovered,
        "unheard": list(done.unheard),
        "refused": None if done.ours.refused is None else _told(done.ours.refused),
    }


def _log(report: LogReport) -> dict[str, Any]:
    return {
        "party": report.party,
        "pulled": report.pulled,
        "size": report.size,
        "cosigned": report.cosigned,
        "gained": [{"by": one.by, "size": one.size} for one in report.gained],
        "refused": None if report.refused is None else _told(report.refused),
        "warnings": [_told(one) for one in report.warnings],
    }


def _told(refused: Refused) -> dict[str, str]:
    told = said_of(refused.code, refused.facts, family="Refused", language=get_language() or "en")
    return {"code": refused.code, "message": told.message, "next": told.next}
