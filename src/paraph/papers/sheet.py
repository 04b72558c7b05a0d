"""Set a page: a Typst source, its data and our own fonts become a PDF."""

import json
from collections.abc import Mapping
from importlib.resources import as_file, files
from typing import Any, cast

from paraph.values import Fault


def sheet(template: str, data: Mapping[str, Any], *, attached: Mapping[str, bytes] | None = None) -> bytes:
    """Return a PDF/A-3 of a template filled with data.

    Args:
        template: Name of one of our `.typ` files, without the ending.
        data: JSON, which the template reads as `data`.
        attached: Name -> bytes embedded in the PDF: what was signed, since words copied out of a page set in Nastaliq
            are not.

    Raises:
        Fault: "paper.not_set": the template and its data do not fit.
    """
    import typst  # noqa: PLC0415  # start-up: 20 MB that only a paper needs

    here = files("paraph.papers")
    sources = {
        "main": here.joinpath(f"{template}.typ").read_bytes(),
        "page.typ": here.joinpath("page.typ").read_bytes(),
        "data.json": json.dumps({**data, "attached": sorted(attached or {})}, ensure_ascii=False).encode(),
        **(attached or {}),
    }
    try:
        with as_file(here.joinpath("fonts")) as fonts:
            made = typst.compile(
                cast("Any", sources),
                font_paths=[str(fonts)],
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=["a-3a"],
            )
    except typst.TypstError as error:
        raise Fault("paper.not_set", template=template, reason=str(error)) from error
    return made
