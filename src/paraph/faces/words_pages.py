"""Words for the pages: where they are, who is let in, and by which link."""

from collections.abc import Mapping
from typing import Final

_SERVE: Final = "See `paraph serve --help`."

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "pages.address": ("{address} is not of the form HOST:PORT.", "Write it as 127.0.0.1:8443."),
    "pages.plain_http": (
        "At {host} others would reach the pages without protection.",
        "Give a certificate (--certificate and --key), or stay on this machine: `--pages 127.0.0.1:8443`.",
    ),
    "pages.demo_abroad": (
        "A demonstration signs in without a password, and {host} can be reached from other machines.",
        "Stay on this machine: `--pages 127.0.0.1:8443`.",
    ),
    "pages.no_demonstration": (
        "{home} is not the node of a demonstration, so nobody is signed in there by a link.",
        "Serve it without --demo.",
    ),
    "pages.certificate": ("The certificate {file} does not serve ({reason}).", _SERVE),
    "pages.link_spent": (
        "This link was used, or its half hour is over.",
        "Ask whoever gave it for another; for the first administrator, stop the node and serve again.",
    ),
    "pages.no_such_button": ("This page has no button {button}. Nothing was done.", "Load the page again."),
    "pages.administrators_only": ("Only an administrator of this node may see this.", "Ask one of them."),
    "pages.no_longer_a_person": (
        "This house no longer knows you as somebody who speaks for it, so you were signed out.",
        "Ask the administrator of the node.",
    ),
    "pages.language": ("There are no pages in {language}.", "Choose one of: {known}."),
}
