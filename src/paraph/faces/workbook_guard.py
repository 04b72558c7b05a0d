"""A workbook from outside, looked through before it is read: what it is, how large it is, what is hidden in its cells.

Invariants:

* Nothing of a workbook is computed or followed; it is read, or refused in words.
* It is refused before it is unpacked whole: a small file may hold far more than fits here.
* Ours: a formula is refused. What it comes to depends on who opens it, and what is signed must be what was seen.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import Final, NamedTuple
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from paraph.values import Barred

MOST_BYTES: Final = 5 * 2**20
"""Bytes that a workbook may have."""

MOST_ROWS: Final = 1000
"""Rows of a sheet: what one person can look through before signing."""

_UNPACKED: Final = 64 * 2**20
# KeyError: a part is missing. The others: it is packed in a way that is not a workbook's.
_UNREADABLE: Final = (BadZipFile, KeyError, UnicodeDecodeError, RuntimeError, EOFError, zlib.error, struct.error)
_MOST_COLUMNS: Final = 100
_BOOK: Final = "xl/workbook.xml"
_LINKS: Final = "xl/_rels/workbook.xml.rels"
_LONGEST_TAG: Final = 2000
_SHEET: Final = re.compile(r"<(?:\w{1,20}:)?sheet(?=[\s/>])([^<>]*)")
_LINK: Final = re.compile(r"<(?:\w{1,20}:)?Relationship(?=[\s/>])([^<>]*)")
_ATTRIBUTE: Final = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
# Every one of these patterns stops at the next tag, so that no text makes the search for it long.
_TAG: Final = re.compile(r"<(?:\w{1,20}:)?(c|f|v|is)(?=[\s/>])([^<>]*)")
_PLACE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})\Z")


class Found(NamedTuple):
    """What was found in a sheet before it is read.

    Attributes:
        sheet: Its name.
        formulas: The cells that hold one, "D4".
    """

    sheet: str
    formulas: tuple[str, ...]


def looked_through(data: bytes) -> tuple[Found, ...]:
    """Look through a workbook.

    Raises:
        Barred: "workbook.none": it is none; "workbook.large": it, or what it unpacks to, is too large; "workbook.rows":
            a sheet has too many rows; "workbook.columns".
    """
    if len(data) > MOST_BYTES:
        raise Barred("workbook.large", bytes=len(data), most=MOST_BYTES)
    try:
        with ZipFile(BytesIO(data)) as parts:
            _require_small_and_honest(data, parts)
            return tuple(_found(name, parts.read(path).decode()) for name, path in _sheets(parts))
    except _UNREADABLE as error:
        raise Barred("workbook.none") from error


def _require_small_and_honest(data: bytes, parts: ZipFile) -> None:
    if len({part.filename.lower() for part in parts.infolist()}) < len(parts.infolist()):
        raise Barred("workbook.none")  # which of two would be read, nobody can say
    unpacked = sum(part.file_size for part in parts.infolist())
    if unpacked > _UNPACKED:
        raise Barred("workbook.large", bytes=unpacked, most=_UNPACKED)
    if not all(_is_honest(data, part) for part in parts.infolist()):
        raise Barred("workbook.none")


def place_of(column: int, row: int) -> str:
    """Return what a cell is called, counted from nought: (0, 0) is "A1"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def _is_honest(data: bytes, part: ZipInfo) -> bool:
    """Tell whether a part unpacks to exactly the size that it states: another reader may not stop there."""
    name, extra = struct.unpack_from("<HH", data, part.header_offset + 26)
    begin = part.header_offset + 30 + name + extra
    packed = data[begin : begin + part.compress_size]
    if part.compress_type == ZIP_STORED:
        return len(packed) == part.file_size
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    return len(stream.decompress(packed, part.file_size + 1)) == part.file_size and stream.eof


def _sheets(parts: ZipFile) -> Iterator[tuple[str, str]]:
    links = (_attributes(found) for found in _LINK.findall(parts.read(_LINKS).decode()))
    targets = {one.get("Id", ""): one.get("Target", "") for one in links}
    for found in _SHEET.findall(parts.read(_BOOK).decode()):
        attributes = _attributes(found)
        target = targets[next((value for name, value in attributes.items() if name.endswith(":id")), "")]
        yield attributes.get("name", ""), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _attributes(text: str) -> dict[str, str]:
    if len(text) > _LONGEST_TAG:
        raise Barred("workbook.none")
    return {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(text)}


def _found(name: str, xml: str) -> Found:
    formulas, cell = [], ""
    for tag in _TAG.finditer(xml):
        if tag[1] == "c":
            cell = _attributes(tag[2]).get("r", "")
        elif tag[1] == "f":
            formulas.append(_within(name, cell))
        else:
            _within(name, cell)
    return Found(name, tuple(formulas))


def _within(sheet: str, cell: str) -> str:
    """Return the name of a cell that holds something, if it is one that is read."""
    place = _PLACE.match(cell)
    if place is None:
        raise Barred("workbook.none")
    if int(place[2]) > MOST_ROWS + 1:
        raise Barred("workbook.rows", sheet=sheet, most=MOST_ROWS)
    if _number(place[1]) > _MOST_COLUMNS:
        raise Barred("workbook.columns", sheet=sheet, most=_MOST_COLUMNS)
    return cell


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
