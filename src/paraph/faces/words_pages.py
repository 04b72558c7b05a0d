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
    "verify.part_missing": ("{file} is only a part of a receipt: its {part} is missing.", "Bring all three files."),
    "verify.no_proof": ("{file} is neither a receipt nor a certificate.", "Bring the files as they were saved."),
    "verify.nothing": ("There is nothing to check among: {files}.", "Bring a receipt or a certificate."),
    "verify.too_much": ("These are {files} files, or more than {limit} bytes.", "Bring fewer at a time."),
    "pages.administrators_only": ("Only an administrator of this node may see this.", "Ask one of them."),
    "pages.no_longer_a_person": (
        "This house no longer knows you as somebody who speaks for it, so you were signed out.",
        "Ask the administrator of the node.",
    ),
    "evidence.missing": ("No such evidence against {party} is kept here.", "See the page of the node."),
    "pages.no_file": ("No file was given.", "Choose the file that the other party wrote."),
    "view.name": (
        "A view needs a name of one to {longest} letters that can be read.",
        "Give it a name by which you will know it.",
    ),
    "view.long": ("Too much is asked for to be kept: {longest} letters at most.", "Leave some of the filters out."),
    "view.too_many": ("You have {most} saved views already.", "Throw one away that you no longer use."),
    "pages.language": ("There are no pages in {language}.", "Choose one of: {known}."),
}
