"""git: signed commits, a clone of as many commits as there are acts, and a full check of the clone."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

WORK, FILE, COUNT, FOLDER = sys.argv[1:]
ROOT = Path(FOLDER)
QUIET = {
    **os.environ,
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@example",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example",
}


def git(*words: str, data: bytes | None = None) -> None:
    subprocess.run(["git", "-C", str(ROOT), *words], check=True, capture_output=True, input=data, env=QUIET)


def entries() -> list[bytes]:
    data, at, found = Path(FILE).read_bytes(), 0, []
    while len(found) < int(COUNT):
        size = int.from_bytes(data[at : at + 2], "big")
        found.append(data[at + 2 : at + 2 + size])
        at += 2 + size
    return found


def timed(count: int, work: Callable[[], object]) -> None:
    start = time.perf_counter()
    work()
    print(json.dumps({"rate": count / (time.perf_counter() - start)}))


def commit_signed(acts: list[bytes]) -> None:
    for at, act in enumerate(acts):
        (ROOT / f"{at}.json").write_bytes(act)
        git("add", f"{at}.json")
        git("-c", "core.fsync=committed", "commit", "-q", "-S", "-m", str(at))


def fast_import(acts: list[bytes]) -> bytes:
    parts = []
    for at, act in enumerate(acts):
        head = f"commit refs/heads/main\ncommitter a <a@example> {1_600_000_000 + at} +0000\ndata 1\nx\n"
        parts.append(head.encode() + f"M 644 inline {at % 256:02x}/{at}.json\ndata {len(act)}\n".encode() + act + b"\n")
    return b"".join(parts)


acts = entries()
if WORK == "sign":
    git("init", "-q", "-b", "main")
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(ROOT / "key")], check=True)
    git("config", "gpg.format", "ssh")
    git("config", "user.signingkey", str(ROOT / "key.pub"))
    timed(len(acts), lambda: commit_signed(acts))
else:
    git("init", "-q", "--bare", "source")
    git("--git-dir", "source", "fast-import", "--quiet", data=fast_import(acts))
    if WORK == "clone":
        timed(len(acts), lambda: git("clone", "-q", "--bare", "--no-local", "source", "copy"))
    else:
        timed(len(acts), lambda: git("--git-dir", "source", "fsck", "--full", "--strict"))
