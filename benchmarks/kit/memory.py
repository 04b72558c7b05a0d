"""Print the peak memory of one ingest in MiB."""

import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kit import corpus
from kit.log_ingest import ingest

home, folder, size = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
logs = corpus.generate(folder, size, home)
with tempfile.TemporaryDirectory(prefix="paraph-bench-") as scratch:
    desk = corpus.desk(home, Path(scratch), corpus.US)
    corpus.say_ours(desk, logs)
    ingest(home, desk, logs)
    # Not getrusage: it counts what the process was before it became this one.
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found is not None
    print(int(found[1]) / 1024)
