"""Files that somebody brings: what holds, what does not, and what cannot be told, whatever the bytes."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.service.cast import NORTH, SOUTH, agree_charter, found, seats, sync

from paraph.faces.checked import ACT, POLICY, PROOF, checked
from paraph.service.receipt import receipt as made_receipt


@pytest.fixture(scope="module")
def receipt(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The three files of a receipt."""
    folder = tmp_path_factory.mktemp("checked")
    found(folder, NORTH, SOUTH)
    with seats(folder, NORTH, SOUTH) as (north, south):
        agree_charter(north, south)
        said = north.opens("words")
        sync(north, south)
        made = made_receipt(north.desk, said.digest)
    return {f"r{suffix}": data for suffix, data in zip((ACT, PROOF, POLICY), made, strict=True)}


def packed(files: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as zipped:
        for name, data in files.items():
            zipped.writestr(name, data)
    return made.getvalue()


def test_a_receipt_of_three_files_holds_and_so_does_the_zip_of_it(receipt: dict[str, bytes]) -> None:
    (loose,) = checked(receipt)
    (zipped,) = checked({"receipt.zip": packed(receipt)})

    assert ("holds", False) == (loose.result, loose.trusted)
    assert loose.receipts == zipped.receipts


def test_a_policy_from_elsewhere_decides(receipt: dict[str, bytes]) -> None:
    files = dict(receipt)
    policy = files.pop(f"r{POLICY}")

    (one,) = checked(files, policies={"theirs": policy})
    (other,) = checked(files, policies={"theirs": b"quorum none\n"})

    assert ("holds", True) == (one.result, one.trusted)
    assert "holds" != other.result


@pytest.mark.parametrize("suffix", [ACT, PROOF])
def test_one_byte_changed_does_not_hold(suffix: str, receipt: dict[str, bytes]) -> None:
    files = dict(receipt)
    data = bytearray(files[f"r{suffix}"])
    data[len(data) // 2] ^= 1
    files[f"r{suffix}"] = bytes(data)

    (one,) = checked(files)

    assert "does not hold" == one.result
    assert one.message


@pytest.mark.parametrize("gone", [ACT, POLICY, PROOF])
def test_a_missing_part_is_named(gone: str, receipt: dict[str, bytes]) -> None:
    (one,) = checked({name: data for name, data in receipt.items() if not name.endswith(gone)})

    assert "cannot tell" == one.result
    assert one.message


@given(
    st.dictionaries(st.sampled_from(["a.tlog-proof", "a.act.json", "a.tlog-policy", "x.json", "z.zip"]), st.binary())
)
def test_no_bytes_raise(files: dict[str, bytes]) -> None:
    assert checked(files)


@given(st.binary(max_size=200))
def test_no_torn_zip_raises(rest: bytes) -> None:
    assert checked({"z.zip": packed({"a.tlog-proof": b"proof" * 100})[:300] + rest})


def test_a_zip_that_unfolds_too_far_is_not_unpacked() -> None:
    made = BytesIO()
    with ZipFile(made, "w", compression=8) as zipped:
        zipped.writestr("a.tlog-proof", bytes(40 * 1024 * 1024))

    assert "cannot tell" == checked({"z.zip": made.getvalue()})[0].result
