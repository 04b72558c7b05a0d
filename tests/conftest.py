"""What holds for every test: how properties are sampled, and what is left out where a stranger's tool is missing."""

import os
from collections.abc import Sequence

import pytest
from hypothesis import settings

# What is asserted there says as much as in a test.
pytest.register_assert_rewrite("tests.web.nodes", "tests.web.seen")

# The same examples for everyone who runs `make test`; new ones each time in `make soak`.
settings.register_profile("house", deadline=None, derandomize=True)
settings.register_profile("soak", deadline=None, max_examples=2000)
settings.load_profile("house")

TOOLS = ("go", "node", "browser")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = [item for item in items if _needed(item) & set(_missing())]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for tool in _missing():
        terminalreporter.write_line(f"not run: the tests that need {tool}, which is not here", yellow=True)


def _needed(item: pytest.Item) -> set[str]:
    return {tool for tool in TOOLS if item.get_closest_marker(f"needs_{tool}")}


def _missing() -> Sequence[str]:
    return os.environ.get("PARAPH_WITHOUT", "").split()
