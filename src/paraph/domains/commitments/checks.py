"""What a careful clerk would point at in a commitment or a report. Warns, never blocks."""

from collections.abc import Iterator
from typing import Final

from paraph.domains.commitments.content import PROMISES_NOTHING, SETTLED, Commitment, ProgressReport
from paraph.domains.flag import Check, Flag


def check_commitment(terms: Commitment) -> tuple[Flag, ...]:
    """Flag a promise that nobody owns or that neither a date nor a forum decides.

    Source: S44 (a commitment is specific), S52 (a date and a named meeting).
    """
    return tuple(_terms_flags(terms))


def check_report(report: ProgressReport) -> tuple[Flag, ...]:
    """Flag a claim that something is done which rests on nothing, and a shortfall without a next step."""
    return tuple(_report_flags(report))


def _terms_flags(terms: Commitment) -> Iterator[Flag]:
    if terms.type not in PROMISES_NOTHING:
        if not terms.owners:
            yield Flag("commitment.without_owner")
        if terms.due is None and terms.forum is None:
            yield Flag("commitment.without_date")
    if terms.recorded_later is not None and not terms.recorded_later.sources and not terms.sources:
        yield Flag("recorded_later.unsourced")


def _report_flags(report: ProgressReport) -> Iterator[Flag]:
    if report.status in SETTLED - {"not_applicable"} and not report.evidence:
        yield Flag("report.done_without_evidence")
    if report.status in {"partly", "not_done"} and report.next_step is None:
        yield Flag("report.no_next_step")


CHECKS: Final[dict[str, Check]] = {"commitments.commitment/1": check_commitment, "commitments.progress/1": check_report}
