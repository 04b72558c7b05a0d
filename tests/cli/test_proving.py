"""Proofs that a stranger checks, without a node: they hold, and they break where a byte is changed."""

from pathlib import Path

import pytest
from tests.cli.houses import House, Houses


@pytest.fixture
def receipt(houses: Houses, tmp_path: Path) -> Path:
    """The receipt of the charter's proposal, in a folder of its own."""
    made = houses.north.done("receipt", houses.charter[:8], "--out", str(tmp_path / "receipt"))
    return next(Path(file) for file in made["files"] if file.endswith(".tlog-proof"))


@pytest.fixture
def stranger(tmp_path: Path) -> House:
    """Somebody with no node."""
    return House(tmp_path, "STRANGER")


def test_a_receipt_holds_and_says_what_it_does_not_show(receipt: Path, stranger: House) -> None:
    told = stranger.run("verify", str(receipt))

    assert 0 == told.code
    assert f"{receipt}: holds\n" == told.out[: len(f"{receipt}: holds\n")]
    assert "“propose” (framework.charter/1), said by Desk, Secretary" in told.out
    assert "✓ held by SOUTH-mldsa" in told.out
    assert "What this does not show:\n  · that what it says is true\n" in told.out


def test_a_receipt_rests_on_the_keys_it_names_unless_others_are_given(
    receipt: Path, stranger: House, houses: Houses
) -> None:
    policy = str(houses.table / "trusted.policy")
    houses.south.done("policy", "NORTH", "--out", policy)

    alone = stranger.done("verify", str(receipt))["checked"][0]
    trusted = stranger.done("verify", str(receipt), "--policy", policy)["checked"][0]

    assert ("the receipt itself", "you") == (alone["keys_from"], trusted["keys_from"])
    assert ("NORTH", "pact") == (trusted["proven"]["party"], trusted["proven"]["framework"])


def test_one_policy_of_several_is_enough(receipt: Path, stranger: House, houses: Houses) -> None:
    """Each policy is for one log, so a stranger gives all it has."""
    files = [str(houses.table / f"{party}.policy") for party in ("SOUTH", "NORTH")]
    for party, file in zip(("SOUTH", "NORTH"), files, strict=True):
        houses.south.done("policy", party, "--out", file)

    shape = stranger.done("verify", str(receipt), "--policy", files[1], "--policy", files[0])

    assert "holds" == shape["result"]


def test_the_policy_of_another_log_does_not_serve(receipt: Path, stranger: House, houses: Houses) -> None:
    policy = str(houses.table / "other.policy")
    houses.south.done("policy", "SOUTH", "--out", policy)

    told = stranger.run("verify", str(receipt), "--policy", policy, "--json")

    assert (1, "does not hold") == (told.code, told.shape["result"])


@pytest.mark.parametrize("suffix", [".act.json", ".tlog-proof", ".tlog-policy"])
def test_a_changed_byte_breaks_it(receipt: Path, stranger: House, suffix: str) -> None:
    """Which check fails is said in a sentence."""
    part = receipt.with_suffix(suffix)
    data = bytearray(part.read_bytes())
    data[len(data) // 2] ^= 1
    part.write_bytes(bytes(data))

    told = stranger.run("verify", str(receipt))
    shape = stranger.run("verify", str(receipt), "--json").shape

    assert (1, "does not hold") == (told.code, shape["result"])
    assert f"{receipt}: DOES NOT HOLD\n  {shape['checked'][0]['error']['message']}\n  → " in told.out


@pytest.mark.parametrize("suffix", [".act.json", ".tlog-proof", ".tlog-policy"])
def test_without_one_of_its_files_it_cannot_be_told(receipt: Path, stranger: House, suffix: str) -> None:
    """Missing is not wrong: the answer is neither yes nor no."""
    receipt.with_suffix(suffix).unlink()

    told = stranger.run("verify", str(receipt), "--json")

    assert (2, "cannot tell") == (told.code, told.shape["result"])


def test_the_files_of_a_receipt_may_lie_apart(receipt: Path, stranger: House, tmp_path: Path) -> None:
    act = receipt.with_suffix(".act.json").rename(tmp_path / "found.act.json")
    policy = receipt.with_suffix(".tlog-policy").rename(tmp_path / "given.tlog-policy")

    shape = stranger.done("verify", str(act), str(receipt), str(policy))

    assert ["holds"] == [one["result"] for one in shape["checked"]]


def test_an_act_that_the_other_party_has_not_confirmed_has_no_receipt(houses: Houses) -> None:
    act = houses.south.said(houses.session, "accept")

    error = houses.south.refused("receipt", act["act"][:8])

    assert ("receipt.not_cosigned", ["NORTH-ed25519", "NORTH-mldsa"]) == (error["code"], error["facts"]["missing"])


def test_a_certificate_shows_who_stood_on_the_words_together(houses: Houses, stranger: House) -> None:
    file = houses.south.done("certificate", houses.charter, "--out", str(houses.table / "charter.certificate"))["file"]

    told = stranger.run("verify", file)

    assert 0 == told.code
    assert "In pact, these stood together on the words" in told.out
    assert "NORTH (north.example/pact), SOUTH (south.example/pact)." in told.out
    assert "It would be refuted by a receipt of an act" in told.out


def test_a_changed_certificate_does_not_hold(houses: Houses, stranger: House) -> None:
    made = houses.south.done("certificate", houses.charter, "--out", str(houses.table / "charter.certificate"))
    file = Path(made["file"])
    file.write_bytes(file.read_bytes().replace(made["words"].encode(), b"00" * 32))

    told = stranger.run("verify", str(file), "--json")

    assert (1, "certificate.other_words") == (told.code, told.shape["checked"][0]["error"]["code"])


def test_a_record_that_is_not_agreed_has_no_certificate(houses: Houses) -> None:
    assert "certificate.not_agreed" == houses.north.refused("certificate", houses.session)["code"]


def test_a_log_is_written_as_static_files_for_any_tool(houses: Houses, tmp_path: Path) -> None:
    shape = houses.north.done("tiles", str(tmp_path / "trees"))

    assert [("NORTH", 2), ("SOUTH", 1)] == [(one["party"], one["size"]) for one in shape["logs"]]
    assert 2 == len(list((tmp_path / "trees").glob("*/checkpoint")))


def test_a_file_that_is_none_of_these_does_not_hold(stranger: House, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Sir,")

    told = stranger.run("verify", str(tmp_path / "letter.txt"), "--json")

    assert (2, "cannot tell") == (told.code, told.shape["result"])
