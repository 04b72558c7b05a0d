"""Two families, and nothing between them."""

from paraph.values import Answer, Barred, Damaged, Fault, Forked, Recovering, Unfit, Unproven, Unreachable, Unreadable


def test_every_fault_is_a_fault_and_no_answer() -> None:
    faults = (Damaged, Forked, Recovering, Unfit, Unproven, Unreachable, Unreadable)

    assert all(issubclass(each, Fault) and not issubclass(each, Barred) for each in faults)
    assert not issubclass(Barred, Fault)


def test_an_error_shows_its_code_and_its_facts() -> None:
    error: Answer = Barred("claim.answer", lines=3, by="NORTH")

    assert "claim.answer lines=3 by='NORTH'" == str(error)
    assert ("claim.answer", {"lines": 3, "by": "NORTH"}) == (error.code, error.facts)


def test_an_unfit_value_is_both_unreadable_and_a_value_error() -> None:
    assert issubclass(Unfit, Unreadable)
    assert issubclass(Unfit, ValueError)
