"""Each benchmark's short run writes rows that can be read; not part of `make check`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KEYS = {"name", "n", "unit", "ours", "peer", "peer_name", "limit", "ratio_to_peer", "ratio_to_limit"}


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.parametrize("script", sorted((ROOT / "benchmarks").glob("*.py")), ids=lambda script: script.stem)
def test_a_short_run_writes_rows_with_every_key(script: Path, tmp_path: Path) -> None:
    rows = tmp_path / "rows.json"

    # A peer that is not there fails its rows, and the exit code says so; the rows are written all the same.
    subprocess.run([sys.executable, script, "--short", "--json", rows], check=False, capture_output=True, timeout=600)

    assert {frozenset(KEYS)} == {frozenset(row) for row in json.loads(rows.read_bytes())}
