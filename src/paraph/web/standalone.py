"""The page that checks receipts without a node: one file, no address in it, nothing fetched."""

from importlib.resources import files
from typing import Final

_POLICY: Final = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'"


def page_without_a_node() -> str:
    """Return the page: its own policy lets it ask nothing of anybody."""
    here = files("paraph.web").joinpath("alone")
    page = here.joinpath("verify.html").read_text(encoding="utf-8")
    script = here.joinpath("verify.js").read_text(encoding="utf-8")
    return page.replace("%POLICY%", _POLICY).replace("%SCRIPT%", script)
